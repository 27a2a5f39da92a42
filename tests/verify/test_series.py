"""Standard errors of what is related in time."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.verify.series import FEWEST_BATCHES, MOST_BATCHES, batches_in, mean_of, memory


def related(weeks: int, keeps: float, seed: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """A series in which each value keeps a part of the one before."""
    shocks = np.random.default_rng(seed).normal(size=weeks).tolist()
    found, value = [], 0.0
    for shock in shocks:
        value = keeps * value + shock
        found.append(value)
    return np.array(found)


def test_batch_means_see_that_values_are_related() -> None:
    weeks, keeps = 40_000, 0.9
    batch = np.arange(weeks) * 40 // weeks
    errors = [mean_of(related(weeks, keeps, seed), batch, 40).error for seed in range(12)]
    right = 1.0 / (1.0 - keeps) / math.sqrt(weeks)
    assert np.mean(errors) == pytest.approx(right, rel=0.15)
    alone = np.std(related(weeks, keeps, 1)) / math.sqrt(weeks)
    assert np.mean(errors) > 3.0 * alone


def test_an_average_over_entries_weighs_batches_by_their_entries() -> None:
    values, batch = np.array([1.0, 1.0, 1.0, 5.0]), np.array([0, 0, 0, 1])
    assert mean_of(values, batch, 2).value == 2.0


def test_a_busy_queue_gets_long_batches_and_a_calm_one_many() -> None:
    assert batches_in(100_000, memory(0.5, 0.5)) == MOST_BATCHES
    assert batches_in(100_000, memory(0.5, 0.01)) == FEWEST_BATCHES
    assert batches_in(100_000, memory(0.5, 0.01), queues=5) == FEWEST_BATCHES // 5
