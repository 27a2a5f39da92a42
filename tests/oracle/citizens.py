"""Citizens: what one person meets, feels, asks for and uses in a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation import streams
from sim.foundation.units import BLOCK_WEEKS, NEVER
from sim.population.domains import DAILY_LIVING, GROWING_UP
from sim.world.state import WAITS_INTAKE, WAITS_WORKER
from tests.oracle import rulebook as rule
from tests.oracle.events import (
    age_moves,
    lay,
    lay_onsets,
    meet_crises,
    meet_onsets,
    present_in_block,
)
from tests.oracle.need import Candidate, Need
from tests.oracle.requests import Requests

if TYPE_CHECKING:
    from tests.oracle.households import Household
    from tests.oracle.model import Neighbourhood
    from tests.oracle.provisions import Provision

ADULT, PENSION = 18, 65


class Citizen(Requests):
    """One person with four needs of their own."""

    def __init__(self, model: Neighbourhood, number: int, home: Household) -> None:
        super().__init__(model, number)
        self.home = home
        self.born = 0
        self.own_level = 1.0
        self.reluctance = 0.0
        self.group = 0
        self.strength = 1.0
        self.place: Provision | None = None
        self.joined = 0
        self.shy_until = -NEVER
        self.crisis_until = -NEVER
        self.volunteer = 0
        self.state = 0
        self.burden = 0.0
        self.cost = 0
        self.used = 0
        self.provisions = 0
        self.crises: tuple[Candidate, ...] = ()

    @property
    def adult(self) -> bool:
        """18 and over this week."""
        return self.model.week - self.born >= 52 * ADULT

    def present_needs(self) -> list[Need]:
        """Own needs while here."""
        return self.needs if self.here else []

    def spoken_for(self) -> list[Need]:
        """Own needs, and those of the household when this is its head."""
        return [*self.needs, *(n for n in self.home.needs if n.holder is self)]

    # --- block
    def grow_older(self) -> None:
        """Age group, and what the birthdays of the past 13 weeks move."""
        age = (self.model.week - self.born) // 52
        self.group = int(age >= ADULT) + int(age >= PENSION)
        if self._turned(ADULT):
            first = self.needs[0]
            if first.domain == GROWING_UP:
                first.vanish()
                first.domain = DAILY_LIVING
            self._age_moves(0)
        if self._turned(PENSION):
            self._age_moves(1)

    def _turned(self, age: int) -> bool:
        day, week = self.born + 52 * age, self.model.week
        return week - BLOCK_WEEKS < day <= week and self.arrive < day and week < self.leave

    def _age_moves(self, birthday: int) -> None:
        for need in self.needs:
            age_moves(need, self.model.shift[self.home.area][birthday], self.model.week)

    def draw_candidates(self) -> None:
        """The tape of this block: onsets of own needs, and crises."""
        present = present_in_block(self.model, self.arrive, self.leave)
        for need in self.needs:
            lay_onsets(self.model, need, self.risk, present)
        rate = self.model.crisis_ceiling if present else 0.0
        self.crises = lay(self.model, streams.CRISIS, self.number, rate)

    # --- moves
    def go(self) -> None:
        """Leave: needs and help end here."""
        if self.leave != self.model.week:
            return
        for need in self.needs:
            need.vanish()
        self.place = None
        self.volunteer = 0

    def come(self) -> None:
        """Arrive with one's needs."""
        if self.arrive == self.model.week:
            for need in self.needs:
                need.arrive()

    # --- world
    def meet_onsets(self) -> None:
        """New needs of this week."""
        if self.here:
            for need in self.needs:
                meet_onsets(need, self.group, self.vulnerability)

    def meet_crises(self) -> None:
        """Crises of this week."""
        if self.here:
            meet_crises(self)

    def live_needs(self) -> None:
        """Own needs grow or heal."""
        for need in self.present_needs():
            need.run_weeks()

    def adjust_strength(self) -> None:
        """Waiting lowers, help and participation raise, then back to the own level."""
        world = self.model.world
        push = 0.0
        for need in self.spoken_for():
            if need.status in (WAITS_INTAKE, WAITS_WORKER):
                push -= world.strength_waiting
            if need.effort > 0.0:
                push += self.model.levers.work_empower * need.effort
        if self.place is not None:
            push += world.strength_participation
        if push == 0.0 and self.strength == self.own_level:
            return
        self.strength = rule.next_strength(
            self.strength,
            self.own_level,
            world.strength_return,
            push,
            world.strength_low,
            world.strength_high,
        )

    def lose_strength(self, loss: float, low: float) -> None:
        """A blow to own strength, down to the lowest there is."""
        self.strength = max(low, self.strength - loss)

    # --- reach
    def lets_in(self, need: Need, coin: float) -> bool:
        """Whether a signal or a meeting about a need comes to a talk that is accepted."""
        model, world = self.model, self.model.world
        if model.week < self.shy_until:
            return False
        reach, talk, _, _ = rule.coins(model.seed, streams.SIGNAL, need.address, model.week, 0)
        got = rule.part_reached(world.signal_reached, world.signal_talk, reach, talk)
        for step in ("signals", "reached", "talks")[: got + 1]:
            model.reached[step] += 1
        if got < 2:
            return False
        accepts = rule.accept_chance(world.asking_accept, world.asking_reluctance, self.reluctance)
        if coin < accepts:
            return True
        shut = world.asking_shy_weeks + model.levers.reach_refusal_weeks
        self.shy_until = model.week + int(shut)
        model.reached["refused"] += 1
        return False

    # --- joining
    def sign_in(self) -> None:
        """Be counted where one takes part."""
        if self.place is not None:
            self.place.visitors += 1
            self.place.volunteers += self.volunteer

    def stop_visiting(self) -> None:
        """Stop by chance, or because the provision closed."""
        if self.place is None:
            return
        coin = rule.coin(self.model.seed, streams.JOIN, self.number, self.model.week, 1)
        if self.place.is_open == 0 or coin < self.model.world.provision_leave:
            self.place = None
            self.volunteer = 0

    def drawn(self) -> float:
        """Largest unmet need that a provision can carry."""
        domains = self.model.domains
        return max(
            (n.unmet for n in self.needs if domains[n.domain].collective_carry > 0.0), default=0.0
        )

    def ask_for_place(self) -> None:
        """Go to a provision of one's own accord."""
        unmet = self.drawn()
        if self.place is not None or unmet <= 0.0:
            return
        coin = rule.coin(self.model.seed, streams.JOIN, self.number, self.model.week, 0)
        if coin < rule.joins(self.model.world.provision_join, unmet):
            self.model.municipality.wanting.append(self)

    def take_part(self, place: Provision) -> None:
        """Take a place from this week."""
        self.place = place
        self.joined = self.model.week
        place.visitors += 1

    # --- build
    def maybe_volunteer(self) -> None:
        """A visitor of half a year whose own needs are met may start to help."""
        model = self.model
        if self.place is None:
            return
        if self.volunteer == 1:
            model.municipality.volunteered += 13 * int(model.world.volunteer_minutes)
            return
        if model.week - self.joined < model.world.volunteer_settled_weeks:
            return
        if max(need.unmet for need in self.needs) > model.world.needs_cut:
            return
        coin = rule.coin(model.seed, streams.VOLUNTEER, self.number, model.week, 0)
        if coin < rule.helps(model.levers.build_volunteer, self.strength):
            self.volunteer = 1
            self.place.volunteers += 1

    def reset_counts(self) -> None:
        """Totals count from the fork."""
        self.cost = 0
        self.burden = 0.0
