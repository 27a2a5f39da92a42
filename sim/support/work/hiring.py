"""Temporary workers: ordered each quarter where a term is passed, there after a lag (G17)."""

from __future__ import annotations

from sim.foundation.units import BLOCK_WEEKS
from sim.support.admit.term import hired_next, hours_short, overdue_minutes, term_of
from sim.support.contract import PRACTICE, TEAM, Levers
from sim.support.minutes import part_of, sum_by_org
from sim.support.situation import Situation


def levers_at(now: Situation, org: int) -> Levers:
    """Levers of who works at an organisation: desks beside a team work as today."""
    return now.levers if org == TEAM else now.practice.stay


def order(now: Situation) -> None:
    """Every quarter each organisation without an order under way decides on the next."""
    staff, offices, world = now.staff, now.offices, now.world
    overdue = overdue_minutes(
        now.cells, now.engaged, int(world.guidance_base), world.term_worker, now.week
    )
    own = sum_by_org(staff.org, staff.minutes - staff.hired)
    each = int(world.intake_minutes)
    for org in range(len(own)):
        if org == PRACTICE or own[org] == 0 or offices.order_week[org] > now.week:
            continue
        ordinary = part_of(int(own[org]), now.settings.intake_share)
        waiting, term = int(offices.waiting[org]), term_of(world, org)
        short = hours_short(waiting, each, ordinary, term, int(overdue[org]))
        most = part_of(int(own[org]), world.hire_most)
        offices.ordered[org] = hired_next(
            int(offices.hired[org]), short, levers_at(now, org).admit_hire, most
        )
        offices.order_week[org] = now.week + max(1, int(world.hire_lag))


def come(now: Situation, week: int) -> bool:
    """Orders of this week take effect; whether any did."""
    due = (now.offices.order_week == week) & (now.offices.hired != now.offices.ordered)
    now.offices.hired[due] = now.offices.ordered[due]
    return bool(due.any())


def hire(now: Situation) -> bool:
    """Order at the start of a quarter; whether temporary workers come or go next week."""
    if now.week % BLOCK_WEEKS == 0 and not now.settings.no_means:
        order(now)
    return come(now, now.week + 1)
