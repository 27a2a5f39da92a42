"""One week of every need and of everybody's own strength.

The update reads the help attached at the end of last week.
"""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import F8, I2, I4, I8, NEVER
from sim.world import rules
from sim.world.state import (
    HAS_WORKER,
    HOUSEHOLD_SLOTS,
    PERSON_SLOTS,
    RUNS_PRODUCT,
    WAITS_INTAKE,
    WAITS_WORKER,
    Cells,
    Weights,
    in_support,
)
from sim.world.town import Town

OTHERWISE = 8  # bits above those of the domains that products serve (``attach``)
HELP = 1 | 1 << OTHERWISE
BLOCK = 1024  # needs that are worked out together


@rule
def counting_since(since: int, unmet: float, cut: float, week: int) -> int:
    """Week since when a need counts; -NEVER while it does not."""
    if unmet <= cut:
        return -NEVER
    return week if since == -NEVER else since


@phase
def served(weights: Weights) -> I2:
    """Domains that each product serves, as bits, [products]."""
    out = np.zeros(len(weights.carry), dtype=np.int16)
    for p in range(len(out)):
        for k in range(weights.carry.shape[1]):
            if weights.carry[p, k] > 0.0 or weights.resolve[p, k] > 0.0:
                out[p] |= 1 << k
    return out


@phase
def attach(town: Town) -> None:
    """Domains in which something helps each person, then household, as bits.

    Renews scratch.helped: products in the low bits, worker and provision in those ``OTHERWISE``
    higher. A product serves all domains of its holder that it can, a worker one need, a
    provision those of who takes part.
    """
    folk, cells, persons, domains = town.folk, town.cells, town.persons, town.domains
    room = town.scratch
    split = PERSON_SLOTS * folk.n
    by_product = served(town.weights)
    together = 0  # domains that a provision serves
    for k in range(len(domains.collective_carry)):
        if domains.collective_carry[k] > 0.0 or domains.collective_resolve[k] > 0.0:
            together |= 1 << (OTHERWISE + k)
    room.helped[:] = 0
    for c in town.engaged:
        bits = 0
        if cells.granted[c] == RUNS_PRODUCT:
            bits = int(by_product[cells.product[c]])
        if cells.status[c] == HAS_WORKER:
            bits |= 1 << (OTHERWISE + int(cells.domain[c]))
        row = c // PERSON_SLOTS if c < split else folk.n + (c - split) // HOUSEHOLD_SLOTS
        room.helped[row] |= bits
    for i in range(folk.n):
        if persons.place[i] >= 0:
            room.helped[i] |= together


@part
def with_products(
    town: Town, first: int, last: int, k: int, before: tuple[float, float]
) -> tuple[float, float]:
    """Share of a need of domain k that is left uncovered, and resolved in a week, after the
    products that run in cells first .. last - 1; before: the same without them."""
    cells, weights = town.cells, town.weights
    left, solved = before
    for o in range(first, last):
        if cells.granted[o] == RUNS_PRODUCT:
            left = rules.uncovered(left, weights.carry[cells.product[o], k])
            solved += weights.resolve[cells.product[o], k]
    return left, solved


@part
def with_help(town: Town, c: int, i: int, g: int, left: float) -> tuple[float, float]:
    """Share of need c of person i in household g that circle, provision, worker and products
    leave uncovered, and what they resolve of it in a week. left: what the circle leaves."""
    cells, persons, provisions, domains = town.cells, town.persons, town.provisions, town.domains
    world = town.world
    k, solved = cells.domain[c], 0.0
    own = (town.scratch.helped[i] >> k) & 1 == 1  # a product of the person serves this domain
    shared = (town.scratch.helped[town.folk.n + g] >> k) & 1 == 1
    place = persons.place[i]
    if place >= 0:
        vital = provisions.vitality[place]
        left = rules.uncovered(left, domains.collective_carry[k] * vital)
        solved += domains.collective_resolve[k] * vital
    effort = cells.effort[c]
    if effort > 0.0:
        carried = rules.first_line_carry(domains.first_carry[k], effort, world.guidance_dose)
        left = rules.uncovered(left, carried)
        solved += domains.first_resolve[k] * world.guidance_effect * effort
    if own:
        first = PERSON_SLOTS * i
        left, solved = with_products(town, first, first + PERSON_SLOTS, k, (left, solved))
    if shared:
        first = PERSON_SLOTS * town.folk.n + HOUSEHOLD_SLOTS * g
        left, solved = with_products(town, first, first + HOUSEHOLD_SLOTS, k, (left, solved))
    return left, solved


@phase
def needs(town: Town) -> None:
    """One week of growth, healing and coverage for every active need, and what it asks of
    the circle. Reads scratch.helped, see ``attach``.

    A block of needs at a time, and of these in lists what few have: help of more than the circle,
    and a need that counts, counted or is gone. A processor that guesses wrong whether a need is
    one of the few loses more than the rest of its week costs.
    """
    homes, world, active = town.homes, town.world, town.active
    homes.demand[:] = 0.0
    homes.trouble[:] = 0.0
    left, heal = np.empty(BLOCK), np.empty(BLOCK)
    few = np.empty(BLOCK, dtype=np.int64)
    lasting, resolvable, before = town.cells.lasting, town.cells.resolvable, town.cells.unmet
    home, domain, demand = town.cells.home, town.cells.domain, homes.demand
    pace, hours = town.domains.pace, town.domains.network_hours
    theta, form, cut = world.needs_theta, world.needs_form, world.needs_cut
    for first in range(0, len(active), BLOCK):
        block = active[first : first + BLOCK]
        help_all(town, block, left, heal, few)
        found = 0
        for j in range(len(block)):
            c = block[j]
            b, e, k = lasting[c], resolvable[c], domain[c]
            unmet = rules.severity(b, e) * left[j]
            pressure = rules.pressure(world.needs_growth * pace[k], unmet, theta, form)
            after = rules.next_resolvable(b, e, pressure, heal[j], world.needs_floor)
            severity = rules.severity(b, after)
            unmet = unmet if severity > 0.0 else 0.0
            few[found] = c
            found += (unmet > cut) | (before[c] > cut) | (severity == 0.0)
            resolvable[c] = after
            before[c] = unmet
            demand[home[c]] += hours[k] * severity
        look_at(town, few[:found])


@part
def help_all(town: Town, block: I4, left: F8, heal: F8, few: I8) -> None:
    """Share of each need of a block that nothing covers, and share of its resolvable part that
    goes in a week; few: room for a list."""
    folk, cells, homes, domains = town.folk, town.cells, town.homes, town.domains
    helped, strength, base = town.scratch.helped, town.persons.strength, town.world.needs_healing
    home, holder, domain = cells.home, cells.holder, cells.domain
    share, boost, network, n = homes.help_share, homes.boost, domains.network_carry, folk.n
    found = 0
    for j in range(len(block)):
        c = block[j]
        i, g, k = holder[c], home[c], domain[c]
        left[j] = rules.uncovered(1.0, rules.network_carry(network[k], share[g], boost[g]))
        heal[j] = rules.healing(base, strength[i], 0.0)
        few[found] = j
        found += ((helped[i] | helped[n + g]) >> k) & HELP != 0
    for j in few[:found]:
        c = block[j]
        i, g = int(holder[c]), int(home[c])
        left[j], solved = with_help(town, c, i, g, left[j])
        heal[j] = rules.healing(base, strength[i], solved)


@part
def look_at(town: Town, few: I8) -> None:
    """Since when needs count, and trouble, for those that count, counted or are gone."""
    cells, homes, cut = town.cells, town.homes, town.world.needs_cut
    for c in few:
        unmet, g = cells.unmet[c], cells.home[c]
        cells.counts_since[c] = counting_since(cells.counts_since[c], unmet, cut, town.week)
        if unmet > cut:
            homes.trouble[g] = max(homes.trouble[g], rules.burden(unmet, cut))
        if rules.severity(cells.lasting[c], cells.resolvable[c]) == 0.0:
            let_go(cells, c)


@part
def let_go(cells: Cells, c: int) -> None:
    """A need that is gone: nothing goes on here unless support still does."""
    if not in_support(cells.status[c], cells.granted[c]):
        cells.known[c] = -NEVER
        cells.active[c] = 0


@phase
def strengths(town: Town, empower: float) -> None:
    """Own strength moves by one rule, whoever gives the help.

    scratch.push is zero on entry and on exit. Waiting lowers, effective hours with ``empower``
    and participation raise; then everyone returns to the own level.
    """
    folk, cells, persons = town.folk, town.cells, town.persons
    world, room = town.world, town.scratch
    for c in town.engaged:
        i = cells.holder[c]
        if cells.status[c] == WAITS_INTAKE or cells.status[c] == WAITS_WORKER:
            room.push[i] -= world.strength_waiting
        if cells.effort[c] > 0.0:
            room.push[i] += empower * cells.effort[c]
    joining = world.strength_participation
    for i in range(folk.n):
        persons.strength[i] = rules.next_strength(
            persons.strength[i],
            folk.own_level[i],
            world.strength_return,
            room.push[i] + (joining if persons.place[i] >= 0 else 0.0),
            world.strength_low,
            world.strength_high,
        )
    for c in town.engaged:
        if cells.holder[c] >= 0:  # some were let go with the last of their household
            room.push[cells.holder[c]] = 0.0
