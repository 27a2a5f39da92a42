"""Spending the intake minutes of a desk on its queue, in the order that waiting gives.

An entry is one need at a desk, or one household at the kitchen table. Minutes that
do not suffice for the next entry are kept while somebody waits.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase
from sim.foundation.units import I4, I8, I8x3
from sim.support.admit.decision import decide
from sim.support.admit.entries import entry_minutes, intake_spent
from sim.support.admit.practice import coins_of
from sim.support.admit.term import cut_short, give_up_chance, term_of
from sim.support.contract import PRACTICE, TEAM, USE_INTAKE, Levers
from sim.support.flows import GIVEN_UP, flow
from sim.support.means import Ledger, Offices
from sim.support.products import Products
from sim.support.queues import in_turn
from sim.world.lives import (
    READY,
    WAITS_INTAKE,
    WAITS_WORKER,
    Cells,
    Folk,
    Homes,
    Persons,
    Provisions,
)
from sim.world.living import end_help
from sim.world.parameters import Domains, World
from sim.world.waiting import INTAKES


@phase
def drop_outs(
    cells: Cells,
    world: World,
    levers: Levers,
    stay: Levers,
    address: I8,
    engaged: I4,
    seed: int,
    week: int,
    flows: I8x3,
) -> int:
    """People who wait for an intake and give up this week.

    levers: of the team; stay: of desks, which admit as today also beside a team.
    """
    gone = 0
    for c in engaged:
        waits = cells.status[c] == WAITS_INTAKE or cells.status[c] == WAITS_WORKER
        if not waits or cells.since[c] == week:
            continue
        if cells.lasting[c] + cells.resolvable[c] == 0.0:  # it passed while waiting
            end_help(cells, c, week)
            continue
        if cells.status[c] != WAITS_INTAKE:
            continue
        org = cells.desk[c]
        at_term = levers.admit_drop_out if org == TEAM else stay.admit_drop_out
        chance = give_up_chance(at_term, week - cells.since[c], term_of(world, org))
        if streams.uniform(seed, streams.DROP_OUT, address[c], week, 0) < chance:
            flow(flows, GIVEN_UP, org, cells.domain[c], 1)
            end_help(cells, c, week)
            gone += 1
    return gone


@phase
def waits_for_intake(cells: Cells, engaged: I4) -> I4:
    """Needs that wait for intake, ascending."""
    out = np.empty(len(engaged), dtype=np.int32)
    found = 0
    for c in engaged:
        out[found] = c
        found += cells.status[c] == WAITS_INTAKE
    return out[:found]


@phase
def queue_at(cells: Cells, waiting: I4, org: int) -> I4:
    """Of some needs those that wait for intake at an organisation, in the same order; at all
    but the practice they must be ready for it."""
    out = np.empty(len(waiting), dtype=np.int32)
    found = 0
    for c in waiting:
        waits = cells.status[c] == WAITS_INTAKE and cells.desk[c] == org
        if waits and (cells.stage[c] == READY or org == PRACTICE):
            out[found] = c
            found += 1
    return out[:found]


@part
def times_told(cells: Cells, levers: Levers, address: I8, c: int, seed: int) -> int:
    """How often the story is told: once more when it first came to a wrong desk (A33)."""
    draw = coins_of(2, cells.desk[c] == PRACTICE)
    coin = streams.uniform(seed, streams.INTAKE, address[c], cells.known[c], draw)
    return 2 if coin < levers.admit_wrong_desk else 1


@part
def note_intakes(offices: Offices, org: int, served: int, waiting: int) -> None:
    """Entries taken in this week, and those who still wait."""
    offices.intakes[org] += served
    offices.waiting[org] = waiting


@part
def note_minutes(offices: Offices, org: int, minutes: int, left: int, waiting: int) -> None:
    """Minutes that this week's intakes took; what is left is kept while somebody waits."""
    keep = left if waiting > 0 else 0
    offices.intake_taken[org] = intake_spent(offices.intake_left[org], minutes, left, keep)
    offices.intake_left[org] = keep


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
    flows: I8x3,
) -> None:
    """One need at a time: the intake of a desk; the practice's hours are its own."""
    left = offices.intake_left[org] + minutes
    served = 0
    term = term_of(world, org)
    cut = cut_short(levers.admit_shorten, offices.behind[org])
    base = world.intake_minutes * (1.0 - cut)
    for c in in_turn(cells.unmet, queue, cells.since[queue], address, INTAKES, term, seed, week):
        told = times_told(cells, levers, address, c, seed)
        cost = entry_minutes(base, told, 1.0, 0.0, levers.admit_fit_minutes)
        if org != PRACTICE:
            if cost > left:
                break
            left -= cost
            ledger.minutes[org, USE_INTAKE] += cost
            offices.intake_full[org] += entry_minutes(
                world.intake_minutes, told, 1.0, 0.0, levers.admit_fit_minutes
            )
        served += 1
        homes.told[cells.home[c]] += told
        decide(
            folk, cells, persons, homes, provisions, products, ledger, world, domains, levers,
            address, c, cut, term, seed, week, tally, flows,
        )  # fmt: skip
    note_intakes(offices, org, served, len(queue) - served)
    note_minutes(offices, org, minutes, left, len(queue) - served)
