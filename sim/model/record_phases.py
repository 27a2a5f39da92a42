"""The recorder's passes over a neighbourhood at the end of a week.

Stocks come from the active needs, events from what differs from last week, states from
both. Sums over people run in the order of permanent ids.
"""

from __future__ import annotations

from sim.foundation.compiled import part, phase
from sim.foundation.units import I4
from sim.foundation.units import WEEKS_PER_YEAR as YEAR
from sim.model.outcome import OUTSIDE
from sim.model.record_rules import first_state, help_step, in_support, need_bits
from sim.model.record_tables import (
    ANY_INFLOW,
    ANY_RETURNS,
    ASKED_WAITING,
    BURDEN,
    CHILDREN,
    COUNTING,
    DONE,
    FELT,
    HOME_LAWS,
    HOME_ORGANISATIONS,
    HOME_WEEKS,
    HOME_WORKERS,
    HOMES,
    KNOWN,
    LAW_HOME_WEEKS,
    LAW_INFLOW,
    LAW_RETURNS,
    NEAR_AFTER,
    NEAR_BEFORE,
    NEAR_CRISIS,
    NONE,
    OVERBURDENED,
    OVERBURDENED_AT,
    QUEUE_INTAKE,
    QUEUE_PRODUCT,
    QUEUE_WORKER,
    RESIDENTS,
    STRAIN,
    VISITORS,
    VOLUNTEERS,
    WORKERS_SEEN,
    Notes,
)
from sim.support.products import Products
from sim.support.work.plans import bits, minutes_for
from sim.world import rules
from sim.world.lives import (
    HAS_WORKER,
    PERSON_SLOTS,
    RUNS_PRODUCT,
    WAITS_INTAKE,
    WAITS_PRODUCT,
    WAITS_WORKER,
    Cells,
    Folk,
    Homes,
    Persons,
)
from sim.world.parameters import GROWING_UP, MENTAL, Domains, World
from sim.world.waiting import zrm_level


@part
def note_worker(workers: I4, count: I4, g: int, worker: int) -> None:
    """A worker is around household g this week. workers: [h, k]; count: [h]."""
    for k in range(count[g]):
        if workers[g, k] == worker:
            return
    if count[g] < WORKERS_SEEN:
        workers[g, count[g]] = worker
        count[g] += 1


@phase
def read_needs(
    folk: Folk,
    cells: Cells,
    homes: Homes,
    products: Products,
    world: World,
    domains: Domains,
    active: I4,
    notes: Notes,
) -> None:
    """Stocks of this week from every active need; renews flags, felt burden and numbers."""
    split = PERSON_SLOTS * folk.n
    cut = world.needs_cut
    holder, home, domain, unmet = cells.holder, cells.home, cells.domain, cells.unmet
    lasting, resolvable = cells.lasting, cells.resolvable
    status_of, granted_of, product = cells.status, cells.granted, cells.product
    help_share, boost, intensity = homes.help_share, homes.boost, products.intensity
    carry = domains.network_carry
    flag, felt, home_burden, numbers = notes.flag, notes.felt, notes.home_burden, notes.week
    zrm, spread, counting, known = notes.zrm, notes.spread, notes.counting, notes.known
    flag[:] = 0
    felt[:] = 0.0
    numbers[:] = 0.0
    for c in active:
        i = holder[c]
        if i < 0:
            continue
        g, k = home[c], domain[c]
        s, u = lasting[c] + resolvable[c], unmet[c]
        status, granted = status_of[c], granted_of[c]
        row = i if c < split else folk.n + g
        weight = intensity[max(0, product[c])]
        over = rules.burden(u, cut)
        felt[row] += over
        home_burden[g] += over
        numbers[BURDEN] += over
        carried = rules.network_carry(carry[k], help_share[g], boost[g])
        flag[row] |= need_bits(s, u, carried, status, granted, weight, cut)
        level = zrm_level(s)
        zrm[k, level] += 1
        if u > cut:
            counting[c] += 1
            numbers[COUNTING] += 1
            if in_support(status, granted):
                known[c] += 1
                numbers[KNOWN] += 1
        if s > cut:
            step = help_step(status, granted, weight)
            spread[k, level, 0] += 1
            spread[k, level, 1] += step
            spread[k, level, 2] += step * step


@phase
def read_help(cells: Cells, persons: Persons, world: World, active: I4, notes: Notes) -> None:
    """What support does about the needs that it knows: queues, workers, products."""
    status, granted, product, worker = cells.status, cells.granted, cells.product, cells.worker
    holder, home, domain, desk = cells.holder, cells.home, cells.domain, cells.desk
    payer, held, provisions = cells.payer, notes.products, persons.provisions
    numbers = notes.week
    org_bits, law_bits, first_line = notes.org_bits, notes.law_bits, notes.first_line
    workers, worker_count = notes.workers, notes.worker_count
    for c in active:
        if not in_support(status[c], granted[c]):
            continue
        i, g = holder[c], home[c]
        if status[c] == WAITS_INTAKE:
            numbers[QUEUE_INTAKE] += 1
        elif status[c] == WAITS_WORKER:
            numbers[QUEUE_WORKER] += 1
            numbers[ASKED_WAITING] += minutes_for(cells, world, c)
        elif status[c] == HAS_WORKER:
            first_line[i] = 1
            org_bits[g] |= 1 << int(desk[c])
            note_worker(workers, worker_count, g, worker[c])
        if granted[c] == WAITS_PRODUCT:
            numbers[QUEUE_PRODUCT] += 1
        elif granted[c] == RUNS_PRODUCT:
            p = product[c]
            org_bits[g] |= 1 << (8 + p)  # each product has its own provider
            law_bits[g] |= 1 << int(payer[c])
            if held[i] >> p & 1 == 0:
                held[i] |= 1 << p
                provisions[i] += 1
            if domain[c] == MENTAL:
                notes.mental[i] = 1


@phase
def read_homes(folk: Folk, homes: Homes, notes: Notes, week: int, first_week: int) -> None:
    """Who is around every household, its laws, and the strain of its members.

    Re-inflow is looked at from 52 weeks after ``first_week``: before that a return
    cannot be told from a first use.
    """
    for g in range(folk.h):
        if folk.hh_arrive[g] <= week and week < folk.hh_leave[g]:
            notes.week[HOMES] += 1
            notes.week[STRAIN] += homes.strain[g]
            if homes.strain[g] > OVERBURDENED_AT:
                notes.week[OVERBURDENED] += 1
        if notes.org_bits[g] == 0:
            continue
        providers = bits(notes.org_bits[g] >> 8)
        notes.counts[HOME_WEEKS] += 1
        notes.counts[HOME_ORGANISATIONS] += bits(notes.org_bits[g])
        notes.counts[HOME_WORKERS] += notes.worker_count[g] + providers
        if notes.law_bits[g] > 0:
            notes.counts[LAW_HOME_WEEKS] += 1
            notes.counts[HOME_LAWS] += bits(notes.law_bits[g])
            read_laws(notes, g, week, week >= first_week + YEAR)
        notes.org_bits[g] = 0
        notes.law_bits[g] = 0
        notes.worker_count[g] = 0


@part
def read_laws(notes: Notes, g: int, week: int, counted: bool) -> None:
    """Inflow into the laws that a household uses this week, and whether it returns."""
    for law in range(notes.law_week.shape[1]):
        if notes.law_bits[g] >> law & 1 == 0:
            continue
        before = notes.law_week[g, law]
        if counted and before < week - 1:
            notes.counts[LAW_INFLOW] += 1
            if before > NONE and week - before > YEAR:
                notes.counts[LAW_RETURNS] += 1
        notes.law_week[g, law] = week
    before = notes.any_week[g]
    if counted and before < week - 1:
        notes.counts[ANY_INFLOW] += 1
        if before > NONE and week - before > YEAR:
            notes.counts[ANY_RETURNS] += 1
    notes.any_week[g] = week


@phase
def read_people(
    folk: Folk, cells: Cells, persons: Persons, notes: Notes, week: int, counted: bool
) -> None:
    """The state and felt burden of everyone; moves between states when ``counted``."""
    arrive, leave, household = folk.arrive, folk.leave, folk.household
    place, crisis_until, state_of = persons.place, persons.crisis_until, persons.state
    flag, felt_of, near = notes.flag, notes.felt, notes.near
    in_state, numbers = notes.in_state, notes.week
    in_state[:] = 0
    for i in range(folk.n):
        before = state_of[i]
        state = OUTSIDE
        home = folk.n + household[i]
        if arrive[i] <= week and week < leave[i]:
            mask = flag[i] | flag[home]
            state = first_state(mask, crisis_until[i] > week, place[i] >= 0)
        state_of[i] = state
        in_state[state] += 1
        if counted:
            if state != before:
                notes.flows[before, state] += 1
            notes.states[i, state] += 1
        if state == OUTSIDE:
            continue
        numbers[RESIDENTS] += 1
        numbers[CHILDREN] += cells.domain[PERSON_SLOTS * i] == GROWING_UP
        if place[i] >= 0:
            numbers[VISITORS] += 1
            numbers[VOLUNTEERS] += persons.volunteer[i]
        felt = felt_of[i] + felt_of[home]
        if counted and felt > 0.0:
            notes.burden[i] += felt
            persons.burden[i] += felt
            notes.total[FELT] += min(1.0, felt)
        if near[i] > DONE:
            read_mark(notes, i, min(1.0, felt), week)


@part
def read_mark(notes: Notes, i: int, felt: float, week: int) -> None:
    """Felt burden of who came into help near crisis, then and a year later."""
    if notes.near[i] == week:
        notes.near_felt[i] = felt
    elif week - notes.near[i] == YEAR:
        notes.counts[NEAR_CRISIS] += 1
        notes.total[NEAR_BEFORE] += notes.near_felt[i]
        notes.total[NEAR_AFTER] += felt
        notes.near[i] = DONE
