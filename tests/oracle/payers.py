"""Payers and products: whose money, under which regime, for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation.units import WEEKS_PER_YEAR
from sim.support.contract import CARE, INCOME_LAW, WELFARE, WMO, YOUTH
from sim.support.means import BOOK_LINES, CHANGE, CRISIS, HIRED, IDLE, PRODUCT, STAFF, VOLUME_WEEKS
from sim.support.products import UNLIMITED
from tests.oracle import rulebook as rule
from tests.oracle.actor import Actor

if TYPE_CHECKING:
    from tests.oracle.citizens import Citizen
    from tests.oracle.model import Neighbourhood

# The law under which crisis care falls, per life domain in their order: income, debts,
# growing up, daily living, mental health, physical health, social contact, housing.
CRISIS_PAYER = (INCOME_LAW, INCOME_LAW, YOUTH, WMO, CARE, CARE, WMO, WMO)
FIRST_LINE_PAYERS = (WMO, YOUTH, INCOME_LAW, WELFARE)


class Product(Actor):
    """An individual provision and the one who delivers it."""

    def __init__(self, model: Neighbourhood, number: int) -> None:
        super().__init__(model, number)
        self.payer = 0
        self.intensity = 0
        self.owner = -1
        self.list_price = 0
        self.minutes = 0
        self.weeks = 0
        self.places = 0
        self.contracted = 0.0
        self.norm = 0.0
        self.asked_year = 0
        self.waited = 0
        self.waiting = 0
        self.regime = 0
        self.volume_cents = 0
        self.exempt = 0
        self.year = 0
        self.band_low = 0.0
        self.full_carry: list[float] = []
        self.full_resolve: list[float] = []
        self.carry: list[float] = []
        self.resolve: list[float] = []
        self.replaces: list[Product] = []
        self.exit_chance = 1.0
        self.gone = 0.0
        self.kept = 1.0
        self.stopped = 0
        self.runs = 0
        self.spent = 0
        self.given = 0
        self.volume = [0] * VOLUME_WEEKS

    @property
    def price(self) -> int:
        """Cents a week at the present price level."""
        return round(self.list_price * self.price_level)

    def form(self, lever: float, neutral: float = 0.0) -> float:
        """A lever of the contract form as it holds for this product."""
        return float(rule.of_contract(lever, self.exempt, neutral))

    @property
    def price_level(self) -> float:
        """What is paid relative to the list price."""
        return self.form(self.model.levers.pay_price_level, 1.0)

    def room(self) -> int:
        """Places that the provider offers at this price level."""
        leaves = self.model.levers.pay_provider_exit
        room = rule.room_for(int(self.contracted), self.price_level, leaves)
        return int(rule.offered(room, self.gone, self.kept, self.stopped))

    def may_begin(self) -> bool:
        """Whether the payer's purse, or the product's own contract, has money for one more."""
        model = self.model
        budget, spent = model.payers[self.payer].purse()
        gone = model.week % 52
        stop = model.levers.pay_stop_when_empty >= 0.5
        volume = rule.volume_left(self.volume_cents, self.kept)
        regime = rule.purse_regime(self.regime, volume)
        if not rule.money_allows(regime, stop, budget, spent, gone):
            return False
        on = (self.runs + 1) * self.price * (52 - gone)
        return bool(rule.contract_allows(self.regime, volume, self.year, on))

    def count_afresh(self) -> None:
        """Forget how many trajectories run."""
        self.runs = 0

    def bill(self, who: Citizen, payer: Payer) -> None:
        """One week of a running trajectory, for the payer that began it."""
        payer.book(PRODUCT, self.price)
        self.spent += self.price
        self.given += self.minutes
        self.year += self.price
        who.cost += self.price
        who.used |= 1 << payer.number

    def bill_idle(self) -> None:
        """Contracted volume that is no longer used is paid until the contract changes."""
        week, lag = self.model.week, int(self.model.levers.pay_contract_lag)
        idle = self.volume[(week - lag) % VOLUME_WEEKS] - self.runs
        if lag > 0 and idle > 0 and self.places < UNLIMITED:
            self.model.payers[self.payer].book(IDLE, idle * self.price)
        self.volume[week % VOLUME_WEEKS] = self.runs

    def set_effects(self) -> None:
        """A provider on a lump sum serves less when money is short."""
        short = self.model.payers[self.payer].short
        kept = 1.0 - self.form(self.model.levers.pay_lump_sum) * short
        self.carry = [x * kept for x in self.full_carry]
        self.resolve = [x * kept for x in self.full_resolve]

    def begin_year(self) -> None:
        """A new year's contract; places follow the waits of the year that ends."""
        model = self.model
        first = min(citizen.arrive for citizen in model.citizens)
        step = rule.step_after(model.world.places_step, model.week + 1 - first)
        if self.places < UNLIMITED:
            self.contracted = self._next_year(self.contracted, step)
        if self.volume_cents > 0 and self.price > 0:
            paid = self._next_year(rule.paid_for(self.volume_cents, self.price), step)
            self.volume_cents = int(rule.next_contract(paid, self.price))
        self.waited, self.year, self.waiting = self.waiting, 0, 0
        self.asked_year = 0

    def _next_year(self, capacity: float, step: float) -> float:
        """Trajectories contracted for the coming year, where so many are now."""
        return float(
            rule.next_places(
                capacity, self.asked_year, self.waited, self.waiting, self.norm,
                self.weeks / WEEKS_PER_YEAR, self.model.world.places_catch_up, step,
            )
        )  # fmt: skip

    def reset_counts(self) -> None:
        """Totals count from the fork."""
        self.spent = 0
        self.given = 0


class Payer(Actor):
    """A law, or the municipality's welfare subsidies."""

    def __init__(self, model: Neighbourhood, number: int) -> None:
        super().__init__(model, number)
        self.booked = [0] * len(BOOK_LINES)
        self.crisis_minutes = 0
        self.year = 0
        self.budget = 0
        self.granted = 0  # of the published level
        self.tight = 0.0
        self.short = 0.0
        self.response = 0.0

    def book(self, line: int, amount: int) -> None:
        """Spend."""
        self.booked[line] += amount
        self.year += amount

    @property
    def covered(self) -> bool:
        """Whether this money is in the neighbourhood budget."""
        levers = self.model.levers
        covers = (
            levers.pay_covers_wmo,
            levers.pay_covers_youth,
            levers.pay_covers_income,
            levers.pay_covers_welfare,
            levers.pay_covers_care,
        )
        return levers.pay_pooled >= 0.5 and self.number < len(covers) and covers[self.number] >= 0.5

    def purse(self) -> tuple[int, int]:
        """Budget and bookings of this year that this payer is judged by."""
        if not self.covered:
            return self.budget, self.year
        return self.model.municipality.pool()

    def pay_salaries(self) -> None:
        """First-line workers and, on its own line, what the change costs."""
        model = self.model
        if model.settings.no_means or self.number not in FIRST_LINE_PAYERS:
            return
        mine = [w for w in model.workers if w.payer == self.number]
        contract = sum(w.contract for w in mine)
        change = model.change_cents(model.week) * contract // max(1, model.contract())
        salary = int(model.minute_price() * sum(w.contract for w in mine if w.is_paid()))
        from_pool = 0 if model.settings.extra_means else min(change, salary)
        self.book(STAFF, salary - from_pool)
        self.book(CHANGE, change)
        temporary = sum(w.hired for w in mine)
        self.book(HIRED, int(model.minute_price() * model.world.hire_price * temporary))

    def pay_crises(self) -> None:
        """Crisis care of this week that falls under this law."""
        settings = self.model.settings
        amount = settings.crisis_cents
        for need in self.model.in_crisis:
            if CRISIS_PAYER[need.domain] == self.number:
                self.book(CRISIS, amount)
                self.crisis_minutes += settings.crisis_minutes
                need.speaker().cost += amount
                need.speaker().used |= 1 << self.number

    def judge_year(self, weeks_gone: int) -> None:
        """How far the year is heading over its budget."""
        self.short = rule.shortage(*self.purse(), weeks_gone)

    def overrun(self) -> float:
        """Overrun of the year that ends."""
        return float(rule.shortage(self.budget, self.year, 52))

    def tighten(self) -> None:
        """The holder tightens while money runs short; elsewhere last year's overrun does."""
        tighten = self.model.levers.pay_tighten * self.short
        self.tight = tighten if self.covered else self.response

    def begin_year(self) -> None:
        """A new year's budget: before the fork what was booked (of welfare at least what was
        granted), after it that of the year before, with growth."""
        model = self.model
        last = model.week + 1
        first = min(c.arrive for c in model.citizens)
        if not model.settings.no_means and (last > 0 or last - first >= WEEKS_PER_YEAR):
            if last <= 0:
                granted = self.granted if self.number == WELFARE else 0
                self.budget = rule.kept_subsidy(self.year, granted)
            self.budget = rule.grown(self.budget, model.settings.growth)
        self.year = 0
        self.short = 0.0

    def reset_counts(self) -> None:
        """Totals count from the fork."""
        self.booked = [0] * len(BOOK_LINES)
        self.crisis_minutes = 0
