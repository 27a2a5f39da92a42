"""Households and adults at one moment, for the annual statistics."""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import part, phase
from sim.foundation.units import F8, I8
from sim.population.domains import DEBTS, GROWING_UP, MENTAL, SOCIAL
from sim.record.tables import OVERBURDENED_AT
from sim.support.situation import Situation
from sim.support.work.plans import bits
from sim.world.state import HAS_WORKER, HOUSEHOLD_SLOTS, PERSON_SLOTS, RUNS_PRODUCT, Cells
from sim.world.town import Town

CARER_HOURS, INTENSIVE_HOURS = 1.0, 8.0  # hours a week that make a household a carer (D22)
MULTI_PROBLEM, MULTI_PROBLEM_STRICT = 3, 5  # domains above the counting cut at once (D17, D18)
DEBTS_SLOT = 1  # of a household's cells

# Households at a moment (``homes_now``).
HOME_COUNTS = (
    *("households", "multi_problem", "multi_problem_strict", "multi_unmet"),
    *("debts", "debts_helped", "carers", "carers_intensive", "carers_overburdened"),
)


@phase
def count_severity(town: Town, week: int) -> I8:
    """Cells of people present, and those above the mild and the severe cut, [8, 3]."""
    folk, cells, domains = town.folk, town.cells, town.domains
    out = np.zeros((8, 3), dtype=np.int64)
    split = PERSON_SLOTS * folk.n
    for c in range(len(cells.domain)):
        if c < split:
            i = c // PERSON_SLOTS
        else:
            i = cells.holder[c]
        if i < 0 or folk.arrive[i] > week or folk.leave[i] <= week:
            continue
        k = cells.domain[c]
        s = cells.lasting[c] + cells.resolvable[c]
        out[k, 0] += 1
        if s > domains.mild_cut[k]:
            out[k, 1] += 1
        if s > domains.severe_cut[k]:
            out[k, 2] += 1
    return out


def prevalence(now: Situation, week: int) -> F8:
    """Share of those who can have a need that is above the mild and severe cut, [8, 2]."""
    counts = count_severity(now.town, week)
    shares: F8 = counts[:, 1:] / np.maximum(counts[:, :1], 1)
    return shares


@part
def domain_bits(cells: Cells, cut: float, first: int, last: int) -> tuple[int, int]:
    """Domains of cells first .. last - 1 in which severity, and unmet need, is above the cut, as
    bits."""
    counts, unmet = 0, 0
    for c in range(first, last):
        if cells.lasting[c] + cells.resolvable[c] > cut:
            counts |= 1 << int(cells.domain[c])
        if cells.unmet[c] > cut:
            unmet |= 1 << int(cells.domain[c])
    return counts, unmet


@phase
def homes_now(town: Town, week: int) -> I8:
    """Households by what goes on in them at the end of a week, as HOME_COUNTS."""
    folk, cells, homes, cut = town.folk, town.cells, town.homes, town.world.needs_cut
    out = np.zeros(9, dtype=np.int64)
    for g in range(folk.h):
        money = PERSON_SLOTS * folk.n + HOUSEHOLD_SLOTS * g
        if cells.holder[money] < 0 or folk.hh_arrive[g] > week or folk.hh_leave[g] <= week:
            continue
        out[0] += 1
        counts, unmet = domain_bits(cells, cut, money, money + HOUSEHOLD_SLOTS)
        for j in range(folk.member_start[g], folk.member_start[g + 1]):
            i = folk.members[j]
            if folk.arrive[i] <= week and week < folk.leave[i]:
                first = PERSON_SLOTS * i
                own, felt = domain_bits(cells, cut, first, first + PERSON_SLOTS)
                counts |= own
                unmet |= felt
        out[1] += bits(counts) >= MULTI_PROBLEM
        out[2] += bits(counts) >= MULTI_PROBLEM_STRICT
        out[3] += bits(unmet) >= MULTI_PROBLEM
        debt = money + DEBTS_SLOT
        if cells.lasting[debt] + cells.resolvable[debt] > town.domains.severe_cut[DEBTS]:
            out[4] += 1
            helped = cells.status[debt] == HAS_WORKER or cells.granted[debt] == RUNS_PRODUCT
            out[5] += helped
        if homes.load[g] >= CARER_HOURS:
            out[6] += 1
            out[7] += homes.load[g] >= INTENSIVE_HOURS
            out[8] += homes.strain[g] > OVERBURDENED_AT
    return out


@phase
def adults_now(town: Town, week: int) -> I8:
    """Adults present, and those with: mild loneliness, severe loneliness, a mental-health
    need above the cut without product or worker; [4]."""
    folk, cells, domains, cut = town.folk, town.cells, town.domains, town.world.needs_cut
    out = np.zeros(4, dtype=np.int64)
    for i in range(folk.n):
        first = PERSON_SLOTS * i
        if folk.arrive[i] > week or folk.leave[i] <= week or cells.domain[first] == GROWING_UP:
            continue
        out[0] += 1
        for c in range(first, first + PERSON_SLOTS):
            s = cells.lasting[c] + cells.resolvable[c]
            if cells.domain[c] == SOCIAL:
                out[1] += s > domains.mild_cut[SOCIAL]
                out[2] += s > domains.severe_cut[SOCIAL]
            elif cells.domain[c] == MENTAL:
                helped = cells.status[c] == HAS_WORKER or cells.granted[c] == RUNS_PRODUCT
                out[3] += cells.unmet[c] > cut and not helped
    return out
