"""Help that already runs at the synthetic start.

Long products (benefits, household help, care) take years to build up. So that burn-in
begins near today's stock, a stated share of the needs that such a product is renewed for is
given the one that their severity asks for, part-way through its usual length, within capacity.
Lasting needs, which keep what they were granted, are served more often than passing ones. Where
every place is taken, those whom another law may help have been passed on to it; the next of
others wait for a place, as many as do when each waits for the norm.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase
from sim.foundation.units import I4, I8
from sim.support.admit.decision import lightest_line
from sim.support.admit.settle import grant
from sim.support.contract import LIGHT, Levers
from sim.support.pay.places import norm_queue
from sim.support.pay.stays import end_replaced, is_replaced
from sim.support.pay.trajectories import begin, may_pass_on
from sim.support.products import Products
from sim.support.queues import zrm_levels
from sim.world.lives import HOUSEHOLD_SLOTS, PERSON_SLOTS, Cells, Folk
from sim.world.living import head_of
from sim.world.parameters import Domains, World
from sim.world.waiting import FIRST_PRODUCTS, order


@part
def granted_once(
    products: Products, world: World, domains: Domains, k: int, severity: float
) -> int:
    """Product that runs for a need of domain k at the start: granted when it was heavier than
    now that it is helped."""
    before = min(1.0, severity + domains.start_heavier[k])
    line = lightest_line(
        before, world.needs_floor, domains.collective_reach[k], domains.first_reach[k]
    )
    return int(products.choice[k, max(0, line - LIGHT)])


@phase
def help_at_start(
    folk: Folk,
    cells: Cells,
    products: Products,
    world: World,
    domains: Domains,
    levers: Levers,
    address: I8,
    active: I4,
    seed: int,
    week: int,
) -> int:
    """Give products to a share of the needs that count; returns how many run."""
    chosen = np.empty(len(active), dtype=np.int32)
    count = 0
    for c in active:
        k, severity = cells.domain[c], cells.lasting[c] + cells.resolvable[c]
        least = products.band_low[granted_once(products, world, domains, int(k), severity)]
        served = domains.start_served[k] if cells.lasting[c] > 0.0 else domains.start_passing[k]
        coin = streams.uniform(seed, streams.START, address[c], 0, 2)
        if severity >= min(least, world.needs_cut) and coin < served:
            chosen[count] = c
            count += 1
    runs = np.zeros(len(products.payer), dtype=np.int32)
    queue = np.zeros(len(runs), dtype=np.int32)
    given = 0
    same = np.zeros(count, dtype=np.int32)  # nobody has waited yet
    severe = cells.lasting + cells.resolvable
    chosen = chosen[:count]
    level = zrm_levels(severe, chosen)
    for c in chosen[order(level, same, address[chosen], FIRST_PRODUCTS, seed, week)]:
        severity = cells.lasting[c] + cells.resolvable[c]
        p = granted_once(products, world, domains, int(cells.domain[c]), severity)
        waits = runs[p] >= products.places[p]
        if waits and may_pass_on(products, levers, cells.domain[c], p, runs, products.places):
            p = int(products.other[cells.domain[c], products.intensity[p]])
            waits = False
        if waits and queue[p] + 1 > norm_queue(
            products.places[p], products.weeks[p], world.places_renewed, products.norm[p]
        ):
            continue
        head = head_of(folk, cells.home[c], week)
        i = cells.holder[c] if cells.holder[c] >= 0 else head
        if i < 0:
            continue
        slots = PERSON_SLOTS + (HOUSEHOLD_SLOTS if head == i else 0)
        if is_replaced(cells, products, folk.n, i, slots, c, p):
            continue
        done = streams.uniform(seed, streams.START, address[c], 0, 3)
        cells.known[c] = week
        if waits:
            grant(cells, c, p, week - int(done * products.norm[p]))
            queue[p] += 1
            continue
        begin(cells, products, c, p, week - int(done * products.weeks[p]))
        runs[p] += 1
        given += 1
        end_replaced(cells, products, folk.n, i, slots, c, runs)
    return given
