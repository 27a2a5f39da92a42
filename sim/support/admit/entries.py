"""Entries of a queue: one need at a desk, one household at the team; their time and their turn."""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import phase, rule
from sim.foundation.units import I4
from sim.support.queues import turn_of
from sim.support.served import Served
from sim.world.waiting import CONVERSATIONS, level_of, order


@rule
def entry_minutes(
    base: float, needs: int, conversation: float, consult: float, extra: float
) -> int:
    """Minutes of one intake: the first need in full, each further one a share of it."""
    return int(base * (1.0 + conversation * (needs - 1)) + consult + extra)


@rule
def intake_spent(before: int, minutes: int, left: int, keep: int) -> int:
    """Minutes of this week that intake, or the door, takes: those spent beyond what was carried
    in, and those reserved for somebody who still waits."""
    spent = before + minutes - left
    return min(minutes, max(0, spent + keep - before))


@phase
def households_in_turn(here: Served, queue: I4, term: float) -> I4:
    """Households of the needs in a queue, the first to be served first: urgency is that of
    the most urgent unmet need, wait that of the oldest request.

    term: weeks in which each should be served, 0 where there is none.
    """
    cells, week = here.cells, here.week
    slot = np.full(here.folk.h, -1, dtype=np.int32)
    home = np.empty(len(queue), dtype=np.int32)
    level = np.empty(len(queue), dtype=np.int32)
    since = np.empty(len(queue), dtype=np.int32)
    count = 0
    for c in queue:
        g = cells.home[c]
        if slot[g] < 0:
            slot[g] = count
            home[count] = g
            level[count] = level_of(here.world, cells.unmet[c])
            since[count] = cells.since[c]
            count += 1
        else:
            level[slot[g]] = min(level[slot[g]], level_of(here.world, cells.unmet[c]))
            since[slot[g]] = min(since[slot[g]], cells.since[c])
    for j in range(count):
        level[j] = turn_of(level[j], week - since[j], term)
    home = home[:count]
    who = here.folk.home_id[home].astype(np.int64)
    turns = order(level[:count], since[:count], who, CONVERSATIONS, here.support_seed, week)
    return home[turns]
