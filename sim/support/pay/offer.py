"""The offered part of contracts: a provider leaves, a cut takes some, or nobody new comes in.

Contracts stay as they are; less of them is offered. Who was helped by a provider that leaves is
helped on by another, at the cost of a hand-over, or waits for a place. Neutral: all is offered.
No case and no euro appears or disappears.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import phase, rule
from sim.foundation.units import F8, I4, I8
from sim.support.products import UNLIMITED
from sim.support.queues import NO_TERM, in_turn
from sim.support.served import Served
from sim.world.state import RUNS_PRODUCT, WAITS_PRODUCT
from sim.world.waiting import PRODUCTS

HANDED_ON, MADE_TO_WAIT = range(2)


@rule
def offered(places: int, gone: float, kept: float, stopped: int) -> int:
    """Places that are offered of those that providers have.

    gone: share whose provider left; kept: share that cuts leave; stopped: 1 when nobody new may
    begin. Without a limit those who stay have room, as long as there is anybody.
    """
    if stopped == 1 or gone >= 1.0:
        return 0
    if places >= UNLIMITED:
        return places
    return int(places * (1.0 - gone) * kept)


@rule
def volume_left(volume: int, kept: float) -> int:
    """Cents a year of a contract of its own that cuts leave, at least one; 0 without one."""
    if volume <= 0:
        return 0
    return max(1, int(volume * kept))


@rule
def leaving_share(before: float, after: float) -> float:
    """Share of the trajectories whose provider leaves when the share that is gone rises."""
    if after <= before:
        return 0.0
    return (after - before) / (1.0 - before)


@rule
def volume_without(volume: int, share: float) -> int:
    """Trajectories of a past week without those of a provider that leaves: nobody pays it for
    what it does no more."""
    return volume - int(volume * share)


@phase
def of_leavers(here: Served, share: F8) -> I4:
    """Running trajectories of providers that leave, ascending. share: of those of a product."""
    cells, seed, week = here.cells, here.support_seed, here.week
    out = np.empty(len(cells.status), dtype=np.int32)
    found = 0
    for c in range(len(cells.status)):
        if cells.granted[c] == RUNS_PRODUCT and share[cells.product[c]] > 0.0:
            coin = streams.uniform(seed, streams.GRANT, here.address[c], week, 2)
            if coin < share[cells.product[c]]:
                out[found] = c
                found += 1
    return out[:found]


@phase
def providers_leave(here: Served, share: F8, rooms: I8) -> I8:
    """Providers leave: in the order that waiting gives, who they helped is helped on by another
    as far as there are places, as long as was planned; the rest waits for one.

    share: of the trajectories of every product, [p]; rooms: places that are left, [p]. Returns
    how many were handed on, and how many wait.
    """
    cells, persons, world, ledger = here.cells, here.persons, here.world, here.ledger
    out = np.zeros(2, dtype=np.int64)
    for p in range(len(share)):
        for k in range(len(ledger.volume)):
            ledger.volume[k, p] = volume_without(ledger.volume[k, p], share[p])
    left = of_leavers(here, share)
    stay = np.zeros(len(share), dtype=np.int64)
    for c in range(len(cells.status)):
        if cells.granted[c] == RUNS_PRODUCT:
            stay[cells.product[c]] += 1
    for c in left:
        stay[cells.product[c]] -= 1
    for c in in_turn(here, left, cells.product_since[left], PRODUCTS, NO_TERM):
        p, i = cells.product[c], cells.holder[c]
        after = persons.strength[i] - world.specialist_handover
        persons.strength[i] = max(world.strength_low, after)
        cells.specialist[c] = -1
        if stay[p] < rooms[p]:
            stay[p] += 1
            out[HANDED_ON] += 1
            continue
        cells.granted[c] = WAITS_PRODUCT
        cells.payer[c] = -1
        cells.product_since[c] = here.week
        out[MADE_TO_WAIT] += 1
    return out
