"""Parts of a search that no run is needed for."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from sim.analysis.statement import statements
from sim.inputs.parameters.load import read_parameters
from sim.inputs.study_request import SearchRequest
from sim.runs.arrays import Runs
from sim.studies.search import (
    DECIDED,
    OTHERS,
    Aim,
    _again,
    _aim,
    _by_choice,
    _document,
    _out_of_reach,
    _study,
)


@pytest.fixture(scope="module")
def aim() -> Aim:
    return _aim(SearchRequest(replications=2))


def test_the_levers_are_those_of_the_model_that_somebody_decides_on(aim: Aim) -> None:
    answers = set(aim.plan.resolved.models[0].answers.values())
    names = [axis.name for axis in aim.axes]
    assert names and all(name.partition(".")[0] in answers for name in names)
    assert all(read_parameters()[key].role == "lever" for key in DECIDED)


def test_every_choice_has_the_same_replications_and_points_of_its_own(aim: Aim) -> None:
    rows = np.full((3, len(aim.axes)), 0.5)
    study = _study(aim, rows, OTHERS)
    assert [point.number for point in study.points] == list(range(6))
    assert [point.luck for point in study.points] == [OTHERS, OTHERS + 1] * 3


def test_a_choice_of_which_a_run_failed_is_the_worst(aim: Aim) -> None:
    study = _study(aim, np.full((3, len(aim.axes)), 0.5), 0)
    found = {0: 1.0, 1: 3.0, 2: 9.0, 3: 9.0, 4: 0.0}  # the last run of the third choice is lost
    table = [
        {"point": point, "replication": 0, "model": "m", "burden": value, "reach": value}
        for point, value in found.items()
    ]
    runs = Runs(pa.Table.from_pylist(table), ["m"])
    assert _by_choice(study, runs, "burden").tolist() == [2.0, 9.0, 9.0]
    assert _by_choice(study, runs, "reach").tolist() == [2.0, 9.0, 2.0]


def test_the_choice_that_comes_nearest_says_what_it_misses() -> None:
    within = statements(["burden < 1", "public_cost < 5"], "--within")
    error = _out_of_reach(within, np.array([[4.0, -1.0], [0.5, 1.25], [9.0, 0.0]]))
    assert str(error.found).startswith(
        "burden < 1 is missed by 0.5; public_cost < 5 is missed by 1.25"
    )


def test_the_present_setting_is_lived_with_the_front_and_none_is_called_best_that_is_not() -> None:
    aim = _aim(SearchRequest(replications=2, objectives=("burden", "public_cost")))
    front = np.array([[0.0], [0.5], [1.0]]) * np.ones((3, len(aim.axes)))
    study = _again(aim, front)
    assert [dict(point.set) for point in study.points[6:]] == [{}, {}]
    assert [point.luck for point in study.points] == [OTHERS, OTHERS + 1] * 4
    assert len({point.number for point in study.points}) == 8
    # Of the front the last is worse than the first in both; so is the present setting.
    means = {0: (10.0, 5.0), 1: (20.0, 1.0), 2: (12.0, 6.0), 3: (11.0, 5.0)}
    table = [
        {"point": 2 * choice + i, "replication": OTHERS + i, "model": "wijkbudget"}
        | {"burden": burden + i, "public_cost": cost + i}
        for choice, (burden, cost) in means.items()
        for i in range(2)
    ]
    found = _document(aim, front, Runs(pa.Table.from_pylist(table), ["wijkbudget"]))
    assert [one["beaten_by"] for one in found["front"]] == [[], [], [0, 1]]
    assert found["present"]["beaten_by"] == [1]
    assert found["present"]["outcomes"]["burden"]["mean"] == 11.5
    values = aim.plan.resolved.values
    assert found["present"]["set"] == {k: values[k] for axis in aim.axes for k in axis.keys}
