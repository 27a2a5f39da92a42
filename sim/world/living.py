"""The world's phases: who comes and goes, events of the tape, needs, own strength.

Hazards read unmet need as it stood at the end of last week's need update; the
update itself reads the help attached at the end of last week.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import BLOCK_WEEKS, F8, I1, I4, I8, NEVER
from sim.world import rules
from sim.world.lives import (
    HAS_WORKER,
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
from sim.world.parameters import DEBTS, GROWING_UP, INCOME, MENTAL, Domains, World
from sim.world.provisions import Provisions
from sim.world.tape import Candidates


@part
def head_of(folk: Folk, g: int, week: int) -> int:
    """First member of a household that is present; -1 when nobody is."""
    for k in range(folk.member_start[g], folk.member_start[g + 1]):
        i = folk.members[k]
        if folk.arrive[i] <= week and week < folk.leave[i]:
            return int(i)
    return -1


@part
def name_head(folk: Folk, cells: Cells, g: int, week: int) -> None:
    """The head's traits speak for the needs of the household."""
    first = PERSON_SLOTS * folk.n + HOUSEHOLD_SLOTS * g
    head = head_of(folk, g, week)
    for c in range(first, first + HOUSEHOLD_SLOTS):
        cells.holder[c] = head


@part
def end_help(cells: Cells, c: int, week: int) -> None:
    """First-line help or waiting ends; the need is unknown again."""
    if cells.status[c] == HAS_WORKER:
        cells.closed[c] = week
    cells.status[c] = NO_REQUEST
    cells.desk[c] = -1
    cells.worker[c] = -1
    cells.minutes[c] = 0
    cells.effort[c] = 0.0
    if cells.granted[c] == NO_PRODUCT:
        cells.known[c] = -NEVER


@part
def end_product(cells: Cells, c: int, week: int) -> None:
    """A product ends or is no longer waited for."""
    if cells.granted[c] == RUNS_PRODUCT:
        cells.closed[c] = week
    give_way(cells, c)


@part
def give_way(cells: Cells, c: int) -> None:
    """A product falls away, running or waited for, because another takes its place: help
    goes on in another form and is not closed."""
    cells.granted[c] = NO_PRODUCT
    cells.product[c] = -1
    cells.payer[c] = -1
    cells.specialist[c] = -1
    if cells.status[c] == NO_REQUEST:
        cells.known[c] = -NEVER


@part
def clear_cell(cells: Cells, c: int) -> None:
    """Nobody holds this cell any more."""
    cells.lasting[c] = 0.0
    cells.resolvable[c] = 0.0
    cells.unmet[c] = 0.0
    cells.counts_since[c] = -NEVER
    cells.known[c] = -NEVER
    cells.status[c] = NO_REQUEST
    cells.desk[c] = -1
    cells.worker[c] = -1
    cells.minutes[c] = 0
    cells.effort[c] = 0.0
    cells.granted[c] = NO_PRODUCT
    cells.product[c] = -1
    cells.payer[c] = -1
    cells.specialist[c] = -1
    cells.refused[c] = 0
    cells.active[c] = 0


@phase
def comings_and_goings(
    folk: Folk, cells: Cells, persons: Persons, homes: Homes, goers: I4, comers: I4, week: int
) -> None:
    """Persons leave (their help ends) and newcomers arrive with their needs."""
    split = PERSON_SLOTS * folk.n
    for i in goers:
        for c in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
            clear_cell(cells, c)
        persons.place[i] = -1
        persons.volunteer[i] = 0
        g = folk.household[i]
        name_head(folk, cells, g, week)
        if cells.holder[split + HOUSEHOLD_SLOTS * g] < 0:
            for c in range(split + HOUSEHOLD_SLOTS * g, split + HOUSEHOLD_SLOTS * (g + 1)):
                clear_cell(cells, c)
            homes.boost[g] = 0.0
            homes.strain[g] = 0.0
            homes.plan_worker[g] = -1
    for i in comers:
        for c in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
            if cells.lasting[c] + cells.resolvable[c] > 0.0:
                cells.active[c] = 1
        g = folk.household[i]
        name_head(folk, cells, g, week)
        if folk.hh_arrive[g] == week:
            for c in range(split + HOUSEHOLD_SLOTS * g, split + HOUSEHOLD_SLOTS * (g + 1)):
                if cells.lasting[c] + cells.resolvable[c] > 0.0:
                    cells.active[c] = 1


@phase
def birthdays(
    folk: Folk,
    cells: Cells,
    area: I4,
    shift: F8,
    world: World,
    domains: Domains,
    adults: I4,
    pensioners: I4,
    seed: int,
    block: int,
) -> None:
    """What age itself moves, at 18 and at 65: the lasting part, and a child's domain.

    shift: [areas, 2 birthdays, 8 domains]; positive: chance that a person without a
    lasting need gains one; negative: chance that a lasting need falls away.
    """
    for i in adults:
        c = PERSON_SLOTS * i
        if cells.domain[c] == GROWING_UP:
            clear_cell(cells, c)
            cells.domain[c] = GROWING_UP + 1
        for slot in range(PERSON_SLOTS):
            _age_moves(cells, c + slot, shift[area[i], 0], world, domains, seed, block)
    for i in pensioners:
        c = PERSON_SLOTS * i
        for slot in range(PERSON_SLOTS):
            _age_moves(cells, c + slot, shift[area[i], 1], world, domains, seed, block)


@part
def _age_moves(
    cells: Cells, c: int, shift: F8, world: World, domains: Domains, seed: int, block: int
) -> None:
    k = cells.domain[c]
    chance = shift[k]
    coin, size, _, _ = streams.uniform4(seed, streams.LASTING, c, block, 0)
    if cells.lasting[c] == 0.0 and coin < chance:
        cells.lasting[c] = world.needs_lasting_part * rules.onset_severity(
            domains.mild_cut[k], domains.onset_mean[k], size
        )
        cells.resolvable[c] = min(cells.resolvable[c], 1.0 - cells.lasting[c])
        cells.active[c] = 1
    elif cells.lasting[c] > 0.0 and coin < -chance:
        cells.lasting[c] = 0.0


@rule
def worst_mental(
    unmet: F8, members: I4, arrive: I4, leave: I4, first: int, last: int, week: int, cut: float
) -> float:
    """Largest excess unmet mental-health need among the present members of a household,
    ``members[first:last]``."""
    worst = 0.0
    for k in range(first, last):
        i = members[k]
        if arrive[i] <= week and week < leave[i]:
            worst = max(worst, rules.burden(unmet[PERSON_SLOTS * i + 1], cut))
    return worst


@phase
def onsets(
    folk: Folk,
    cells: Cells,
    homes: Homes,
    base: F8,
    area: I4,
    group: I1,
    world: World,
    domains: Domains,
    candidates: Candidates,
    week: int,
    tally: I8,
) -> int:
    """New needs of this week; returns the cell whose hazard passed what was laid, or -1.

    base: [areas, 3 age groups, 8 domains] weekly rates; area, group: per person.
    tally: [8] counts onsets by domain.
    """
    at = week % BLOCK_WEEKS
    split = PERSON_SLOTS * folk.n
    cut = world.needs_cut
    for j in range(candidates.start[at], candidates.start[at + 1]):
        c = candidates.who[j]
        i = cells.holder[c]
        if i < 0 or folk.arrive[i] > week or folk.leave[i] <= week:
            continue
        g = cells.home[c]
        trait = i if c < split else folk.n + g
        age = group[i] if c < split else max(1, group[i])
        kind = cells.domain[c]
        rate = base[area[i], age, kind] * folk.vulnerability[trait]
        money = split + HOUSEHOLD_SLOTS * g  # the household's income; debts stand next to it
        links = 0.0
        if kind == MENTAL:
            links = world.spill_debts_mental * rules.burden(cells.unmet[money + 1], cut)
            links += world.spill_strain_mental * homes.strain[g]
        elif kind == DEBTS:
            links = world.spill_income_debts * rules.burden(cells.unmet[money], cut)
        elif kind in (INCOME, GROWING_UP):
            worst = worst_mental(
                cells.unmet,
                folk.members,
                folk.arrive,
                folk.leave,
                folk.member_start[g],
                folk.member_start[g + 1],
                week,
                cut,
            )
            if kind == INCOME:
                links = world.spill_mental_income * worst
            else:
                links = world.spill_mental_growing_up * worst
        hazard = rate * rules.onset_factor(world.needs_spill, links)
        if hazard > candidates.reach[j]:
            return int(c)
        if candidates.height[j] < hazard:
            size = rules.onset_severity(
                domains.mild_cut[kind], domains.onset_mean[kind], candidates.size[j]
            )
            cells.resolvable[c] = rules.after_onset(cells.lasting[c], cells.resolvable[c], size)
            cells.active[c] = 1
            tally[kind] += 1
    return -1


@phase
def active_cells(cells: Cells) -> I4:
    """Cells with something going on, ascending."""
    count = 0
    for c in range(len(cells.active)):
        count += int(cells.active[c])
    out = np.empty(count, dtype=np.int32)
    k = 0
    for c in range(len(cells.active)):
        if cells.active[c] == 1:
            out[k] = c
            k += 1
    return out


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
        left = rules.uncovered(
            1.0,
            rules.network_carry(domains.network_carry[k], homes.help_share[g], homes.boost[g]),
        )
        solved = 0.0
        place = persons.place[i]
        if place >= 0:
            vital = provisions.vitality[place]
            left = rules.uncovered(left, domains.collective_carry[k] * vital)
            solved += domains.collective_resolve[k] * vital
        if cells.effort[c] > 0.0:
            left = rules.uncovered(
                left,
                rules.first_line_carry(
                    domains.first_carry[k], cells.effort[c], world.guidance_dose
                ),
            )
            solved += domains.first_resolve[k] * cells.effort[c]
        if running[i] > 0:  # a product serves all domains of its holder that it can
            first = PERSON_SLOTS * i
            for o in range(first, first + PERSON_SLOTS):
                if cells.granted[o] == RUNS_PRODUCT:
                    left = rules.uncovered(left, carry[cells.product[o], k])
                    solved += resolve[cells.product[o], k]
        if running[folk.n + g] > 0:
            first = split + HOUSEHOLD_SLOTS * g
            for o in range(first, first + HOUSEHOLD_SLOTS):
                if cells.granted[o] == RUNS_PRODUCT:
                    left = rules.uncovered(left, carry[cells.product[o], k])
                    solved += resolve[cells.product[o], k]
        unmet = rules.severity(cells.lasting[c], cells.resolvable[c]) * left
        cells.unmet[c] = unmet
        cells.resolvable[c] = rules.next_resolvable(
            cells.lasting[c],
            cells.resolvable[c],
            rules.pressure(
                world.needs_growth * domains.pace[k], unmet, world.needs_theta, world.needs_form
            ),
            rules.healing(world.needs_healing, persons.strength[i], solved),
            world.needs_floor,
        )
        if unmet > world.needs_cut:
            if cells.counts_since[c] == -NEVER:
                cells.counts_since[c] = week
        else:
            cells.counts_since[c] = -NEVER
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
    week: int,
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


@phase
def crises(
    folk: Folk,
    cells: Cells,
    persons: Persons,
    world: World,
    domains: Domains,
    candidates: Candidates,
    week: int,
    hit: I4,
) -> int:
    """Crises of this week; fills ``hit`` with the cells in crisis, returns how many.

    A crisis is a world event: it asks no queue, lowers the resolvable part and
    leaves a follow-up need. A household's need counts once, for its head.
    """
    at = week % BLOCK_WEEKS
    split = PERSON_SLOTS * folk.n
    found = 0
    for j in range(candidates.start[at], candidates.start[at + 1]):
        i = candidates.who[j]
        if folk.arrive[i] > week or folk.leave[i] <= week:
            continue
        worst = 0.0
        at_cell = -1
        for c in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
            weight = domains.crisis_weight[cells.domain[c]] * cells.unmet[c]
            if weight > worst:
                worst = weight
                at_cell = c
        g = folk.household[i]
        if cells.holder[split + HOUSEHOLD_SLOTS * g] == i:
            for c in range(split + HOUSEHOLD_SLOTS * g, split + HOUSEHOLD_SLOTS * (g + 1)):
                weight = domains.crisis_weight[cells.domain[c]] * cells.unmet[c]
                if weight > worst:
                    worst = weight
                    at_cell = c
        hazard = rules.crisis_hazard(world.crisis_rate, worst, world.crisis_level)
        if at_cell >= 0 and candidates.height[j] < hazard:
            relieved = cells.resolvable[at_cell] * (1.0 - world.crisis_relief)
            cells.resolvable[at_cell] = max(
                relieved, min(cells.resolvable[at_cell], world.crisis_follow_up)
            )
            persons.crisis_until[i] = week + int(world.crisis_weeks)
            hit[found] = at_cell
            found += 1
    return found
