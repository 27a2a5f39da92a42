from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.analysis.interval import ENOUGH, result, spread, variance_ratio
from sim.comparison.document import drifting
from sim.record.reasons import Reason
from sim.runs.replicate import Replication

VALUES = st.lists(
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 3)), min_size=2, max_size=30
)


@given(values=VALUES)
def test_the_interval_of_the_mean_is_the_t_interval_of_scipy(values: list[float]) -> None:
    array = np.array(values)
    found = result(None, array, None)
    if array.std() > 1e-6:
        low, high = stats.t.interval(0.95, len(array) - 1, array.mean(), stats.sem(array))
        assert found["low"] == pytest.approx(low, rel=1e-9, abs=1e-6)
        assert found["high"] == pytest.approx(high, rel=1e-9, abs=1e-6)
    assert found["mean"] == pytest.approx(array.mean())


def test_a_prediction_interval_covers_95_of_100_next_draws() -> None:
    rng = np.random.default_rng(1)
    hits = 0
    for _ in range(4000):
        array = rng.normal(size=9)
        found = spread(array[:8])
        assert found["low"] is not None and found["high"] is not None
        hits += found["low"] <= array[8] <= found["high"]
    # The standard error of a share of 0.95 in 4,000 draws is 0.0034.
    assert hits / 4000 == pytest.approx(0.95, abs=0.012)


def test_with_enough_replications_the_spread_is_what_was_seen() -> None:
    found = spread(np.arange(ENOUGH + 1, dtype=float))
    assert (found["low"], found["high"]) == pytest.approx((1.0, 39.0))


def test_one_replication_has_a_mean_and_no_interval() -> None:
    found = result(np.array([3.0]), None, None)
    assert (found["mean"], found["sd"], found["low"], found["full"]) == (3.0, None, None, None)
    assert found["luck"] == {"sd": None, "low": None, "high": None}
    assert found["reason"]["code"] == "one_replication"


def test_undefined_is_null_with_its_reason_and_never_nan() -> None:
    nothing = result(np.array([math.nan, math.nan]), None, Reason.NO_CLOSE())
    assert nothing["mean"] is None and nothing["reason"] == Reason.NO_CLOSE().document()
    partly = result(np.array([1.0, math.nan, 3.0]), None, Reason.NO_CLOSE())
    assert partly["mean"] == 2.0 and partly["reason"]["code"] == "undefined_some_why"
    assert partly["reason"]["values"]["why"] == Reason.NO_CLOSE().document()
    json.dumps([nothing, partly], allow_nan=False)


def test_variance_ratio_of_independent_shared_and_opposite_luck() -> None:
    rng = np.random.default_rng(2)
    a, b = rng.normal(size=(2, 5000))
    assert variance_ratio(a, b) == pytest.approx(1.0, abs=0.05)
    assert variance_ratio(a, a + 1.0) == pytest.approx(0.0, abs=1e-12)
    assert variance_ratio(a, -a) == pytest.approx(2.0)
    assert variance_ratio(np.ones(5), np.ones(5)) is None
    assert variance_ratio(np.array([math.nan, 1.0]), np.array([1.0, 2.0])) is None


def replication(levels: dict[str, float]) -> Replication:
    return Replication("luck", 0, 1, 100, {}, levels, {}, {}, {}, 0.0)


def test_a_level_that_still_moves_at_the_fork_is_named() -> None:
    moving = [replication({"mild_a": 0.20, "drift_mild_a": 0.01 + x}) for x in (0.0, 0.0005)]
    still = [replication({"mild_a": 0.20, "drift_mild_a": x}) for x in (0.01, -0.009)]
    assert drifting(moving) == ["mild_a"]
    assert drifting(still) == []
