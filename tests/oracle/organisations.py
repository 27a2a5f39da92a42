"""Organisations: the desks, the practice and the team, each with a queue for intake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation import streams
from sim.support.contract import (
    INCOME_DESK,
    PRACTICE,
    SOCIAL_WORK,
    TEAM,
    USE_CONTACT,
    USE_INTAKE,
    USES,
    WMO_DESK,
    YOUTH_DESK,
    Levers,
)
from sim.support.means import COMMUNITY, COORDINATOR, DESK, GENERALIST
from sim.world.waiting import CONVERSATIONS, FIRST_CONTACTS, INTAKES
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
        self.door: list[Need] = []
        self.door_taken = 0
        self.door_left = 0
        self.behind = 0.0
        self.hired = 0
        self.ordered = 0
        self.order_week = 0
        self.intake_full = 0
        self.intake_room = 0
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

    @property
    def term(self) -> float:
        """Weeks within which a request here should be decided on; 0 at the practice."""
        world = self.model.world
        terms = {
            WMO_DESK: world.term_wmo_desk,
            YOUTH_DESK: world.term_youth_desk,
            INCOME_DESK: world.term_income_desk,
            SOCIAL_WORK: world.term_social_work,
            TEAM: world.term_team,
        }
        return terms.get(self.number, 0.0)

    def begin_week(self) -> None:
        """No first contact and no signal yet."""
        self.door_taken = 0

    def open_doors(self) -> None:
        """Forget an earlier queue."""
        self.queue = []
        self.door = []

    def use(self, purpose: int, share: float) -> int:
        """Minutes used for a purpose that takes a share, noted in the accounts."""
        minutes = self.time_for(share)
        self.minutes[purpose] += minutes
        return minutes

    def free(self) -> int:
        """Minutes here that are not set apart."""
        return sum(w.free for w in self.workers())

    def intake_minutes(self, share: float) -> int:
        """Minutes of this week for intake: a share, or what running cases leave."""
        more, free = self.lift(), self.free()
        before = self.model.presence_share * more
        before += self.door_taken / free if free > 0 else 0.0
        return sum(
            int(rule.intake_room(w.free, share * more, before, w.committed, self.for_worker))
            for w in self.workers()
        )

    def plan_intake(self, levers: Levers, entries: int) -> int:
        """Minutes for intake this week: more of them when the queue is heading over its term."""
        world, ordinary = self.model.world, self.model.settings.intake_share
        there = self.intake_minutes(ordinary)
        self.intake_room += there
        self.behind = float(
            rule.heading_over(entries, int(world.intake_minutes), there, self.term, world.term_heed)
        )
        if self.behind == 0.0:
            return there
        all_minutes = sum(w.minutes for w in self.workers())
        return self.intake_minutes(
            rule.intake_share(ordinary, levers.admit_shift, self.hired, all_minutes, self.behind)
        )

    # --- first contacts
    def door_minutes(self) -> int:
        """Minutes a week for signals and first contacts: all that is not set apart, less
        presence."""
        presence = self.model.presence_share * self.lift()
        return sum(int(rule.guidance_minutes(w.free, presence)) for w in self.workers())

    def spend_at_door(self, minutes: int) -> bool:
        """Take minutes for a signal, if they are there."""
        if self.door_taken + minutes > self.door_minutes():
            return False
        self.door_taken += minutes
        self.minutes[USE_CONTACT] += minutes
        return True

    def receive_one_by_one(self) -> None:
        """First contacts at a desk."""
        if self.number in (TEAM, PRACTICE):
            return
        cost = int(self.model.world.contact_minutes)
        entries = [(self.model.level_of(n.unmet), n.since, n.address, n) for n in self.door]
        self._receive([(cost, [n]) for n in in_order(self.model, FIRST_CONTACTS, entries)])

    def _receive(self, callers: list[tuple[int, list[Need]]]) -> None:
        """First contacts with those who come, in their turn, each at its minutes. What does not
        suffice for the next is kept while it waits."""
        minutes = self.door_minutes() - self.door_taken
        before, left = self.door_left, self.door_left + minutes
        waiting = list(callers)
        while waiting and waiting[0][0] <= left:
            cost, needs = waiting.pop(0)
            left -= cost
            for need in needs:
                need.meet()
        if callers:
            keep = left if waiting else 0
            self.minutes[USE_CONTACT] += before + minutes - left
            self.door_taken += rule.intake_spent(before, minutes, left, keep)
            self.door_left = keep
        else:
            self.door_left = 0

    def receive_households(self) -> None:
        """First contacts of the team: all requests of a household at once."""
        if self.number != TEAM:
            return
        homes = {need.home: need.home.at_door(self) for need in self.door}
        entries = [
            (
                min(self.model.level_of(n.unmet) for n in ns),
                min(n.since for n in ns),
                g.number,
                g,
            )
            for g, ns in homes.items()
        ]
        base, less = self.model.world.contact_minutes, self.model.levers.admit_conversation
        self._receive(
            [
                (int(rule.entry_minutes(base, len(homes[g]), less, 0.0, 0.0)), homes[g])
                for g in in_order(self.model, CONVERSATIONS, entries)
            ]
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

    def note(self, served: int, waiting: int, minutes: int, left: int) -> None:
        """Minutes that do not suffice for the next entry are kept while somebody waits."""
        self.intakes += served
        self.waiting = waiting
        keep = left if waiting > 0 else 0
        self.intake_taken = rule.intake_spent(self.intake_left, minutes, left, keep)
        self.intake_left = keep

    def rest(self) -> None:
        """Nobody waits: no minutes are set aside or kept."""
        self.intake_left = 0
        self.intake_taken = 0
        self.waiting = 0

    # --- temporary workers
    def order_workers(self, overdue: int) -> None:
        """Decide on temporary workers for the coming quarter, unless some are under way.

        overdue: needs that have waited the norm for a worker.
        """
        model, world = self.model, self.model.world
        own = sum(w.minutes - w.hired for w in self.workers())
        if self.number == PRACTICE or own == 0 or self.order_week > model.week:
            return
        short = rule.hours_short(
            self.waiting,
            int(world.intake_minutes),
            rule.part_of(own, model.settings.intake_share),
            self.term,
            overdue * int(world.guidance_base),
        )
        levers = model.levers if self.number == TEAM else model.stay
        most = rule.part_of(own, world.hire_most)
        self.ordered = int(rule.hired_next(self.hired, short, levers.admit_hire, most))
        self.order_week = model.week + max(1, int(world.hire_lag))

    def let_come(self) -> bool:
        """An order for next week takes effect; whether anything changes by it."""
        if self.order_week != self.model.week + 1 or self.hired == self.ordered:
            return False
        self.hired = self.ordered
        return True

    def bring_temporary(self) -> None:
        """Temporary workers are shared out in proportion to the minutes that are there."""
        here = self.workers()
        own = sum(w.minutes for w in here)
        for worker in here:
            worker.hired = worker.minutes * self.hired // max(1, own)
        for worker in here:
            worker.minutes += worker.hired

    def set_taken(self) -> None:
        """Share of the hours here that does not go to running cases."""
        free = self.free()
        self.taken = (self.intake_taken + self.door_taken) / free if free > 0 else 0.0
        self.taken += self.model.presence_share * self.lift()

    # --- desks
    def serve_desk(self) -> None:
        """One need at a time."""
        if self.number == TEAM or self.model.settings.no_means:
            return
        world, levers = self.model.world, self.model.stay
        minutes = self.plan_intake(levers, len(self.queue))
        if not self.queue:
            self.rest()
            return
        left, served = self.intake_left + minutes, 0
        cut = rule.cut_short(levers.admit_shorten, self.behind)
        entries = [(n.turn(self.term, n.since), n.since, n.address, n) for n in self.queue]
        for need in in_order(self.model, INTAKES, entries):
            extra = self._wrong_desk(need)
            full, cost = (
                int(rule.entry_minutes(base, 1 + extra, 1.0, 0.0, levers.admit_fit_minutes))
                for base in (world.intake_minutes, world.intake_minutes * (1.0 - cut))
            )
            if self.number != PRACTICE:
                if cost > left:
                    break
                left -= cost
                self.minutes[USE_INTAKE] += cost
                self.intake_full += full
            served += 1
            need.home.told += 1 + extra
            decide(self.model, need, levers, cut)
        self.note(served, len(self.queue) - served, minutes, left)

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
        levers = self.model.levers
        minutes = self.plan_intake(levers, len({need.home for need in self.queue}))
        if not self.queue:
            self.rest()
            return
        if self.model.settings.no_means:
            return
        homes: dict[Household, list[Need]] = {}
        for need in self.queue:
            homes.setdefault(need.home, []).append(need)
        entries = [
            (
                min(n.turn(self.term, min(o.since for o in ns)) for n in ns),
                min(n.since for n in ns),
                g.number,
                g,
            )
            for g, ns in homes.items()
        ]
        left, served = self.intake_left + minutes, 0
        cut = rule.cut_short(levers.admit_shorten, self.behind)
        for home in in_order(self.model, CONVERSATIONS, entries):
            needs = home.come_to_table(take=False)
            cost = self._table_minutes(needs, cut)
            if cost > left:
                break
            left -= cost
            self.minutes[USE_INTAKE] += cost
            self.intake_full += self._table_minutes(needs, 0.0)
            served += 1
            home.told += 1
            home.come_to_table(take=True)
            for need in home.waiting_at(self):
                decide(self.model, need, levers, cut)
        self.note(served, len(homes) - served, minutes, left)

    def _table_minutes(self, needs: int, cut: float) -> int:
        levers = self.model.levers
        consult = levers.admit_consult * levers.admit_consult_minutes
        return int(
            rule.entry_minutes(
                self.model.world.intake_minutes * (1.0 - cut),
                needs,
                levers.admit_conversation,
                consult,
                levers.admit_fit_minutes * needs,
            )
        )

    def reset_counts(self) -> None:
        """Totals count from the fork."""
        self.intakes = self.intake_full = self.intake_room = 0
        self.minutes = [0] * len(USES)
