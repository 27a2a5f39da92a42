from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sim.record.results import discounted


def window(rate: float) -> SimpleNamespace:
    return SimpleNamespace(
        lived=104,
        series={"residents": np.full(104, 10.0), "public_cost": np.arange(104.0)},
        now=SimpleNamespace(settings=SimpleNamespace(discount=rate)),
    )


def test_without_discounting_it_is_the_yearly_mean() -> None:
    assert discounted(window(0.0), "public_cost") == pytest.approx(52.0 * 51.5)


def test_a_constant_series_is_not_moved_by_the_rate() -> None:
    flat = window(0.05)
    flat.series["public_cost"] = np.full(104, 3.0)
    assert discounted(flat, "public_cost") == pytest.approx(156.0)


def test_what_comes_later_weighs_less() -> None:
    weight = 1.05 ** -(np.arange(104) / 52.0)
    expected = 52.0 * float((np.arange(104) * weight).sum() / weight.sum())
    assert discounted(window(0.05), "public_cost") == pytest.approx(expected)
    assert expected < 52.0 * 51.5
