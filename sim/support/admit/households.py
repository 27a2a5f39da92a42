"""Spending the team's intake minutes on households, each seen once over all domains."""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import part, phase
from sim.foundation.units import I4, I8, I8x3
from sim.support.admit.decision import decide
from sim.support.admit.entries import entry_minutes, households_in_turn
from sim.support.admit.intake import note_intakes, note_minutes
from sim.support.admit.term import cut_short, term_of
from sim.support.contract import PRACTICE, TEAM, USE_INTAKE, Levers
from sim.support.household import home_cell, home_cells
from sim.support.means import Ledger, Offices, org_for
from sim.support.products import Products
from sim.world.lives import (
    NO_PRODUCT,
    NO_REQUEST,
    READY,
    WAITS_INTAKE,
    Cells,
    Folk,
    Homes,
    Persons,
    Provisions,
)
from sim.world.parameters import Domains, World


@part
def waits_at_table(cells: Cells, c: int) -> bool:
    """Whether a need waits for the team's conversation."""
    return bool(cells.status[c] == WAITS_INTAKE and cells.desk[c] == TEAM)


@part
def is_seen(
    cells: Cells, world: World, levers: Levers, address: I8, c: int, seed: int, week: int
) -> bool:
    """Whether another need of the household is seen in the conversation."""
    if cells.status[c] != NO_REQUEST or cells.granted[c] != NO_PRODUCT:
        return False
    if cells.unmet[c] <= world.needs_cut:
        return False
    return streams.uniform(seed, streams.INTAKE, address[c], week, 3) < levers.admit_breadth


@part
def sit_down(
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
    """1 for a need at the table; with ``take`` one that is seen there comes to it."""
    if waits_at_table(cells, c):
        return 1
    if is_seen(cells, world, levers, address, c, seed, week):
        if take:  # a law outside the mandate is passed on to its desk
            org = org_for(levers, int(domains.desk[cells.domain[c]]))
            cells.status[c] = WAITS_INTAKE
            cells.desk[c] = TEAM if org == PRACTICE else org
            cells.since[c] = week
            cells.stage[c] = READY
            cells.known[c] = week
            cells.moment[c] = streams.uniform(seed, streams.RECOGNISE, address[c], week, 2)
        return 1
    return 0


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
    for k in range(home_cells(folk, g)):
        c = home_cell(folk, g, k)
        count += sit_down(cells, world, domains, levers, address, c, take, seed, week)
    return count


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
    flows: I8x3,
) -> None:
    """One household at a time: the conversation takes time for every need at the table, and
    each of them is decided on."""
    term = term_of(world, TEAM)
    cut = cut_short(levers.admit_shorten, offices.behind[TEAM])
    base = world.intake_minutes * (1.0 - cut)
    homes_waiting = households_in_turn(cells, queue, folk.h, term, seed, week)
    consult = levers.admit_consult * levers.admit_consult_minutes
    left = offices.intake_left[TEAM] + minutes
    served = 0
    for g in homes_waiting:
        needs = open_table(folk, cells, world, domains, levers, address, g, False, seed, week)
        cost = entry_minutes(
            base, needs, levers.admit_conversation, consult,
            levers.admit_fit_minutes * needs,
        )  # fmt: skip
        if cost > left:
            break
        left -= cost
        ledger.minutes[TEAM, USE_INTAKE] += cost
        served += 1
        offices.intake_full[TEAM] += entry_minutes(
            world.intake_minutes, needs, levers.admit_conversation, consult,
            levers.admit_fit_minutes * needs,
        )  # fmt: skip
        homes.told[g] += 1
        open_table(folk, cells, world, domains, levers, address, g, True, seed, week)
        for k in range(home_cells(folk, g)):
            c = home_cell(folk, g, k)
            if waits_at_table(cells, c):
                decide(
                    folk, cells, persons, homes, provisions, products, ledger, world, domains,
                    levers, address, c, cut, term, seed, week, tally, flows,
                )  # fmt: skip
    note_intakes(offices, TEAM, served, len(homes_waiting) - served)
    note_minutes(offices, TEAM, minutes, left, len(homes_waiting) - served)
