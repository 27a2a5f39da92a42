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
    taken = hours_taken(now.staff, now.offices, now.presence_share)
    if now.week % BLOCK_WEEKS == 0:
        now.tally.turnover += int(workers.turnover(now.served, now.settings.vacancy_weeks))
        now.tally.specialists_left += int(
            specialists.leave(
                now.cells, now.persons, now.specialists, now.engaged, now.world.specialist_turnover,
                now.world.specialist_handover, now.world.strength_low, now.support_seed, now.week,
            )
        )  # fmt: skip
    plans.recount(now.cells, now.staff, now.world, now.engaged)
    workers.assign(now.served, taken)
    plans.guide(
        now.folk, now.cells, now.homes, now.staff, now.ledger, now.world, now.domains,
        now.levers, now.practice.stay, now.engaged, taken, now.practice.since, now.week,
        now.tally.flows,
    )  # fmt: skip
    waiting = plans.waiting_for_worker(now.cells, now.engaged)
    closing.close(
        now.cells, now.homes, now.world, now.domains, now.levers, now.address, now.engaged,
        waiting / max(1, int(now.staff.caseload.sum())), now.support_seed, now.week,
        now.tally.closing, now.tally.flows,
    )  # fmt: skip
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
