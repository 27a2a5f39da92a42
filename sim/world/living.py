"""People come and go: their needs, and the help attached to these."""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase
from sim.foundation.units import F8, I4, NEVER
from sim.population.domains import GROWING_UP
from sim.world import rules
from sim.world.state import (
    HAS_WORKER,
    HOUSEHOLD_SLOTS,
    NO_PRODUCT,
    NO_REQUEST,
    PERSON_SLOTS,
    RUNS_PRODUCT,
    Cells,
    Folk,
    in_support,
)
from sim.world.town import Town


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
    cells.stage[c] = 0
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
    cells.stage[c] = 0
    cells.worker[c] = -1
    cells.minutes[c] = 0
    cells.effort[c] = 0.0
    cells.granted[c] = NO_PRODUCT
    cells.product[c] = -1
    cells.payer[c] = -1
    cells.specialist[c] = -1
    cells.active[c] = 0


@phase
def comings_and_goings(town: Town, goers: I4, comers: I4) -> None:
    """Persons leave (their help ends) and newcomers arrive with their needs."""
    folk, cells, persons, homes = town.folk, town.cells, town.persons, town.homes
    week = town.week
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
def birthdays(town: Town, adults: I4, pensioners: I4, block: int) -> None:
    """Changes by age itself, at 18 and at 65: the lasting part, and a child's domain."""
    cells = town.cells
    for i in adults:
        c = PERSON_SLOTS * i
        if cells.domain[c] == GROWING_UP:
            clear_cell(cells, c)
            cells.domain[c] = GROWING_UP + 1
        for slot in range(PERSON_SLOTS):
            _age_moves(town, c + slot, town.shift[town.area[i], 0], block)
    for i in pensioners:
        c = PERSON_SLOTS * i
        for slot in range(PERSON_SLOTS):
            _age_moves(town, c + slot, town.shift[town.area[i], 1], block)


@part
def _age_moves(town: Town, c: int, shift: F8, block: int) -> None:
    """One need at a birthday; shift: [8 domains], positive: chance that a person without a
    lasting need gains one; negative: chance that a lasting need falls away."""
    cells, domains = town.cells, town.domains
    k = cells.domain[c]
    chance = shift[k]
    coin, size, _, _ = streams.uniform4(town.seed, streams.LASTING, town.address[c], block, 0)
    if cells.lasting[c] == 0.0 and coin < chance:
        cells.lasting[c] = town.world.needs_lasting_part * rules.onset_severity(
            domains.mild_cut[k], domains.onset_mean[k], size
        )
        cells.resolvable[c] = min(cells.resolvable[c], 1.0 - cells.lasting[c])
        cells.active[c] = 1
    elif cells.lasting[c] > 0.0 and coin < -chance:
        cells.lasting[c] = 0.0


@phase
def active_cells(cells: Cells) -> I4:
    """Cells with something going on, ascending."""
    out = np.empty(len(cells.active), dtype=np.int32)
    count = 0
    for c in range(len(cells.active)):
        out[count] = c
        count += int(cells.active[c])
    return out[:count].copy()


@phase
def engaged_cells(cells: Cells, active: I4) -> I4:
    """Of the active cells those that support knows, ascending."""
    out = np.empty(len(active), dtype=np.int32)
    count = 0
    for c in active:
        out[count] = c
        count += in_support(cells.status[c], cells.granted[c])
    return out[:count].copy()
