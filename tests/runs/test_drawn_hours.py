"""Hours of the first line in drawn worlds go with what is asked of them."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest

from calibration.today import Today, drawn
from sim.baseline.stationary import Surface
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.scenario import resolve
from sim.runs import drawn_hours
from sim.runs.drawn_hours import FTE, hours_asked, hours_table
from sim.runs.draws import drawn_values, point, values_of_draw

PARAMETERS = read_parameters()
KEY = "intake.minutes"
ITEM, HOURS = PARAMETERS[KEY], PARAMETERS[FTE]
LOW, HIGH = float(ITEM.low or 0.0), float(ITEM.high or 0.0)
DEFAULT = (float(ITEM.value) - LOW) / (HIGH - LOW)


@pytest.fixture
def one_term(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A table in which hours go with the minutes of an intake alone."""
    table = Surface({KEY: (0.8, 0.0)}, -3.0, 3.0, 0.1), 0.05, 0.13
    monkeypatch.setattr(drawn_hours, "hours_table", lambda: table)
    yield


@pytest.mark.usefixtures("one_term")
@pytest.mark.parametrize(
    ("at", "known"), [(0.5, 1.0), (1.0, 1.13), (0.0, 1.0 / 1.13)], ids=["known", "more", "less"]
)
def test_hours_are_what_is_asked_times_what_is_not_known_of_them(at: float, known: float) -> None:
    for share in (0.0, DEFAULT, 0.7):
        values = {KEY: LOW + share * (HIGH - LOW)}
        wanted = float(HOURS.value) * math.exp(0.05 + 0.8 * (share - DEFAULT)) * known
        assert hours_asked(PARAMETERS, values, at) == pytest.approx(wanted)
    assert hours_asked(PARAMETERS, {}, at) == hours_asked(PARAMETERS, {KEY: ITEM.value}, at)


def test_hours_stay_in_their_declared_range(monkeypatch: pytest.MonkeyPatch) -> None:
    far = Surface({KEY: (50.0, 0.0)}, -9.0, 9.0, 0.1), 0.0, 0.13
    monkeypatch.setattr(drawn_hours, "hours_table", lambda: far)
    assert hours_asked(PARAMETERS, {KEY: HIGH}, 0.5) == HOURS.high
    assert hours_asked(PARAMETERS, {KEY: LOW}, 0.5) == HOURS.low


def test_a_draw_has_the_hours_that_its_other_values_ask_for() -> None:
    keys = [key for key, item in PARAMETERS.items() if item.draw]
    for number in range(4):
        found = values_of_draw(PARAMETERS, keys, 7, number)
        others = {key: value for key, value in found.items() if key != FTE}
        assert found[FTE] == hours_asked(PARAMETERS, others, point(7, FTE, number))
        assert values_of_draw(PARAMETERS, set(keys) - {FTE}, 7, number) == others


def test_stated_hours_stand() -> None:
    stated = resolve("pilot", set={FTE: "0.9"})
    assert FTE not in drawn_values(PARAMETERS, stated, 0)
    assert stated.values[FTE] == 0.9


def test_the_shipped_table_names_what_is_drawn_and_states_its_error() -> None:
    surface, level, within = hours_table()
    assert surface.terms and surface.low < 0.0 < surface.high and surface.error > 0.0
    assert all(PARAMETERS[key].draw and key != FTE for key in surface.terms)
    assert abs(level) < 0.5 and within == 0.13


@pytest.mark.slow
def test_few_drawn_worlds_ask_more_than_there_is() -> None:
    today = Today.at("nederland", 3000, (11,), 208)
    parameters = dict(today.parameters)
    fits, apart = [], []
    for number in range(4000, 4080):  # not among those that the table was solved on
        values = drawn(parameters, number)
        fits.append(today.read(values).levels["planned_share"])
        alone = {**values, FTE: HOURS.value}
        apart.append(today.read(alone).levels["planned_share"])
    assert np.mean(np.array(fits) > 1.0) < 0.25 < np.mean(np.array(apart) > 1.0)
    assert np.log(fits).std() < 0.7 * np.log(apart).std()
