"""The recorder's passes over residents and the laws of their household at the end of a week."""

from __future__ import annotations

from sim.foundation.compiled import part, phase
from sim.foundation.units import WEEKS_PER_YEAR as YEAR
from sim.population.domains import GROWING_UP
from sim.record import tables as t
from sim.record.outcomes import OUTSIDE
from sim.record.rules import FIRST_STATE, state_bits
from sim.record.tables import Notes
from sim.support.served import Served
from sim.world.state import PERSON_SLOTS


@part
def read_laws(notes: Notes, g: int, week: int, counted: bool) -> None:
    """Inflow into the laws that a household uses this week, and whether it returns."""
    for law in range(notes.law_week.shape[1]):
        if notes.law_bits[g] >> law & 1 == 0:
            continue
        before = notes.law_week[g, law]
        if counted and before < week - 1:
            notes.counts[t.LAW_INFLOW] += 1
            if before > t.NONE and week - before > YEAR:
                notes.counts[t.LAW_RETURNS] += 1
        notes.law_week[g, law] = week
    before = notes.any_week[g]
    if counted and before < week - 1:
        notes.counts[t.ANY_INFLOW] += 1
        if before > t.NONE and week - before > YEAR:
            notes.counts[t.ANY_RETURNS] += 1
    notes.any_week[g] = week


@phase
def read_people(here: Served, notes: Notes, week: int, counted: bool) -> None:
    """The state and felt burden of everyone; moves between states when ``counted``."""
    folk, cells, persons = here.folk, here.cells, here.persons
    notes.in_state[:] = 0
    children, visitors, volunteers = 0, 0, 0
    for i in range(folk.n):
        before = persons.state[i]
        state, mask = OUTSIDE, 0
        home = folk.n + folk.household[i]
        if folk.arrive[i] <= week and week < folk.leave[i]:
            mask = notes.flag[i] | notes.flag[home]
            own = state_bits(mask, persons.crisis_until[i] > week, persons.place[i] >= 0)
            state = int(FIRST_STATE[own])
        notes.in_state[state] += 1
        if counted:
            notes.states[i, state] += 1
        if state != before:
            persons.state[i] = state
            if counted:
                notes.flows[before, state] += 1
        if state == OUTSIDE:
            continue
        children += cells.domain[PERSON_SLOTS * i] == GROWING_UP
        if persons.place[i] >= 0:
            visitors += 1
            volunteers += int(persons.volunteer[i])
        if mask != 0 or notes.near[i] > t.DONE:
            felt = notes.felt[i] + notes.felt[home]
            if counted and felt > 0.0:
                notes.burden[i] += felt
                persons.burden[i] += felt
                notes.total[t.FELT] += min(1.0, felt)
            if notes.near[i] > t.DONE:
                read_mark(notes, i, min(1.0, felt), week)
    notes.week[t.RESIDENTS] = folk.n - notes.in_state[OUTSIDE]
    notes.week[t.CHILDREN] = children
    notes.week[t.VISITORS] = visitors
    notes.week[t.VOLUNTEERS] = volunteers


@part
def read_mark(notes: Notes, i: int, felt: float, week: int) -> None:
    """Felt burden of who came into help near crisis, then and a year later."""
    if notes.near[i] == week:
        notes.near_felt[i] = felt
    elif week - notes.near[i] == YEAR:
        notes.counts[t.NEAR_CRISIS] += 1
        notes.total[t.NEAR_BEFORE] += notes.near_felt[i]
        notes.total[t.NEAR_AFTER] += felt
        notes.near[i] = t.DONE
