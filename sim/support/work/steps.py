"""The week's first-line work, the same phases under every answer to Work.

Temporary workers are ordered each quarter where a term is passed, and there after a lag (G17).
"""

from __future__ import annotations

from sim.foundation.compiled import plain
from sim.foundation.units import BLOCK_WEEKS
from sim.support import specialists
from sim.support.admit.practice import levers_at
from sim.support.admit.term import hired_next, hours_short, overdue_minutes, term_of
from sim.support.contract import PRACTICE, USE_COMMUNITY, USE_COORDINATION
from sim.support.hours import change_cents, set_minutes
from sim.support.minutes import hours_taken, part_of, sum_by_org
from sim.support.situation import Situation
from sim.support.work import closing, plans, workers


def work(now: Situation) -> None:
    """Assign, guide, close; every quarter some workers and specialists leave."""
    taken, here = hours_taken(now.staff, now.offices, now.presence_share), now.served
    if now.week % BLOCK_WEEKS == 0:
        now.tally.turnover += int(workers.turnover(here, now.settings.vacancy_weeks))
        now.tally.specialists_left += int(specialists.leave(here))
    plans.recount(here)
    workers.assign(here, taken)
    plans.guide(here, taken)
    waiting = plans.waiting_for_worker(now.cells, now.engaged)
    closing.close(here, waiting / max(1, int(now.staff.caseload.sum())))
    now.ledger.minutes[:, USE_COORDINATION] += sum_by_org(now.staff.org, now.staff.coordination)
    community = sum_by_org(now.staff.org, now.staff.community)  # Build sees what it has done
    now.ledger.minutes[:, USE_COMMUNITY] += community
    now.community_minutes += int(community.sum())


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
            int(offices.hired[org]), short, plain(levers_at)(now.served, org).admit_hire, most
        )
        offices.order_week[org] = now.week + max(1, int(world.hire_lag))


def come(now: Situation, week: int) -> bool:
    """Orders of this week take effect; True when any did."""
    due = (now.offices.order_week == week) & (now.offices.hired != now.offices.ordered)
    now.offices.hired[due] = now.offices.ordered[due]
    return bool(due.any())


def hire(now: Situation) -> bool:
    """Order at the start of a quarter; True when temporary workers come or go next week."""
    if now.week % BLOCK_WEEKS == 0 and not now.settings.no_means:
        order(now)
    return come(now, now.week + 1)


def coming_week(now: Situation) -> None:
    """Minutes of next week, where temporary workers come or go, a post falls empty or is
    filled, or the change ends. After pay: this week's minutes are paid this week."""
    hired = hire(now)
    vacancies = now.settings.vacancy_weeks > 0 and (now.staff.began > now.week).any()
    if hired or vacancies or change_cents(now, now.week + 1) != change_cents(now, now.week):
        set_minutes(now, now.week + 1)
