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
from sim.foundation.units import I4
from sim.support.admit.decision import lightest_within
from sim.support.admit.settle import grant
from sim.support.contract import LIGHT
from sim.support.pay.places import norm_queue
from sim.support.pay.stays import end_replaced, is_replaced
from sim.support.pay.trajectories import begin, may_pass_on
from sim.support.queues import zrm_levels
from sim.support.served import Served
from sim.world.living import head_of
from sim.world.state import HOUSEHOLD_SLOTS, PERSON_SLOTS
from sim.world.waiting import FIRST_PRODUCTS, order


@part
def granted_once(here: Served, k: int, severity: float) -> int:
    """Product that runs for a need of domain k at the start: granted when it was heavier than
    now that it is helped."""
    domains = here.domains
    before = min(1.0, severity + domains.start_heavier[k])
    line = lightest_within(here, k, before, domains.first_reach[k])
    return int(here.products.choice[k, max(0, line - LIGHT)])


@phase
def served_at_start(here: Served, rows: I4, seed: int) -> I4:
    """Cells of these rows whose need has, or waits for, a product at the start."""
    cells, domains = here.cells, here.domains
    chosen = np.empty(len(rows), dtype=np.int32)
    count = 0
    for c in rows:
        k, severity = cells.domain[c], cells.lasting[c] + cells.resolvable[c]
        least = here.products.band_low[granted_once(here, int(k), severity)]
        share = domains.start_served[k] if cells.lasting[c] > 0.0 else domains.start_passing[k]
        coin = streams.uniform(seed, streams.START, here.address[c], 0, 2)
        if severity >= min(least, here.world.needs_cut) and coin < share:
            chosen[count] = c
            count += 1
    return chosen[:count]


@phase
def help_at_start(here: Served, rows: I4, seed: int) -> int:
    """Give products to a share of the needs in these rows; returns how many run."""
    cells, products, address, week = here.cells, here.products, here.address, here.week
    chosen = served_at_start(here, rows, seed)
    runs = np.zeros(len(products.payer), dtype=np.int32)
    queue = np.zeros(len(runs), dtype=np.int32)
    given = 0
    same = np.zeros(len(chosen), dtype=np.int32)  # nobody has waited yet
    severe = cells.lasting + cells.resolvable
    level = zrm_levels(here.world, severe, chosen)
    for c in chosen[order(level, same, address[chosen], FIRST_PRODUCTS, seed, week)]:
        p = granted_once(here, int(cells.domain[c]), cells.lasting[c] + cells.resolvable[c])
        waits = runs[p] >= products.places[p]
        if waits and may_pass_on(here, c, p, runs, products.places):
            p = int(products.other[cells.domain[c], products.intensity[p]])
            waits = False
        if waits and queue[p] + 1 > norm_queue(
            products.places[p], products.weeks[p], here.world.places_renewed, products.norm[p]
        ):
            continue
        head = head_of(here.folk, cells.home[c], week)
        i = cells.holder[c] if cells.holder[c] >= 0 else head
        slots = PERSON_SLOTS + (HOUSEHOLD_SLOTS if head == i else 0)
        if i < 0 or is_replaced(here, i, slots, c, p):
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
        end_replaced(here, i, slots, c, runs)
    return given
