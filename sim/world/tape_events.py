"""New needs and crises that the tape brings in a week.

Hazards read unmet need as it stood at the end of last week's need update.
"""

from __future__ import annotations

from sim.foundation.compiled import part, phase
from sim.foundation.units import BLOCK_WEEKS, I4, I8
from sim.population.domains import DEBTS, GROWING_UP, INCOME, MENTAL
from sim.world import rules
from sim.world.state import HOUSEHOLD_SLOTS, PERSON_SLOTS, Cells, Folk
from sim.world.tape import Candidates
from sim.world.town import Town


@part
def worst_mental(folk: Folk, cells: Cells, g: int, week: int, cut: float) -> float:
    """Largest excess unmet mental-health need among the present members of household g."""
    worst = 0.0
    for k in range(folk.member_start[g], folk.member_start[g + 1]):
        i = folk.members[k]
        if folk.arrive[i] <= week and week < folk.leave[i]:
            worst = max(worst, rules.burden(cells.unmet[PERSON_SLOTS * i + 1], cut))
    return worst


@part
def links(town: Town, c: int) -> float:
    """Trouble elsewhere in the household that raises the hazard of a new need in cell c."""
    folk, cells, world = town.folk, town.cells, town.world
    kind, g, cut = cells.domain[c], cells.home[c], world.needs_cut
    money = PERSON_SLOTS * folk.n + HOUSEHOLD_SLOTS * g  # its income; debts stand next to it
    if kind == MENTAL:
        debts, strain = rules.burden(cells.unmet[money + 1], cut), float(town.homes.strain[g])
        return world.spill_debts_mental * debts + world.spill_strain_mental * strain
    if kind == DEBTS:
        return world.spill_income_debts * rules.burden(cells.unmet[money], cut)
    if kind == INCOME:
        return world.spill_mental_income * worst_mental(folk, cells, g, town.week, cut)
    if kind == GROWING_UP:
        return world.spill_mental_growing_up * worst_mental(folk, cells, g, town.week, cut)
    return 0.0


@phase
def onsets(town: Town, candidates: Candidates, tally: I8) -> int:
    """New needs of this week; returns the cell whose hazard passed what was laid, or -1.

    tally: [8] counts onsets by domain.
    """
    folk, cells, world, domains = town.folk, town.cells, town.world, town.domains
    group, week = town.group, town.week
    at = week % BLOCK_WEEKS
    split = PERSON_SLOTS * folk.n
    for j in range(candidates.start[at], candidates.start[at + 1]):
        c = candidates.who[j]
        i = cells.holder[c]
        if i < 0 or folk.arrive[i] > week or folk.leave[i] <= week:
            continue
        trait = i if c < split else folk.n + cells.home[c]
        age = group[i] if c < split else max(1, group[i])
        kind = cells.domain[c]
        rate = town.base[town.area[i], age, kind] * folk.vulnerability[trait]
        hazard = rate * rules.onset_factor(world.needs_spill, links(town, c))
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


@part
def worst_need(town: Town, i: int) -> tuple[int, float]:
    """Cell of the need of person i that weighs most in a crisis (a household's, for its head),
    -1 when nothing does; and its weight."""
    cells, domains = town.cells, town.domains
    first = PERSON_SLOTS * town.folk.n + HOUSEHOLD_SLOTS * town.folk.household[i]
    found, worst = -1, 0.0
    for c in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
        weight = domains.crisis_weight[cells.domain[c]] * cells.unmet[c]
        if weight > worst:
            found, worst = c, weight
    if cells.holder[first] == i:
        for c in range(first, first + HOUSEHOLD_SLOTS):
            weight = domains.crisis_weight[cells.domain[c]] * cells.unmet[c]
            if weight > worst:
                found, worst = c, weight
    return found, worst


@phase
def crises(town: Town, candidates: Candidates, hit: I4) -> int:
    """Crises of this week; fills ``hit`` with the cells in crisis, returns how many.

    A crisis is a world event: it asks no queue, lowers the resolvable part and
    leaves a follow-up need. A household's need counts once, for its head.
    """
    folk, cells, world, week = town.folk, town.cells, town.world, town.week
    at = week % BLOCK_WEEKS
    found = 0
    for j in range(candidates.start[at], candidates.start[at + 1]):
        i = candidates.who[j]
        if folk.arrive[i] > week or folk.leave[i] <= week:
            continue
        c, worst = worst_need(town, i)
        hazard = rules.crisis_hazard(world.crisis_rate, worst, world.crisis_level)
        if c >= 0 and candidates.height[j] < hazard:
            relieved = cells.resolvable[c] * (1.0 - world.crisis_relief)
            cells.resolvable[c] = max(relieved, min(cells.resolvable[c], world.crisis_follow_up))
            town.persons.crisis_until[i] = week + int(world.crisis_weeks)
            hit[found] = c
            found += 1
    return found
