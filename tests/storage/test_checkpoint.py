from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

import sim
from sim.inputs.files.errors import InputError
from sim.runs import frame
from sim.runs import warm_up as warm
from sim.runs.frame import identity
from sim.runs.paired import Plan, make_plan
from sim.runs.replicate import Draw, Replication, replicate
from sim.runs.replication_work import ReplicationWork, packed, unpacked
from sim.runs.work import Task, do
from sim.storage.checkpoint import FOLDER, Checkpoint, Row, differing, locked, writing
from sim.studies.compare import draws_of
from tests.examples import examples
from tests.interrupted import PATIENCE, killed_after_first, watched, without_clock
from tests.small import COMMAND, SMALL
from tests.small import small as small_comparison

small = partial(small_comparison, replications=3)


@pytest.fixture(autouse=True)
def no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.show.report.write_report", lambda *_: None)


@pytest.fixture(scope="module")
def plan() -> Plan:
    asked = small()
    return make_plan(asked, asked.models)


@pytest.fixture(scope="module")
def done(plan: Plan) -> Replication:
    """With the citizens, as the first replication has them."""
    return replicate(plan, draws_of(plan)[0])


@pytest.fixture(scope="module")
def row(done: Replication) -> Row:
    """A replication as a checkpoint has it."""
    return {"sample": "full", "replication": 0, "reverse": 0, "content": packed(done)}


def opened(folder: Path, run: dict[str, Any]) -> AbstractContextManager[Checkpoint]:
    """The checkpoints of a folder of replications."""
    return writing(rows_in(folder / FOLDER, run))


def rows_in(folder: Path, run: dict[str, Any]) -> Checkpoint:
    return Checkpoint(folder, run, ReplicationWork.job, ReplicationWork.types)


def equal(one: Any, other: Any) -> bool:
    """Whether nested tables, records and arrays are the same, to the bit and the type."""
    if dataclasses.is_dataclass(one) and dataclasses.is_dataclass(other):
        return equal(vars(one), vars(other))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(equal(one[key], other[key]) for key in one)
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.tobytes() == other.tobytes()
    return bool(one == other or (one != one and other != other))


def refused(opening: AbstractContextManager[object]) -> InputError:
    """The error with which a folder is refused."""
    with pytest.raises(InputError) as error, opening:
        pass
    return error.value


def test_a_replication_comes_back_as_it_went(done: Replication) -> None:
    assert equal(unpacked(packed(done)), done)
    assert any(run.citizens for run in done.models.values())
    assert any(run.reasons for run in done.models.values())


def test_what_is_damaged_is_done_again(row: Row, tmp_path: Path) -> None:
    with opened(tmp_path / "out", {"seed": 1}) as checkpoint:
        checkpoint.write([row])
        (path,) = checkpoint.files()
        content = path.read_bytes()
        for broken in (b"", content[: len(content) // 2], content[:200] + b"xxxx" + content[204:]):
            path.write_bytes(broken)
            assert checkpoint.done() == set() and not path.exists()
        assert checkpoint.damaged == 3
        path.write_bytes(content)
        assert checkpoint.table().to_pylist() == [row]
        other = rows_in(checkpoint.folder, {"seed": 2})  # its files have other names
        assert other.done() == set() and other.damaged == 1


def test_no_flipped_bit_is_read_as_another_number(row: Row, tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    with opened(tmp_path / "out", {"seed": 1}) as checkpoint:
        checkpoint.write([row])
        (path,) = checkpoint.files()
        content = path.read_bytes()
        for place in rng.integers(0, 8 * len(content), examples("flipped_bits")).tolist():
            flipped = bytearray(content)
            flipped[place // 8] ^= 1 << (place % 8)
            path.write_bytes(flipped)
            assert checkpoint.done() == set()
        checkpoint.clear()


def test_of_two_files_of_a_task_the_last_one_stays(row: Row, tmp_path: Path) -> None:
    with opened(tmp_path / "out", {"seed": 1}) as checkpoint:
        checkpoint.write([row])
        checkpoint.write([{**row, "content": b"another"}])
        assert len(checkpoint.files()) == 1
        assert checkpoint.table()["content"].to_pylist() == [b"another"]


def test_checkpoints_give_back_what_they_were_given_and_go_when_cleared(
    row: Row, done: Replication, tmp_path: Path
) -> None:
    run = {"seed": 1}
    with opened(tmp_path / "out", run) as checkpoint:
        assert checkpoint.done() == set()
        checkpoint.write([row])
    with opened(tmp_path / "out", run) as checkpoint:
        assert checkpoint.done() == {("full", 0, 0)}
        assert equal(unpacked(checkpoint.table()["content"][0].as_py()), done)
        checkpoint.clear()
    assert list((tmp_path / "out").iterdir()) == []


def test_nothing_stays_behind_when_nothing_was_finished(tmp_path: Path) -> None:
    with opened(tmp_path / "out", {"seed": 1}):
        pass
    assert list(tmp_path.iterdir()) == []


def test_another_run_is_refused_with_what_differs(row: Row, tmp_path: Path) -> None:
    first = identity(make_plan(small(), SMALL["models"]))
    with opened(tmp_path / "out", first) as checkpoint:
        checkpoint.write([row])
    for changes, named in (
        ({"weeks": 16}, "scenario.settings.weeks: 15, now 16"),
        ({"set": {**SMALL["set"], "needs.theta": "0.1"}}, "scenario.values.needs.theta: "),
        ({"seed": 7}, "scenario.settings.seed: "),
    ):
        asked = small(**changes)
        other = identity(make_plan(asked, asked.models))
        error = refused(opened(tmp_path / "out", other))
        assert error.code == "another_run" and named in str(error.found)
    for part in ("code", "data", "versions", "ranges", "place"):
        error = refused(opened(tmp_path / "out", {**first, part: "changed"}))
        assert str(error.found).startswith(part)
    assert list((tmp_path / "out" / FOLDER).glob("*.parquet"))


def test_where_a_value_was_stated_is_no_difference(tmp_path: Path) -> None:
    scenario = tmp_path / "same.toml"
    scenario.write_text('extends = "pilot"\nname = "pilot"\n[settings]\nweeks = 15\n')
    plain, stated = small(), small(scenario=scenario, weeks=None)
    one, other = (identity(make_plan(r, r.models)) for r in (plain, stated))
    assert [d for d in differing(one, other) if "scenario.id" not in d] == []


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with opened(tmp_path / "out", {"seed": 1}):
        error = refused(opened(tmp_path / "out", {"seed": 1}))
        assert error.code == "in_use" and str(os.getpid()) in str(error.found)
    with opened(tmp_path / "out", {"seed": 1}):
        pass


def test_the_lock_of_a_process_that_was_killed_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "a" / "lock"
    path.parent.mkdir()
    program = (
        "import sys, time; from pathlib import Path; from sim.storage.checkpoint import locked\n"
        "with locked(Path(sys.argv[1])): print('taken', flush=True); time.sleep(600)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None and process.stdout.readline() == "taken\n"
        assert str(process.pid) in str(refused(locked(path)).found)
    finally:
        process.kill()
        process.communicate()
    assert path.is_file()
    with locked(path):
        assert json.loads(path.read_text())["pid"] == os.getpid()
    assert not path.exists()


def names(tasks: list[Task[Draw]]) -> list[str]:
    return [f"{draw.kind}-{draw.number}" for task in tasks for draw in task.batches]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The comparison without any interruption."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.show.report.write_report", lambda *_: None)
        return sim.compare(small(tmp_path_factory.mktemp("whole") / "out"))


def test_an_interrupted_comparison_goes_on_and_ends_the_same(
    whole: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out, first, second = tmp_path / "out", list[Task[Draw]](), list[Task[Draw]]()
    monkeypatch.setattr(frame, "do", watched(do, first, 2))
    with pytest.raises(KeyboardInterrupt):
        sim.compare(small(out, progress=True))
    assert "2 of 5 replications are checkpointed" in capsys.readouterr().err
    left = sorted((out / FOLDER).glob("*.parquet"))
    assert len(left) == 2
    with pytest.raises(InputError, match="unfinished work of another run"):
        sim.compare(small(out, weeks=14))
    second_done = next(path for path in left if pq.read_table(path)["replication"][0].as_py() == 1)
    second_done.write_bytes(b"half")
    monkeypatch.setattr(frame, "do", watched(do, second))
    found = sim.compare(small(out, progress=True))
    said = capsys.readouterr().err
    assert "1 of 5 replications were done before" in said
    assert "1 damaged file of finished work taken away" in said
    assert [names(first), names(second)] == [
        ["full-0", "full-1"], ["full-1", "full-2", "luck-0", "luck-1"],
    ]  # fmt: skip
    assert without_clock(found) == without_clock(whole)
    assert not (out / FOLDER).exists() and (out / "manifest.json").is_file()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_kill_9_half_way_loses_no_finished_replication(
    whole: dict[str, Any], tmp_path: Path, workers: str
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "sim", *COMMAND, "--replications", "3"]
    command += ["--workers", workers, "--out", str(out), "--json"]
    killed_after_first(command, out / FOLDER, "*.parquet")
    left = {p.name: p.stat().st_mtime_ns for p in (out / FOLDER).glob("*.parquet")}
    assert 0 < len(left) < 5 and not (out / "manifest.json").exists()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert without_clock(json.loads(done.stdout)) == without_clock(whole)
    assert not (out / FOLDER).exists()
    assert not [p for p in tmp_path.iterdir() if p != out]


def test_the_first_time_says_that_rules_are_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sim.show.report.write_report", lambda *_: None)
    monkeypatch.setattr(warm, "modules", list)  # all are compiled by now
    monkeypatch.setattr(frame, "warm_up", warm.warm_up)
    for before in (False, True):
        monkeypatch.setattr(warm, "compiled_before", lambda known=before: known)
        sim.compare(small(tmp_path / str(before), progress=True))
        assert (warm.FIRST_TIME in capsys.readouterr().err) is not before


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no such signals on this system")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_leaves_what_is_finished_and_nothing_else(
    whole: dict[str, Any], tmp_path: Path, name: str
) -> None:
    out, number = tmp_path / "out", getattr(signal, name)
    command = [sys.executable, "-m", "sim", *COMMAND, "--replications", "3", "--workers", "2"]
    command += ["--out", str(out)]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    ) as process:  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not list((out / FOLDER).glob("*.parquet")) and process.poll() is None:
            assert time.monotonic() < until
            time.sleep(0.01)
        os.killpg(process.pid, number)  # workers too, as a terminal that is closed does
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130 and told.endswith("wijksim: interrupted\n"), told
    assert "are checkpointed in" in told
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert [path.name for path in out.iterdir()] == [FOLDER]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    assert without_clock(json.loads(done.stdout)) == without_clock(whole)
