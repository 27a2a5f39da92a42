"""Work that takes too long ends its process, whatever it does; in its own process it has failed."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from sim.execution.limit import TooLongError, ended_at, no_longer_than
from sim.execution.pool import Workers, run_tasks
from sim.inputs.files.errors import InputError
from sim.runs.work import failure, raise_first
from tests.execution.endless import (
    SHORT,
    asleep,
    busy,
    doomed,
    endless,
    endless_at_three,
    in_compiled_code,
    in_time,
    one_of_two_threads,
)


def ended(work: Callable[[], None], folder: Path) -> dict[int, str]:
    """The work in a process of its own; what its note says when it was ended."""
    process = get_context("spawn").Process(target=doomed, args=(work, folder), daemon=True)
    process.start()
    process.join(60.0)
    assert process.exitcode == 1
    return {task: str(error) for task, error in ended_at(folder).items()}


def test_work_in_time_is_left_alone() -> None:
    for _ in range(50):
        with no_longer_than(5.0):
            busy(0.001)
    with no_longer_than(None):
        busy(0.001)


@pytest.mark.parametrize("work", [endless, in_compiled_code, asleep])
def test_work_that_takes_too_long_is_ended(work: Callable[[], None], tmp_path: Path) -> None:
    assert ended(work, tmp_path) == {7: f"not done after {SHORT:g} seconds"}


def test_in_the_process_that_was_begun_by_hand_it_has_failed_when_it_comes_back() -> None:
    with pytest.raises(TooLongError, match=r"not done after 0\.01 seconds"), no_longer_than(0.01):
        busy(0.05)

    def work(seconds: float) -> float:
        with no_longer_than(0.2):
            busy(seconds)
        return seconds

    with ThreadPoolExecutor(2) as executor:
        outcome = run_tasks(work, [0.001, 0.4], Workers(2, executor))
    assert outcome.done == {0: 0.001} and isinstance(outcome.failed[0].error, TooLongError)


def test_an_error_of_the_work_comes_through() -> None:
    with pytest.raises(ValueError, match="own"), no_longer_than(5.0):
        raise ValueError("own")


def test_the_error_comes_back_from_a_process_and_is_told() -> None:
    error = pickle.loads(pickle.dumps(TooLongError(1.5)))
    told = failure(error, died=True)
    assert (told["code"], told["where"]) == ("too_long", "--limit")
    assert told["message"] == "not done after 1.5 seconds"


def test_a_study_of_which_nothing_was_done_in_time_ends_with_a_sentence() -> None:
    with pytest.raises(InputError, match="--limit: not done after") as caught:
        raise_first([failure(TooLongError(1.5), died=True)])
    assert caught.value.exit_code == 2 and "--limit" in str(caught.value.allowed)


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2])
def test_the_pool_goes_on_without_what_took_too_long(count: int) -> None:
    outcome = run_tasks(endless_at_three, range(6), Workers(count, apart=True))
    assert outcome.done == {n: n for n in range(6) if n != 3}
    (lost,) = outcome.failed
    assert lost.index == 3 and lost.died and isinstance(lost.error, TooLongError)


def test_a_note_of_work_in_time_says_nothing(tmp_path: Path) -> None:
    process = get_context("spawn").Process(target=in_time, args=(tmp_path,))
    process.start()
    process.join(60.0)
    assert process.exitcode == 0
    assert len(list(tmp_path.iterdir())) == 1 and ended_at(tmp_path) == {}


def test_every_thread_has_its_own_limit(tmp_path: Path) -> None:
    """The first limit that passes ends the process, also when another began or ended after it."""
    assert ended(one_of_two_threads, tmp_path) == {7: f"not done after {SHORT:g} seconds"}
