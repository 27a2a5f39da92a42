"""Organisations: the desks, the practice and the team, each with a queue for intake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation import streams
from sim.support.contract import PRACTICE, TEAM, USE_INTAKE, USES
from tests.oracle import rulebook as rule
from tests.oracle.actor import Actor
from tests.oracle.decision import decide
from tests.oracle.need import Need
from tests.oracle.queues import in_order

if TYPE_CHECKING:
    from tests.oracle.households import Household
    from tests.oracle.model import Neighbourhood


class Organisation(Actor):
    """Where needs wait for intake and workers work."""

    def __init__(self, model: Neighbourhood, number: int) -> None:
        super().__init__(model, number)
        self.queue: list[Need] = []
        self.intake_left = 0
        self.intake_taken = 0
        self.waiting = 0
        self.for_worker = 0
        self.intakes = 0
        self.minutes = [0] * len(USES)
        self.taken = 0.0

    def time_for(self, share: float) -> int:
        """Minutes that the workers here have for a use that takes a share."""
        return sum(w.time_for(share) for w in self.model.workers if w.org is self)

    def open_doors(self) -> None:
        """Forget last week's queue."""
        self.queue = []

    def use(self, purpose: int, share: float) -> int:
        """Minutes used for a purpose that takes a share, noted in the accounts."""
        minutes = self.time_for(share)
        self.minutes[purpose] += minutes
        return minutes

    def intake_minutes(self) -> int:
        """Minutes of this week for intake: its share, or what running cases leave."""
        levers, share = self.model.levers, self.model.settings.intake_share
        other = self.model.presence_share + levers.work_coordination + levers.build_community
        return sum(
            int(rule.intake_room(w.minutes, share, other, w.committed, self.for_worker))
            for w in self.model.workers
            if w.org is self
        )

    def note(self, served: int, waiting: int, left: int) -> None:
        """Minutes that do not suffice for the next entry are kept while somebody waits."""
        self.intakes += served
        self.waiting = waiting
        keep = left if waiting > 0 else 0
        self.intake_taken = rule.intake_spent(self.intake_left, self.intake_minutes(), left, keep)
        self.intake_left = keep

    def rest(self) -> None:
        """Nobody waits: no minutes are set aside or kept."""
        self.intake_left = 0
        self.intake_taken = 0
        self.waiting = 0

    def hand_minutes_to(self, other: Organisation) -> None:
        """Minutes kept for somebody who waits go along to the one who takes over."""
        if other is not self:
            other.intake_left += self.intake_left
            self.intake_left = 0

    def set_taken(self) -> None:
        """Share of the hours here that does not go to running cases."""
        levers, total = self.model.levers, self.time_for(1.0)
        self.taken = self.intake_taken / total if total > 0 else 0.0
        self.taken += self.model.presence_share + levers.work_coordination + levers.build_community

    # --- desks
    def serve_desk(self) -> None:
        """One need at a time."""
        if self.number == TEAM or self.model.settings.no_means:
            return
        if not self.queue:
            self.rest()
            return
        left, served = self.intake_left + self.intake_minutes(), 0
        entries = [(rule.zrm_level(n.unmet), n.since, n.address, n) for n in self.queue]
        for need in in_order(self.model, entries):
            extra = self._wrong_desk(need)
            world, levers = self.model.world, self.model.stay
            cost = rule.entry_minutes(
                world.intake_minutes, 1 + extra, 1.0, 0.0, levers.admit_fit_minutes
            )
            if self.number != PRACTICE:
                if cost > left:
                    break
                left -= cost
                self.minutes[USE_INTAKE] += cost
            served += 1
            need.home.told += 1 + extra
            decide(self.model, need, levers)
        self.note(served, len(self.queue) - served, left)

    def _wrong_desk(self, need: Need) -> int:
        """Extra intakes because the need was first brought to a wrong desk."""
        model = self.model
        coin = rule.coin(model.seed, streams.INTAKE, need.address, need.known, 2)
        return int(coin < model.stay.admit_wrong_desk)

    # --- the kitchen table
    def serve_table(self) -> None:
        """One household at a time: its highest urgency, its oldest request."""
        if self.number != TEAM:
            return
        if not self.queue:
            self.rest()
            return
        if self.model.settings.no_means:
            return
        homes: dict[Household, list[Need]] = {}
        for need in self.queue:
            homes.setdefault(need.home, []).append(need)
        entries = [
            (min(rule.zrm_level(n.unmet) for n in ns), min(n.since for n in ns), g.number, g)
            for g, ns in homes.items()
        ]
        left, served = self.intake_left + self.intake_minutes(), 0
        for home in in_order(self.model, entries):
            cost = self._table_minutes(home.come_to_table(take=False))
            if cost > left:
                break
            left -= cost
            self.minutes[USE_INTAKE] += cost
            served += 1
            home.told += 1
            home.come_to_table(take=True)
            for need in home.waiting_at(self):
                decide(self.model, need, self.model.levers)
        self.note(served, len(homes) - served, left)

    def _table_minutes(self, needs: int) -> int:
        levers = self.model.levers
        consult = levers.admit_consult * levers.admit_consult_minutes
        return int(
            rule.entry_minutes(
                self.model.world.intake_minutes,
                needs,
                levers.admit_conversation,
                consult,
                levers.admit_fit_minutes * needs,
            )
        )

    def reset_counts(self) -> None:
        """Totals count from the fork."""
        self.intakes = 0
        self.minutes = [0] * len(USES)
