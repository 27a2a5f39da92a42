"""Yearly rates of the file become chances of a block, at the ages at which they change."""

from __future__ import annotations

import math

import pytest

from sim.world.vital_rates import (
    BIRTH,
    DEATH,
    LEAVING_HOME,
    MOVE,
    NURSING,
    demography_of,
    hazards,
)
from tests.worlds import default_values

QUARTER = 13 / 52


def chance(yearly: float) -> float:
    """P(event in a quarter) at a yearly rate."""
    return 1.0 - math.exp(-yearly * QUARTER)


@pytest.mark.parametrize(
    ("kind", "age", "yearly"),
    [
        (DEATH, 0, 0.0002),
        (DEATH, 10, 0.0002),
        (DEATH, 20, math.sqrt(0.0002 * 0.0005)),  # logarithms are interpolated
        (DEATH, 104, 0.16),
        (NURSING, 74, 0.0),
        (NURSING, 75, 0.012),
        (NURSING, 90, 0.11),
        (LEAVING_HOME, 17, 0.0),
        (LEAVING_HOME, 24, 0.2),
        (LEAVING_HOME, 25, 0.12),
        (BIRTH, 17, 0.0),
        (BIRTH, 30, 0.2),
        (BIRTH, 45, 0.014),
        (BIRTH, 46, 0.0),
        (MOVE, 64, 0.06),
        (MOVE, 65, 0.035),
    ],
)
def test_rates_hold_from_their_age_on(kind: int, age: int, yearly: float) -> None:
    found = hazards(demography_of(default_values()))[kind, age]
    assert found == pytest.approx(chance(yearly), rel=1e-12)


def test_the_death_factor_multiplies_deaths_alone() -> None:
    stated = demography_of(default_values())
    usual, half = hazards(stated), hazards(stated._replace(deaths=0.5))
    assert half[DEATH, 95] == pytest.approx(chance(0.08), rel=1e-12)
    assert (half[NURSING:] == usual[NURSING:]).all()
