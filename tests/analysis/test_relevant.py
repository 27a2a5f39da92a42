"""Inputs that matter are found, and chance alone finds none: known answers of scipy beside ours."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.analysis.prim import FALSE, apart, box_of


@pytest.mark.parametrize("levels", [None, 6])
def test_a_distance_is_that_of_scipy(levels: int | None) -> None:
    draw = np.random.default_rng(1)
    rows = draw.random((301, 8))
    if levels:
        rows = np.floor(rows * levels) / levels  # as Morris's design has it: many are equal
    holds = draw.random(301) < 0.2 + 0.5 * rows[:, 0]
    found = apart(rows, holds)
    for number in range(8):
        known = stats.ks_2samp(rows[holds, number], rows[~holds, number], method="asymp")
        assert found.distance[number] == pytest.approx(known.statistic, abs=1e-12)
    alone = [stats.ks_2samp(rows[holds, n], rows[~holds, n], method="asymp").pvalue
             for n in range(8)]  # fmt: skip
    assert found.chance == pytest.approx(stats.false_discovery_control(alone), abs=1e-9)
    assert found.found[0] == 0


def test_what_holds_in_the_middle_of_a_range_is_found() -> None:
    rows = np.random.default_rng(2).random((600, 200))
    holds = np.abs(rows[:, 7] - 0.5) < 0.25
    assert apart(rows, holds).found[0] == 7


def test_chance_alone_finds_an_input_in_one_world_in_twenty() -> None:
    draw = np.random.default_rng(3)
    found = 0
    for _ in range(200):
        rows = draw.random((150, 40))
        holds = draw.random(150) < 0.4
        found += len(apart(rows, holds).found) > 0
        assert (box_of(rows, holds) is None) == (len(apart(rows, holds).found) == 0)
    assert found <= 2 * FALSE * 200  # 10 expected; 20 is more than three standard errors above


def test_what_holds_everywhere_depends_on_nothing() -> None:
    found = apart(np.random.default_rng(4).random((20, 3)), np.ones(20, dtype=np.bool_))
    assert len(found.found) == 0 and (found.chance == 1.0).all()
