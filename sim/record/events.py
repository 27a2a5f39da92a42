"""Events of a week, from how a need stands now and stood last week.

A **spell of help** of one need runs from its first week with a worker or a running
provision until support no longer knows the need; waiting for another worker in
between belongs to it. Who leaves the neighbourhood ends a spell without closing it.
"""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import part, phase
from sim.foundation.rows import either_of
from sim.foundation.units import DAYS_PER_WEEK, I4
from sim.foundation.units import WEEKS_PER_YEAR as YEAR
from sim.population.domains import MENTAL
from sim.record import tables as t
from sim.record.tables import Notes
from sim.support.served import Served
from sim.world import state
from sim.world.state import Cells, in_support


@phase
def spells_running(cells: Cells, notes: Notes) -> None:
    """Help that runs when recording begins, with the week in which it is known to run."""
    for c in range(len(cells.status)):
        if cells.status[c] == state.HAS_WORKER or cells.granted[c] == state.RUNS_PRODUCT:
            product = cells.granted[c] == state.RUNS_PRODUCT
            notes.helped[c] = cells.product_since[c] if product else cells.began[c]
            notes.provided[c] = 1 if product else 0
            notes.running[cells.home[c]] += 1


@phase
def changed(cells: Cells, notes: Notes, engaged: I4) -> I4:
    """Of some cells those that stand otherwise with support than last week."""
    out = np.empty(len(engaged), dtype=np.int32)
    found = 0
    for c in engaged:
        status = cells.status[c]
        if (
            status != notes.status[c]
            or cells.granted[c] != notes.granted[c]
            or (
                status != state.NO_REQUEST
                and (cells.since[c] != notes.since[c] or cells.desk[c] != notes.desk[c])
            )
        ):
            out[found] = c
            found += 1
    return out[:found]


@phase
def read_events(here: Served, notes: Notes, before: I4, week: int) -> None:
    """Contacts, waits that ended, and spells of help that began or ended this week.

    before: cells that support knew last week, at least.
    """
    folk, cells = here.folk, here.cells
    for c in changed(cells, notes, either_of(here.engaged, before)):
        status = cells.status[c]
        granted = cells.granted[c]
        was, had = notes.status[c], notes.granted[c]
        spell = notes.helped[c] != t.NONE
        if in_support(status, granted) and not in_support(was, had):
            notes.counts[t.CONTACTS] += 1
            if cells.unmet[c] > here.world.needs_cut:
                notes.counts[t.CONTACT_NEEDS] += 1
                waited = week + cells.moment[c] - cells.counts_since[c]
                notes.total[t.DAYS_TO_CONTACT] += DAYS_PER_WEEK * waited
        waits_ended(here, notes, c, week)
        helped = status == state.HAS_WORKER or granted == state.RUNS_PRODUCT
        if granted == state.RUNS_PRODUCT:
            notes.provided[c] = 1
        if helped and not spell:
            begin_spell(here, notes, c, week)
        elif spell and not in_support(status, granted):
            i = cells.holder[c]
            there = i >= 0 and folk.arrive[i] <= week and week < folk.leave[i]
            end_spell(here, notes, c, there and cells.closed[c] == week, week)
        notes.status[c] = status
        notes.granted[c] = granted
        notes.desk[c] = cells.desk[c]
        notes.since[c] = cells.since[c]


@part
def waits_ended(here: Served, notes: Notes, c: int, week: int) -> None:
    """A worker was found, a provision was granted or began."""
    cells = here.cells
    if cells.status[c] == state.HAS_WORKER and notes.status[c] != state.HAS_WORKER:
        notes.counts[t.WORKERS_FOUND] += 1
        if notes.status[c] == state.WAITS_WORKER:
            notes.counts[t.WAIT_WORKER] += week - notes.since[c]
    if cells.granted[c] == notes.granted[c]:
        return
    if cells.granted[c] == state.WAITS_PRODUCT:
        notes.queued[c] = week
    if cells.granted[c] == state.RUNS_PRODUCT:
        waited = week - notes.queued[c] if notes.granted[c] == state.WAITS_PRODUCT else 0
        notes.counts[t.PRODUCT_STARTS] += 1
        notes.counts[t.WAIT_PRODUCT] += waited
        specialist = here.products.intensity[cells.product[c]] > 0
        if cells.domain[c] == MENTAL and specialist:
            notes.counts[t.MENTAL_STARTS] += 1
            notes.counts[t.WAIT_MENTAL] += waited


@part
def begin_spell(here: Served, notes: Notes, c: int, week: int) -> None:
    """Help begins for a need."""
    cells, world = here.cells, here.world
    g = cells.home[c]
    i = cells.holder[c]
    notes.helped[c] = week
    notes.counts[t.STARTS] += 1
    notes.begun[week - notes.first_week] += 1
    if cells.unmet[c] > world.needs_cut:
        notes.counts[t.HELPED_NEEDS] += 1
        notes.total[t.DAYS_TO_HELP] += DAYS_PER_WEEK * (week - cells.counts_since[c])
    if cells.unmet[c] > world.crisis_level and notes.near[i] == t.NONE:
        notes.near[i] = week
    closed = notes.closed[g]
    if notes.running[g] == 0 and closed != t.NONE:
        if week - closed <= YEAR and closed + YEAR <= notes.last_week:
            notes.counts[t.HOME_RETURNS] += 1
        notes.closed[g] = t.NONE
    notes.running[g] += 1


@part
def end_spell(here: Served, notes: Notes, c: int, closed: bool, week: int) -> None:
    """Support no longer knows a need that it helped; ``closed``: by closing it."""
    g = here.cells.home[c]
    begun = notes.helped[c]
    notes.running[g] -= 1
    if closed:
        notes.counts[t.CLOSES] += 1
        if notes.provided[c] == 1:
            notes.counts[t.CLOSED_PRODUCT] += 1
            notes.counts[t.LENGTH_PRODUCT] += week - begun
        else:
            notes.counts[t.CLOSED_LIGHT] += 1
            notes.counts[t.LENGTH_LIGHT] += week - begun
        if begun >= notes.first_week and week - begun <= YEAR:
            notes.ended[begun - notes.first_week] += 1
    if notes.running[g] == 0:
        notes.closed[g] = week if closed else t.NONE
        if closed and week + YEAR <= notes.last_week:
            notes.counts[t.HOME_CLOSES] += 1
    notes.helped[c] = t.NONE
    notes.provided[c] = 0


@phase
def read_crises(hit: I4, notes: Notes) -> None:
    """Help that the needs in crisis this week had in the week before."""
    for c in hit:
        if notes.granted[c] == state.RUNS_PRODUCT:
            notes.counts[t.CRISES_SPECIALIST] += 1
        elif notes.status[c] == state.HAS_WORKER:
            notes.counts[t.CRISES_LIGHT] += 1
        elif notes.status[c] != state.NO_REQUEST or notes.granted[c] == state.WAITS_PRODUCT:
            notes.counts[t.CRISES_WAITING] += 1
        else:
            notes.counts[t.CRISES_NO_HELP] += 1
