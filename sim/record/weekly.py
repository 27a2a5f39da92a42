"""Time paths: the numbers of one week."""

from __future__ import annotations

from itertools import islice

import numpy as np

from sim.foundation.compiled import part, phase, rule
from sim.foundation.table import Table
from sim.foundation.units import F8, MINUTES_PER_HOUR
from sim.record import tables as t
from sim.record.outcomes import STATES
from sim.record.tables import Notes
from sim.support.means import Ledger, Staff
from sim.support.minutes import (
    free_hours,
    free_minutes,
    guidance_minutes,
    lift,
    org_minutes,
    part_of,
)
from sim.support.served import Served

# Series by id, a row each: shares of residents by state; per 1,000 inhabitants; EUR or hours
# per inhabitant in the week; counts.
SHARES = len(STATES) - 1
SERIES = (
    *(f"share_{state}" for state in STATES[:-1]),
    *("burden", "public_cost", "societal_cost", "hidden_need", "reach"),
    *("queue_intake", "queue_worker", "queue_product", "caseload", "crises"),
    *("provision_visitors", "provision_volunteers", "initiatives", "network_strain"),
    *("network_overburdened", "informal_hours", "utilisation_guidance"),
    *("residents", "children", "households", "first_line_minutes", "intake_minutes"),
    *("guidance_asked", "guidance_wanted", "guidance_room"),
)
_FROM = iter(range(SHARES, len(SERIES)))
S_BURDEN, S_PUBLIC_COST, S_SOCIETAL_COST, S_HIDDEN_NEED, S_REACH = islice(_FROM, 5)
S_QUEUE_INTAKE, S_QUEUE_WORKER, S_QUEUE_PRODUCT, S_CASELOAD, S_CRISES = islice(_FROM, 5)
S_VISITORS, S_VOLUNTEERS, S_INITIATIVES, S_STRAIN = islice(_FROM, 4)
S_OVERBURDENED, S_INFORMAL_HOURS, S_UTILISATION = islice(_FROM, 3)
S_RESIDENTS, S_CHILDREN, S_HOUSEHOLDS, S_FIRST_LINE_MINUTES, S_INTAKE_MINUTES = islice(_FROM, 5)
S_GUIDANCE_ASKED, S_GUIDANCE_WANTED, S_GUIDANCE_ROOM = islice(_FROM, 3)


@rule
def ratio(part: float, whole: float) -> float:
    """Part of a whole; 0 where there is no whole."""
    return part / whole if whole > 0.0 else 0.0


@phase
def remember_spent(ledger: Ledger, crises: int, notes: Notes) -> None:
    """Running totals now, of which a week's numbers are differences."""
    notes.spent[t.SPENT_CENTS] = ledger.booked.sum()
    notes.spent[t.SPENT_INFORMAL] = ledger.informal[0]
    notes.spent[t.SPENT_VOLUNTEERED] = ledger.volunteered[0]
    notes.spent[t.SPENT_CRISES] = crises


class Facts(Table):
    """Numbers of a week, or of the run, that stand in no other table."""

    crises: int  # since the fork
    fte_minutes: int  # a week of one full-time worker
    intake_share: float
    presence_share: float  # of first-line hours, present in the neighbourhood
    hour_euros: float  # of an hour that a circle or a volunteer gives


@phase
def week_values(here: Served, notes: Notes, facts: Facts) -> F8:
    """Numbers of this week, as SERIES."""
    week, provisions = notes.week, here.provisions
    out = np.empty(len(SERIES), dtype=np.float64)
    people, homes = week[t.RESIDENTS], week[t.HOMES]
    for s in range(SHARES):
        out[s] = ratio(float(notes.in_state[s]), people)
    out[S_BURDEN] = ratio(1000.0 * week[t.BURDEN], people)
    out[S_QUEUE_INTAKE] = ratio(1000.0 * week[t.QUEUE_INTAKE], people)
    out[S_QUEUE_WORKER] = ratio(1000.0 * week[t.QUEUE_WORKER], people)
    out[S_QUEUE_PRODUCT] = ratio(1000.0 * week[t.QUEUE_PRODUCT], people)
    out[S_VISITORS] = ratio(1000.0 * week[t.VISITORS], people)
    out[S_VOLUNTEERS] = ratio(1000.0 * week[t.VOLUNTEERS], people)
    out[S_HIDDEN_NEED] = ratio(1000.0 * (week[t.COUNTING] - week[t.KNOWN]), people)
    out[S_REACH] = ratio(week[t.KNOWN], week[t.COUNTING])
    out[S_STRAIN] = ratio(week[t.STRAIN], homes)
    out[S_OVERBURDENED] = ratio(week[t.OVERBURDENED], homes)
    out[S_RESIDENTS] = people
    out[S_CHILDREN] = week[t.CHILDREN]
    out[S_HOUSEHOLDS] = homes
    initiatives = 0
    for m in range(len(provisions.is_open)):
        initiatives += int(provisions.is_open[m] * provisions.resident_run[m])
    out[S_INITIATIVES] = initiatives
    spent_values(here.ledger, notes, facts, out)
    staff_values(here.staff, notes, facts, out)
    return out


@part
def spent_values(ledger: Ledger, notes: Notes, facts: Facts, out: F8) -> None:
    """Money, hours given and crises since last week."""
    spent, people = notes.spent, notes.week[t.RESIDENTS]
    cents = ledger.booked.sum() - spent[t.SPENT_CENTS]
    hours = (ledger.informal[0] - spent[t.SPENT_INFORMAL]) / MINUTES_PER_HOUR
    helped = (ledger.volunteered[0] - spent[t.SPENT_VOLUNTEERED]) / MINUTES_PER_HOUR
    out[S_PUBLIC_COST] = ratio(cents / 100.0, people)
    out[S_SOCIETAL_COST] = ratio(cents / 100.0 + facts.hour_euros * (hours + helped), people)
    out[S_INFORMAL_HOURS] = ratio(hours, people)
    out[S_CRISES] = ratio(1000.0 * (facts.crises - spent[t.SPENT_CRISES]), people)
    remember_spent(ledger, facts.crises, notes)


@part
def staff_values(staff: Staff, notes: Notes, facts: Facts, out: F8) -> None:
    """Caseload, utilisation and minutes of the first line."""
    total, free = org_minutes(staff, 1.0), free_hours(staff)
    contract, there, intake, room, asked, cases = 0, 0, 0, 0, 0, 0
    for w in range(len(staff.org)):
        contract += int(staff.contract[w])
        notes.contract[staff.org[w]] += staff.contract[w]
        notes.hired[staff.org[w]] += staff.hired[w]
        there += int(staff.minutes[w])
        intake += part_of(staff.minutes[w], facts.intake_share)
        # What cases have when intake takes its ordinary share, not what it takes under pressure.
        org = staff.org[w]
        planned = (facts.intake_share + facts.presence_share) * lift(total[org], free[org])
        room += guidance_minutes(free_minutes(staff, w), planned)
        asked += int(staff.committed[w])
        cases += int(staff.caseload[w])
    wanted = float(asked) + notes.week[t.ASKED_WAITING]
    out[S_CASELOAD] = ratio(float(cases), contract / facts.fte_minutes)
    out[S_UTILISATION] = ratio(wanted, float(room))
    out[S_FIRST_LINE_MINUTES] = there
    out[S_INTAKE_MINUTES] = intake
    out[S_GUIDANCE_ASKED] = asked
    out[S_GUIDANCE_WANTED] = wanted
    out[S_GUIDANCE_ROOM] = room
