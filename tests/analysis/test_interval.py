"""Intervals against scipy's own, and against how often they hold the truth."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from sim.analysis.interval import (
    LEVEL,
    result,
    sign,
    spread,
    t_95,
    variance_ratio,
    variance_ratio_interval,
    wilson,
)
from sim.record.reasons import Reason

NORMAL = np.random.default_rng(1).normal(3.0, 2.0, size=12)


@pytest.mark.parametrize("draws", [1, 2, 7, 40, 501])
def test_wilson_is_that_of_scipy_for_a_whole_number_of_draws(draws: int) -> None:
    for count in {0, 1, draws // 3, draws // 2, draws}:
        known = stats.binomtest(count, draws).proportion_ci(LEVEL, method="wilson")
        assert wilson(count / draws, draws) == pytest.approx(tuple(known), abs=1e-12)


def test_wilson_of_half_a_draw_lies_between_those_of_whole_ones() -> None:
    fewer, half, more = (wilson(count / 20, 20) for count in (7, 7.5, 8))
    for side in (0, 1):
        one, other, third = fewer[side], half[side], more[side]
        assert one is not None and other is not None and third is not None
        assert one < other < third


def test_the_interval_of_a_mean_is_that_of_a_t_test() -> None:
    known = stats.ttest_1samp(NORMAL, 0.0).confidence_interval(LEVEL)
    found = result(NORMAL, None, None)
    assert (found["low"], found["high"]) == pytest.approx(tuple(known), abs=1e-12)
    assert found["mean"] == pytest.approx(NORMAL.mean(), abs=1e-12)
    assert t_95(1.0) == pytest.approx(12.706204736, abs=1e-8)  # of every table of t


def test_one_more_replication_lies_in_the_spread_as_often_as_it_says() -> None:
    rng, inside = np.random.default_rng(2), 0
    for _ in range(2000):
        values = rng.normal(size=9)
        found = spread(values[:8])
        assert found["low"] is not None and found["high"] is not None
        inside += found["low"] <= values[8] <= found["high"]
    assert inside / 2000 == pytest.approx(LEVEL, abs=0.02)


def test_what_is_missing_is_left_out_and_told() -> None:
    found = result(np.array([1.0, math.nan, 3.0]), None, Reason.NOBODY_ASKED())
    assert found["mean"] == 2.0
    assert found["reason"]["text"] == "undefined in 1 of 3 replications: nobody asked here"
    nothing = result(np.array([math.nan]), None, None)
    assert nothing["mean"] is None and nothing["reason"]["code"] == "undefined_all"
    assert result(np.ones(1), None, None)["reason"]["code"] == "one_replication"
    assert spread(np.ones(1)) == {"sd": None, "low": None, "high": None}


def test_a_sign_is_clear_when_the_interval_leaves_out_nought() -> None:
    assert sign({"low": 0.1, "high": 2.0}) == 1 and sign({"low": -2.0, "high": -0.1}) == -1
    assert sign({"low": -0.1, "high": 2.0}) == 0 and sign({"low": None, "high": None}) == 0


def test_the_variance_ratio_of_pairs_is_one_less_their_correlation() -> None:
    earlier, later = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 1.0, 4.0, 3.0])
    correlation = float(np.corrcoef(earlier, later)[0, 1])  # of equal variances
    assert variance_ratio(later, earlier) == pytest.approx(1.0 - correlation, abs=1e-12)
    assert variance_ratio(np.ones(4), np.zeros(4)) is None
    assert variance_ratio(later, np.array([math.nan, math.nan, math.nan, 1.0])) is None


def test_the_bootstrap_takes_both_of_a_pair_and_is_the_same_again() -> None:
    draw = np.random.default_rng(3)
    shared, own = draw.normal(size=200), draw.normal(size=(2, 200))
    later, earlier = 2.0 * shared + own[0], 2.0 * shared + own[1]
    low, high = variance_ratio_interval(later, earlier, np.random.default_rng(4))
    assert low is not None and high is not None
    ratio = variance_ratio(later, earlier)
    assert ratio is not None and low < ratio < high
    assert low < 0.2 < high and high < 0.5  # 2 / 10 in truth; pairs broken up would give 1
    assert (low, high) == variance_ratio_interval(later, earlier, np.random.default_rng(4))
    ones = np.ones(20)
    assert variance_ratio_interval(ones, ones, np.random.default_rng(4)) == (None, None)


def test_the_bootstrap_keeps_its_numbers() -> None:
    """Those of whole rows drawn anew with one call to the generator."""
    draw = np.random.default_rng(5)
    later, earlier = draw.normal(size=(2, 30))
    rows = np.random.default_rng(6).integers(0, 30, size=(2000, 30))
    own = later[rows].var(axis=1, ddof=1) + earlier[rows].var(axis=1, ddof=1)
    known = np.quantile((later - earlier)[rows].var(axis=1, ddof=1) / own, [0.025, 0.975])
    found = variance_ratio_interval(later, earlier, np.random.default_rng(6))
    assert found == pytest.approx(tuple(known), abs=1e-12)
