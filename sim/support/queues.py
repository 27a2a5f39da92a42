"""Turns in a queue: the order that waiting gives, and a term."""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import phase, rule
from sim.foundation.units import F8, I4
from sim.support.served import Served
from sim.world.parameters import World
from sim.world.waiting import level_of, order

NO_TERM = 0.0
FIRST = 0  # in a queue, before every level of the Self-Sufficiency Matrix


@rule
def is_due(waited: int, term: float) -> bool:
    """True when the last week within the term has come; without a term it never comes."""
    return term > 0.0 and waited >= term - 1.0


@rule
def turn_of(level: int, waited: int, term: float) -> int:
    """Urgency in a queue with a term: who is due goes first, then the most urgent level."""
    return FIRST if is_due(waited, term) else level


@phase
def zrm_levels(world: World, severity: F8, queue: I4) -> I4:
    """ZRM level of each need of a queue, [q]. severity: [cells]."""
    out = np.empty(len(queue), dtype=np.int32)
    for j in range(len(queue)):
        out[j] = level_of(world, severity[queue[j]])
    return out


@phase
def in_turn(here: Served, queue: I4, since: I4, purpose: int, term: float) -> I4:
    """Needs of a queue, the first to be served first; urgency is that of unmet need.

    queue: [q] cells; since: [q] week since when each waits; purpose: what they wait for, see
    ``order``; term: weeks in which each should be served, ``NO_TERM`` where there is none.
    """
    level = zrm_levels(here.world, here.cells.unmet, queue)
    for j in range(len(queue)):
        level[j] = turn_of(level[j], here.week - since[j], term)
    return queue[order(level, since, here.address[queue], purpose, here.support_seed, here.week)]
