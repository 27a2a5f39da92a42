"""Choices that others surpass, of which the answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.dominance import beaten_by


def test_a_choice_is_surpassed_by_what_is_no_worse_and_somewhere_better() -> None:
    losses = np.array([[1.0, 4.0], [2.0, 2.0], [3.0, 2.0], [4.0, 1.0], [2.0, 2.0], [4.0, 5.0]])
    found = beaten_by(losses, [True] * 6)
    assert found == [[], [], [1, 4], [], [], [0, 1, 2, 3, 4]]


def test_what_breaks_a_bound_or_is_undefined_surpasses_nothing() -> None:
    losses = np.array([[1.0, 1.0], [2.0, 2.0], [np.nan, 0.0]])
    assert beaten_by(losses, [False, True, True]) == [[], [], []]
    assert beaten_by(losses, [True, True, True]) == [[], [0], []]


@pytest.mark.parametrize("seed", range(3))
def test_who_is_left_is_surpassed_by_nobody(seed: int) -> None:
    losses = np.random.default_rng(seed).integers(0, 5, (30, 2)).astype(float)
    found = beaten_by(losses, [True] * 30)
    left = [i for i, by in enumerate(found) if not by]
    assert left and all(any(i in left for i in by) for by in found if by)
