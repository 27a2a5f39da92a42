"""Inputs that differ between points where a statement holds and where it does not.

Among hundreds of inputs chance alone always finds some that look as if they matter. An input counts
when the distributions of its values differ (Kolmogorov and Smirnov's distance) by more than chance
explains, with all inputs asked at once (Benjamini & Hochberg 1995). What matters only together
with another input, in both directions alike, is not found this way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.foundation.units import F8, I8

FALSE = 0.05  # share of the inputs found that may be there by chance


@dataclass(frozen=True)
class Apart:
    """Distance between two distributions of every input, [inputs] each."""

    distance: F8  # from 0 to 1
    chance: F8  # of a distance at least as large where nothing differs, all inputs asked at once

    @property
    def found(self) -> I8:
        """The inputs that count, the furthest apart first."""
        order = np.argsort(-self.distance, kind="stable")
        found: I8 = order[self.chance[order] <= FALSE].astype(np.int64)
        return found


def apart(rows: F8, holds: NDArray[np.bool_]) -> Apart:
    """Distances of every input; rows: [points, inputs], holds: [points]."""
    count = len(rows)
    right = int(holds.sum())
    if right in (0, count):
        return Apart(np.zeros(rows.shape[1]), np.ones(rows.shape[1]))
    order = np.argsort(rows, axis=0, kind="stable")
    sorted_rows = np.take_along_axis(rows, order, axis=0)
    below = np.cumsum(holds[order], axis=0) / right
    others = np.cumsum(~holds[order], axis=0) / (count - right)
    # Equal values are one step: only the last of them says how much lies below.
    last = np.ones(rows.shape, dtype=np.bool_)
    last[:-1] = sorted_rows[1:] != sorted_rows[:-1]
    distance = np.where(last, np.abs(below - others), 0.0).max(axis=0)
    effective = round(right * (count - right) / count)
    alone = stats.kstwo.sf(distance, max(1, effective))
    return Apart(distance, stats.false_discovery_control(np.clip(alone, 0.0, 1.0)))
