"""The only place that orders people.

Whatever is scarce is handed out by urgency (worst Self-Sufficiency Matrix level
first), then waiting time, then a tie-break addressed to the citizen: never by row.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import phase, rule
from sim.foundation.units import I4, I8

# Cut points between the levels of the Self-Sufficiency Matrix (ZRM), severity 0-1.
ZRM_4, ZRM_3, ZRM_2, ZRM_1 = 0.1, 0.3, 0.5, 0.75


@rule
def zrm_level(severity: float) -> int:
    """ZRM level of a severity: 5 fully self-reliant .. 1 acute problem."""
    if severity >= ZRM_1:
        return 1
    if severity >= ZRM_2:
        return 2
    if severity >= ZRM_3:
        return 3
    if severity >= ZRM_4:
        return 4
    return 5


@phase
def order(level: I4, since: I4, address: I8, seed: int, week: int) -> I8:
    """Order in which entries are served: permutation of 0 .. len-1.

    level: ZRM level (1 first); since: week since when it waits (earliest first);
    address: stream address of the citizen, household or need.
    """
    n = len(level)
    tie = np.empty(n, dtype=np.float64)
    for k in range(n):
        tie[k] = streams.uniform(seed, streams.TIE_BREAK, address[k], week, 0)
    rank = np.argsort(tie, kind="mergesort")
    rank = rank[np.argsort(since[rank], kind="mergesort")]
    return rank[np.argsort(level[rank], kind="mergesort")]
