"""Differences between two scenarios: complete, and the other way round when asked so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from sim.inputs.scenarios.departures import Departure
from sim.inputs.scenarios.differences import differences
from sim.inputs.scenarios.resolved import Change, Resolved
from sim.inputs.scenarios.scenario import resolve
from sim.inputs.scenarios.scenario_file import scenario_names

ONE = """
extends = "pilot"
models = ["generalist_team", "mine"]

[settings]
replications = 7

[set]
"staff.fte" = 1.1

[model.mine]
extends = "wijkbudget"
work = "separate_plans"

[model.mine.set]
"kitchen_table.dedication" = 0.6

[[change]]
date = 2016-01-01
set = { "staff.fte" = 1.2 }

[[change]]
date = 2017-01-01
model = "generalist_team"
set = { "staff.fte" = 1.0 }
answers = { build = "reinvest" }
"""
OTHER = """
extends = "pilot"
place = "ruwaard"

[[change]]
date = 2016-01-01
set = { "staff.fte" = 1.2 }
"""


def written(folder: Path, name: str, text: str) -> Resolved:
    (folder / name).write_text(text, encoding="utf-8")
    return resolve(folder / name)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Resolved, Resolved]:
    return written(tmp_path, "one.toml", ONE), written(tmp_path, "other.toml", OTHER)


def test_everything_that_differs_is_there_once(pair: tuple[Resolved, Resolved]) -> None:
    one, other = pair
    standard = resolve("pilot").values["staff.fte"]
    mine, team = ("mine",), ("generalist_team",)
    assert list(differences(one, other)) == [
        Departure("place", "place", "pilot", "ruwaard"),
        Departure("setting", "replications", 7, 20),
        Departure("left_out", "mine", None, None),
        Departure("model", "fragmented", None, "fragmented", ("fragmented",)),
        Departure("model", "wijkbudget", None, "wijkbudget", ("wijkbudget",)),
        Departure("parameter", "staff.fte", 1.1, standard),
        Departure("answer", "work", "separate_plans", "one_plan", mine),
        Departure("parameter", "kitchen_table.dedication", 0.6, 0.85, mine),
        Departure("parameter", "staff.fte", 1.2, 1.2, team, dt.date(2016, 1, 1), 52),
        Departure("parameter", "staff.fte", 1.0, 1.2, team, dt.date(2017, 1, 1), 104),
        Departure("answer", "build", "reinvest", "collectivise", team, dt.date(2017, 1, 1), 104),
    ]


def turned(one: Departure) -> tuple[object, ...]:
    kinds = {"model": "left_out", "left_out": "model"}
    if one.kind in kinds:
        return kinds[one.kind], one.key
    return one.kind, one.key, one.new, one.old, frozenset(one.models), one.date


def seen(one: Departure) -> tuple[object, ...]:
    if one.kind in ("model", "left_out"):
        return one.kind, one.key
    return one.kind, one.key, one.old, one.new, frozenset(one.models), one.date


@pytest.mark.parametrize("other", ["null", "pilot_dated", "nederland"])
def test_the_other_way_round_it_is_the_same_turned(other: str) -> None:
    first, second = resolve("pilot"), resolve(other)
    there, back = differences(first, second), differences(second, first)
    assert {turned(one) for one in there} == {seen(one) for one in back}
    assert there


@pytest.mark.parametrize("name", scenario_names())
def test_a_scenario_does_not_differ_from_itself(name: str) -> None:
    assert differences(resolve(name), resolve(name)) == ()


def test_what_ends_is_a_difference_from_its_date_until_it_is_the_same_again() -> None:
    begins, ends = dt.date(2015, 7, 1), dt.date(2016, 7, 1)
    once = Change(begins, (), {"staff.fte": 1.0}, {"reach": "desk"}, "test", ends)
    plain = resolve("pilot")
    found = differences(plain, replace(plain, changes=(once,)))
    fte = plain.values["staff.fte"]
    assert [(one.key, one.date, one.old, one.new) for one in found if one.key == "staff.fte"] == [
        ("staff.fte", begins, fte, 1.0),
        ("staff.fte", ends, fte, fte),
    ]
    reach = [one for one in found if one.key == "reach"]
    assert {one.date for one in reach} == {begins, ends}


def test_a_change_that_only_the_first_has_is_a_difference() -> None:
    dated = resolve("pilot_dated")
    without = replace(dated, changes=())
    keys = {key for change in dated.changes for key in (*change.set, *change.answers)}
    for first, second in ((dated, without), (without, dated)):
        assert {one.key for one in differences(first, second)} == keys
