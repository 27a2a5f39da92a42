"""Averages of what is related in time, with an honest standard error: batch means.

A run is cut into batches that are long against the time in which a queue forgets how long
it was; the spread over batches gives the error. Averages over entries are ratios of two
sums per batch, for the number of entries varies as well.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.foundation.units import F8, I8

FORGETS = 8.0  # a batch is at least this many times the time in which a queue forgets
MOST_BATCHES, FEWEST_BATCHES = 40, 10


class Mean(NamedTuple):
    """An average and its standard error."""

    value: float
    error: float


def batches_in(weeks: int, memory: float, queues: int = 1) -> int:
    """Number of batches into which a run of each of some equal queues is cut.

    memory: weeks in which a queue forgets.
    """
    fitting = int(weeks / (FORGETS * max(memory, 1.0)))
    return max(math.ceil(FEWEST_BATCHES / queues), min(MOST_BATCHES, fitting))


def memory(variance: float, drift: float) -> float:
    """Weeks in which a busy queue forgets how long it was: 2 variance / drift².

    That is the relaxation time of the diffusion that a queue near its capacity follows.
    variance: of a week's net input; drift: by which a week's capacity passes its input.
    """
    return 2.0 * variance / (drift * drift)


def mean_of(values: F8, batch: I8, batches: int) -> Mean:
    """Average of values that fall in batches; batch: of every value."""
    total = np.bincount(batch, weights=values, minlength=batches)
    count = np.bincount(batch, minlength=batches)
    value = float(total.sum() / count.sum())
    rest = total - value * count
    spread = math.sqrt(float((rest * rest).sum()) * len(rest) / (len(rest) - 1))
    return Mean(value, spread / float(count.sum()))
