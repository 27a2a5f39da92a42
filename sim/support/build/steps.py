"""The quarter's building, the same phases under every answer to Build."""

from __future__ import annotations

from sim.foundation.units import BLOCK_WEEKS, WEEKS_PER_YEAR
from sim.support.build import neighbourhood
from sim.support.situation import Situation


def build(now: Situation) -> None:
    """Provisions are open as far as there is money; every quarter what has grown or ended."""
    here, settings = now.served, now.settings
    if not settings.no_means:
        if now.week % WEEKS_PER_YEAR == WEEKS_PER_YEAR - 1 and now.levers.pay_pooled >= 0.5:
            neighbourhood.give_up_places(now.provisions, int(now.ledger.reserve[0]))
        neighbourhood.pay_provisions(here, settings.provision_regime)
    if now.week % BLOCK_WEEKS != BLOCK_WEEKS - 1:
        return
    now.tally.volunteers += int(neighbourhood.volunteers(here))
    optimum = settings.optimum_minutes * now.levers.build_optimum
    neighbourhood.build_quarter(
        here, now.community_minutes, optimum, settings.inhabitants, settings.new_places
    )
    now.community_minutes = 0
    free = int(now.levers.build_reinvest * int(now.ledger.free[0]))
    if free > 0:
        neighbourhood.reinvest(now.provisions, free, settings.place_cents)
    now.ledger.free[0] = 0
