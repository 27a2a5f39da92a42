"""A design is lived whole, once, whoever does the work and however often it is stopped."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from sim.api import sweep
from sim.cli.main import main
from sim.execution.pool import Failed, Outcome, WorkerDiedError
from sim.inputs.files.errors import InputError
from sim.runs import frame, point_work, work
from sim.runs.paired import plan_of
from sim.runs.point_work import Point, plan_at
from sim.runs.replicate import Draw, replicate
from sim.runs.stored import stored
from sim.runs.study import status
from sim.runs.work import Done, Task, do
from sim.show.studies.pages import lines
from sim.storage.checkpoint import FOLDER
from tests.documents import fits
from tests.interrupted import watched, without_clock
from tests.show.page import sound
from tests.studies.small import INPUTS, design, rows, small_sweep


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small sweep, undisturbed."""
    folder = tmp_path_factory.mktemp("sweep")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame, "warm_up", lambda *_: None)
        sweep(small_sweep(folder))
    return folder / "out"


def test_every_point_is_lived_under_every_model_with_the_same_luck(whole: Path) -> None:
    found = rows(whole)
    assert [(r["point"], r["replication"], r["model"]) for r in found] == [
        (point, number, model)
        for point in range(6)
        for number in (0, 1)
        for model in ("fragmented", "wijkbudget")
    ]
    seeds = {r["replication"]: r["seed"] for r in found}
    assert (
        all(r["seed"] == seeds[r["replication"]] for r in found) and len(set(seeds.values())) == 2
    )
    points = pq.read_table(whole / "points.parquet").to_pylist()
    assert [p["staff.fte"] for p in points] == [0.5, 0.5, 1.0, 1.0, 1.5, 1.5]
    assert [p["outreach.presence"] for p in points] == [0.0, 0.2] * 3
    assert [p["at:staff.fte"] for p in points] == [0.0, 0.0, 0.5, 0.5, 1.0, 1.0]


def test_a_row_is_what_a_comparison_with_these_values_gives(whole: Path) -> None:
    asked = {"citizens": 120, "weeks": 8, "burn_in_weeks": 4, "uncertainty": "luck"}
    values = {"staff.fte": 1.5, "outreach.presence": 0.2}
    plan = plan_of("pilot", asked, values, ("fragmented", "wijkbudget"))
    expected = replicate(plan, Draw("luck", 1)).models
    last = [r for r in rows(whole) if (r["point"], r["replication"]) == (5, 1)]
    for row in last:
        run = expected[row["model"]]
        assert row["digest"] == run.digest
        assert {k: row[k] for k in run.outcomes} == run.outcomes


def test_the_document_and_the_page(whole: Path) -> None:
    document = json.loads((whole / "sweep.json").read_text())
    fits(document)
    assert document["points"] == 6 and document["runs"] == 24 and not document["failures"]
    assert not document["whole"]
    page = (whole / "report.html").read_text(encoding="utf-8")
    sound(page)
    assert "fewer than live in the place" in page and "wijksim sweep" in page
    assert (whole / "summary.txt").read_text().startswith("A sweep over inputs")


@pytest.mark.parametrize("workers", [2, 3])
def test_workers_and_tasks_change_nothing(
    whole: Path, tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "TASK_SIZE", 1.0)
    # Tasks as for so many workers, all lived here: processes of their own would compile anew.
    monkeypatch.setattr(frame, "cores", lambda: workers)
    tasks: list[Task[Any]] = []
    monkeypatch.setattr(frame, "do", watched(do, tasks))
    sweep(small_sweep(tmp_path))
    assert len(tasks) > 4
    assert (tmp_path / "out" / "runs.parquet").read_bytes() == (whole / "runs.parquet").read_bytes()


def test_a_sweep_that_is_stopped_goes_on_and_ends_the_same(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(work, "TASK_SIZE", 1.0)
    asked = small_sweep(tmp_path, design=whole.parent / "small.toml", progress=True)
    monkeypatch.setattr(frame, "do", watched(do, list[Task[Any]](), 2))
    with pytest.raises(KeyboardInterrupt):
        sweep(asked)
    assert "are checkpointed in" in capsys.readouterr().err
    state = status(tmp_path / "out")
    assert state["state"] == "unfinished" and 0 < state["done"] < state["points"] == 12
    kept = sorted((tmp_path / "out" / FOLDER).glob("*.parquet"))
    kept[0].write_bytes(kept[0].read_bytes()[:-30])
    again: list[Task[Any]] = []
    monkeypatch.setattr(frame, "do", watched(do, again))
    found = sweep(asked)
    assert sum(len(g.points) for task in again for g in task.batches) < 12
    assert without_clock(found) == without_clock(json.loads((whole / "sweep.json").read_text()))
    assert (tmp_path / "out" / "runs.parquet").read_bytes() == (whole / "runs.parquet").read_bytes()
    assert status(tmp_path / "out")["state"] == "finished"


def test_of_a_sweep_that_is_whole_the_runs_are_read_back(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (whole / "sweep.json").read_text()
    monkeypatch.setattr(frame, "do", lambda _: pytest.fail("lived again"))
    document = sweep(small_sweep(whole.parent))
    assert without_clock(document) == without_clock(json.loads(before))
    assert len(rows(whole)) == 24 and status(whole)["state"] == "finished"


def test_a_finished_folder_is_read_back_only_when_its_hashes_hold(
    whole: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = small_sweep(tmp_path, design=whole.parent / "small.toml")
    shutil.copytree(whole, tmp_path / "out")
    path = tmp_path / "out" / "runs.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        stored(tmp_path / "out")
    assert caught.value.code == "damaged"
    with pytest.raises(InputError) as caught:
        sweep(asked)
    assert (caught.value.code, caught.value.found) == ("in_the_way", str(path))
    path.unlink()
    again: list[Task[Any]] = []
    monkeypatch.setattr(frame, "do", watched(do, again))
    assert without_clock(sweep(asked)) == without_clock(
        json.loads((whole / "sweep.json").read_text())
    )
    assert sum(len(g.points) for task in again for g in task.batches) == 12
    assert path.read_bytes() == (whole / "runs.parquet").read_bytes()


def test_another_design_or_code_is_refused(
    whole: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="another run"):
        sweep(small_sweep(whole.parent, replications=3))
    monkeypatch.setattr(frame, "source_digest", lambda: "other")
    with pytest.raises(InputError, match="another run"):
        sweep(small_sweep(whole.parent))


def test_what_fails_is_told_with_what_is_needed_and_tried_again(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(plan: Any, parts: Any, start: Any) -> Any:
        if plan.resolved.values["staff.fte"] == 1.0 and start.seed != seeds[0]:
            raise ValueError("made to fail")
        return real(plan, parts, start)

    seeds = [row["seed"] for row in rows(whole)]
    real = point_work.from_fork
    monkeypatch.setattr(point_work, "from_fork", failing)
    found = sweep(small_sweep(tmp_path))
    fits(found)
    assert [(f["point"], f["replication"], f["code"]) for f in found["failures"]] == [
        (2, 1, "unexpected"), (3, 1, "unexpected"),
    ]  # fmt: skip
    assert found["failures"][0]["set"] == {"staff.fte": 1.0, "outreach.presence": 0.0}
    assert (
        found["failures"][0]["seed"] == seeds[2]
        and "made to fail" in found["failures"][0]["message"]
    )
    assert len(rows(tmp_path / "out")) == 20
    assert len(status(tmp_path / "out")["failures"]) == 2
    monkeypatch.setattr(point_work, "from_fork", real)
    assert not sweep(small_sweep(tmp_path))["failures"]
    assert (tmp_path / "out" / "runs.parquet").read_bytes() == (whole / "runs.parquet").read_bytes()


def test_only_what_kills_its_process_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dying(
        work: Callable[[Task[Any]], Done], tasks: Any, *_: Any, keep: Callable[[int, Done], None]
    ) -> Outcome[Done]:
        """As a pool does when a process dies of every task that holds point 4."""
        found: Outcome[Done] = Outcome({}, [])
        for index, task in enumerate(tasks):
            if any(point.number == 4 for group in task.batches for point in group.points):
                found.failed.append(Failed(index, WorkerDiedError("killed"), died=True))
            else:
                found.done[index] = work(task)
                keep(index, found.done[index])
        return found

    monkeypatch.setattr(work, "run_tasks", dying)
    found = sweep(small_sweep(tmp_path))
    assert {(f["point"], f["code"]) for f in found["failures"]} == {(4, "worker_died")}
    assert len(rows(tmp_path / "out")) == 20


def test_one_point_can_be_lived_by_itself(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["sweep", str(whole.parent / "small.toml"), "--point", "3", "--replication", "1"]
    assert main([*command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    expected = [r for r in rows(whole) if (r["point"], r["replication"]) == (3, 1)]
    assert [r["digest"] for r in found["rows"]] == [r["digest"] for r in expected]
    assert main([*command[:3], "99", "--json"]) == 2
    assert "points 0 to 5" in capsys.readouterr().err


def test_a_dry_run_says_what_it_would_take(tmp_path: Path) -> None:
    found = sweep(small_sweep(tmp_path, dry_run=True))
    fits(found)
    assert (found["points"], found["runs"], found["burn_ins"]) == (6, 24, 6)
    assert found["seconds"] > 0.0 and found["megabytes"] > 0.0
    assert not (tmp_path / "out").exists()
    (english,) = lines(found, "en")
    (dutch,) = lines({**found, "seconds": 36_000.0}, "nl")
    assert (
        english.startswith("6 points, 12 replications of points, 24 runs")
        and "ongeveer 10,0 uur" in dutch
    )
    for seconds, told in ((0.4, "0.400 seconds"), (119.0, "119 seconds"), (600.0, "10.0 minutes")):
        (line,) = lines({**found, "seconds": seconds}, "en")
        assert f"about {told}" in line


LIST = """
[[point]]
set = {"staff.fte" = 1.2}

[[point]]
scenario = "null"
place = "WK008037"
"""


def test_a_list_of_scenarios_and_places(tmp_path: Path) -> None:
    path = design(tmp_path, "list", 1, LIST)
    found = sweep(small_sweep(tmp_path, design=path, set={"settings.citizens": "all"}, weeks=3))
    assert found["scenarios"] == ["pilot", "null"] and found["places"] == ["pilot", "WK008037"]
    assert {r["residents"] for r in rows(tmp_path / "out") if r["point"] == 1} != {120}


def test_another_place_for_every_point(tmp_path: Path) -> None:
    path = design(tmp_path, "list", 1, LIST)
    given = {"settings.citizens": "100"}
    found = sweep(small_sweep(tmp_path, design=path, set=given, weeks=3, place="Oss-Zuid"))
    assert found["places"] == ["WK082803"]
    assert (found["parent"], found["departures"]) == (None, [])  # those of one scenario of two


def test_luck_as_an_input(tmp_path: Path) -> None:
    path = design(tmp_path, "lhs", 1, INPUTS, 'size = 5\nluck = "factor"')
    sweep(small_sweep(tmp_path, design=path))
    found = rows(tmp_path / "out")
    assert len({r["seed"] for r in found}) == 5 and {r["replication"] for r in found} == {0}
    at = pq.read_table(tmp_path / "out" / "points.parquet")["at:luck"].to_numpy()
    assert np.array_equal(np.sort((at * 5).astype(int)), np.arange(5))


@pytest.mark.parametrize(
    ("text", "code", "near"),
    [
        ('name = "x"\nmethod = "grids"', "out_of_range", "grid"),
        ('name = "x"\nmethod = "grid"\nsizes = 3', "unknown_key", "size"),
        ('name = "x"\nmethod = "grid"', "missing_key", None),
        ('name = "x"\nmethod = "grid"\n[input."staff.ftes"]', "unknown_key", "staff.fte"),
        ('name = "x"\nmethod = "grid"\n[input."staff.fte"]\nlow = 99', "out_of_range", None),
        ('name = "x"\nmethod = "grid"\n[input."staff.fte"]\nlow = 1.0\nhigh = 0.9', "out_of_range",
         None),
        ('name = "x"\nmethod = "saltelli"\nsize = 100\n[input."staff.fte"]', "out_of_range", None),
        ('name = "x"\nmethod = "list"\n[input."staff.fte"]', "inconsistent", None),
        ('name = "x"\nmethod = "grid"\n[input."settings.mean"]', "unknown_key", "settings.means"),
        ('name = "x"\nmethod = "grid"\n[settings]\nweek = 3', "unknown_key", "weeks"),
        ('name = "x"\nmethod = "grid"\n[set]\n"staff.ftt" = 3', "unknown_key", "staff.fte"),
    ],
)  # fmt: skip
def test_a_bad_design_is_told_at_once(
    tmp_path: Path, text: str, code: str, near: str | None
) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        sweep(small_sweep(tmp_path, design=path))
    assert caught.value.code == code and caught.value.nearest == near
    assert not (tmp_path / "out").exists()


def test_a_design_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", "team_sise"]) == 2
    assert "team_size" in capsys.readouterr().err
    assert main(["sweep"]) == 2 and main(["sweep", "--status", "nowhere"]) == 2


def test_every_point_of_a_plan_is_its_own(tmp_path: Path) -> None:
    plan = plan_of("pilot", {"citizens": 50}, {}, None)
    other = plan_at(plan, Point(0, set={"settings.citizens": 60}))
    assert other.resolved.settings.citizens == 60 and plan.resolved.settings.citizens == 50
