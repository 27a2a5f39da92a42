"""Euros of an hour that a circle or a volunteer gives, as settings of a run have them."""

from __future__ import annotations

import pytest

from sim.baseline.budgets import make_settings
from sim.inputs.parameters.price_index import factor
from tests.worlds import default_values


def hours(**changed: float) -> tuple[float, float, float]:
    """Value, low and high of an hour with some values changed."""
    values = {**default_values(), **{k.replace("__", "."): v for k, v in changed.items()}}
    return make_settings(values, 1, 1000, "equal", False).hour_euros


def test_low_and_high_are_half_and_one_and_a_half_times_the_value() -> None:
    index = factor(2014, int(default_values()["prices.year"]))
    assert hours() == pytest.approx((14.0 * index, 7.0 * index, 21.0 * index), rel=1e-12)
    assert hours(outcome__hour_cost=20.0) == pytest.approx(
        (20.0 * index, 10.0 * index, 30.0 * index), rel=1e-12
    )
