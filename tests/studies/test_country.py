"""A country of a few small wijken, lived through for some weeks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sim
from sim.record.headlines import HEADLINES
from sim.runs import wijk_work
from sim.runs.paired import Paired, Plan, make_plan
from sim.runs.wijk_work import WijkWork, wijk_plan
from sim.runs.wijken import chosen_wijken
from sim.runs.work import tasks_of
from sim.studies.country import jobs_of
from tests.documents import fits
from tests.small import LIVED, MODELS, SKIPPED, SMALL, TWIN, small_country

REFORM = MODELS[1]


@pytest.fixture(scope="module")
def wijken(country_folder: Path) -> pd.DataFrame:
    return pd.read_parquet(country_folder / "wijken.parquet")


def test_the_document_keeps_to_its_schema(country_document: dict[str, Any]) -> None:
    fits(country_document)
    assert set(HEADLINES) <= set(country_document["outcomes"])
    assert country_document["interval"]["covers"] == ["luck"]
    codes = {note["code"] for note in country_document["notes"]}
    assert {"wijk_luck", "weights", "defaults"} <= codes


def test_skipped_and_imputed_wijken_are_counted_apart_with_inhabitants(
    country_document: dict[str, Any],
) -> None:
    places = country_document["places"]
    assert places["asked"] == {"wijken": 6, "inhabitants": 240}
    assert places["lived"] == {"wijken": 4, "inhabitants": 235}
    assert places["skipped"] == {
        "no_inhabitants": {"wijken": 1, "inhabitants": 0},
        "no_households": {"wijken": 1, "inhabitants": 5},
    }
    assert places["imputed"] == {
        "any": {"wijken": 4, "inhabitants": 235},
        "no_rivm_row": {"wijken": 3, "inhabitants": 185},
        "rivm_gaps": {"wijken": 1, "inhabitants": 50},
        "no_liveability": {"wijken": 3, "inhabitants": 120},
        "suppressed_margins": {"wijken": 1, "inhabitants": 5},
    }
    assert places["failed"] == {"wijken": 0, "inhabitants": 0}


def test_every_wijk_has_a_row_per_model_and_replication(wijken: pd.DataFrame) -> None:
    assert len(wijken) == len(LIVED) * 2 * 2
    keys = list(zip(wijken["statcode"], wijken["replication"], wijken["model"], strict=True))
    assert keys == [(code, r, m) for code in LIVED for r in (0, 1) for m in MODELS]
    assert (wijken["residents"] > 0).all() and wijken["seed"].nunique() == len(LIVED) * 2
    assert (
        dict(zip(wijken["statcode"], wijken["imputed"], strict=True))["WK008037"] == "no_rivm_row"
    )


def test_national_numbers_are_those_of_the_wijken_by_inhabitants(
    country_document: dict[str, Any], wijken: pd.DataFrame
) -> None:
    for outcome in ("burden", "public_cost", "share_hidden"):
        wide = wijken.pivot_table(
            index=["replication", "statcode"], columns="model", values=outcome
        )
        weight = wijken.groupby("statcode")["inhabitants"].first()
        change = (wide[REFORM] - wide["fragmented"]).unstack("statcode")
        mean = (change * weight).sum(axis=1) / weight.sum()
        found = country_document["differences"][f"{REFORM}-fragmented"][outcome]
        assert found["mean"] == pytest.approx(mean.mean())
        assert found["sd"] == pytest.approx(mean.std())
        level = (wide["fragmented"].unstack("statcode") * weight).sum(axis=1) / weight.sum()
        assert country_document["models"]["fragmented"][outcome]["mean"] == pytest.approx(
            level.mean()
        )
    cost = country_document["models"]["fragmented"]["public_cost"]["mean"]
    assert country_document["totals"]["public_cost"]["models"]["fragmented"] == pytest.approx(
        235 * cost
    )


def test_the_map_has_a_row_for_every_wijk_that_was_asked_for(
    country_folder: Path, wijken: pd.DataFrame
) -> None:
    table = pd.read_csv(country_folder / "map.csv", dtype={"gm_code": str}).set_index("statcode")
    assert list(table.index) == sorted(LIVED + SKIPPED)
    assert list(table.loc[list(SKIPPED), "status"]) == ["no_inhabitants", "no_households"]
    assert set(table.loc[list(LIVED), "status"]) == {"lived"}
    name = f"burden_{REFORM.replace('+', '_')}_minus_fragmented"
    assert table.loc[list(SKIPPED), name].isna().all()
    mean = wijken.groupby(["statcode", "model"])["burden"].mean().unstack("model")
    change = mean[REFORM] - mean["fragmented"]
    assert table.loc[list(LIVED), name].to_numpy() == pytest.approx(change[list(LIVED)].to_numpy())
    columns = [c for c in table.columns if c.endswith("_minus_fragmented")]
    assert len(columns) == len(HEADLINES)
    assert all(c.replace("_", "").isalnum() for c in table.columns)


def test_a_wijk_does_not_depend_on_the_list_it_stands_in(
    wijken: pd.DataFrame, tmp_path: Path
) -> None:
    alone = LIVED[2]
    sim.country(small_country(tmp_path / "out", places=(alone,), models=MODELS))
    found = pd.read_parquet(tmp_path / "out" / "wijken.parquet")
    before = wijken[(wijken["statcode"] == alone) & (wijken["replication"] == 0)]
    pd.testing.assert_frame_equal(found, before.reset_index(drop=True))


def test_the_luck_of_every_wijk_is_its_own() -> None:
    plan = make_plan(small_country(), MODELS)
    seeds = [wijk_plan(plan, code).resolved.settings.seed for code in LIVED]
    assert len(set(seeds)) == len(LIVED)
    assert wijk_plan(plan, LIVED[0]).resolved.settings.seed == seeds[0]


def test_a_model_under_another_name_differs_in_nothing_anywhere(tmp_path: Path) -> None:
    found = sim.country(small_country(tmp_path / "out"))
    for name, item in found["differences"][f"{TWIN}-{SMALL['models'][0]}"].items():
        undefined = found["models"][TWIN][name]["mean"] is None
        nothing = (None, None) if undefined else (0.0, 1.0)
        assert (item["mean"], item["inhabitants"]["same"]) == nothing, name
        assert item["luck_at_most"] == (None if item["over_wijken"]["wijken"] < 2 else 0.0), name
    assert found["models"]["fragmented"]["burden"]["low"] is None  # one run has no interval


def test_parameters_drawn_are_the_same_in_every_wijk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[tuple[str, int], Any] = {}
    whole = wijk_work.paired

    def noting(plan: Plan, values: Any, people: Any, seed: int) -> Paired:
        given[plan.place.id, seed] = values
        return whole(plan, values, people, seed)

    monkeypatch.setattr(wijk_work, "paired", noting)
    asked = {"uncertainty": "ranges", "replications": 2, "places": LIVED[:2]}
    found = sim.country(small_country(tmp_path / "a", **asked))
    assert found["interval"]["covers"] == ["luck", "parameters"]
    assert {place for place, _ in given} == set(LIVED[:2]) and len(given) == 4
    (one, two), (same, other) = (
        [values for (place, _), values in given.items() if place == code] for code in LIVED[:2]
    )
    assert (one, two) == (same, other)
    assert sum(one[key] != two[key] for key in one) > 100


def test_tasks_hold_every_job_once_the_largest_first() -> None:
    plan = make_plan(small_country(), MODELS)
    wijken = {wijk.code: wijk for wijk in chosen_wijken(("GM0935", "GM0014"), None)}
    jobs = jobs_of(wijken, 2)
    assert sorted(jobs) == sorted((code, number) for code in wijken for number in (0, 1))
    for workers in (1, 3):
        tasks = tasks_of(WijkWork.of(plan, wijken), jobs, workers)
        assert [job for task in tasks for job in task.batches] == jobs
        sizes = [wijken[code].inhabitants for task in tasks for code, _ in task.batches]
        assert sizes == sorted(sizes, reverse=True)
        assert len(tasks) >= 4 * workers - 1
