"""A planted box is found, chance finds none that stands, and limits are where they were."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.analysis.prim import box_of, resampled
from sim.foundation.units import F8
from tests.examples import examples

INPUTS = 15
PLANTED = {2: (0.3, 0.8), 7: (0.0, 0.6), 11: (0.45, 1.0)}


def points(count: int, seed: int = 3) -> F8:
    return np.random.default_rng(seed).random((count, INPUTS))


def inside(rows: F8) -> np.ndarray:  # type: ignore[type-arg]
    return np.all([(rows[:, i] >= a) & (rows[:, i] <= b) for i, (a, b) in PLANTED.items()], axis=0)


def test_a_planted_box_is_found(tell: Callable[[str], None]) -> None:
    rows = points(2000)
    began = time.perf_counter()
    box = box_of(rows, inside(rows))
    spent = time.perf_counter() - began
    assert box is not None
    tell(f"planted box: coverage {box.coverage:.3f}, density {box.density:.3f}, {spent:.2f} s")
    assert box.coverage >= 0.9 and box.density >= 0.95
    assert set(np.flatnonzero(box.limited)) == set(PLANTED)
    for number, (low, high) in PLANTED.items():
        assert box.low[number] == pytest.approx(low, abs=0.03)
        assert box.high[number] == pytest.approx(high, abs=0.03)


def test_a_planted_box_is_found_under_noise() -> None:
    rows = points(2000)
    held = inside(rows)
    flipped = np.random.default_rng(1).random(len(rows)) < 0.05
    box = box_of(rows, held ^ flipped)
    assert box is not None and set(PLANTED) <= set(np.flatnonzero(box.limited))
    assert (box.holds(rows) & held).sum() >= 0.9 * held.sum()
    again = resampled(rows, held ^ flipped, 1)
    others = [again.limited[i] for i in range(INPUTS) if i not in PLANTED]
    assert min(again.limited[i] for i in PLANTED) > 0.9 > max(others)


def test_where_chance_alone_decides_no_input_is_limited_every_time() -> None:
    rows = points(1000)
    holds = np.random.default_rng(2).random(1000) < 0.3
    assert box_of(rows, holds) is None
    assert resampled(rows, holds, 1).limited.max() < 0.2


def test_a_box_flatters_itself_and_the_other_half_does_not() -> None:
    # One input matters a little; the box is told to be better than it is anywhere else.
    rows = points(400)
    holds = np.random.default_rng(5).random(400) < 0.25 + 0.35 * rows[:, 4]
    box, again = box_of(rows, holds), resampled(rows, holds, 1)
    assert box is not None and box.limited[4]
    elsewhere = float(np.nanmean(again.density))
    assert holds.mean() < elsewhere < box.density


def test_a_planted_box_is_as_good_elsewhere() -> None:
    rows = points(2000)
    again = resampled(rows, inside(rows), 1)
    assert float(again.coverage.mean()) > 0.9 and float(again.density.mean()) > 0.9


@pytest.mark.parametrize("everywhere", [True, False])
def test_without_both_there_is_no_box(everywhere: bool) -> None:
    assert box_of(points(50), np.full(50, everywhere)) is None


@settings(max_examples=examples("boxes"))
@given(st.integers(0, 10_000), st.integers(20, 300), st.floats(0.05, 0.95))
def test_a_box_is_what_it_says(seed: int, count: int, share: float) -> None:
    draw = np.random.default_rng(seed)
    rows = draw.random((count, 4))
    holds = rows[:, 0] + 0.3 * draw.random(count) < share
    box = box_of(rows, holds)
    if box is None:
        return
    within = box.holds(rows)
    assert box.mass == pytest.approx(within.mean())
    assert box.coverage == pytest.approx((within & holds).sum() / holds.sum())
    assert box.density == pytest.approx(holds[within].mean())
    assert box.density >= holds.mean() - 1e-12
