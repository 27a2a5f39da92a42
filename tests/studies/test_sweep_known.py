"""What a design plans to run, and one point of it run by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.scenarios.design_file import read_design
from sim.inputs.study_request import SweepRequest
from sim.runs.study import Study
from sim.runs.work import Done
from sim.studies import sweep
from tests.documents import fits
from tests.studies.small import INPUTS, design


def planned(path: Path, **asked: Any) -> Study:
    request = SweepRequest(design=path, **asked)
    return sweep.study_of(request, read_design(request.design))[0]


def sets(study: Study) -> list[tuple[int, dict[str, Any]]]:
    """Which plan, and what differs there, of every point."""
    return [(point.base, dict(point.set)) for point in study.points]


def test_every_scenario_gets_every_point_and_numbers_go_on(tmp_path: Path) -> None:
    one = '[input."staff.fte"]\nvalues = [0.5, 1.5]\n'
    study = planned(design(tmp_path, inputs=one, more='scenario = ["pilot", "null"]'))
    assert sets(study) == [(base, {"staff.fte": x}) for base in (0, 1) for x in (0.5, 1.5)]
    assert [point.number for point in study.points] == [0, 1, 2, 3]
    assert [plan.resolved.id for plan in study.plans] == ["pilot", "null"]
    assert len(study.todo) == 8 and study.models == ["fragmented", "wijkbudget"]


def test_one_at_a_time_leaves_the_rest_as_it_is(tmp_path: Path) -> None:
    study = planned(design(tmp_path, "oat", more='scenario = ["pilot", "null"]'))
    assert all(len(values) <= 1 for _, values in sets(study))
    moved = [values for base, values in sets(study) if base == 0]
    assert {"staff.fte": 0.5} in moved and {"staff.fte": 1.5} in moved
    assert [base for base, _ in sets(study)] == [0] * len(moved) + [1] * len(moved)
    assert moved == [values for base, values in sets(study) if base == 1]
    assert [point.number for point in study.points] == list(range(2 * len(moved)))
    assert study.design is None


def test_a_list_shares_a_plan_between_points_of_one_scenario_and_place(tmp_path: Path) -> None:
    points = """
place = ["pilot"]
[[point]]
set = {"staff.fte" = 1.25, "settings.means" = "equal_hours"}
[[point]]
scenario = "null"
[[point]]
set = {"staff.fte" = 0.75}
"""
    study = planned(design(tmp_path, "list", inputs="", more=points))
    assert sets(study) == [
        (0, {"staff.fte": 1.25, "settings.means": "equal_hours"}),
        (1, {}),
        (0, {"staff.fte": 0.75}),
    ]
    assert [plan.resolved.id for plan in study.plans] == ["pilot", "null"]


def test_what_is_asked_stands_above_what_the_design_states(tmp_path: Path) -> None:
    path = design(tmp_path, more='[set]\n"desks.drop_out" = 0.01\n"intake.minutes" = 100\n')
    asked = planned(
        path,
        weeks=5,
        replications=3,
        set={"intake.minutes": "80"},
        models=("generalist_team", "wijkbudget"),
    )
    settings, values = asked.plans[0].resolved.settings, asked.plans[0].resolved.values
    assert (settings.weeks, settings.replications, settings.citizens) == (5, 3, 120)
    assert (values["intake.minutes"], values["desks.drop_out"]) == (80.0, 0.01)
    assert asked.models == ["generalist_team", "wijkbudget"]
    assert settings.uncertainty == "luck"


@pytest.mark.parametrize(
    ("method", "more", "inputs"),
    [
        ("list", "", INPUTS),  # inputs, and no points
        ("list", "", ""),  # neither
        ("grid", '[[point]]\nset = {"staff.fte" = 1.25}', INPUTS),
        ("list", '[[point]]\nset = {"staff.fte" = 1.25}', INPUTS),
    ],
)
def test_points_are_written_out_or_follow_from_inputs(
    tmp_path: Path, method: str, more: str, inputs: str
) -> None:
    with pytest.raises(InputError) as caught:
        planned(design(tmp_path, method, inputs=inputs, more=more))
    assert (caught.value.code, caught.value.found) == ("inconsistent", method)
    assert "method" in str(caught.value.where) and "small.toml:3" in str(caught.value.where)


def test_a_value_of_a_point_is_told_by_its_place_in_the_file(tmp_path: Path) -> None:
    more = '[[point]]\nset = {"staff.fte" = "much"}'
    with pytest.raises(InputError) as caught:
        planned(design(tmp_path, "list", inputs="", more=more))
    assert "small.toml" in str(caught.value.where) and "staff.fte" in str(caught.value.where)


def test_one_point_is_run_in_its_replication_and_what_failed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, tasks = planned(design(tmp_path)), []
    said = {"code": "later", "where": None, "found": None, "allowed": None, "nearest": None}
    point = study.points[4]
    failure = {
        **said,
        "point": 4,
        "replication": 1,
        "scenario": "pilot",
        "place": "pilot",
        "seed": 1,
        "set": dict(point.set),
        "message": "no result",
    }
    found = Done([{"burden": 3.5}], [((4, 1), failure)], {})
    monkeypatch.setattr(sweep, "do", lambda task: tasks.append(task) or found)
    document = sweep.only(study, 4, 1)
    fits(document)
    assert (document["point"], document["replication"]) == (4, 1)
    assert document["set"] == {"staff.fte": 1.5, "outreach.presence": 0.0}
    assert document["rows"] == [{"burden": 3.5}] and document["failures"] == [failure]
    ((group,),) = [task.batches for task in tasks]
    assert group.points == (point,) and group.number == 1


@pytest.mark.parametrize(("number", "replication"), [(6, 0), (0, 2), (-1, 0)])
def test_a_point_or_replication_that_is_not_there_is_told(
    tmp_path: Path, number: int, replication: int
) -> None:
    study = planned(design(tmp_path))
    with pytest.raises(InputError, match="no such point") as caught:
        sweep.only(study, number, replication)
    assert caught.value.found == f"point {number}, replication {replication}"
    assert "points 0 to 5" in str(caught.value.allowed)
