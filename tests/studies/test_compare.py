from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.cli.main import main
from sim.inputs.files.errors import InputError
from sim.inputs.request import RunRequest
from sim.population.places import find_place
from sim.runs import paired as runs
from sim.runs import replication_work
from sim.runs.paired import Plan
from sim.runs.replicate import Draw, Replication, replicate
from tests.documents import fits
from tests.small import COMMAND, TWIN, small


@pytest.fixture(autouse=True)
def no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the shared folder below has a report: drawing it takes longer than the runs."""
    monkeypatch.setattr("sim.show.report.write_report", lambda *_: None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fragmented against itself under another name, parameters drawn."""
    out = tmp_path_factory.mktemp("compare") / "out"
    sim.compare(small(out))
    return out


@pytest.fixture(scope="module")
def document(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "comparison.json").read_text())
    return found


def numbers(part: dict[str, Any]) -> list[float]:
    """Every number of a result that is not a level or a ratio."""
    flat = [part, part["luck"], part["full"] or {}]
    return [x[k] for x in flat for k in ("mean", "sd", "low", "high") if x.get(k) is not None]


def test_the_document_keeps_to_its_schema_and_covers_both(document: dict[str, Any]) -> None:
    fits(document)
    assert document["interval"]["covers"] == ["luck", "parameters"]
    assert list(document["models"]) == ["fragmented", TWIN]
    assert list(document["differences"]) == [f"{TWIN}-fragmented"]
    assert document["luck_replications"] == 2
    other = document["gains_other_luck"]
    assert set(other["zero_line"]) == set(document["models"])
    assert set(other["independent"]) == set(document["differences"])
    nothing = {"levers": [], "favours": {TWIN: 0, "fragmented": 0}, "no_direction": 0}
    assert document["assumed"] == {f"{TWIN}-fragmented": nothing}
    assert all(np.trace(np.array(flows)) == 0 for flows in document["flows"].values())


def test_a_model_under_another_name_differs_in_nothing(document: dict[str, Any]) -> None:
    for name, item in document["differences"][f"{TWIN}-fragmented"].items():
        assert set(numbers(item)) <= {0.0}, name
        assert item["variance_ratio"] in (0.0, None)
    assert document["gains"][f"{TWIN}-fragmented"] == {"better": 0.0, "worse": 0.0, "same": 1.0}


def test_households_that_could_not_be_formed_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = find_place("WK014804")
    (area,) = place.areas
    young = area._replace(code="A2", age_shares=(100.0, 0.0, 0.0, 0.0, 0.0))
    both = place._replace(areas=(area, young), inhabitants=2 * place.inhabitants)
    monkeypatch.setattr(runs, "find_place", lambda *_: both)
    asked = small(tmp_path / "out", scenario="null", replications=1, citizens=None)
    (told,) = [note for note in sim.compare(asked)["notes"] if note["code"] == "households"]
    missing = young.households
    assert told["values"] == {"count": missing, "of": missing + area.households}
    assert told["text"].startswith(f"{missing} of {2 * missing} households could not be formed")


def test_null_has_no_difference_at_all(tmp_path: Path) -> None:
    found = sim.compare(small(tmp_path / "out", scenario="null", models=None, weeks=27))
    assert len(found["differences"]) == 3
    for pair, outcomes in found["differences"].items():
        different = {name for name, item in outcomes.items() if set(numbers(item)) - {0.0}}
        assert not different, pair


def test_the_folder_holds_what_the_document_says(folder: Path, document: dict[str, Any]) -> None:
    names = {path.name for path in folder.iterdir()}
    assert {"report.html", "manifest.json", "ro-crate-metadata.json"} <= names
    assert {"models.csv", "differences.csv", "flows.csv", "gains.csv"} <= names
    table = pd.read_parquet(folder / "outcomes.parquet")
    full = table[(table["sample"] == "full") & (table["model"] == "fragmented")]
    mean = full[full["outcome"] == "burden"]["value"].mean()
    assert mean == pytest.approx(document["models"]["fragmented"]["burden"]["mean"])
    weekly = pd.read_parquet(folder / "weekly.parquet")
    assert weekly["week"].max() == 14
    drawn = pd.read_parquet(folder / "drawn.parquet")
    assert set(drawn["sample"]) == {"full"} and len(drawn) > 100
    citizens = pd.read_parquet(folder / "citizens.parquet")
    assert set(citizens["model"]) == {"fragmented", TWIN}


def test_a_replication_is_the_same_however_many_are_run(folder: Path, tmp_path: Path) -> None:
    sim.compare(small(tmp_path / "one", replications=1))
    one, two = (pd.read_parquet(f / "outcomes.parquet") for f in (tmp_path / "one", folder))
    keys = ["sample", "replication", "model", "outcome"]
    both = one.merge(two, on=keys, suffixes=("", "_2"))
    assert len(both) == len(one) > 0
    pd.testing.assert_series_equal(both["value"], both["value_2"], check_names=False)


def test_luck_alone_has_no_full_width(tmp_path: Path) -> None:
    found = sim.compare(small(tmp_path / "out", uncertainty="luck"))
    assert found["interval"]["covers"] == ["luck"]
    assert all(item["full"] is None for item in found["models"]["fragmented"].values())


def failing(when: Callable[[Draw], bool]) -> Callable[[Plan, Draw], Replication]:
    def work(plan: Plan, draw: Draw) -> Replication:
        if when(draw):
            raise InputError(code="birth_rate", where="domain.x", message="no such neighbourhood")
        return replicate(plan, draw)

    return work


def test_a_failed_run_is_kept_with_its_parameters_and_the_exit_code_is_4(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def second_of_full(task: Draw) -> bool:
        return (task.kind, task.number) == ("full", 1)

    monkeypatch.setattr(replication_work, "replicate", failing(second_of_full))
    arguments = [*COMMAND, "--replications", "3", "--workers", "1"]
    assert main([*arguments, "--out", str(tmp_path / "out"), "--json"]) == 4
    found = json.loads(capsys.readouterr().out)
    full = [item for item in found["failures"] if item["sample"] == "full"]
    (failure,) = [item for item in full if item["where"] == "domain.x"]
    assert failure["replication"] == 1 and len(failure["drawn"]) > 100
    assert found["replications"] == 3 - len(full)


def test_when_nothing_can_be_run_the_reason_is_told_and_no_folder_is_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(replication_work, "replicate", failing(lambda _: True))
    with pytest.raises(InputError, match="no such neighbourhood"):
        sim.compare(small(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


def test_a_dated_change_to_what_was_already_so_is_exactly_nothing(
    document: dict[str, Any], tmp_path: Path
) -> None:
    scenario = tmp_path / "same.toml"
    scenario.write_text(
        'extends = "pilot"\nname = "same"\n'
        '[[change]]\ndate = 2015-02-10\nanswers = { reach = "desk", pay = "silos" }\n'
    )
    found = sim.compare(small(tmp_path / "out", scenario=scenario))
    assert found["digest"] == document["digest"]


def test_hours_that_differ_need_means_as_reported(tmp_path: Path) -> None:
    scenario = tmp_path / "more.toml"
    text = 'extends = "pilot"\nname = "more"\n[model.more]\nextends = "fragmented"\n'
    scenario.write_text(text + '[model.more.set]\n"staff.fte" = 1.6\n')
    with pytest.raises(InputError, match="do not have the same means"):
        sim.compare(small(tmp_path / "a", scenario=scenario, models=("fragmented", "more")))
    scenario.write_text(
        text + '[model.more.set]\n"staff.fte" = 1.6\n[settings]\nmeans = "as_reported"\n'
    )
    found = sim.compare(
        small(tmp_path / "b", scenario=scenario, models=("fragmented", "more"), replications=1)
    )
    minutes = [
        sum(found["accounts"][m]["minutes_per_week"]["origin"].values())
        for m in ("fragmented", "more")
    ]
    assert minutes[1] > minutes[0]


def test_a_run_tells_every_year(tmp_path: Path) -> None:
    request = RunRequest(citizens=120, weeks=60, set={"burn_in_weeks": "8"}, out=tmp_path / "out")
    found = sim.run(request)
    assert found["schema"] == "wijksim/run/2" and found["model"] == "fragmented"
    assert [year["weeks"] for year in found["years"]] == [52, 8]
    assert found["years"][0]["levels"]["users_per_1000"] > 0.0
    assert (tmp_path / "out" / "run.json").is_file()


@pytest.mark.slow
def test_the_digest_does_not_depend_on_the_number_of_workers(
    document: dict[str, Any], tmp_path: Path
) -> None:
    found = sim.compare(small(tmp_path / "out", workers=2))
    assert found["digest"] == document["digest"]
