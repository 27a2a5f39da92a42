"""One week of every need and of everybody's own strength.

The update reads the help attached at the end of last week.
"""

from __future__ import annotations

from sim.foundation.compiled import phase, rule
from sim.foundation.units import F8, I1, I4, NEVER
from sim.world import rules
from sim.world.lives import (
    HOUSEHOLD_SLOTS,
    NO_PRODUCT,
    NO_REQUEST,
    PERSON_SLOTS,
    RUNS_PRODUCT,
    WAITS_INTAKE,
    WAITS_WORKER,
    Cells,
    Folk,
    Homes,
    Persons,
)
from sim.world.parameters import Domains, World
from sim.world.provisions import Provisions


@rule
def counting_since(since: int, unmet: float, cut: float, week: int) -> int:
    """Week since when a need counts; -NEVER while it does not."""
    if unmet <= cut:
        return -NEVER
    return week if since == -NEVER else since


@phase
def needs(
    folk: Folk,
    cells: Cells,
    persons: Persons,
    homes: Homes,
    provisions: Provisions,
    carry: F8,
    resolve: F8,
    running: I1,
    world: World,
    domains: Domains,
    active: I4,
    week: int,
) -> None:
    """One week of growth, healing and coverage for every active need.

    carry, resolve: [products, 8 domains]; running: [n + h] number of running products.
    """
    split = PERSON_SLOTS * folk.n
    for c in active:
        k = cells.domain[c]
        i = cells.holder[c]
        g = cells.home[c]
        carried = rules.network_carry(domains.network_carry[k], homes.help_share[g], homes.boost[g])
        left = rules.uncovered(1.0, carried)
        solved = 0.0
        place = persons.place[i]
        if place >= 0:
            vital = provisions.vitality[place]
            left = rules.uncovered(left, domains.collective_carry[k] * vital)
            solved += domains.collective_resolve[k] * vital
        effort = cells.effort[c]
        if effort > 0.0:
            carried = rules.first_line_carry(domains.first_carry[k], effort, world.guidance_dose)
            left = rules.uncovered(left, carried)
            solved += domains.first_resolve[k] * effort
        if running[i] > 0:  # a product serves all domains of its holder that it can
            for o in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
                if cells.granted[o] == RUNS_PRODUCT:
                    left = rules.uncovered(left, carry[cells.product[o], k])
                    solved += resolve[cells.product[o], k]
        if running[folk.n + g] > 0:
            for o in range(split + HOUSEHOLD_SLOTS * g, split + HOUSEHOLD_SLOTS * (g + 1)):
                if cells.granted[o] == RUNS_PRODUCT:
                    left = rules.uncovered(left, carry[cells.product[o], k])
                    solved += resolve[cells.product[o], k]
        unmet = rules.severity(cells.lasting[c], cells.resolvable[c]) * left
        growth = world.needs_growth * domains.pace[k]
        cells.unmet[c] = unmet
        cells.resolvable[c] = rules.next_resolvable(
            cells.lasting[c],
            cells.resolvable[c],
            rules.pressure(growth, unmet, world.needs_theta, world.needs_form),
            rules.healing(world.needs_healing, persons.strength[i], solved),
            world.needs_floor,
        )
        cells.counts_since[c] = counting_since(cells.counts_since[c], unmet, world.needs_cut, week)
        if cells.lasting[c] + cells.resolvable[c] == 0.0:
            cells.unmet[c] = 0.0
            if cells.status[c] == NO_REQUEST and cells.granted[c] == NO_PRODUCT:
                cells.known[c] = -NEVER
                cells.active[c] = 0


@phase
def strengths(
    folk: Folk,
    cells: Cells,
    persons: Persons,
    empower: float,
    world: World,
    active: I4,
    push: F8,
) -> None:
    """Own strength moves by one rule, whoever gives the help.

    push: [n] scratch, zero on entry and on exit. Waiting lowers, effective hours
    with ``empower`` and participation raise; then everyone returns to the own level.
    """
    for c in active:
        i = cells.holder[c]
        if cells.status[c] == WAITS_INTAKE or cells.status[c] == WAITS_WORKER:
            push[i] -= world.strength_waiting
        if cells.effort[c] > 0.0:
            push[i] += empower * cells.effort[c]
    for i in range(folk.n):
        lift = push[i]
        if persons.place[i] >= 0:
            lift += world.strength_participation
        push[i] = 0.0
        if lift == 0.0 and persons.strength[i] == folk.own_level[i]:
            continue
        persons.strength[i] = rules.next_strength(
            persons.strength[i],
            folk.own_level[i],
            world.strength_return,
            lift,
            world.strength_low,
            world.strength_high,
        )
