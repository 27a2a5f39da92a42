"""The least a week can cost: the same rows read and written, the same blocks drawn, no rules."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import numba
import numpy as np

from benchmarks.worlds import at_fork, laid_blocks, plan_of
from sim.foundation import streams
from sim.foundation.units import BLOCK_WEEKS
from sim.support.reach.asking import told_apart
from sim.world.provisions import may_join


@numba.njit
def touch(cells: Any, persons: Any, homes: Any, active: Any, engaged: Any) -> float:
    """Every active need, person and household read and written once; known needs once more."""
    total = 0.0
    for c in active:
        e = cells.resolvable[c] * 0.999 + cells.lasting[c] * 0.001
        cells.resolvable[c] = e
        cells.unmet[c] = e
        homes.demand[cells.home[c]] += e * cells.domain[c]
    for c in engaged:
        total += cells.status[c] + cells.granted[c] + cells.effort[c] + cells.worker[c]
    for i in range(len(persons.strength)):
        total += persons.strength[i] + persons.state[i]
        persons.burden[i] += total
    for g in range(len(homes.strain)):
        homes.load[g] = homes.demand[g] + homes.strain[g]
    return total


def floor(citizens: int = 14_000, weeks: int = 200) -> Iterator[dict[str, Any]]:
    """One row: nanoseconds per active need-week of the floor. Report only."""
    now = at_fork(plan_of(citizens, 26))
    _, felt = told_apart(now.cells, now.active, now.world.asking_floor)
    coins = now.address[felt]
    joins = may_join(now.folk, now.persons, now.active)
    laid = np.resize(now.address, laid_blocks(now) // BLOCK_WEEKS)
    seconds = 0.0
    for week in range(weeks):
        began = time.perf_counter()
        for who in (coins, joins, laid):
            streams.uniforms(now.seed, streams.RECOGNISE, who, week, 0)
        touch(now.cells, now.persons, now.homes, now.active, now.engaged)
        seconds += time.perf_counter() - began
    blocks = len(coins) + len(joins) + len(laid)
    yield {
        "residents": citizens,
        "active needs": len(now.active),
        "blocks a week": blocks,
        "ns per active need-week": round(1e9 * seconds / weeks / len(now.active)),
    }
