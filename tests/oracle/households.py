"""Households: the needs they hold together, and the informal circle around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.world.state import HAS_WORKER, WAITS_INTAKE
from tests.oracle import rulebook as rule
from tests.oracle.events import lay_onsets, meet_onsets, present_in_block
from tests.oracle.need import Need
from tests.oracle.requests import Requests

if TYPE_CHECKING:
    from tests.oracle.citizens import Citizen
    from tests.oracle.model import Neighbourhood
    from tests.oracle.organisations import Organisation
    from tests.oracle.workers import Worker


class Household(Requests):
    """A household with three needs, its members, and the households it is tied to."""

    def __init__(self, model: Neighbourhood, number: int) -> None:
        super().__init__(model, number)
        self.members: list[Citizen] = []
        self.tied: list[Household] = []
        self.area = 0
        self.circle = 0.0
        self.help_share = 1.0
        self.demand = 0.0
        self.trouble = 0.0
        self.load = 0.0
        self.ties = 0
        self.strain = 0.0
        self.boost = 0.0
        self.told = 0
        self.organisations = 0
        self.plan_worker: Worker | None = None
        self.activated = 0
        self.kept_up = False

    @property
    def head(self) -> Citizen | None:
        """Who speaks for the household's needs."""
        return self.needs[0].holder

    def present_needs(self) -> list[Need]:
        """The household's own needs while somebody is here."""
        return [] if self.head is None else self.needs

    def all_needs(self) -> list[Need]:
        """Needs of present members in order of id, then of the household."""
        return [n for m in self.members for n in m.present_needs()] + self.present_needs()

    def cases(self) -> list[Need]:
        """Needs in a worker's care; who leaves this week has not left before it is lived."""
        needs = [n for m in self.members for n in m.needs] + self.needs
        return [n for n in needs if n.status == HAS_WORKER]

    def worst_mental(self) -> float:
        """Largest excess unmet mental-health need among present members."""
        cut = self.model.world.needs_cut
        return max(
            (rule.burden(m.needs[1].unmet, cut) for m in self.members if m.here), default=0.0
        )

    def adults(self) -> int:
        """Present members of 18 and over."""
        return sum(m.here and m.adult for m in self.members)

    def felt_needs(self) -> int:
        """Needs of members and household that are felt."""
        return sum(n.unmet > self.model.world.asking_floor for n in self.all_needs())

    # --- block and moves
    def draw_candidates(self) -> None:
        """The tape of this block."""
        present = present_in_block(self.model, self.arrive, self.leave)
        for need in self.needs:
            lay_onsets(self.model, need, self.risk, present)

    def _name_head(self) -> None:
        head = next((m for m in self.members if m.here), None)
        for need in self.needs:
            need.holder = head

    def see_off(self) -> None:
        """Members left: another may speak for the household, or it is empty."""
        if all(m.leave != self.model.week for m in self.members):
            return
        self._name_head()
        if self.head is None:
            for need in self.needs:
                need.vanish()
            self.boost = 0.0
            self.strain = 0.0
            self.plan_worker = None

    def welcome(self) -> None:
        """Members came: a new household brings its own needs."""
        if all(m.arrive != self.model.week for m in self.members):
            return
        self._name_head()
        if self.arrive == self.model.week:
            for need in self.needs:
                need.arrive()

    def count_ties(self) -> None:
        """Present households tied to this one."""
        self.ties = sum(o.here for o in self.tied)

    # --- world
    def meet_onsets(self) -> None:
        """New needs of this week; the head's age decides the rate."""
        head = self.head
        if head is not None and head.here:
            for need in self.needs:
                meet_onsets(need, max(1, head.group), self.vulnerability)

    def live_needs(self) -> None:
        """The household's own needs grow or heal."""
        for need in self.present_needs():
            need.run_weeks()

    # --- the circle
    def ask_circle(self) -> None:
        """Hours asked, and trouble, from the needs of members and household."""
        self.demand = 0.0
        self.trouble = 0.0
        for need in self.all_needs():
            self.demand += self.model.domains[need.domain].network_hours * rule.severity(
                need.lasting, need.resolvable
            )
            self.trouble = max(self.trouble, rule.burden(need.unmet, self.model.world.needs_cut))

    def carry_load(self) -> None:
        """Hours given to ties and to one's own, and what that does to strain."""
        world = self.model.world
        self.load = 0.0
        if not self.here:
            return
        self.load = world.network_own_share * self.demand
        for o in self.tied:
            if o.demand > 0.0:
                self.load += rule.asked_of_each(
                    o.demand, world.network_outside, world.network_own_share, o.boost, o.ties
                )
        if self.load > 0.0 or self.strain > 0.0:
            self.strain = rule.next_strain(
                self.strain,
                self.load,
                self.circle,
                world.network_strain_slope,
                world.network_strain_recovery,
            )

    def fade_boost(self) -> None:
        """Activated help fades."""
        if self.here and self.boost > 0.0:
            self.boost = rule.boost_left(self.boost, self.model.world.network_boost_half_life)

    def receive_help(self) -> None:
        """Share of the asked hours that comes."""
        if self.demand <= 0.0:
            self.help_share = 1.0
            return
        given, helpers = 0.0, [o for o in self.tied if o.here]
        for o in helpers:
            given += rule.share_given(o.free_hours(), o.load)
        inside = given / len(helpers) if helpers else 0.0
        outside = self.model.world.network_outside
        elsewhere = rule.share_given(self.circle, self.demand)
        self.help_share = outside * elsewhere + (1.0 - outside) * inside

    def note_informal_help(self) -> None:
        """Minutes that the circle gave this week."""
        minutes = int(60.0 * self.demand * self.help_share)
        self.model.municipality.informal += minutes

    def free_hours(self) -> float:
        """Hours this household can give."""
        contagion = self.model.world.network_contagion
        return float(rule.circle_free(self.circle, self.strain, contagion, self.trouble))

    # --- support
    def come_to_table(self, take: bool) -> int:
        """Needs of the whole household that are spoken of at the team's table."""
        return sum(m.at_table(take) for m in self.members) + self.at_table(take)

    def at_door(self, desk: Organisation) -> list[Need]:
        """Needs that wait for their first contact at an organisation."""
        return [n for n in self.all_needs() if n in desk.door]

    def waiting_at(self, desk: Organisation) -> list[Need]:
        """Needs that wait for intake at an organisation."""
        return [n for n in self.all_needs() if n.status == WAITS_INTAKE and n.desk is desk]

    def organisation_bits(self) -> int:
        """Bits of the organisations and providers now around the household."""
        mask = 0
        for need in self.all_needs():
            if need.status == HAS_WORKER and need.desk is not None:
                mask |= 1 << need.desk.number
            product = need.running()
            if product is not None:
                mask |= 1 << (8 + product.number)
        return mask

    def laws(self) -> set[int]:
        """Payers of the products that run for the household."""
        payers = (n.payer for n in self.all_needs() if n.running() is not None)
        return {payer.number for payer in payers if payer is not None}

    def carried_by(self, worker: Worker) -> int:
        """Needs of the household in one worker's care."""
        return sum(n.status == HAS_WORKER and n.worker is worker for n in self.all_needs())

    def take_up_boost(self) -> None:
        """The circle that was activated, or kept up, this week gives more."""
        if self.kept_up:
            self.boost = self.model.levers.work_boost
        self.kept_up = False
        for _ in range(self.activated):
            self.boost = min(1.0, self.boost + self.model.levers.work_boost)
        self.activated = 0

    def drop_director(self, worker: Worker) -> None:
        """The director left."""
        if self.plan_worker is worker:
            self.plan_worker = None

    def reset_counts(self) -> None:
        """Totals count from the fork."""
        self.told = 0
