"""Who of a queue comes first, in the order that waiting gives."""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import phase, rule
from sim.foundation.units import F8, I4, I8
from sim.world.waiting import order, zrm_level

NO_TERM = 0.0
FIRST = 0  # in a queue, before every level of the Self-Sufficiency Matrix


@rule
def is_due(waited: int, term: float) -> bool:
    """Whether the last week within the term has come; without a term it never comes."""
    return term > 0.0 and waited >= term - 1.0


@rule
def turn_of(level: int, waited: int, term: float) -> int:
    """Urgency in a queue with a term: who is due goes first, then the most urgent level."""
    return FIRST if is_due(waited, term) else level


@phase
def in_turn(
    severity: F8,
    queue: I4,
    since: I4,
    address: I8,
    purpose: int,
    term: float,
    seed: int,
    week: int,
) -> I4:
    """Needs of a queue, the first to be served first.

    severity: [cells] by which urgency is judged; queue: [q] cells; since: [q] week since
    when each waits; address: [cells]; purpose: what they wait for, see ``order``; term: weeks
    in which each should be served, ``NO_TERM`` where there is none.
    """
    level = np.empty(len(queue), dtype=np.int32)
    who = np.empty(len(queue), dtype=np.int64)
    for j in range(len(queue)):
        level[j] = turn_of(zrm_level(severity[queue[j]]), week - since[j], term)
        who[j] = address[queue[j]]
    return queue[order(level, since, who, purpose, seed, week)]
