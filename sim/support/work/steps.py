"""The week's first-line work, the same phases under every answer to Work."""

from __future__ import annotations

from sim.foundation.units import BLOCK_WEEKS
from sim.support import specialists
from sim.support.contract import USE_COMMUNITY, USE_COORDINATION
from sim.support.hours import change_cents, set_minutes
from sim.support.minutes import hours_taken, sum_by_org
from sim.support.situation import Situation
from sim.support.work import closing, hiring, plans, workers


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


def coming_week(now: Situation) -> None:
    """Minutes of next week, where temporary workers come or go, a post falls empty or is
    filled, or the change ends. After pay: this week's minutes are paid this week."""
    hired = hiring.hire(now)
    vacancies = now.settings.vacancy_weeks > 0 and (now.staff.began > now.week).any()
    if hired or vacancies or change_cents(now, now.week + 1) != change_cents(now, now.week):
        set_minutes(now, now.week + 1)
