"""The quarter's building, the same phases under every answer to Build."""

from __future__ import annotations

from sim.foundation.units import BLOCK_WEEKS, WEEKS_PER_YEAR
from sim.support.build import neighbourhood
from sim.support.situation import Situation


def build(now: Situation) -> None:
    """Provisions are open as far as there is money; every quarter what has grown or ended."""
    if not now.settings.no_means:
        weeks_gone = now.week % WEEKS_PER_YEAR
        if weeks_gone == WEEKS_PER_YEAR - 1 and now.levers.pay_pooled >= 0.5:
            neighbourhood.give_up_places(now.provisions, int(now.ledger.reserve[0]))
        neighbourhood.pay_provisions(
            now.provisions, now.ledger, now.levers, now.settings.provision_regime, weeks_gone
        )
    if now.week % BLOCK_WEEKS != BLOCK_WEEKS - 1:
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
