"""Time paths: the numbers of one week."""

from __future__ import annotations

from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import MINUTES_PER_HOUR, F8x2
from sim.record.outcome import STATES
from sim.record.tables import (
    ASKED_WAITING,
    BURDEN,
    CHILDREN,
    COUNTING,
    HOMES,
    KNOWN,
    OVERBURDENED,
    QUEUE_INTAKE,
    QUEUE_PRODUCT,
    QUEUE_WORKER,
    RESIDENTS,
    SPENT_CENTS,
    SPENT_CRISES,
    SPENT_INFORMAL,
    SPENT_VOLUNTEERED,
    STRAIN,
    VISITORS,
    VOLUNTEERS,
    Notes,
    names_in,
)
from sim.support.means import Ledger, Staff
from sim.support.minutes import (
    free_hours,
    free_minutes,
    guidance_minutes,
    lift,
    org_minutes,
    part_of,
)
from sim.world.provisions import Provisions

# Series by id, a row each: shares of residents by state; per 1,000 inhabitants; EUR or hours
# per inhabitant in the week; counts.
SHARES = len(STATES) - 1
SERIES = (
    *(f"share_{state}" for state in STATES[:-1]),
    *names_in(
        """
    burden public_cost societal_cost hidden_need reach queue_intake queue_worker
    queue_product caseload crises provision_visitors provision_volunteers initiatives
    network_strain network_overburdened informal_hours utilisation_guidance residents
    children households first_line_minutes intake_minutes guidance_asked guidance_wanted
    guidance_room
        """
    ),
)
S_BURDEN, S_PUBLIC_COST, S_SOCIETAL_COST, S_HIDDEN_NEED, S_REACH = range(SHARES, SHARES + 5)
S_QUEUE_INTAKE, S_QUEUE_WORKER, S_QUEUE_PRODUCT, S_CASELOAD = range(SHARES + 5, SHARES + 9)
S_CRISES, S_VISITORS, S_VOLUNTEERS, S_INITIATIVES, S_STRAIN = range(SHARES + 9, SHARES + 14)
S_OVERBURDENED, S_INFORMAL_HOURS, S_UTILISATION, S_RESIDENTS = range(SHARES + 14, SHARES + 18)
S_CHILDREN, S_HOUSEHOLDS, S_FIRST_LINE_MINUTES, S_INTAKE_MINUTES = range(SHARES + 18, SHARES + 22)
S_GUIDANCE_ASKED, S_GUIDANCE_WANTED, S_GUIDANCE_ROOM = range(SHARES + 22, SHARES + 25)


@rule
def ratio(part: float, whole: float) -> float:
    """Part of a whole; 0 where there is no whole."""
    return part / whole if whole > 0.0 else 0.0


@phase
def remember_spent(ledger: Ledger, crises: int, notes: Notes) -> None:
    """Running totals now, of which a week's numbers are differences."""
    notes.spent[SPENT_CENTS] = ledger.booked.sum()
    notes.spent[SPENT_INFORMAL] = ledger.informal[0]
    notes.spent[SPENT_VOLUNTEERED] = ledger.volunteered[0]
    notes.spent[SPENT_CRISES] = crises


@phase
def week_values(
    notes: Notes,
    provisions: Provisions,
    staff: Staff,
    ledger: Ledger,
    crises: int,
    fte_minutes: int,
    intake_share: float,
    presence_share: float,
    hour_euros: float,
    series: F8x2,
    at: int,
) -> None:
    """Write this week's numbers in column ``at`` of ``series``, [SERIES, weeks].

    crises: since the fork; fte_minutes: minutes a week of one full-time worker;
    presence_share: share of first-line hours present in the neighbourhood; hour_euros: of an
    hour that a circle or a volunteer gives.
    """
    week = notes.week
    people, homes = week[RESIDENTS], week[HOMES]
    for s in range(SHARES):
        series[s, at] = ratio(float(notes.in_state[s]), people)
    series[S_BURDEN, at] = ratio(1000.0 * week[BURDEN], people)
    series[S_QUEUE_INTAKE, at] = ratio(1000.0 * week[QUEUE_INTAKE], people)
    series[S_QUEUE_WORKER, at] = ratio(1000.0 * week[QUEUE_WORKER], people)
    series[S_QUEUE_PRODUCT, at] = ratio(1000.0 * week[QUEUE_PRODUCT], people)
    series[S_VISITORS, at] = ratio(1000.0 * week[VISITORS], people)
    series[S_VOLUNTEERS, at] = ratio(1000.0 * week[VOLUNTEERS], people)
    series[S_HIDDEN_NEED, at] = ratio(1000.0 * (week[COUNTING] - week[KNOWN]), people)
    series[S_REACH, at] = ratio(week[KNOWN], week[COUNTING])
    series[S_STRAIN, at] = ratio(week[STRAIN], homes)
    series[S_OVERBURDENED, at] = ratio(week[OVERBURDENED], homes)
    series[S_RESIDENTS, at] = people
    series[S_CHILDREN, at] = week[CHILDREN]
    series[S_HOUSEHOLDS, at] = homes
    initiatives = 0
    for m in range(len(provisions.is_open)):
        initiatives += int(provisions.is_open[m] * provisions.resident_run[m])
    series[S_INITIATIVES, at] = initiatives
    spent_values(notes, ledger, crises, people, hour_euros, series, at)
    staff_values(notes, staff, fte_minutes, intake_share, presence_share, series, at)


@part
def spent_values(
    notes: Notes,
    ledger: Ledger,
    crises: int,
    people: float,
    hour_euros: float,
    series: F8x2,
    at: int,
) -> None:
    """Write spending, hours given and crises since last week."""
    spent = notes.spent
    cents = ledger.booked.sum() - spent[SPENT_CENTS]
    hours = (ledger.informal[0] - spent[SPENT_INFORMAL]) / MINUTES_PER_HOUR
    helped = (ledger.volunteered[0] - spent[SPENT_VOLUNTEERED]) / MINUTES_PER_HOUR
    series[S_PUBLIC_COST, at] = ratio(cents / 100.0, people)
    series[S_SOCIETAL_COST, at] = ratio(cents / 100.0 + hour_euros * (hours + helped), people)
    series[S_INFORMAL_HOURS, at] = ratio(hours, people)
    series[S_CRISES, at] = ratio(1000.0 * (crises - spent[SPENT_CRISES]), people)
    remember_spent(ledger, crises, notes)


@part
def staff_values(
    notes: Notes,
    staff: Staff,
    fte_minutes: int,
    intake_share: float,
    presence_share: float,
    series: F8x2,
    at: int,
) -> None:
    """Caseload, utilisation and minutes of the first line."""
    total, free = org_minutes(staff, 1.0), free_hours(staff)
    contract, there, intake, room, asked, cases = 0, 0, 0, 0, 0, 0
    for w in range(len(staff.org)):
        contract += int(staff.contract[w])
        notes.contract[staff.org[w]] += staff.contract[w]
        notes.hired[staff.org[w]] += staff.hired[w]
        there += int(staff.minutes[w])
        intake += part_of(staff.minutes[w], intake_share)
        # What cases have when intake takes its ordinary share, not what it takes under pressure.
        org = staff.org[w]
        planned = (intake_share + presence_share) * lift(total[org], free[org])
        room += guidance_minutes(free_minutes(staff, w), planned)
        asked += int(staff.committed[w])
        cases += int(staff.caseload[w])
    wanted = float(asked) + notes.week[ASKED_WAITING]
    series[S_CASELOAD, at] = ratio(float(cases), contract / fte_minutes)
    series[S_UTILISATION, at] = ratio(wanted, float(room))
    series[S_FIRST_LINE_MINUTES, at] = there
    series[S_INTAKE_MINUTES, at] = intake
    series[S_GUIDANCE_ASKED, at] = asked
    series[S_GUIDANCE_WANTED, at] = wanted
    series[S_GUIDANCE_ROOM, at] = room
