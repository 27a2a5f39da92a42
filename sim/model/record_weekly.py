"""Time paths: the numbers of one week."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.foundation.compiled import phase
from sim.foundation.units import F8, MINUTES_PER_HOUR
from sim.model.outcome import STATES
from sim.model.record_tables import (
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
    STRAIN,
    VISITORS,
    VOLUNTEERS,
    Notes,
)
from sim.support.means import Staff
from sim.support.minutes import free_minutes, guidance_minutes, hours_taken
from sim.support.situation import Situation

# EUR for an informal or volunteer hour (D40, from memory: an assumption); the low and the
# high value are half and one and a half times it.
HOUR_EUROS, HOUR_EUROS_LOW, HOUR_EUROS_HIGH = 14.0, 7.0, 21.0

# Series by id: shares of residents by state; per 1,000 inhabitants; EUR or hours per
# inhabitant in the week; counts.
SERIES = (
    *(f"share_{state}" for state in STATES[:-1]),
    "burden", "public_cost", "societal_cost", "hidden_need", "reach", "queue_intake",
    "queue_worker", "queue_product", "caseload", "crises", "provision_visitors",
    "provision_volunteers", "initiatives", "network_strain", "network_overburdened",
    "informal_hours", "utilisation_guidance", "residents", "children", "households",
    "first_line_minutes", "intake_minutes",
)  # fmt: skip
PER_THOUSAND = {
    "burden": BURDEN,
    "queue_intake": QUEUE_INTAKE,
    "queue_worker": QUEUE_WORKER,
    "queue_product": QUEUE_PRODUCT,
    "provision_visitors": VISITORS,
    "provision_volunteers": VOLUNTEERS,
}


class Spent(NamedTuple):
    """Running totals that a week's numbers are differences of."""

    cents: int
    informal: int
    volunteered: int
    crises: int


def spent(now: Situation) -> Spent:
    """Totals now."""
    return Spent(
        int(now.ledger.booked.sum()),
        int(now.ledger.informal[0]),
        int(now.ledger.volunteered[0]),
        int(now.tally.crises),
    )


def ratio(part: float, whole: float) -> float:
    """Part of a whole; 0 where there is no whole."""
    return part / whole if whole > 0.0 else 0.0


def week_values(
    now: Situation, notes: Notes, series: dict[str, F8], at: int, before: Spent, after: Spent
) -> None:
    """Write this week's numbers at position ``at`` of every series."""
    week = notes.week
    people, homes = float(week[RESIDENTS]), float(week[HOMES])
    for s, state in enumerate(STATES[:-1]):
        series[f"share_{state}"][at] = ratio(float(notes.in_state[s]), people)
    for name, index in PER_THOUSAND.items():
        series[name][at] = ratio(1000.0 * week[index], people)
    cents = after.cents - before.cents
    hours = (after.informal - before.informal) / MINUTES_PER_HOUR
    helped = (after.volunteered - before.volunteered) / MINUTES_PER_HOUR
    series["public_cost"][at] = ratio(cents / 100.0, people)
    series["societal_cost"][at] = ratio(cents / 100.0 + HOUR_EUROS * (hours + helped), people)
    series["informal_hours"][at] = ratio(hours, people)
    series["hidden_need"][at] = ratio(1000.0 * (week[COUNTING] - week[KNOWN]), people)
    series["reach"][at] = ratio(float(week[KNOWN]), float(week[COUNTING]))
    series["crises"][at] = ratio(1000.0 * (after.crises - before.crises), people)
    provisions = now.provisions
    series["initiatives"][at] = int((provisions.is_open * provisions.resident_run).sum())
    series["network_strain"][at] = ratio(float(week[STRAIN]), homes)
    series["network_overburdened"][at] = ratio(float(week[OVERBURDENED]), homes)
    series["residents"][at] = people
    series["children"][at] = week[CHILDREN]
    series["households"][at] = homes
    staff_values(now, notes, series, at)


@phase
def guidance_room(staff: Staff, taken: F8) -> int:
    """Minutes of all workers for running cases; taken: share of free time used otherwise, [6]."""
    room = 0
    for w in range(len(staff.org)):
        room += guidance_minutes(free_minutes(staff, w), taken[staff.org[w]])
    return room


def staff_values(now: Situation, notes: Notes, series: dict[str, F8], at: int) -> None:
    """Caseload, utilisation and minutes of the first line."""
    staff, settings = now.staff, now.settings
    fte = float(staff.contract.sum()) / settings.minutes_per_fte
    there = int(staff.minutes.sum())
    intake = int(np.floor(staff.minutes * settings.intake_share).sum())
    taken = hours_taken(staff, now.offices, now.presence_share)
    room = float(guidance_room(staff, taken))
    asked = float(staff.committed.sum()) + float(notes.week[ASKED_WAITING])
    series["caseload"][at] = ratio(float(staff.caseload.sum()), fte)
    series["utilisation_guidance"][at] = ratio(asked, room)
    series["first_line_minutes"][at] = there
    series["intake_minutes"][at] = intake
