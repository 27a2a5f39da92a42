"""Spending the team's intake minutes on households, each seen once over all domains."""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import part, phase
from sim.foundation.units import I4
from sim.support.admit.decision import decide
from sim.support.admit.entries import entry_minutes, households_in_turn
from sim.support.admit.intake import note_intakes, note_minutes
from sim.support.admit.term import cut_at, term_of
from sim.support.contract import PRACTICE, TEAM, USE_INTAKE
from sim.support.household import needs_of
from sim.support.means import org_for
from sim.support.served import Served
from sim.world.state import NO_PRODUCT, NO_REQUEST, READY, WAITS_INTAKE, Cells


@part
def waits_at_table(cells: Cells, c: int) -> bool:
    """True for a need that waits for the team's conversation."""
    return bool(cells.status[c] == WAITS_INTAKE and cells.desk[c] == TEAM)


@part
def is_seen(here: Served, c: int) -> bool:
    """True for another need of the household that is seen in the conversation."""
    cells, seed, week = here.cells, here.support_seed, here.week
    if cells.status[c] != NO_REQUEST or cells.granted[c] != NO_PRODUCT:
        return False
    if cells.unmet[c] <= here.world.needs_cut:
        return False
    coin = streams.uniform(seed, streams.INTAKE, here.address[c], week, 3)
    return coin < here.levers.admit_breadth


@part
def bring(here: Served, c: int) -> None:
    """A need that is seen comes to the table; a law outside the mandate is passed on to its
    desk."""
    cells, seed, week = here.cells, here.support_seed, here.week
    org = org_for(here.levers, int(here.domains.desk[cells.domain[c]]))
    cells.status[c] = WAITS_INTAKE
    cells.desk[c] = TEAM if org == PRACTICE else org
    cells.since[c] = week
    cells.stage[c] = READY
    cells.known[c] = week
    cells.moment[c] = streams.uniform(seed, streams.RECOGNISE, here.address[c], week, 2)


@phase
def open_table(here: Served, needs: I4, take: bool) -> int:
    """Count a household's needs at the team's table; with ``take`` those seen are put on it."""
    count = 0
    for c in needs:
        seen = is_seen(here, c)
        if seen and take:
            bring(here, c)
        count += seen or waits_at_table(here.cells, c)
    return count


@part
def table_minutes(here: Served, base: float, needs: int) -> int:
    """Minutes of one conversation about so many needs; base: of the first."""
    levers = here.levers
    consult = levers.admit_consult * levers.admit_consult_minutes
    extra = levers.admit_fit_minutes * needs
    return entry_minutes(base, needs, levers.admit_conversation, consult, extra)


@phase
def serve_households(here: Served, queue: I4, minutes: int) -> None:
    """One household at a time: the conversation takes time for every need at the table, and
    each of them is decided on."""
    world, offices = here.world, here.offices
    base = world.intake_minutes * (1.0 - cut_at(here, TEAM))
    homes = households_in_turn(here, queue, term_of(world, TEAM))
    left = offices.intake_left[TEAM] + minutes
    served = 0
    for g in homes:
        needs = needs_of(here.folk, g)
        at_table = open_table(here, needs, False)
        cost = table_minutes(here, base, at_table)
        if cost > left:
            break
        left -= cost
        here.ledger.minutes[TEAM, USE_INTAKE] += cost
        served += 1
        offices.intake_full[TEAM] += table_minutes(here, world.intake_minutes, at_table)
        here.homes.told[g] += 1
        open_table(here, needs, True)
        for c in needs:
            if waits_at_table(here.cells, c):
                decide(here, c)
    note_intakes(offices, TEAM, served, len(homes) - served)
    note_minutes(offices, TEAM, minutes, left, len(homes) - served)
