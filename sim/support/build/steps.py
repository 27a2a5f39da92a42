"""The quarter's building, the same phases under every answer to Build."""

from __future__ import annotations

from sim.support.build import neighbourhood
from sim.support.contract import USE_COMMUNITY
from sim.support.means import org_minutes
from sim.support.situation import Situation


def build(now: Situation) -> None:
    """Community work of the week; every quarter what has grown or ended."""
    minutes = org_minutes(now.staff, now.levers.build_community)
    now.community_minutes += int(minutes.sum())
    now.ledger.minutes[:, USE_COMMUNITY] += minutes
    if not now.settings.no_means:
        neighbourhood.pay_provisions(now.provisions, now.ledger)
    if now.week % 13 != 12:
        return
    now.tally.volunteers += int(
        neighbourhood.volunteers(
            now.folk, now.cells, now.persons, now.provisions, now.world, now.levers,
            now.ledger, now.support_seed, now.week,
        )
    )  # fmt: skip
    neighbourhood.build_quarter(
        now.provisions, now.world, now.levers, now.community_minutes,
        now.settings.optimum_minutes * now.levers.build_optimum, now.settings.inhabitants,
        now.support_seed, now.week, now.settings.new_places, now.tally.build,
    )  # fmt: skip
    now.community_minutes = 0
    free = int(now.levers.build_reinvest * int(now.ledger.free[0]))
    if free > 0:
        neighbourhood.reinvest(now.provisions, free, now.settings.place_cents)
    now.ledger.free[0] = 0
