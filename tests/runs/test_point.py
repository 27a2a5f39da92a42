"""A point is what the same values on the command line would be, whoever shares its burn-in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.inputs.files.errors import InputError
from sim.inputs.parameters.groups import LEVERS
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.answers import QUESTIONS
from sim.inputs.scenarios.scenario import resolve, restated
from sim.runs.paired import Plan, plan_of
from sim.runs.point_work import Group, Point, PointWork, groups_of, plan_at
from sim.runs.replicate import Draw, replicate
from sim.runs.study import moving
from sim.runs.work import Task, do
from tests.examples import examples

# Long enough for requests to be decided on, which takes weeks.
SMALL: dict[str, Any] = {"citizens": 150, "weeks": 26, "burn_in_weeks": 13, "uncertainty": "luck"}
MODELS = ("fragmented", "wijkbudget", "desk+kitchen_table+one_plan+silos+reinvest")
MOVING = sorted(key for key, item in read_parameters().items() if item.draw)
# What moves from the fork on: a lever of another answer, and how means are compared.
LATER: list[dict[str, Value]] = [
    {},
    {"outreach.presence": 0.05},
    {"one_plan.coordination": 0.05},
    {"settings.means": "equal_hours"},
    {"settings.means": "as_reported", "reinvest.community": 0.2},
]


def small_plan(**more: Value) -> Plan:
    given = {key.replace("__", "."): value for key, value in more.items()}
    return plan_of("pilot", SMALL, given, MODELS)


def set_of(draw: st.DrawFn, keys: list[str]) -> dict[str, Value]:
    known = read_parameters()
    found: dict[str, Value] = {}
    for key in draw(st.lists(st.sampled_from(keys), max_size=4, unique=True)):
        low, high = known[key].low, known[key].high
        assert low is not None and high is not None
        found[key] = draw(st.floats(low, high)) if not known[key].integer else int(low)
    return found


@settings(max_examples=examples("points"))
@given(st.data(), st.sampled_from(["pilot", "pilot_dated", "nederland", "null"]))
def test_a_scenario_restated_is_the_scenario_resolved_with_these_values(
    data: st.DataObject, scenario: str
) -> None:
    values = set_of(lambda s: data.draw(s), MOVING)  # type: ignore[arg-type]
    if data.draw(st.booleans()):
        values["hypothesis.no_spill"] = True
    means = data.draw(st.sampled_from(["equal", "equal_hours", "as_reported"]))
    try:
        whole = resolve(scenario, set={**values, "settings.means": means})
    except InputError as error:
        with pytest.raises(InputError) as caught:
            restated(resolve(scenario), {**values, "settings.means": means}, "--set")
        assert caught.value.code == error.code
        return
    again = restated(resolve(scenario), {**values, "settings.means": means}, "--set")
    assert again.document() == whole.document()


def alone(plan: Plan, point: Point, number: int) -> dict[str, str]:
    """Digests by model of a point that is lived as a comparison lives it."""
    return {model: run.digest for model, run in
            replicate(plan_at(plan, point), Draw("luck", number)).models.items()}  # fmt: skip


def test_points_that_share_a_burn_in_are_what_each_would_be_alone() -> None:
    plan = small_plan()
    points = [Point(number, set=values) for number, values in enumerate(LATER)]
    groups = groups_of([plan], [(point, 1) for point in points])
    assert [PointWork((plan,)).jobs(group) for group in groups] == [
        [(number, 1) for number in range(len(LATER))]
    ]
    found = do(Task(PointWork((plan,)), tuple(groups)))
    assert not found.failures and len(found.rows) == len(LATER) * len(MODELS)
    digests = {(row["point"], row["model"]): row["digest"] for row in found.rows}
    for point in points:
        expected = alone(plan, point, 1)
        assert {model: digests[point.number, model] for model in MODELS} == expected
    assert len({digests[n, "wijkbudget"] for n in range(len(LATER))}) > 2


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ({"desk.barrier": 0.1}, 0),
        ({"needs.cut": 0.25}, 0),
        ({"staff.fte": 1.0}, 0),
        ({"hypothesis.no_spill": True}, 0),
        ({"settings.weeks": 9}, 0),
        ({}, 1),
    ],
)
def test_what_matters_before_the_fork_has_its_own_burn_in(
    values: dict[str, Value], number: int
) -> None:
    plan = small_plan()
    both = [(Point(0), 0), (Point(1, set=values), number)]
    assert len(groups_of([plan], both)) == 2


def test_a_row_does_not_depend_on_what_is_lived_beside_it() -> None:
    plan = small_plan()
    points = [Point(0), Point(1, set={"outreach.presence": 0.05})]
    both = do(Task(PointWork((plan,)), (Group(0, tuple(points)),))).rows
    each = [
        row for point in points for row in do(Task(PointWork((plan,)), (Group(0, (point,)),))).rows
    ]
    assert both == each


def test_levers_are_those_of_all_five_questions() -> None:
    every = {axis.name for axis in moving((LEVERS,))}
    by_question = [{axis.name for axis in moving((question,))} for question in QUESTIONS]
    assert every == set().union(*by_question) and all(by_question)
    assert {axis.group for axis in moving((LEVERS,))} == set(QUESTIONS)
    with pytest.raises(InputError, match="nothing that can move is called so") as caught:
        moving(("lever",))
    assert caught.value.nearest == "levers"
