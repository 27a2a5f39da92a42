"""Organisations: the desks, the practice and the team, each with a queue for intake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation import streams
from sim.support.contract import PRACTICE, TEAM, USE_INTAKE, USES
from sim.support.means import COMMUNITY, COORDINATOR, DESK, GENERALIST
from sim.world.waiting import CONVERSATIONS, INTAKES
from tests.oracle import rulebook as rule
from tests.oracle.actor import Actor
from tests.oracle.decision import decide
from tests.oracle.need import Need
from tests.oracle.queues import in_order

if TYPE_CHECKING:
    from tests.oracle.households import Household
    from tests.oracle.model import Neighbourhood
    from tests.oracle.workers import Worker


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
        more = self.lift()
        share, presence = self.model.settings.intake_share * more, self.model.presence_share * more
        return sum(
            int(rule.intake_room(w.free, share, presence, w.committed, self.for_worker))
            for w in self.workers()
        )

    def workers(self) -> list[Worker]:
        """Who works here now, by id."""
        return [w for w in self.model.workers if w.org is self]

    def lift(self) -> float:
        """What a share of the hours is of the hours that are not set apart."""
        return float(rule.lift(self.time_for(1.0), sum(w.free for w in self.workers())))

    def set_apart(self) -> None:
        """The share for community work, then that for coordination, in whole minutes."""
        levers = self.model.levers
        for worker in self.workers():
            worker.community = worker.coordination = 0
        self._divide("community", COMMUNITY, levers.build_community)
        self._divide("coordination", COORDINATOR, levers.work_coordination)

    def _divide(self, use: str, role: int, share: float) -> None:
        """Whole persons first; those who carry cases give the rest in proportion."""
        here = self.workers()
        left = sum(w.time_for(share) for w in here)
        for worker in here:
            if worker.role == role:
                gives = min(worker.minutes - worker.community, left)
                setattr(worker, use, gives)
                left -= gives
        others = [w for w in here if rule.carries_cases(w.role)]
        free = [w.minutes - w.community for w in others]
        left = min(left, sum(free))
        parts = [minutes * left // sum(free) if sum(free) > 0 else 0 for minutes in free]
        odd = left - sum(parts)
        for worker, part, minutes in zip(others, parts, free, strict=True):
            extra = 1 if odd > 0 and part < minutes else 0
            setattr(worker, use, part + extra)
            odd -= extra

    def name_roles(self) -> None:
        """Whole persons for community work and coordination, as far as contracts fit in."""
        levers, here = self.model.levers, self.workers()
        contract = sum(w.contract for w in here)
        left = {
            COMMUNITY: rule.part_of(contract, levers.build_community),
            COORDINATOR: rule.part_of(contract, levers.work_coordination),
        }
        usual = GENERALIST if self.number == TEAM else DESK
        kept = []
        for worker in here:
            if worker.role in left and 0 < worker.contract <= left[worker.role]:
                left[worker.role] -= worker.contract
                kept.append(worker)
        rest = [w for w in here if w not in kept]
        for role in (COMMUNITY, COORDINATOR):
            for worker in sorted(rest, key=lambda w: (w.case_count(), w.number)):
                if worker not in kept and 0 < worker.contract <= left[role]:
                    left[role] -= worker.contract
                    kept.append(worker)
                    worker.change_role(role)
        for worker in rest:
            if worker not in kept:
                worker.change_role(usual)

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
        free = sum(w.free for w in self.workers())
        self.taken = self.intake_taken / free if free > 0 else 0.0
        self.taken += self.model.presence_share * self.lift()

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
        for need in in_order(self.model, INTAKES, entries):
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
        draw = rule.coins_of(2, self.number == PRACTICE)
        coin = rule.coin(model.seed, streams.INTAKE, need.address, need.known, draw)
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
        for home in in_order(self.model, CONVERSATIONS, entries):
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
