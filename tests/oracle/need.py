"""One need: its severity and the help attached to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.foundation import streams
from sim.foundation.units import NEVER
from sim.support.flows import REQUESTS, SETTLED
from sim.world.state import (
    ASKED_FOR,
    HAS_WORKER,
    MET,
    NO_PRODUCT,
    NO_REQUEST,
    READY,
    RUNS_PRODUCT,
    WAITS_INTAKE,
    WAITS_PRODUCT,
    WAITS_WORKER,
)
from tests.oracle import rulebook as rule

if TYPE_CHECKING:
    from tests.oracle.citizens import Citizen
    from tests.oracle.households import Household
    from tests.oracle.organisations import Organisation
    from tests.oracle.payers import Payer, Product
    from tests.oracle.specialists import Specialist
    from tests.oracle.workers import Worker


class Candidate(NamedTuple):
    """A world event that may happen in a week of this block."""

    week: int
    height: float
    size: float
    ceiling: float


@dataclass(eq=False, slots=True)
class Need:
    """A need of a citizen or a household; ``holder`` is the person who speaks for it."""

    number: int
    address: int
    domain: int
    home: Household
    holder: Citizen | None
    lasting: float = 0.0
    resolvable: float = 0.0
    unmet: float = 0.0
    counts_since: int = -NEVER
    known: int = -NEVER
    moment: float = 0.0
    status: int = NO_REQUEST
    desk: Organisation | None = None
    since: int = 0
    stage: int = ASKED_FOR
    worker: Worker | None = None
    minutes: int = 0
    effort: float = 0.0
    began: int = 0
    granted: int = NO_PRODUCT
    product: Product | None = None
    payer: Payer | None = None
    specialist: Specialist | None = None
    product_since: int = 0
    product_until: int = 0
    closed: int = -NEVER
    active: int = 0
    candidates: tuple[Candidate, ...] = ()

    @property
    def severity(self) -> float:
        """Severity s = b + e."""
        return self.lasting + self.resolvable

    @property
    def in_support(self) -> bool:
        """Whether it waits, is helped, or has a product."""
        return self.status != NO_REQUEST or self.granted != NO_PRODUCT

    def speaker(self) -> Citizen:
        """The holder, who must be there."""
        assert self.holder is not None
        return self.holder

    def running(self) -> Product | None:
        """The product that runs for this need."""
        return self.product if self.granted == RUNS_PRODUCT else None

    def enter_queue(self, desk: Organisation, moment: float, week: int) -> None:
        """Stand in the queue of an organisation; known from now if it was hidden."""
        self.status = WAITS_INTAKE
        self.desk = desk
        self.since = week
        if self.known == -NEVER:
            self.known = week
            self.moment = moment

    def be_passed_on(self) -> None:
        """After a crisis: crisis care may tell the desk."""
        model = self.home.model
        world = model.world
        if not rule.may_be_recognised(self.status, self.granted, self.unmet, world.asking_floor):
            return
        coin, moment, _, _ = rule.coins(model.seed, streams.PASS_ON, self.address, model.week, 0)
        if coin < world.crisis_known:
            model.reached["signalled"] += 1
            self.enter_queue(model.desk_for(self), moment, model.week)

    def wait_for_product(self, product: Product, since: int) -> None:
        """Intake is done: a product is granted, which may begin from a week on."""
        self.status = NO_REQUEST
        self.desk = None
        self.stage = ASKED_FOR
        self.granted = WAITS_PRODUCT
        self.product = product
        self.product_since = since
        product.asked_year += 1

    # --- before the intake
    def turn(self, term: float, since: int) -> int:
        """Urgency in a queue with a term, for who waits since a week."""
        waited = self.home.model.week - since
        return int(rule.turn_of(self.home.model.level_of(self.unmet), waited, term))

    def meet(self) -> None:
        """The first contact: settled in it, or on to an intake."""
        model = self.home.model
        world, domain = model.world, model.domains[self.domain]
        self.stage = MET
        model.count(REQUESTS, self)
        chance = rule.settled_chance(
            domain.settled,
            self.severity,
            world.contact_reach,
            self.home.felt_needs(),
            world.contact_domains,
        )
        if rule.coin(model.seed, streams.CONTACT, self.address, model.week, 0) < chance:
            model.count(SETTLED, self)
            self.resolvable = rule.relieved(
                self.resolvable, world.contact_relief, world.needs_floor
            )
            self.end_help(model.week)

    def gather(self) -> None:
        """Papers, advice, an appointment: a coin a week after the first contact."""
        model = self.home.model
        if self.status != WAITS_INTAKE or self.stage != MET:
            return
        coin = rule.coin(model.seed, streams.CONTACT, self.address, model.week, 1)
        acute = self.home.model.level_of(self.unmet) == 1
        if rule.is_ready(coin, model.lead_of(self), acute):
            self.stage = READY

    def forget(self) -> None:
        """Nobody of support knows this need any more."""
        self.known = -NEVER

    def end_help(self, week: int) -> None:
        """First-line help or waiting ends."""
        if self.status == HAS_WORKER:
            self.closed = week
        self.status = NO_REQUEST
        self.desk = None
        self.stage = ASKED_FOR
        self.worker = None
        self.minutes = 0
        self.effort = 0.0
        if self.granted == NO_PRODUCT:
            self.forget()

    def end_product(self, week: int) -> None:
        """A product ends, or is no longer waited for."""
        if self.granted == RUNS_PRODUCT:
            self.closed = week
        self.give_way()

    def give_way(self) -> None:
        """A product falls away because another takes its place; help is not closed."""
        self.granted = NO_PRODUCT
        self.product = None
        self.payer = None
        self.specialist = None
        if self.status == NO_REQUEST:
            self.forget()

    def pass_on(self, product: Product) -> None:
        """Another product than was granted, or the same, is what is asked for from here on."""
        assert self.product is not None
        self.product.asked_year -= 1
        product.asked_year += 1

    def begin_product(self, product: Product, week: int) -> None:
        """A product begins and takes the place of others of the same holder."""
        self.granted = RUNS_PRODUCT
        self.product = product
        self.payer = self.home.model.payers[product.payer]
        self.product_since = week
        self.product_until = week + product.weeks - 1
        product.runs += 1
        for other in self.others():
            if other.product in product.replaces:
                if other.granted == RUNS_PRODUCT:
                    other.product.runs -= 1
                other.give_way()

    def others(self) -> list[Need]:
        """The other needs of the one who holds this: the head holds the household's too."""
        holder = self.speaker()
        held = [need for need in (*holder.needs, *self.home.needs) if need.holder is holder]
        return [need for need in held if need is not self]

    def is_replaced(self, product: Product) -> bool:
        """Whether another product that runs for its holder takes the place of this one."""
        running = [need.running() for need in self.others()]
        return any(one is not None and product in one.replaces for one in running)

    def vanish(self) -> None:
        """Nobody holds this need any more."""
        self.lasting = self.resolvable = self.unmet = 0.0
        self.counts_since = -NEVER
        self.status = NO_REQUEST
        self.desk = None
        self.stage = ASKED_FOR
        self.worker = None
        self.minutes = 0
        self.effort = 0.0
        self.granted = NO_PRODUCT
        self.product = None
        self.payer = None
        self.specialist = None
        self.active = 0
        self.forget()

    def arrive(self) -> None:
        """Its holder moves in."""
        if self.severity > 0.0:
            self.active = 1

    def lose_worker(self, week: int, low: float, loss: float) -> None:
        """The case waits for another worker; some of what was built is lost."""
        self.status = WAITS_WORKER
        self.since = week
        self.worker = None
        self.effort = 0.0
        self.minutes = 0
        self.speaker().lose_strength(loss, low)

    def run_weeks(self) -> None:
        """One week of coverage, growth and healing, under the help attached to it."""
        holder, home = self.speaker(), self.home
        world, domain = home.model.world, home.model.domains[self.domain]
        left = rule.uncovered(
            1.0, rule.network_carry(domain.network_carry, home.help_share, home.boost)
        )
        solved = 0.0
        if holder.place is not None:
            vitality = holder.place.vitality
            left = rule.uncovered(left, domain.collective_carry * vitality)
            solved += domain.collective_resolve * vitality
        if self.effort > 0.0:
            carried = rule.first_line_carry(domain.first_carry, self.effort, world.guidance_dose)
            left = rule.uncovered(left, carried)
            solved += domain.first_resolve * world.guidance_effect * self.effort
        for other in (*holder.needs, *home.needs):
            product = other.running()
            if product is not None:
                left = rule.uncovered(left, product.carry[self.domain])
                solved += product.resolve[self.domain]
        self.unmet = rule.severity(self.lasting, self.resolvable) * left
        self.resolvable = rule.next_resolvable(
            self.lasting,
            self.resolvable,
            rule.pressure(
                world.needs_growth * domain.pace, self.unmet, world.needs_theta, world.needs_form
            ),
            rule.healing(world.needs_healing, holder.strength, solved),
            world.needs_floor,
        )
        self._count(world.needs_cut, home.model.week)

    def _count(self, cut: float, week: int) -> None:
        if self.unmet <= cut:
            self.counts_since = -NEVER
        elif self.counts_since == -NEVER:
            self.counts_since = week
        if self.severity == 0.0:
            self.unmet = 0.0
            self.counts_since = -NEVER
            if not self.in_support:
                self.forget()
                self.active = 0
