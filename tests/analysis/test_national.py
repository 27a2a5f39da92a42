"""Numbers of a country from those of its wijken, on figures one can work out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import stdtrit

from sim.analysis.interval import shares_by_sign
from sim.analysis.national import (
    luck_at_most,
    over_wijken,
    spread_over,
    total_of,
    weighted,
)

WEIGHTS = np.array([100.0, 300.0, 600.0])
NAN = math.nan


def test_a_mean_weighs_by_inhabitants_and_leaves_out_what_is_undefined() -> None:
    values = np.array([[1.0, 2.0, 3.0], [NAN, 2.0, 4.0], [NAN, NAN, NAN]])
    found = weighted(values, WEIGHTS)
    assert found[:2] == pytest.approx([2.5, (600.0 + 2400.0) / 900.0])
    assert np.isnan(found[2])
    assert over_wijken(values)[:2] == pytest.approx([1.0, 2.0])
    assert over_wijken(values)[2] == pytest.approx(3.5)


def test_the_spread_counts_inhabitants_and_not_wijken() -> None:
    even = spread_over(np.arange(1001.0), np.ones(1001))
    assert even == {"wijken": 1001, "low": 25.0, "median": 500.0, "high": 975.0}
    assert spread_over(np.array([5.0, 1.0, 3.0]), WEIGHTS)["median"] == 3.0
    nothing = spread_over(np.array([NAN, NAN, NAN]), WEIGHTS)
    assert nothing == {"wijken": 0, "low": None, "median": None, "high": None}


def test_shares_by_sign_add_to_one() -> None:
    found = shares_by_sign(np.array([-1.0, 0.0, 2.0]), WEIGHTS)
    assert found == {"lower": 0.1, "same": 0.3, "higher": 0.6}
    assert shares_by_sign(np.array([NAN, -1.0, NAN]), WEIGHTS)["lower"] == 1.0
    assert shares_by_sign(np.full(3, NAN), WEIGHTS)["lower"] is None


def test_luck_of_one_wijk_is_not_known_and_of_two_alike_is_none() -> None:
    assert luck_at_most(np.array([NAN, 1.0, NAN]), WEIGHTS) is None
    assert luck_at_most(np.array([1.0, 1.0, 1.0]), WEIGHTS) == 0.0
    # Two wijken of the same size, 2 apart: each lies 2 from the other, half of it counts; they
    # leave one degree of freedom.
    assert luck_at_most(np.array([0.0, 2.0]), np.ones(2)) == pytest.approx(
        float(stdtrit(1.0, 0.975)) * math.sqrt(2)
    )


def test_luck_is_bounded_from_above_whatever_differs_between_wijken() -> None:
    rng = np.random.default_rng(3)
    weights = rng.uniform(100.0, 20_000.0, 12)
    spread, share = 200.0 / np.sqrt(weights), weights / weights.sum()
    runs = 4000
    least = 0.95 - 4.0 * math.sqrt(0.95 * 0.05 / runs)  # but for what so many runs leave unknown
    for real, covered in ((np.zeros(12), least), (rng.normal(0.0, 3.0, 12), 0.99)):
        within = 0
        for _ in range(runs):
            noise = rng.normal(0.0, spread)
            bound = luck_at_most(real + noise, weights)
            within += bound is not None and abs(float(share @ noise)) <= bound
        assert within / runs > covered


def test_what_adds_up_over_inhabitants() -> None:
    assert total_of("public_cost") == ("EUR per year", 1.0)
    assert total_of("burden") == ("burden-weeks per year", 1000.0)
    assert total_of("days_to_help") is None
