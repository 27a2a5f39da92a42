"""The recorder's passes over a neighbourhood at the end of a week.

Stocks come from the active needs, events from what differs from last week, states from
both. Sums over people run in the order of permanent ids.
"""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import part, phase
from sim.foundation.units import I4
from sim.foundation.units import WEEKS_PER_YEAR as YEAR
from sim.population.domains import MENTAL
from sim.record import tables as t
from sim.record.phases_people import read_laws
from sim.record.rules import help_step, lasting_share, need_bits, weighed, with_lasting
from sim.record.tables import Notes
from sim.support.served import Served
from sim.support.work.plans import bits, minutes_for
from sim.world import rules, state
from sim.world.state import Cells, Folk, in_support
from sim.world.waiting import level_of


@part
def note_worker(workers: I4, count: I4, g: int, worker: int) -> None:
    """A worker is around household g this week. workers: [h, k]; count: [h]."""
    for k in range(count[g]):
        if workers[g, k] == worker:
            return
    if count[g] < t.WORKERS_SEEN:
        workers[g, count[g]] = worker
        count[g] += 1


@part
def put_state(folk: Folk, cells: Cells, notes: Notes, c: int, bits: int) -> None:
    """States that a need puts its people in this week, as bits."""
    split = state.PERSON_SLOTS * folk.n
    notes.flag[cells.holder[c] if c < split else folk.n + cells.home[c]] |= bits


@phase
def read_needs(here: Served, notes: Notes, active: I4, engaged: I4) -> None:
    """Stocks of this week from every active need; renews flags, felt burden and numbers.

    engaged: all needs that support knows.
    """
    cells, cut = here.cells, here.world.needs_cut
    notes.flag[:] = 0
    notes.felt[:] = 0.0
    notes.week[:] = 0.0
    for c in severe_needs(here, notes, active):
        read_counting(here, notes, c, cells.lasting[c] + cells.resolvable[c])
    for c in engaged:
        s = cells.lasting[c] + cells.resolvable[c]
        if s <= cut:  # no burden, but it is known
            status, granted = cells.status[c], cells.granted[c]
            weight = here.products.intensity[max(0, cells.product[c])]
            bits = need_bits(s, cells.unmet[c], 0.0, status, granted, weight, cut)
            put_state(here.folk, cells, notes, c, bits)


@phase
def severe_needs(here: Served, notes: Notes, active: I4) -> I4:
    """Needs above the counting cut, ascending; counts all by domain and level."""
    cells, world, cut, zrm = here.cells, here.world, here.world.needs_cut, notes.zrm
    lasting, resolvable, domain = cells.lasting, cells.resolvable, cells.domain
    out = np.empty(len(active), dtype=np.int32)
    found = 0
    for c in active:
        s = lasting[c] + resolvable[c]
        zrm[domain[c], level_of(world, s)] += 1
        out[found] = c
        found += s > cut
    return out[:found]


@part
def read_counting(here: Served, notes: Notes, c: int, s: float) -> None:
    """A need of severity s, above the counting cut."""
    folk, cells, homes = here.folk, here.cells, here.homes
    world, domains = here.world, here.domains
    k, g, u, cut = cells.domain[c], cells.home[c], cells.unmet[c], world.needs_cut
    status, granted = cells.status[c], cells.granted[c]
    weight = here.products.intensity[max(0, cells.product[c])]
    carried = rules.network_carry(domains.network_carry[k], homes.help_share[g], homes.boost[g])
    put_state(folk, cells, notes, c, need_bits(s, u, carried, status, granted, weight, cut))
    notes.spread[k, level_of(world, s), help_step(status, granted, weight)] += 1
    if u <= cut:
        return
    known = in_support(status, granted)
    counted = weighed(
        rules.burden(u, cut), known, world.burden_weight_hidden, domains.burden_weight[k]
    )
    share = lasting_share(cells.lasting[c], s)
    over = with_lasting(counted, share, world.burden_weight_lasting)
    notes.parts[k, int(known), 0] += counted * (1.0 - share)
    notes.parts[k, int(known), 1] += counted * share * world.burden_weight_lasting
    notes.felt[cells.holder[c] if c < state.PERSON_SLOTS * folk.n else folk.n + g] += over
    notes.home_burden[g] += over
    notes.week[t.BURDEN] += over
    notes.counting[c] += 1
    notes.week[t.COUNTING] += 1
    if known:
        notes.known[c] += 1
        notes.week[t.KNOWN] += 1


@phase
def read_help(here: Served, notes: Notes, engaged: I4) -> None:
    """Help for the needs that support knows: queues, workers, products."""
    cells, provisions, held = here.cells, here.persons.provisions, notes.products
    status, granted, product, worker = cells.status, cells.granted, cells.product, cells.worker
    holder, home, domain, desk = cells.holder, cells.home, cells.domain, cells.desk
    numbers = notes.week
    org_bits, law_bits, first_line = notes.org_bits, notes.law_bits, notes.first_line
    workers, worker_count = notes.workers, notes.worker_count
    for c in engaged:
        if not in_support(status[c], granted[c]):
            continue
        i, g = holder[c], home[c]
        if status[c] == state.WAITS_INTAKE:
            numbers[t.QUEUE_INTAKE] += 1
        elif status[c] == state.WAITS_WORKER:
            numbers[t.QUEUE_WORKER] += 1
            numbers[t.ASKED_WAITING] += minutes_for(cells, here.world, c)
        elif status[c] == state.HAS_WORKER:
            first_line[i] = 1
            org_bits[g] |= 1 << int(desk[c])
            note_worker(workers, worker_count, g, worker[c])
        if granted[c] == state.WAITS_PRODUCT:
            numbers[t.QUEUE_PRODUCT] += 1
        elif granted[c] == state.RUNS_PRODUCT:
            p = product[c]
            org_bits[g] |= 1 << (8 + p)  # each product has its own provider
            law_bits[g] |= 1 << int(cells.payer[c])
            if held[i] >> p & 1 == 0:
                held[i] |= 1 << p
                provisions[i] += 1
            if domain[c] == MENTAL:
                notes.mental[i] = 1


@phase
def read_homes(here: Served, notes: Notes, week: int) -> None:
    """Workers and providers around every household, its laws, and the strain of its members.

    Re-inflow is looked at from 52 weeks after the first: before that a return cannot be told
    from a first use.
    """
    folk, homes = here.folk, here.homes
    for g in range(folk.h):
        if folk.hh_arrive[g] <= week and week < folk.hh_leave[g]:
            notes.week[t.HOMES] += 1
            notes.week[t.STRAIN] += homes.strain[g]
            if homes.strain[g] > t.OVERBURDENED_AT:
                notes.week[t.OVERBURDENED] += 1
        if notes.org_bits[g] == 0:
            continue
        providers = bits(notes.org_bits[g] >> 8)
        notes.counts[t.HOME_WEEKS] += 1
        notes.counts[t.HOME_ORGANISATIONS] += bits(notes.org_bits[g])
        notes.counts[t.HOME_WORKERS] += notes.worker_count[g] + providers
        if notes.law_bits[g] > 0:
            notes.counts[t.LAW_HOME_WEEKS] += 1
            notes.counts[t.HOME_LAWS] += bits(notes.law_bits[g])
            read_laws(notes, g, week, week >= notes.first_week + YEAR)
        notes.org_bits[g] = 0
        notes.law_bits[g] = 0
        notes.worker_count[g] = 0
