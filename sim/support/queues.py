"""Who of a queue comes first, in the order that waiting gives."""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import phase
from sim.foundation.units import F8, I4, I8
from sim.world.waiting import order, zrm_level


@phase
def in_turn(
    severity: F8, queue: I4, since: I4, address: I8, purpose: int, seed: int, week: int
) -> I4:
    """Needs of a queue, the first to be served first.

    severity: [cells] by which urgency is judged; queue: [q] cells; since: [q] week since
    when each waits; address: [cells]; purpose: what they wait for, see ``order``.
    """
    level = np.empty(len(queue), dtype=np.int32)
    who = np.empty(len(queue), dtype=np.int64)
    for j in range(len(queue)):
        level[j] = zrm_level(severity[queue[j]])
        who[j] = address[queue[j]]
    return queue[order(level, since, who, purpose, seed, week)]
