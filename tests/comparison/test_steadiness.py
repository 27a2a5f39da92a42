"""What stands still under today's practice, and what drifts: known answers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.comparison import notes
from sim.comparison.steadiness import (
    FLOORS,
    drift,
    median_drift,
    moving,
    steadiness_part,
    watched,
    worlds_part,
)
from sim.foundation.units import F8
from sim.runs.paired import burn_in, burn_in_years, make_plan
from sim.runs.replicate import Replication, people_of, values_of
from sim.support.contract import PRACTICE
from tests.small import small


def values(*numbers: float) -> F8:
    return np.array(numbers, dtype=np.float64)


def done(kind: Any, number: int, before: dict[str, float], last: dict[str, float]) -> Replication:
    return Replication(kind, number, number, 100, {}, last, {}, {}, {}, 0.0, before=before)


def test_a_drift_has_its_standard_error_and_its_percentage() -> None:
    found = drift(values(100.0, 100.0, 100.0), values(104.0, 105.0, 106.0), 0.0)
    assert found is not None
    assert (found["before"], found["last"], found["drift"]) == (100.0, 105.0, 5.0)
    assert found["error"] == pytest.approx(1.0 / math.sqrt(3.0))  # sd 1 over three
    assert found["percent"] == pytest.approx(5.0)
    assert found["percent_error"] == pytest.approx(100.0 / math.sqrt(3.0) / 100.0)
    assert found["may_be"] == pytest.approx(2.0)
    assert found["steady"] is False  # 5 is more than 2 + 2 x 0.58


@pytest.mark.parametrize(
    ("moved", "floor", "steady"),
    [(0.0, 0.0, True), (2.0, 0.0, True), (3.9, 0.0, True), (4.1, 0.0, False), (-4.1, 0.0, False),
     (4.1, 2.2, True), (4.3, 2.2, False)],
)  # fmt: skip
def test_a_level_moves_beyond_what_it_may_and_twice_its_error(
    moved: float, floor: float, steady: bool
) -> None:
    """Level 100, so that 2 is allowed; the standard error of these two is 1."""
    last = values(100.0 + moved - 1.0, 100.0 + moved + 1.0)
    found = drift(values(100.0, 100.0), last, floor)
    assert found is not None and found["error"] == pytest.approx(1.0)
    assert found["steady"] is steady


def test_whether_an_error_is_small_enough_to_see_anything() -> None:
    blind = drift(values(100.0, 100.0), values(90.0, 110.0), 0.0)
    sharp = drift(values(100.0, 100.0), values(99.5, 100.5), 0.0)
    assert blind is not None and sharp is not None
    assert (blind["steady"], blind["seen"]) == (True, False)
    assert (sharp["steady"], sharp["seen"]) == (True, True)


def test_one_replication_has_no_verdict_and_what_is_not_there_is_left_out() -> None:
    one = drift(values(100.0), values(150.0), 0.0)
    assert one is not None
    assert (one["drift"], one["error"], one["steady"], one["seen"]) == (50.0, None, None, None)
    assert drift(values(math.nan, 1.0), values(1.0, math.nan), 0.0) is None
    assert drift(values(0.0, 0.0), values(0.0, 0.0), 0.0) is None
    some = drift(values(100.0, math.nan, 100.0), values(101.0, 7.0, 101.0), 0.0)
    assert some is not None and (some["drift"], some["error"]) == (1.0, 0.0)


def test_from_nought_there_is_no_percentage() -> None:
    found = drift(values(0.0, 0.0), values(3.0, 3.0), 1.0)
    assert found is not None
    assert (found["percent"], found["may_be"], found["steady"]) == (None, 1.0, False)


def test_luck_alone_goes_before_drawn_worlds() -> None:
    level = {"public_cost": 100.0}
    luck = [done("luck", n, level, {"public_cost": 110.0}) for n in range(2)]
    full = [done("full", n, level, {"public_cost": 100.0}) for n in range(3)]
    both, drawn = steadiness_part([*full, *luck]), steadiness_part(full)
    assert both is not None and drawn is not None
    assert (both["sample"], both["replications"]) == ("luck", 2)
    assert both["not_steady"] == ["public_cost"]
    assert moving(both) == [{"level": "public_cost", "percent": pytest.approx(10.0)}]
    assert (drawn["sample"], drawn["replications"], drawn["not_steady"]) == ("full", 3, [])
    assert both["worlds"]["worlds"] == drawn["worlds"]["worlds"] == 3


def test_without_two_whole_years_it_is_not_known() -> None:
    assert steadiness_part([done("luck", 0, {}, {"public_cost": 1.0})]) is None
    assert worlds_part([done("full", 0, {}, {"public_cost": 1.0})]) is None
    assert worlds_part([done("luck", 0, {"public_cost": 1.0}, {"public_cost": 1.0})]) is None
    assert moving(None) == []


def test_the_middle_world_and_the_share_that_plans_too_much() -> None:
    before = {"users_per_1000": 200.0, "public_cost": 1000.0}
    worlds = [
        done("full", n, before, {"users_per_1000": 200.0 + users, "public_cost": cost,
                                 "planned_share": planned})
        for n, (users, cost, planned) in enumerate(
            [(-2.0, 1000.0, 0.5), (6.0, 1030.0, 1.0), (20.0, 980.0, 1.5), (2.0, 990.0, 2.0)]
        )
    ]  # fmt: skip
    found = worlds_part(worlds)
    assert found is not None and found["worlds"] == 4
    # Users move by 1, 3, 10 and 1 %, cost by 0, 3, 2 and 1 %.
    assert found["drift"]["users_per_1000"] == {"median_percent": pytest.approx(2.0), "above": 0.5}
    assert found["drift"]["public_cost"]["median_percent"] == pytest.approx(1.5)
    assert (found["planned_median"], found["planned_above"]) == (1.25, 0.5)
    nothing = {"median_percent": None, "above": None}
    assert median_drift(values(0.0, math.nan), values(1.0, 1.0)) == nothing


def test_what_is_looked_at_is_a_level_and_has_a_floor() -> None:
    request = small(citizens=800, set={"burn_in_weeks": "104"})
    plan = make_plan(request, ("fragmented",))
    people, one = people_of(plan, 0), values_of(plan, "luck", 0)[0]
    _, years = burn_in_years(plan, one, people, 3, 2)
    now, last = burn_in(plan, one, people, 3)
    assert now.week == 0 and len(years) == 2
    assert years[1] == last != years[0]  # a year is the same whether one or two are looked at
    teams = {name for name in watched() if name.endswith("_team")}  # there is none today
    assert set(watched()) - teams - set(last) <= {"wait_mental_weeks", "wait_product_days"}
    assert set(watched().values()) <= set(FLOORS)
    assert not any(name.endswith("practice") for name in watched()), PRACTICE


@pytest.mark.parametrize(
    ("levels", "code"),
    [([], "steady_too_short"), ([100.0], "steady_one_run"), ([100.0, 100.0], "steady"),
     ([110.0, 110.0], "not_steady")],
)  # fmt: skip
def test_the_note_says_which_it_is(levels: list[float], code: str) -> None:
    runs = [done("luck", n, {"public_cost": 100.0}, {"public_cost": x})
            for n, x in enumerate(levels)]  # fmt: skip
    note = notes.steady(steadiness_part(runs), 60)
    assert note.code == code
    if code == "not_steady":
        assert "1 of 1 levels" in note.text and "public_cost (10%)" in note.text
