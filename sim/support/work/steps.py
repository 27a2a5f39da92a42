"""The week's first-line work, the same phases under every answer to Work."""

from __future__ import annotations

from sim.support.contract import USE_COORDINATION
from sim.support.means import hours_taken, org_minutes
from sim.support.situation import Situation
from sim.support.work import plans


def work(now: Situation) -> None:
    """Assign, guide, close; every quarter some workers leave."""
    taken = hours_taken(now.staff, now.offices, now.levers, now.presence_share)
    if now.week % 13 == 0:
        now.tally.turnover += int(
            plans.turnover(
                now.cells, now.persons, now.folk, now.homes, now.staff, now.world, now.levers,
                now.active, now.support_seed, now.week,
            )
        )  # fmt: skip
    plans.recount(now.cells, now.staff, now.world, now.active)
    plans.assign(
        now.folk, now.cells, now.homes, now.staff, now.offices, now.world, now.levers, now.address,
        now.active, taken, now.support_seed, now.week,
    )  # fmt: skip
    plans.guide(
        now.folk, now.cells, now.homes, now.staff, now.ledger, now.world, now.levers,
        now.active, taken, now.practice.since, now.week,
    )  # fmt: skip
    waiting = int((now.cells.status[now.active] == 2).sum())
    plans.close(
        now.folk, now.cells, now.persons, now.homes, now.world, now.domains, now.levers,
        now.address, now.active, waiting / max(1, int(now.staff.caseload.sum())), now.support_seed,
        now.week, now.tally.closing,
    )  # fmt: skip
    now.ledger.minutes[:, USE_COORDINATION] += org_minutes(now.staff, now.levers.work_coordination)
