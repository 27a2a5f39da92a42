"""Specialists: named persons of a product, who follow its running trajectories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation import streams
from sim.support.specialists import NUMBERS
from sim.world.state import RUNS_PRODUCT
from tests.oracle import rulebook as rule
from tests.oracle.actor import Actor

if TYPE_CHECKING:
    from tests.oracle.model import Neighbourhood
    from tests.oracle.need import Need
    from tests.oracle.payers import Product


class Specialist(Actor):
    """One specialist; ``rank`` is the place among those of the product."""

    def __init__(self, model: Neighbourhood, number: int, product: Product, rank: int) -> None:
        super().__init__(model, number)
        self.product = product
        self.rank = rank
        self.contract = model.settings.minutes_per_fte
        self.skill = 1.0
        self.began = model.week
        self.caseload = 0

    @property
    def minutes(self) -> int:
        """Minutes a week that the running cases ask."""
        return self.caseload * self.product.minutes

    def clear_desk(self) -> None:
        """Count cases afresh."""
        self.caseload = 0

    def take(self, need: Need) -> None:
        """A running trajectory in this specialist's care."""
        need.specialist = self
        self.caseload += 1

    def maybe_leave(self) -> None:
        """Leave this quarter: another comes at once, and every case loses something."""
        model, world = self.model, self.model.world
        address = self.product.number * NUMBERS + self.rank
        coin = rule.coin(model.seed, streams.SPECIALIST, address, model.week, 0)
        if not rule.leaves(coin, world.specialist_turnover):
            return
        self.began = model.week
        for home in model.households:
            for need in home.all_needs():
                if need.granted == RUNS_PRODUCT and need.specialist is self:
                    need.speaker().lose_strength(world.specialist_handover, world.strength_low)
