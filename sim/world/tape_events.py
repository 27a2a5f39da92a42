"""What the tape brings in a week: new needs and crises.

Hazards read unmet need as it stood at the end of last week's need update.
"""

from __future__ import annotations

from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import BLOCK_WEEKS, I1, I4, I8, F8x3
from sim.population.domains import DEBTS, GROWING_UP, INCOME, MENTAL
from sim.world import rules
from sim.world.lives import HOUSEHOLD_SLOTS, PERSON_SLOTS, Cells, Folk, Homes, Persons
from sim.world.parameters import Domains, World
from sim.world.tape import Candidates


@part
def worst_mental(folk: Folk, cells: Cells, g: int, week: int, cut: float) -> float:
    """Largest excess unmet mental-health need among the present members of household g."""
    worst = 0.0
    for k in range(folk.member_start[g], folk.member_start[g + 1]):
        i = folk.members[k]
        if folk.arrive[i] <= week and week < folk.leave[i]:
            worst = max(worst, rules.burden(cells.unmet[PERSON_SLOTS * i + 1], cut))
    return worst


@rule
def links(
    world: World, kind: int, income: float, debts: float, strain: float, mental: float
) -> float:
    """Trouble elsewhere in the household that raises the hazard of a need of this kind.

    income, debts, mental: excess unmet need; strain: of the household's circle.
    """
    if kind == MENTAL:
        return world.spill_debts_mental * debts + world.spill_strain_mental * strain
    if kind == DEBTS:
        return world.spill_income_debts * income
    if kind == INCOME:
        return world.spill_mental_income * mental
    if kind == GROWING_UP:
        return world.spill_mental_growing_up * mental
    return 0.0


@phase
def onsets(
    folk: Folk,
    cells: Cells,
    homes: Homes,
    base: F8x3,
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
        mental = 0.0
        if kind in (INCOME, GROWING_UP):
            mental = worst_mental(folk, cells, g, week, cut)
        money = split + HOUSEHOLD_SLOTS * g  # the household's income; debts stand next to it
        income = rules.burden(cells.unmet[money], cut)
        debts = rules.burden(cells.unmet[money + 1], cut)
        trouble = links(world, kind, income, debts, homes.strain[g], mental)
        hazard = rate * rules.onset_factor(world.needs_spill, trouble)
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
