"""Numbers of outcomes as tables hold them, and the school mark that a definition states."""

from __future__ import annotations

import math

import pytest

from sim.inputs.parameters.load import read_parameters
from sim.record.outcomes import OUTCOMES, number_or_none


@pytest.mark.parametrize(
    ("value", "shown"), [(None, None), (math.nan, None), (-math.inf, None), (0.0, 0.0), (3, 3.0)]
)
def test_what_is_undefined_is_none(value: float | None, shown: float | None) -> None:
    assert number_or_none(value) == shown


def test_definitions_of_marks_state_the_numbers_of_the_file() -> None:
    best, slope = read_parameters()["mark.best"], read_parameters()["mark.slope"]
    said = OUTCOMES["wellbeing_mark"].definition_en
    assert said.startswith(f"{best.value:g} less {slope.value:g} times felt burden")
    assert f"slope {slope.high:g}" in OUTCOMES["wellbeing_mark_low"].definition_en
    assert f"slope {slope.low:g}" in OUTCOMES["wellbeing_mark_high"].definition_en
