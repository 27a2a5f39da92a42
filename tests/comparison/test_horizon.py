"""What today's practice itself moves while models are compared: known answers."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pytest

from sim.comparison.comparison import Sample
from sim.comparison.horizon import (
    AVERAGED,
    SUMMED,
    beside,
    drift_part,
    is_larger,
    today_of,
    year_values,
)
from sim.inputs.request import CompareRequest
from sim.inputs.scenarios.resolved import Change
from sim.record.headlines import HEADLINES
from sim.runs.paired import make_plan
from sim.runs.replicate import Draw, replicate
from sim.runs.replication_work import packed, unpacked
from tests.small import TWIN, small

TEAM = "generalist_team"


def test_a_year_adds_up_per_inhabitant_and_weighs_weeks_by_who_lived_here() -> None:
    people = np.array([[100.0] * 52 + [100.0] * 26 + [300.0] * 26 + [9.0] * 10])
    cost = np.array([[2.0] * 52 + [2.0] * 26 + [6.0] * 26 + [99.0] * 10])
    weekly = {"public_cost": cost, "residents": people, "reach": cost}
    found = year_values(weekly, {}, "public_cost")
    assert found is not None  # 52 x (2 x 100 + 6 x 300) / 400 in the second year
    np.testing.assert_allclose(found, [[104.0, 260.0]])
    shares = year_values(weekly, {}, "reach")
    assert shares is not None
    np.testing.assert_allclose(shares, [[2.0, 4.0]])  # a mean over weeks
    users = np.array([[1.0, 2.0]])
    assert year_values(weekly, {"users_per_1000": users}, "users_per_1000") is users
    assert year_values(weekly, {}, "days_to_help") is None


def sample(**paths: list[list[float]]) -> Sample:
    """Yearly numbers as weeks in which nothing changes."""
    weekly = {name: np.repeat(np.array(rows), 52, axis=1) / 52.0 for name, rows in paths.items()}
    first = next(iter(weekly.values()))
    weekly["residents"] = np.full(first.shape, 100.0)
    return Sample(len(first), {}, {"now": weekly}, {}, {}, {}, {"now": {}})


def test_a_drift_is_the_last_year_less_the_first_per_replication() -> None:
    runs = sample(public_cost=[[100.0, 500.0, 103.0], [200.0, 900.0, 205.0]])
    found = drift_part("now", runs, 3 * 52 + 20)
    assert (found["model"], found["years"], found["reason"]) == ("now", 3, None)
    assert list(found["outcomes"]) == ["public_cost"]
    cost = found["outcomes"]["public_cost"]
    assert cost["first"] == pytest.approx(150.0) and cost["last"] == pytest.approx(154.0)
    assert cost["mean"] == pytest.approx(4.0)
    assert cost["high"] - cost["low"] == pytest.approx(2.0 * 12.706, rel=1e-3)  # t of two, error 1


@pytest.mark.parametrize(
    ("model", "weeks", "reason"), [(None, 156, "no_model"), ("now", 103, "too_short")]
)
def test_why_it_is_not_known(model: str | None, weeks: int, reason: str) -> None:
    found = drift_part(model, sample(public_cost=[[1.0, 2.0, 3.0]]), weeks)
    assert (found["reason"], found["outcomes"]) == (reason, {})


def test_every_main_difference_gets_it_and_is_compared_with_it() -> None:
    differences = {"b-a": {"burden": {"mean": -3.0}, "public_cost": {"mean": -5.0},
                           "crises": {"mean": 0.0}, "initiatives": {"mean": 1.0}}}  # fmt: skip
    moved = {"mean": 4.0, "low": None, "high": None, "first": 1.0, "last": 5.0}
    beside(differences, {"outcomes": {"burden": moved, "public_cost": moved}})
    found = differences["b-a"]
    told = {"mean": 4.0, "low": None, "high": None}
    assert found["burden"]["drift_today"] == {**told, "larger": True}
    assert found["public_cost"]["drift_today"] == {**told, "larger": False}
    assert found["crises"]["drift_today"] is None
    assert "drift_today" not in found["initiatives"]
    assert is_larger(4.0, None) is None and is_larger(-4.0, 3.9) and not is_larger(4.0, -4.0)


def test_today_is_the_model_with_the_answers_and_levers_of_the_burn_in() -> None:
    both = make_plan(small(models=(TEAM, TWIN)), (TEAM, TWIN))
    assert today_of(both) == TWIN
    assert today_of(make_plan(small(models=(TEAM,)), (TEAM,))) is None
    change = Change(dt.date(2016, 1, 1), (), {"desk.barrier": 0.5}, {}, "here")
    dated = dataclasses.replace(both.resolved, changes=(change,))
    long = dataclasses.replace(dated, settings=dated.settings.model_copy(update={"weeks": 156}))
    assert today_of(dataclasses.replace(both, resolved=long)) is None  # it changes within the run
    assert today_of(dataclasses.replace(both, resolved=dated)) == TWIN  # 15 weeks end before


def test_years_add_up_to_the_outcome_of_the_run() -> None:
    """Over whole years, weighed by who lived here, the yearly values are the outcome itself."""
    request = CompareRequest(
        citizens=300, weeks=104, replications=1, set={"burn_in_weeks": "4"}, uncertainty="luck"
    )
    plan = make_plan(request, ("fragmented",))
    run = replicate(plan, Draw("luck", 0)).models["fragmented"]
    weekly = {name: values[None, :] for name, values in run.weekly.items()}
    years = {name: values[None, :] for name, values in run.years.items()}
    people = run.weekly["residents"].reshape(2, 52).sum(axis=1)
    for name in (*SUMMED, "public_cost_without_longterm"):
        found = year_values(weekly, years, name)
        assert found is not None
        assert np.average(found[0], weights=people) == pytest.approx(run.outcomes[name], rel=1e-6)
    for name in ("share_hidden", "users_per_1000"):
        found = year_values(weekly, years, name)
        assert found is not None
        assert found.mean() == pytest.approx(run.outcomes[name])
    assert {*SUMMED, *AVERAGED, *run.years} <= set(HEADLINES)


def test_what_is_kept_of_a_replication_has_its_years_and_those_before() -> None:
    request = small(weeks=104, replications=1, set={"burn_in_weeks": "104"}, models=("fragmented",))
    item = replicate(make_plan(request, request.models), Draw("luck", 0))
    found = unpacked(packed(item))
    assert found.before == item.before != {}
    years, kept = item.models["fragmented"].years, found.models["fragmented"].years
    assert years.keys() == kept.keys() and all(len(kept[name]) == 2 for name in kept)
    assert all(np.array_equal(years[name], kept[name]) for name in years)
