"""What citizens and households have in common: needs, and what they do with support for each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from sim.foundation import streams
from sim.foundation.units import NEVER
from sim.population.domains import GROWING_UP
from sim.support.contract import PRACTICE, TEAM
from sim.support.flows import GIVEN_UP, HELD
from sim.world.state import (
    ASKED_FOR,
    HAS_WORKER,
    READY,
    RUNS_PRODUCT,
    WAITS_INTAKE,
    WAITS_PRODUCT,
    WAITS_WORKER,
)
from tests.oracle import rulebook as rule
from tests.oracle.actor import Actor
from tests.oracle.need import Need

if TYPE_CHECKING:
    from tests.oracle.model import Neighbourhood


class Requests(Actor, ABC):
    """Asking, waiting, being helped: the same for a person and for a household."""

    def __init__(self, model: Neighbourhood, number: int) -> None:
        super().__init__(model, number)
        self.needs: list[Need] = []
        self.arrive = 0
        self.leave = NEVER
        self.vulnerability = 1.0
        self.risk = 0

    @property
    def here(self) -> bool:
        """Present this week."""
        return bool(rule.is_here(self.arrive, self.leave, self.model.week))

    @abstractmethod
    def present_needs(self) -> list[Need]:
        """Needs of those who are here."""

    # --- reach
    def be_noticed(self) -> None:
        """Ask, be signalled, or be met by somebody of support."""
        for need in self.present_needs():
            floor = self.model.world.asking_floor
            if rule.may_be_recognised(need.status, need.granted, need.unmet, floor):
                self._notice(need)

    def _notice(self, need: Need) -> None:
        model = self.model
        coin, accept, moment, _ = rule.coins(
            model.seed, streams.RECOGNISE, need.address, model.week, 0
        )
        asks, signalled, anything = self._chances(need)
        if coin < asks:
            model.reached["asked"] += 1
            need.enter_queue(model.desk_for(need), moment, model.week)
        elif coin < signalled:
            model.municipality.signals.append(need)
        elif coin < anything and need.speaker().lets_in(need, accept):
            model.municipality.met.append(need)

    def _chances(self, need: Need) -> tuple[float, float, float]:
        """Chance to ask; to ask or be signalled; to become known in any way."""
        model = self.model
        world, levers, unmet = model.world, model.levers, need.unmet
        reluctance = need.speaker().reluctance
        asks = rule.asking_chance(
            world.asking_level * model.domains[need.domain].asking,
            world.asking_severity,
            world.asking_reluctance,
            unmet,
            world.asking_floor,
            reluctance,
            levers.reach_barrier,
        )
        signal = model.domains[need.domain].signal * unmet
        if need.domain == GROWING_UP:
            signal = rule.either(signal, levers.reach_school_line * unmet)
        signalled = rule.either(asks, min(1.0, signal))
        close = levers.reach_network_signals * need.home.help_share * unmet
        found = rule.found_chance(levers.reach_finding, model.presence_hours, unmet, reluctance)
        return asks, signalled, rule.either(signalled, min(1.0, rule.either(close, found)))

    # --- admit
    def give_up(self) -> None:
        """Stop waiting for intake; what passed while waiting no longer waits."""
        model = self.model
        for need in self.present_needs():
            if need.status not in (WAITS_INTAKE, WAITS_WORKER) or need.since == model.week:
                continue
            if need.severity == 0.0:
                need.end_help(model.week)
            elif need.status == WAITS_INTAKE:
                self._maybe_give_up(need)

    def _maybe_give_up(self, need: Need) -> None:
        """The longer beyond the term, the sooner."""
        model, desk = self.model, need.desk
        assert desk is not None
        waited = model.week - need.since
        levers = model.levers if desk.number == TEAM else model.stay
        chance = rule.give_up_chance(levers.admit_drop_out, waited, desk.term)
        if rule.coin(model.seed, streams.DROP_OUT, need.address, model.week, 0) < chance:
            model.count(GIVEN_UP, need)
            need.end_help(model.week)

    def knock(self) -> None:
        """Ask for a first contact."""
        for need in self.present_needs():
            if need.status == WAITS_INTAKE and need.stage == ASKED_FOR and need.desk is not None:
                need.desk.door.append(need)

    def gather(self) -> None:
        """What is needed to decide comes together."""
        for need in self.present_needs():
            need.gather()

    def queue_for_intake(self) -> None:
        """Stand in the queue of the organisation one waits for, when ready for it."""
        practice = self.model.organisations[PRACTICE]
        for need in self.present_needs():
            ready = need.stage == READY or need.desk is practice
            if need.status == WAITS_INTAKE and ready and need.desk is not None:
                need.desk.queue.append(need)

    # --- work
    def report_case(self) -> None:
        """A need in somebody's care counts with its worker; else nobody works for it."""
        for need in self.present_needs():
            if need.status == HAS_WORKER:
                assert need.worker is not None
                need.worker.take(need)
            else:
                need.effort = 0.0
                need.minutes = 0

    def note_waiting(self) -> None:
        """A request past its first contact that waits is held as a case."""
        for need in self.present_needs():
            if need.status in (WAITS_INTAKE, WAITS_WORKER) and need.stage != ASKED_FOR:
                self.model.count(HELD, need)

    def ask_for_worker(self) -> None:
        """Ask for a named worker."""
        for need in self.present_needs():
            if need.status == WAITS_WORKER:
                self.model.municipality.unassigned.append(need)

    # --- pay
    def ask_for_product(self) -> None:
        """Ask for a granted product to begin."""
        for need in self.present_needs():
            if need.granted == WAITS_PRODUCT and need.product_since <= self.model.week:
                self.model.municipality.granted.append(need)

    def use_products(self) -> None:
        """Running products are paid and end when they are done."""
        for need in self.present_needs():
            if need.granted == RUNS_PRODUCT:
                self._use(need)
            elif need.granted == WAITS_PRODUCT and need.severity == 0.0:
                need.end_product(self.model.week)  # it went away while waiting

    def _use(self, need: Need) -> None:
        model, week = self.model, self.model.week
        product, who = need.product, need.speaker()
        assert product is not None
        assert need.payer is not None
        product.bill(who, need.payer)
        if week < need.product_until and need.severity > 0.0:
            return
        if rule.goes_on(
            need.severity,
            need.lasting,
            need.resolvable,
            product.band_low,
            model.world.closing_threshold,
        ):
            need.product_until = week + product.weeks
            need.payer = model.payers[product.payer]
            return
        coin = rule.coin(model.seed, streams.GRANT, need.address, week, 1)
        due = week <= need.product_until
        if need.severity > 0.0 and due and coin < product.form(model.levers.pay_pxq):
            need.product_until = week + 13
            return
        found = rule.coin(model.seed, streams.EXIT, need.address, week, 0)
        if found < product.exit_chance:  # else it runs on for want of a dwelling
            need.end_product(week)

    def count_running(self) -> None:
        """Running products are counted with their product."""
        for need in self.present_needs():
            product = need.running()
            if product is not None:
                product.runs += 1

    def count_wait_for_product(self) -> None:
        """A granted product that has not begun is waited for."""
        for need in self.present_needs():
            if need.granted == WAITS_PRODUCT and need.product is not None:
                need.product.waiting += 1

    def report_trajectory(self) -> None:
        """A running product counts with its specialist, or asks for one."""
        for need in self.present_needs():
            product = need.running()
            if need.specialist is not None:
                need.specialist.caseload += 1
            elif product is not None and product.minutes > 0:
                self.model.municipality.unnamed.append(need)

    # --- the kitchen table
    def at_table(self, take: bool) -> int:
        """Needs that come to the team's table; with ``take`` those seen are put on it."""
        model = self.model
        team = model.organisations[TEAM]
        count = 0
        for need in self.present_needs():
            if need.status == WAITS_INTAKE and need.desk is team:
                count += 1
            elif self._seen(need):
                count += 1
                if take:
                    moment = rule.coin(model.seed, streams.RECOGNISE, need.address, model.week, 2)
                    desk = model.desk_for(need)
                    need.forget()
                    need.enter_queue(team if desk.number == PRACTICE else desk, moment, model.week)
                    need.stage = READY
        return count

    def _seen(self, need: Need) -> bool:
        """Whether a need nobody asked for is seen in the conversation."""
        model = self.model
        if need.in_support or need.unmet <= model.world.needs_cut:
            return False
        coin = rule.coin(model.seed, streams.INTAKE, need.address, model.week, 3)
        return bool(coin < model.levers.admit_breadth)
