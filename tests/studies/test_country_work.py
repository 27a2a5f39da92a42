"""Interrupted, killed, failing or badly asked for: what happens to a country under way."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sim
from sim.cli.main import main
from sim.execution.pool import Failed, Outcome, WorkerDiedError
from sim.inputs.files.errors import InputError
from sim.runs import frame, wijk_work
from sim.runs import work as work_module
from sim.runs.work import Done, Task, do
from sim.storage.checkpoint import FOLDER
from tests.documents import fits
from tests.interrupted import killed_after_first, watched, without_clock
from tests.small import LIVED, MODELS, SKIPPED, small_country

COMMAND = [
    "country", *LIVED, *SKIPPED, "--models", ",".join(MODELS), "--weeks", "3",
    "--set", "burn_in_weeks=2",
]  # fmt: skip
TABLES = ("wijken.parquet", "map.parquet", "map.csv")


def same_tables(one: Path, other: Path) -> bool:
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in TABLES)


def test_an_interrupted_country_goes_on_and_ends_the_same(
    country_folder: Path,
    country_document: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    asked = small_country(out, models=MODELS, replications=2, progress=True)
    monkeypatch.setattr(frame, "do", watched(do, list[Task[Any]](), 2))
    with pytest.raises(KeyboardInterrupt):
        sim.country(asked)
    kept = sorted((out / FOLDER).glob("*.parquet"))
    assert len(kept) == 2 and "are checkpointed in" in capsys.readouterr().err
    with pytest.raises(InputError, match="unfinished work of another run"):
        sim.country(small_country(out, models=MODELS, replications=2, seed=9))
    with pytest.raises(InputError) as caught:
        sim.country(small_country(out, models=MODELS, replications=2, places=LIVED))
    assert "wijken" in str(caught.value.found)
    kept[0].write_bytes(kept[0].read_bytes()[:-40])
    again: list[Task[Any]] = []
    done = {(row.statcode, row.replication)
            for row in pd.read_parquet(kept[1]).itertuples()}  # fmt: skip
    monkeypatch.setattr(frame, "do", watched(do, again))
    found = sim.country(asked)
    said = capsys.readouterr().err
    assert "were done before" in said and "1 damaged file of" in said
    every = {(code, number) for code in LIVED for number in (0, 1)}
    assert {job for task in again for job in task.batches} == every - done and 0 < len(done) < 8
    assert without_clock(found) == without_clock(country_document) and same_tables(
        out, country_folder
    )
    assert not (out / FOLDER).exists() and (out / "manifest.json").is_file()


def test_a_wijk_that_fails_is_told_and_left_out(
    country_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    whole = wijk_work.paired

    def failing(plan: Any, *rest: Any) -> Any:
        if plan.place.id == LIVED[1]:
            raise InputError(code="birth_rate", where="domain.x", message="no such wijk")
        return whole(plan, *rest)

    monkeypatch.setattr(wijk_work, "paired", failing)
    out = tmp_path / "out"
    assert main([*COMMAND, "--workers", "1", "--out", str(out), "--json"]) == 4
    found = json.loads(capsys.readouterr().out)
    fits(found)
    (failure,) = found["failures"]
    assert (failure["wijk"], failure["code"], failure["where"]) == (
        LIVED[1], "birth_rate", "domain.x",
    )  # fmt: skip
    assert found["places"]["failed"] == {"wijken": 1, "inhabitants": 5}
    assert found["places"]["lived"] == {"wijken": 3, "inhabitants": 230}
    table = pd.read_parquet(out / "map.parquet").set_index("statcode")
    assert table.loc[LIVED[1], "status"] == "failed"
    differences = table.filter(like="burden_").notna().all(axis=1)
    assert dict(differences) == {code: code in LIVED and code != LIVED[1] for code in table.index}


def test_when_every_wijk_fails_the_reason_is_told_and_no_folder_is_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def failing(*_: Any) -> Any:
        raise InputError(code="birth_rate", where="domain.x", message="no such wijk")

    monkeypatch.setattr(wijk_work, "paired", failing)
    with pytest.raises(InputError, match="no such wijk"):
        sim.country(small_country(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


def dying(
    work: Callable[[Task[Any]], Done],
    tasks: Sequence[Task[Any]],
    *_: Any,
    keep: Callable[[int, Done], None],
) -> Outcome[Done]:
    """As a pool does when a process dies of every task that holds the first wijk."""
    found: Outcome[Done] = Outcome({}, [])
    for index, task in enumerate(tasks):
        if any(code == LIVED[0] for code, _ in task.batches):
            found.failed.append(Failed(index, WorkerDiedError("killed"), died=True))
        else:
            found.done[index] = work(task)
            keep(index, found.done[index])
    return found


def test_only_the_wijk_that_kills_its_process_is_lost(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(frame, "tasks_of", lambda work, jobs, _: [Task(work, tuple(jobs))])
    monkeypatch.setattr(work_module, "run_tasks", dying)
    found = sim.country(small_country(tmp_path / "out"))
    assert [(f["wijk"], f["code"]) for f in found["failures"]] == [(LIVED[0], "worker_died")]
    assert found["places"]["lived"]["wijken"] == len(LIVED) - 1


@pytest.mark.parametrize(
    ("arguments", "code", "where", "near"),
    [
        (["WK00030"], "unknown_place", "places", "WK000300"),
        (["GM935"], "unknown_place", "places", "GM0935"),
        ([SKIPPED[0]], "out_of_range", "places", None),
        (["--places", "none.txt"], "missing_file", "none.txt", None),
        (["--set", "citizens=100"], "inconsistent", "settings.citizens", None),
        (["--models", "fragmentd"], "unknown_model", "--models", "fragmented"),
        (["--replications", "0"], "out_of_range", "--replications", None),
        (["--scenario", "pilto"], "unknown_scenario", "scenario", "pilot"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    arguments: list[str],
    code: str,
    where: str,
    near: str | None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["country", *arguments, "--out", str(tmp_path / "out"), "--json"]) == 2
    found = json.loads(capsys.readouterr().err)
    assert (found["code"], found["where"], found["nearest"]) == (code, where, near)
    assert list(tmp_path.iterdir()) == []


def test_another_country_in_the_same_folder_is_refused(country_folder: Path) -> None:
    with pytest.raises(InputError, match="results of another run"):
        sim.country(small_country(country_folder, models=MODELS))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
def test_two_workers_killed_half_way_and_taken_up_by_one_give_the_same(
    country_folder: Path, country_document: dict[str, Any], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "sim", *COMMAND, "--replications", "2", "--out", str(out),
               "--json"]  # fmt: skip
    killed_after_first([*command, "--workers", "2"], out / FOLDER, "*.parquet")
    assert list((out / FOLDER).glob("*.parquet")) and not (out / "manifest.json").exists()
    done = subprocess.run([*command, "--workers", "1"], capture_output=True, text=True, check=True)
    assert without_clock(json.loads(done.stdout)) == without_clock(
        country_document
    ) and same_tables(out, country_folder)


@pytest.mark.slow
def test_one_worker_or_two_give_the_same(
    country_folder: Path, country_document: dict[str, Any], tmp_path: Path
) -> None:
    asked = small_country(tmp_path / "out", models=MODELS, replications=2, workers=2)
    assert without_clock(sim.country(asked)) == without_clock(country_document)
    assert same_tables(tmp_path / "out", country_folder)
