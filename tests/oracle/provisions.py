"""Collective provisions: who takes part, how alive they are, beginnings and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation import streams
from sim.support.contract import WELFARE
from sim.support.means import PROVISION
from sim.world.waiting import VISITS_KEPT
from tests.oracle import rulebook as rule
from tests.oracle.actor import Actor
from tests.oracle.queues import in_order

if TYPE_CHECKING:
    from tests.oracle.model import Neighbourhood


class Provision(Actor):
    """A neighbourhood centre, or a room for an initiative of residents."""

    def __init__(self, model: Neighbourhood, number: int) -> None:
        super().__init__(model, number)
        self.area = 0
        self.is_open = 0
        self.resident_run = 0
        self.vitality = 0.0
        self.places = 0
        self.visitors = 0
        self.volunteers = 0
        self.began = 0
        self.yearly_cost = 0
        self.bought = 0
        self.bought_cost = 0
        self.standing = 1

    def close_down(self) -> None:
        """Closed by decision: a centre until it is opened again, an initiative for good."""
        if self.resident_run == 0:
            self.places -= self.bought
            self.standing = 0
        else:
            self.places = 0
        self.is_open, self.vitality, self.bought, self.bought_cost = 0, 0.0, 0, 0

    def open_up(self, places: int) -> None:
        """Opened by decision, with so many places; 0: as many as there were."""
        if self.resident_run == 0 and places > 0:
            self.yearly_cost = self.yearly_cost * places // max(1, self.places)
        self.places = places or self.places
        self.is_open = self.standing = 1
        self.vitality, self.began = self.model.world.provision_first_vitality, self.model.week

    def empty(self) -> None:
        """Count visitors afresh."""
        self.visitors = 0
        self.volunteers = 0

    def admits(self, coin: float) -> bool:
        """Open, with room, and not closed to newcomers (T14)."""
        if self.is_open == 0 or self.visitors >= self.places:
            return False
        return self.resident_run == 0 or coin >= self.model.levers.build_closure

    def be_paid(self) -> None:
        """This week's subsidy, or a closed door when there is no money."""
        money = self.model.municipality.provision_money
        self.is_open = rule.doors_open(self.is_open, self.resident_run, self.standing, money)
        if money and self.is_open == 1:
            cost = self.yearly_cost + self.bought_cost
            self.model.payers[WELFARE].book(PROVISION, cost // 52)

    def give_up(self) -> None:
        """Bought places that the pool can no longer pay end."""
        left = rule.places_kept(self.bought, self.model.municipality.kept)
        if left < self.bought:
            self.places -= self.bought - left
            self.bought_cost = self.bought_cost * left // self.bought
            self.bought = left

    def make_room(self) -> None:
        """Those who came last stop coming when there are more visitors than places."""
        if self.visitors <= self.places:
            return
        here = [(0, c.joined, c.number, c) for c in self.model.citizens if c.place is self]
        for citizen in in_order(self.model, VISITS_KEPT, here)[self.places :]:
            self.visitors -= 1
            self.volunteers -= citizen.volunteer
            citizen.place = None
            citizen.volunteer = 0

    def live_quarter(self) -> None:
        """Begin, grow or fade, end."""
        model = self.model
        first, second, _, _ = rule.coins(model.seed, streams.BUILD, self.number, model.week, 0)
        if self.is_open == 0:
            if self.resident_run == 1:
                self._maybe_begin(first)
            return
        if model.useful > 0.0 or self.resident_run == 1:
            self._grow()
        if self.resident_run == 1 and second < rule.end_chance(
            model.levers.build_continuity, self.vitality
        ):
            self.is_open = 0
            self.vitality = 0.0
            self.places = 0
            self.bought = self.bought_cost = 0

    def _maybe_begin(self, coin: float) -> None:
        model = self.model
        if model.useful > 0.0 and coin < rule.begin_chance(
            model.levers.build_start_rate, model.settings.inhabitants, model.free_rooms, model.dose
        ):
            self.is_open = 1
            self.vitality = self.model.world.provision_first_vitality
            self.places = model.settings.new_places
            self.began = model.week

    def _grow(self) -> None:
        model = self.model
        helped = self.volunteers / max(1.0, self.model.world.volunteer_full_help * self.places)
        effect = 0.0
        if model.useful > 0.0:
            effect = rule.facilitation_effect(model.dose, model.levers.build_smother)
        self.vitality = rule.next_vitality(
            self.vitality,
            model.world.provision_growth,
            effect,
            min(1.0, helped),
            model.world.provision_decay,
        )
