"""Spending intake minutes on a queue, in the order that waiting gives.

An entry is one need at a desk, or one household at the kitchen table. Minutes that
do not suffice for the next entry are kept while somebody waits.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import I4, I8
from sim.support.admit.decision import decide
from sim.support.contract import PRACTICE, TEAM, USE_INTAKE, Levers
from sim.support.means import Ledger, Offices, org_for
from sim.support.products import Products
from sim.world.lives import (
    HOUSEHOLD_SLOTS,
    NO_REQUEST,
    PERSON_SLOTS,
    WAITS_INTAKE,
    WAITS_WORKER,
    Cells,
    Folk,
    Homes,
    Persons,
)
from sim.world.living import end_help
from sim.world.parameters import Domains, World
from sim.world.provisions import Provisions
from sim.world.waiting import order, zrm_level


@rule
def entry_minutes(
    base: float, needs: int, conversation: float, consult: float, extra: float
) -> int:
    """Minutes of one intake: the first need in full, each further one a share of it."""
    return int(base * (1.0 + conversation * (needs - 1)) + consult + extra)


@rule
def intake_spent(before: int, minutes: int, left: int, keep: int) -> int:
    """Minutes of this week that intake takes: those spent beyond what was carried in,
    and those kept for somebody who still waits."""
    spent = before + minutes - left
    return min(minutes, max(0, spent + keep - before))


@phase
def drop_outs(
    folk: Folk,
    cells: Cells,
    persons: Persons,
    levers: Levers,
    address: I8,
    active: I4,
    seed: int,
    week: int,
) -> int:
    """People who wait and give up this week."""
    gone = 0
    for c in active:
        waits = cells.status[c] == WAITS_INTAKE or cells.status[c] == WAITS_WORKER
        if not waits or cells.since[c] == week:
            continue
        if cells.lasting[c] + cells.resolvable[c] == 0.0:  # it passed while waiting
            end_help(cells, c, week)
            continue
        if cells.status[c] != WAITS_INTAKE:
            continue
        if streams.uniform(seed, streams.DROP_OUT, address[c], week, 0) < levers.admit_drop_out:
            end_help(cells, c, week)
            gone += 1
    return gone


@phase
def queue_at(cells: Cells, active: I4, org: int) -> I4:
    """Needs waiting for intake at an organisation, ascending."""
    out = np.empty(len(active), dtype=np.int32)
    found = 0
    for c in active:
        if cells.status[c] == WAITS_INTAKE and cells.desk[c] == org:
            out[found] = c
            found += 1
    return out[:found]


@phase
def wrong_desks(
    cells: Cells, domains: Domains, levers: Levers, address: I8, queue: I4, seed: int, week: int
) -> I4:
    """Extra intakes that a need costs because it was first brought to a wrong desk."""
    extra = np.zeros(len(queue), dtype=np.int32)
    for j in range(len(queue)):
        c = queue[j]
        coin = streams.uniform(seed, streams.INTAKE, address[c], cells.known[c], 2)
        if coin < levers.admit_wrong_desk:
            extra[j] = 1
    return extra


@phase
def serve_needs(
    folk: Folk,
    cells: Cells,
    persons: Persons,
    homes: Homes,
    provisions: Provisions,
    products: Products,
    ledger: Ledger,
    offices: Offices,
    world: World,
    domains: Domains,
    levers: Levers,
    address: I8,
    queue: I4,
    org: int,
    minutes: int,
    seed: int,
    week: int,
    tally: I8,
) -> None:
    """One need at a time: the intake of a desk."""
    level = np.empty(len(queue), dtype=np.int32)
    who = np.empty(len(queue), dtype=np.int64)
    for j in range(len(queue)):
        level[j] = zrm_level(cells.unmet[queue[j]])
        who[j] = address[queue[j]]
    extra = wrong_desks(cells, domains, levers, address, queue, seed, week)
    left = offices.intake_left[org] + minutes
    served = 0
    for j in order(level, cells.since[queue], who, seed, week):
        c = queue[j]
        cost = entry_minutes(world.intake_minutes, 1 + extra[j], 1.0, 0.0, levers.admit_fit_minutes)
        if org != PRACTICE:
            if cost > left:
                break
            left -= cost
            ledger.minutes[org, USE_INTAKE] += cost
        served += 1
        homes.told[cells.home[c]] += 1 + extra[j]
        decide(
            folk,
            cells,
            persons,
            homes,
            provisions,
            products,
            ledger,
            world,
            domains,
            levers,
            address,
            c,
            seed,
            week,
            tally,
        )
    offices.intakes[org] += served
    offices.waiting[org] = len(queue) - served
    keep = left if served < len(queue) else 0
    offices.intake_taken[org] = intake_spent(offices.intake_left[org], minutes, left, keep)
    offices.intake_left[org] = keep


@part
def join_table(
    cells: Cells,
    world: World,
    levers: Levers,
    address: I8,
    c: int,
    seed: int,
    week: int,
) -> bool:
    """Whether another need of the household is seen in the conversation."""
    if cells.status[c] != NO_REQUEST or cells.granted[c] != 0:
        return False
    if cells.unmet[c] <= world.needs_cut:
        return False
    return streams.uniform(seed, streams.INTAKE, address[c], week, 3) < levers.admit_breadth


@phase
def open_table(
    folk: Folk,
    cells: Cells,
    world: World,
    domains: Domains,
    levers: Levers,
    address: I8,
    g: int,
    take: bool,
    seed: int,
    week: int,
) -> int:
    """Needs of household g at the team's table; with ``take`` those seen are put on it."""
    count = 0
    for k in range(folk.member_start[g], folk.member_start[g + 1]):
        i = folk.members[k]
        for c in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
            count += _at_table(cells, world, domains, levers, address, c, take, seed, week)
    first = PERSON_SLOTS * folk.n + HOUSEHOLD_SLOTS * g
    for c in range(first, first + HOUSEHOLD_SLOTS):
        count += _at_table(cells, world, domains, levers, address, c, take, seed, week)
    return count


@part
def _at_table(
    cells: Cells,
    world: World,
    domains: Domains,
    levers: Levers,
    address: I8,
    c: int,
    take: bool,
    seed: int,
    week: int,
) -> int:
    if cells.status[c] == WAITS_INTAKE and cells.desk[c] == TEAM:
        return 1
    if join_table(cells, world, levers, address, c, seed, week):
        if take:  # a law outside the mandate is passed on to its desk
            org = org_for(levers, int(domains.desk[cells.domain[c]]))
            cells.status[c] = WAITS_INTAKE
            cells.desk[c] = TEAM if org == PRACTICE else org
            cells.since[c] = week
            cells.known[c] = week
            cells.moment[c] = streams.uniform(seed, streams.RECOGNISE, address[c], week, 2)
        return 1
    return 0


@phase
def serve_households(
    folk: Folk,
    cells: Cells,
    persons: Persons,
    homes: Homes,
    provisions: Provisions,
    products: Products,
    ledger: Ledger,
    offices: Offices,
    world: World,
    domains: Domains,
    levers: Levers,
    address: I8,
    queue: I4,
    minutes: int,
    seed: int,
    week: int,
    tally: I8,
) -> None:
    """One household at a time: urgency is that of its most urgent unmet need, wait that
    of its oldest request."""
    slot = np.full(folk.h, -1, dtype=np.int32)
    home = np.empty(len(queue), dtype=np.int32)
    level = np.empty(len(queue), dtype=np.int32)
    since = np.empty(len(queue), dtype=np.int32)
    who = np.empty(len(queue), dtype=np.int64)
    count = 0
    for c in queue:
        g = cells.home[c]
        if slot[g] < 0:
            slot[g] = count
            home[count] = g
            level[count] = zrm_level(cells.unmet[c])
            since[count] = cells.since[c]
            who[count] = g
            count += 1
        else:
            level[slot[g]] = min(level[slot[g]], zrm_level(cells.unmet[c]))
            since[slot[g]] = min(since[slot[g]], cells.since[c])
    left = offices.intake_left[TEAM] + minutes
    served = 0
    for j in order(level[:count], since[:count], who[:count], seed, week):
        g = home[j]
        needs = open_table(folk, cells, world, domains, levers, address, g, False, seed, week)
        consult = levers.admit_consult * levers.admit_consult_minutes
        cost = entry_minutes(
            world.intake_minutes,
            needs,
            levers.admit_conversation,
            consult,
            levers.admit_fit_minutes * needs,
        )
        if cost > left:
            break
        left -= cost
        ledger.minutes[TEAM, USE_INTAKE] += cost
        served += 1
        homes.told[g] += 1
        open_table(folk, cells, world, domains, levers, address, g, True, seed, week)
        for k in range(folk.member_start[g], folk.member_start[g + 1]):
            i = folk.members[k]
            for c in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
                if cells.status[c] == WAITS_INTAKE and cells.desk[c] == TEAM:
                    decide(
                        folk,
                        cells,
                        persons,
                        homes,
                        provisions,
                        products,
                        ledger,
                        world,
                        domains,
                        levers,
                        address,
                        c,
                        seed,
                        week,
                        tally,
                    )
        first = PERSON_SLOTS * folk.n + HOUSEHOLD_SLOTS * g
        for c in range(first, first + HOUSEHOLD_SLOTS):
            if cells.status[c] == WAITS_INTAKE and cells.desk[c] == TEAM:
                decide(
                    folk,
                    cells,
                    persons,
                    homes,
                    provisions,
                    products,
                    ledger,
                    world,
                    domains,
                    levers,
                    address,
                    c,
                    seed,
                    week,
                    tally,
                )
    offices.intakes[TEAM] += served
    offices.waiting[TEAM] = count - served
    keep = left if served < count else 0
    offices.intake_taken[TEAM] = intake_spent(offices.intake_left[TEAM], minutes, left, keep)
    offices.intake_left[TEAM] = keep
