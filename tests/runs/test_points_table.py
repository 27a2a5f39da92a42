from __future__ import annotations

import pytest

from sim.runs.axis import Axis
from sim.runs.designs import design_of
from sim.runs.paired import make_plan
from sim.runs.point_work import Point
from sim.runs.study import AT, points_table
from tests.small import small


def test_a_point_stands_with_its_scenario_place_and_values() -> None:
    asked = small()
    plan = make_plan(asked, asked.models)
    design = design_of("lhs", (Axis("x", (), "world"),), 2, 5)
    beside = Point(2, set={"staff.fte": 1.5}, luck=7)
    table = points_table((plan,), [*design.points(), beside], design)
    assert table["point"] == [0, 1, 2]
    assert table["place"] == [plan.resolved.place] * 3 and table["luck"] == [None, None, 7]
    assert table["staff.fte"] == [None, None, 1.5]
    assert table[AT + "x"] == [pytest.approx(float(x)) for x in design.rows[:, 0]] + [None]


def test_every_scenario_has_the_rows_of_the_design() -> None:
    asked = small()
    plan = make_plan(asked, asked.models)
    design = design_of("lhs", (Axis("x", (), "world"),), 2, 5)
    every = [*design.points(0), *design.points(1, 2)]
    at = points_table((plan, plan), every, design)[AT + "x"]
    assert at[:2] == at[2:] and at[0] != at[1]
