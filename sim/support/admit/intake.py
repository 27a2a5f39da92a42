"""Spending the intake minutes of a desk on its queue, in the order that waiting gives.

An entry is one need at a desk, or one household at the kitchen table. Minutes that
do not suffice for the next entry are carried over while somebody waits.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase
from sim.foundation.units import I4
from sim.support.admit.decision import decide
from sim.support.admit.entries import entry_minutes, intake_spent
from sim.support.admit.practice import coins_of, levers_at
from sim.support.admit.term import cut_at, give_up_chance, term_of
from sim.support.contract import PRACTICE, USE_INTAKE
from sim.support.flows import GIVEN_UP, flow
from sim.support.means import Offices
from sim.support.queues import in_turn
from sim.support.served import Served
from sim.world.living import end_help
from sim.world.state import READY, WAITS_INTAKE, WAITS_WORKER, Cells
from sim.world.waiting import INTAKES


@phase
def drop_outs(here: Served) -> int:
    """People who wait for an intake and give up this week."""
    cells, seed, week = here.cells, here.support_seed, here.week
    gone = 0
    for c in here.engaged:
        waits = cells.status[c] == WAITS_INTAKE or cells.status[c] == WAITS_WORKER
        if not waits or cells.since[c] == week:
            continue
        if cells.lasting[c] + cells.resolvable[c] == 0.0:  # it passed while waiting
            end_help(cells, c, week)
            continue
        if cells.status[c] != WAITS_INTAKE:
            continue
        org = cells.desk[c]
        at_term = levers_at(here, org).admit_drop_out
        chance = give_up_chance(at_term, week - cells.since[c], term_of(here.world, org))
        if streams.uniform(seed, streams.DROP_OUT, here.address[c], week, 0) < chance:
            flow(here.flows, GIVEN_UP, org, cells.domain[c], 1)
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
def times_told(here: Served, c: int) -> int:
    """Times that the story is told: once more when it first came to a wrong desk (A33)."""
    org, known = here.cells.desk[c], here.cells.known[c]
    draw = coins_of(2, org == PRACTICE)
    coin = streams.uniform(here.support_seed, streams.INTAKE, here.address[c], known, draw)
    return 2 if coin < levers_at(here, org).admit_wrong_desk else 1


@part
def note_intakes(offices: Offices, org: int, served: int, waiting: int) -> None:
    """Entries taken in this week, and those who still wait."""
    offices.intakes[org] += served
    offices.waiting[org] = waiting


@part
def note_minutes(offices: Offices, org: int, minutes: int, left: int, waiting: int) -> None:
    """Minutes that this week's intakes took; what is left is carried over while somebody waits."""
    keep = left if waiting > 0 else 0
    offices.intake_taken[org] = intake_spent(offices.intake_left[org], minutes, left, keep)
    offices.intake_left[org] = keep


@phase
def serve_needs(here: Served, queue: I4, org: int, minutes: int) -> None:
    """One need at a time: the intake of a desk; the practice's hours are its own."""
    cells, offices, world = here.cells, here.offices, here.world
    left = offices.intake_left[org] + minutes
    served = 0
    base, levers = world.intake_minutes * (1.0 - cut_at(here, org)), levers_at(here, org)
    for c in in_turn(here, queue, cells.since[queue], INTAKES, term_of(world, org)):
        times = times_told(here, c)
        cost = entry_minutes(base, times, 1.0, 0.0, levers.admit_fit_minutes)
        if org != PRACTICE:
            if cost > left:
                break
            left -= cost
            here.ledger.minutes[org, USE_INTAKE] += cost
            offices.intake_full[org] += entry_minutes(
                world.intake_minutes, times, 1.0, 0.0, levers.admit_fit_minutes
            )
        served += 1
        here.homes.told[cells.home[c]] += times
        decide(here, c)
    note_intakes(offices, org, served, len(queue) - served)
    note_minutes(offices, org, minutes, left, len(queue) - served)
