"""Euros, hours and the ledger: the only way to spend.

Euros are integer cents and time is integer minutes, so totals are exact in any
order. Every amount is booked once, to a payer and a line, at the moment it is spent.
"""

from __future__ import annotations

import numpy as np

from sim.foundation.columns import large, real, small, whole
from sim.foundation.compiled import part, phase
from sim.foundation.table import Table
from sim.foundation.units import F8, I1, I4, I8, I4x2, I8x2
from sim.support.contract import (
    INCOME_DESK,
    INCOME_LAW,
    ORGANISATIONS,
    PAYERS,
    SOCIAL_WORK,
    TEAM,
    USES,
    WELFARE,
    WMO,
    WMO_DESK,
    YOUTH,
    YOUTH_DESK,
    Levers,
)

BOOK_LINES = ("staff", "product", "idle", "crisis", "provision", "change", "hired")
STAFF, PRODUCT, IDLE, CRISIS, PROVISION, CHANGE, HIRED = range(7)

VOLUME_WEEKS = 106  # weeks of contracted volume remembered; the longest contract lag is 104

DESK_PAYER = (WMO, YOUTH, INCOME_LAW, WELFARE)  # of wmo, youth, income desk, social work

# Roles of professionals. The first two carry cases; specialists have a table of their own.
ROLES = ("desk", "generalist", "community", "coordinator", "specialist")
DESK, GENERALIST, COMMUNITY, COORDINATOR, SPECIALIST = range(5)


class Staff(Table):
    """Individual professionals of the first line, one row each, [w]."""

    role: I1  # see ROLES
    home: I1  # organisation that employs the worker
    org: I1  # organisation the worker works in now
    payer: I1
    contract: I4  # minutes a week for clients after overhead and administration
    minutes: I4  # available now: of these after dedication and change costs, and those hired
    hired: I4  # of the minutes available now, those of temporary workers
    community: I4  # of these, a week for community work
    coordination: I4  # of these, a week for coordination
    skill: F8
    began: I4  # week in which the worker begins or began in this post; empty until then
    caseload: I4  # needs in the worker's care
    committed: I4  # guidance minutes these ask for in a week
    given: I4  # guidance minutes given this week


class Specialists(Table):
    """One row per specialist, [s]; rows are added at the end and never removed."""

    product: I1
    rank: I4  # among those of the product; with it the address of random numbers
    contract: I4  # client minutes a week of a full-time post
    skill: F8
    began: I4  # week in which the specialist began in this post
    caseload: I4  # running trajectories in the specialist's care
    minutes: I4  # minutes a week that these ask


class Offices(Table):
    """Per organisation, [6]."""

    intake_left: I8  # intake minutes carried over while people wait
    intake_taken: I8  # minutes of this week set aside for intake
    waiting: I4  # needs (at the team, households) waiting for intake
    for_worker: I4  # needs that waited in vain for a worker this week
    intakes: I8  # entries (as above) taken in since the fork
    intake_full: I8  # minutes these would have taken at full length, since the fork
    intake_room: I8  # minutes there were for intake at its ordinary share, since the fork
    door_left: I8  # minutes saved for a first contact while somebody waits for one
    door_taken: I8  # minutes of this week that first contacts and signals took
    behind: F8  # how far this week's queue is heading over the term, 0-1
    hired: I8  # minutes a week of temporary workers
    ordered: I8  # the same from week ``order_week`` on
    order_week: I4  # week from which the last order holds


class Ledger(Table):
    """Spending since the fork, and this year."""

    booked: I8x2  # [payers, lines] cents
    by_product: I8  # [p] cents
    by_product_minutes: I8  # [p] of specialists
    minutes: I8x2  # [organisations, uses]
    crisis_minutes: I8  # [payers] of crisis care
    informal: I8  # [1] minutes given by circles
    volunteered: I8  # [1] minutes given by volunteers
    year: I8  # [payers] cents booked this model year
    budget: I8  # [payers] cents for this model year
    reserve: I8  # [1] cents carried by the holder of a neighbourhood budget
    free: I8  # [1] cents that Pay lets Build spend
    tight: F8  # [payers] chance that a heavier line is refused this week
    product_year: I8  # [p] cents of trajectories this model year
    places: F8  # [p] contracted places, which follow waits from year to year
    contract: I8  # [p] cents a year of its own contract, which does so too; 0 without one
    asked_year: I4  # [p] granted this model year, and passed on to it less passed on from it
    waited: I4  # [p] that waited when this model year began
    volume: I4x2  # [VOLUME_WEEKS, p] running trajectories of past weeks


def new_ledger(places: I4, contract: I8, budget: I8) -> Ledger:
    """An empty ledger; places, contract: of each product, see ``Ledger``, [p]."""
    payers, products = len(PAYERS), len(places)
    return Ledger.zeros(
        products,
        booked=large((payers, len(BOOK_LINES))),
        minutes=large((len(ORGANISATIONS), len(USES))),
        crisis_minutes=large(payers),
        informal=large(1),
        volunteered=large(1),
        year=large(payers),
        budget=budget.copy(),
        reserve=large(1),
        free=large(1),
        tight=real(payers),
        places=places.astype(np.float64),
        contract=contract.copy(),
        volume=whole((VOLUME_WEEKS, products)),
    )


@part
def book(ledger: Ledger, payer: int, line: int, amount: int) -> None:
    """Spend ``amount`` cents of a payer on a line."""
    ledger.booked[payer, line] += amount
    ledger.year[payer] += amount


@phase
def count_cases(staff: Staff) -> None:
    """Reset the weekly counts of every worker."""
    staff.caseload[:] = 0
    staff.committed[:] = 0
    staff.given[:] = 0


@part
def org_for(levers: Levers, desk: int) -> int:
    """Organisation that a need of this desk goes to: the team within its mandate."""
    if desk == WMO_DESK and levers.admit_mandate_wmo >= 0.5:
        return TEAM
    if desk == YOUTH_DESK and levers.admit_mandate_youth >= 0.5:
        return TEAM
    if desk == INCOME_DESK and levers.admit_mandate_income >= 0.5:
        return TEAM
    if desk == SOCIAL_WORK and levers.admit_mandate_social >= 0.5:
        return TEAM
    return desk


def new_staff(desk_minutes: I8, workers_per_minute: float) -> Staff:
    """Workers of the four desks: whole persons whose minutes add up to the hours.

    desk_minutes: [4] client minutes a week of each desk.
    """
    home: list[int] = []
    minutes: list[int] = []
    for desk in range(len(DESK_PAYER)):
        total = int(desk_minutes[desk])
        count = max(1, round(total * workers_per_minute))
        for k in range(count):
            home.append(desk)
            minutes.append(total // count + (1 if k < total % count else 0))
    w = len(home)
    contract = np.array(minutes, dtype=np.int32)
    return Staff.zeros(
        w,
        role=small(w, DESK),
        home=np.array(home, dtype=np.int8),
        org=np.array(home, dtype=np.int8),
        payer=np.array([DESK_PAYER[d] for d in home], dtype=np.int8),
        contract=contract,
        minutes=contract.copy(),
        skill=np.ones(w, dtype=np.float64),
        began=whole(w, -10_000),
    )


def new_offices() -> Offices:
    """Organisations without a queue."""
    count = len(ORGANISATIONS)
    return Offices.zeros(count, order_week=whole(count, -10_000))
