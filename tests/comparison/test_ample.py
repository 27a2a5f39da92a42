"""Differences where hours bind beside those where there are more of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sim
from sim.cli.main import main
from sim.comparison.ample import ample_draws, sign
from sim.inputs.files.errors import InputError
from sim.record.headlines import HEADLINES
from sim.runs import frame, replication_work
from sim.runs.paired import Plan, first_week, make_plan
from sim.runs.replicate import HOURS_WHEN_AMPLE, Draw, people_of, replicate, values_of
from sim.runs.work import Task, do
from sim.storage.checkpoint import FOLDER
from sim.studies.compare import draws_of
from tests.documents import fits
from tests.interrupted import watched, without_clock
from tests.small import COMMAND, TWIN, small

OTHER = "desk+desks+one_plan+silos+as_is"
MODELS = ("fragmented", OTHER)
PAIR = f"{OTHER}-fragmented"


@pytest.fixture(autouse=True)
def no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.show.report.write_report", lambda *_: None)


def asked(out: Path, **changes: Any) -> dict[str, Any]:
    return sim.compare(small(out, **{"models": MODELS, "ample": True, **changes}))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.show.report.write_report", lambda *_: None)
        out = tmp_path_factory.mktemp("ample") / "out"
        asked(out)
        return out


@pytest.fixture(scope="module")
def document(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "comparison.json").read_text())
    return found


def interval(low: float | None, high: float | None) -> dict[str, float | None]:
    return {"mean": 0.5 * ((low or 0.0) + (high or 0.0)), "low": low, "high": high}


@pytest.mark.parametrize(
    ("binding", "ample", "told"),
    [
        ((1.0, 2.0), (0.1, 9.0), "holds"),
        ((-2.0, -1.0), (-9.0, -0.1), "holds"),
        ((1.0, 2.0), (-2.0, -1.0), "turns"),
        ((1.0, 2.0), (-1.0, 2.0), "fades"),
        ((1.0, 2.0), (0.0, 0.0), "fades"),
        ((-1.0, 2.0), (1.0, 2.0), "appears"),
        ((-1.0, 2.0), (-1.0, 2.0), "unclear"),
        ((0.0, 0.0), (0.0, 0.0), "equal"),
        ((None, None), (1.0, 2.0), "appears"),
    ],
)
def test_what_becomes_of_a_sign(
    binding: tuple[float, float], ample: tuple[float, float], told: str
) -> None:
    assert sign(interval(*binding), interval(*ample)) == told


def test_a_mean_that_is_not_there_has_no_sign() -> None:
    nothing = {"mean": None, "low": None, "high": None}
    assert sign(nothing, interval(1.0, 2.0)) == sign(interval(1.0, 2.0), nothing) == "undefined"


@pytest.mark.parametrize(
    ("runs", "uncertainty", "many"),
    [(1, "ranges", 0), (1, "luck", 0), (2, "ranges", 2), (3, "luck", 2), (20, "ranges", 5),
     (20, "luck", 3), (400, "ranges", 10)],
)  # fmt: skip
def test_a_sixth_is_lived_once_more_and_a_single_one_is_not(
    runs: int, uncertainty: Any, many: int
) -> None:
    request = small(replications=runs, uncertainty=uncertainty)
    tasks = ample_draws(draws_of(make_plan(request, request.models)))
    assert [(task.kind, task.number) for task in tasks] == [("ample", n) for n in range(many)]
    assert not any(task.keep_citizens for task in tasks)


def test_hours_are_more_and_places_residents_and_luck_are_the_same() -> None:
    request = small()
    plan = make_plan(request, request.models)
    people = people_of(plan, 0)
    luck, more = (
        first_week(plan, values_of(plan, kind, 0)[0], people, 1) for kind in ("luck", "ample")
    )
    minutes = luck.staff.contract.sum()
    assert more.staff.contract.sum() == pytest.approx(HOURS_WHEN_AMPLE * minutes, rel=0.01)
    assert (more.products.places == luck.products.places).all()
    assert (more.provisions.places == luck.provisions.places).all()
    assert (more.cells.resolvable == luck.cells.resolvable).all()
    extra = more.ledger.budget - luck.ledger.budget
    paid = (more.staff.contract.sum() - minutes) / luck.settings.minutes_per_fte
    assert extra.sum() == pytest.approx(paid * luck.settings.cents_per_fte, rel=0.01)
    assert luck.seed == more.seed


def test_the_document_has_both_columns_of_the_same_replications(
    folder: Path, document: dict[str, Any]
) -> None:
    fits(document)
    found = document["ample"]
    assert (found["hours_factor"], found["replications"]) == (HOURS_WHEN_AMPLE, 2)
    assert list(found["differences"]) == [PAIR]
    assert list(found["differences"][PAIR]) == list(HEADLINES)
    table = pd.read_parquet(folder / "outcomes.parquet")
    burden = table[table["outcome"] == "burden"].pivot_table(
        index=["sample", "replication"], columns="model", values="value"
    )
    change = (burden[OTHER] - burden["fragmented"]).groupby("sample").mean()
    for key, sample in (("binding", "luck"), ("ample", "ample")):
        assert found["differences"][PAIR]["burden"][key]["mean"] == pytest.approx(change[sample])
    assert change["luck"] != change["ample"]
    for uses in found["use_of_hours"].values():
        assert 0.0 < uses["utilisation_intake"]["ample"] < uses["utilisation_intake"]["binding"]


def test_nothing_else_changes_when_it_is_left_out(
    document: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [part if part != f"fragmented,{TWIN}" else ",".join(MODELS) for part in COMMAND]
    arguments = [*command, "--replications", "2", "--workers", "1", "--json"]
    assert "--no-ample" in command
    assert main([*arguments, "--out", str(tmp_path / "out")]) == 0
    without = json.loads(capsys.readouterr().out)
    fits(without)
    assert without.pop("ample") is None
    rest = {key: value for key, value in document.items() if key != "ample"}
    assert without_clock(without) == without_clock(rest)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert "--no-ample" in json.dumps(manifest)


def test_an_interrupted_comparison_goes_on_within_them(
    document: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, first, second = tmp_path / "out", list[Task[Draw]](), list[Task[Draw]]()
    monkeypatch.setattr(frame, "do", watched(do, first, 5))
    with pytest.raises(KeyboardInterrupt):
        asked(out)
    assert len(list((out / FOLDER).glob("*.parquet"))) == 5
    monkeypatch.setattr(frame, "do", watched(do, second))
    found = asked(out)
    (task,) = second
    assert [(draw.kind, draw.number) for draw in task.batches] == [("ample", 1)]
    assert without_clock(found) == without_clock(document)


def test_when_only_these_can_be_lived_the_reason_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(plan: Plan, task: Draw) -> Any:
        if task.kind != "ample":
            raise InputError(code="birth_rate", message="no such neighbourhood")
        return replicate(plan, task)

    monkeypatch.setattr(replication_work, "replicate", work)
    with pytest.raises(InputError, match="no such neighbourhood"):
        asked(tmp_path / "out")


def test_one_that_failed_is_told_and_the_rest_is_kept(
    document: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(plan: Plan, task: Draw) -> Any:
        if (task.kind, task.number) == ("ample", 0):
            raise InputError(code="birth_rate", message="no such neighbourhood")
        return replicate(plan, task)

    monkeypatch.setattr(replication_work, "replicate", work)
    found = asked(tmp_path / "out")
    fits(found)
    assert [(f["sample"], f["replication"]) for f in found["failures"]] == [("ample", 0)]
    assert found["ample"]["replications"] == 1
    assert found["differences"] == document["differences"]
