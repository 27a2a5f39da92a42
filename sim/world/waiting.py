"""The only place that orders people.

Whatever is scarce is handed out by urgency (worst Self-Sufficiency Matrix level
first), then waiting time, then a tie-break addressed to the citizen: never by row.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import F8, I4, I8
from sim.world.parameters import World

# What is handed out, as the draw of its tie-break: who is first among equals in one queue may
# be last in another.
VISITS, VISITS_KEPT, CONTACTS, INTAKES, CONVERSATIONS = range(5)
WORKERS, PRODUCTS, FIRST_PRODUCTS, SPECIALISTS = range(5, 9)
FIRST_CONTACTS, SIGNALLING = 9, 10


@rule
def zrm_level(severity: float, four: float, three: float, two: float, one: float) -> int:
    """Level in the Self-Sufficiency Matrix (ZRM): 5 fully self-reliant .. 1 acute problem.

    four .. one: severity from which each of the levels holds.
    """
    passed = int(severity >= four) + int(severity >= three)
    return 5 - passed - int(severity >= two) - int(severity >= one)


@part
def level_of(world: World, severity: float) -> int:
    """ZRM level of a severity. A need counts from level 3 on, which ``needs.cut`` begins."""
    four, three = world.zrm_level_4, world.needs_cut
    return zrm_level(severity, four, three, world.zrm_level_2, world.zrm_level_1)


@rule
def comes_before(level: I4, since: I4, tie: F8, a: int, b: int) -> bool:
    """True when entry a is served before entry b."""
    if level[a] != level[b]:
        return bool(level[a] < level[b])
    if since[a] != since[b]:
        return bool(since[a] < since[b])
    return bool(tie[a] < tie[b])


@phase
def order(level: I4, since: I4, address: I8, purpose: int, seed: int, week: int) -> I8:
    """Order in which entries are served: permutation of 0 .. len-1.

    level: ZRM level (1 first); since: week since when it waits (earliest first);
    address: stream address of the citizen, household or need; purpose: what is handed out.
    """
    n = len(level)
    tie = streams.uniforms(seed, streams.TIE_BREAK, address, week, purpose)
    rank = np.arange(n)
    other = np.empty(n, dtype=np.int64)
    width = 1
    while width < n:  # merge sort: equals keep their order
        for first in range(0, n, 2 * width):
            middle, last = min(first + width, n), min(first + 2 * width, n)
            a, b = first, middle
            for k in range(first, last):
                if a < middle and (
                    b >= last or not comes_before(level, since, tie, rank[b], rank[a])
                ):
                    other[k] = rank[a]
                    a += 1
                else:
                    other[k] = rank[b]
                    b += 1
        rank, other = other, rank
        width = 2 * width
    return rank
