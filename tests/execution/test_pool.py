from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sim.execution.pool import WorkerDiedError, Workers, run_tasks
from sim.execution.progress import Progress
from tests.execution.chores import (
    double,
    first_time_kills,
    odd_ones_fail,
    seven_kills,
    threads,
)


def test_one_worker_runs_here_and_keeps_what_succeeds() -> None:
    outcome = run_tasks(odd_ones_fail, range(5), Workers(1))
    assert outcome.done == {0: 0, 2: 2, 4: 4}
    assert [(item.index, str(item.error)) for item in outcome.failed] == [
        (1, "odd: 1"),
        (3, "odd: 3"),
    ]


def test_an_interrupt_is_not_swallowed() -> None:
    def stop(_: int) -> int:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_tasks(stop, [1, 2], Workers(1))


def test_any_executor_will_do_and_every_step_is_told() -> None:
    steps: list[tuple[int, int]] = []
    with ThreadPoolExecutor(2) as executor:
        outcome = run_tasks(
            double, range(30), Workers(2, executor), tick=lambda a, b: steps.append((a, b))
        )
    assert outcome.done == {n: 2 * n for n in range(30)}
    assert steps == [(n + 1, 30) for n in range(30)]


def test_an_executor_that_was_shut_breaks_nothing_but_its_tasks() -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(RuntimeError, match="shutdown"):
        run_tasks(double, [1], Workers(1, executor))


@pytest.mark.slow
def test_a_task_that_kills_its_process_twice_is_a_failure_and_the_rest_goes_on() -> None:
    outcome = run_tasks(seven_kills, range(60), Workers(2))
    assert outcome.done == {n: n for n in range(60) if n != 7}
    assert [item.index for item in outcome.failed] == [7]
    assert isinstance(outcome.failed[0].error, WorkerDiedError) and outcome.failed[0].died


@pytest.mark.slow
def test_a_process_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    names = [str(tmp_path / f"{n}.{'kill' if n == 3 else 'txt'}") for n in range(8)]
    outcome = run_tasks(first_time_kills, names, Workers(2))
    assert outcome.failed == []
    assert len(outcome.done) == 8


@pytest.mark.slow
def test_processes_get_one_thread_and_our_own_setting_stays() -> None:
    before = os.environ.get("OPENBLAS_NUM_THREADS")
    assert run_tasks(threads, range(4), Workers(2)).done == dict.fromkeys(range(4), "1")
    assert os.environ.get("OPENBLAS_NUM_THREADS") == before


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="asks a process whether it is there by a signal")
def test_processes_do_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    program = (
        "from sim.execution.pool import Workers, run_tasks\n"
        "from tests.execution.chores import says_who_and_waits\n"
        f"run_tasks(says_who_and_waits, [{str(tmp_path)!r}] * 2, Workers(2))"
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen([sys.executable, "-c", program], cwd=root) as parent:
        until = time.monotonic() + 60.0
        while len(list(tmp_path.iterdir())) < 2:
            assert parent.poll() is None and time.monotonic() < until
            time.sleep(0.01)
        parent.kill()
    pids = [int(path.name) for path in tmp_path.iterdir()]
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < until
        time.sleep(0.01)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process that ended and that nobody has asked about is not alive either.
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_progress_is_one_line_per_ten_percent_when_nobody_watches() -> None:
    stream = io.StringIO()
    progress = Progress("work", True, stream)
    for n in range(1, 41):
        progress(n, 40)
    lines = stream.getvalue().splitlines()
    assert lines[0] == "work: 4/40" and lines[-1] == "work: 40/40" and len(lines) == 10


def test_no_progress_when_it_is_not_wanted() -> None:
    stream = io.StringIO()
    Progress("work", False, stream)(5, 5)
    assert stream.getvalue() == ""
