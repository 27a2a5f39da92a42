"""The municipality: hands out what is scarce, in order, and holds the money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation import streams
from sim.foundation.units import WEEKS_PER_YEAR
from sim.support.contract import PRACTICE, USE_COMMUNITY, WELFARE
from sim.support.flows import BEGUN
from sim.support.means import STAFF
from sim.world.state import HAS_WORKER, HELPED_ONCE, WAITS_PRODUCT
from sim.world.waiting import CONTACTS, PRODUCTS, SIGNALLING, SPECIALISTS, VISITS, WORKERS
from tests.oracle import rulebook as rule
from tests.oracle.actor import Actor
from tests.oracle.need import Need
from tests.oracle.queues import in_order
from tests.oracle.specialists import Specialist

if TYPE_CHECKING:
    from tests.oracle.citizens import Citizen
    from tests.oracle.model import Neighbourhood
    from tests.oracle.organisations import Organisation
    from tests.oracle.payers import Product
    from tests.oracle.provisions import Provision
    from tests.oracle.workers import Worker


class Municipality(Actor):
    """Grants places, workers and products; holder of the neighbourhood budget."""

    def __init__(self, model: Neighbourhood) -> None:
        super().__init__(model, 0)
        self.wanting: list[Citizen] = []
        self.met: list[Need] = []
        self.signals: list[Need] = []
        self.unassigned: list[Need] = []
        self.granted: list[Need] = []
        self.unnamed: list[Need] = []
        self.reserve = 0
        self.free = 0
        self.informal = 0
        self.volunteered = 0
        self.team_bonus = 0.0
        self.provision_money = True
        self.kept = 1.0
        self.community_minutes = 0
        self.pending: list[tuple[int, list[float]]] = []

    # --- places in provisions
    def find_place(self, area: int, coin: float, pick: float) -> Provision | None:
        """A provision that admits, drawn from the own buurt, or else from all."""
        every = [p for p in self.model.provisions if p.admits(coin)]
        some = [p for p in every if p.area == area] or every
        return some[int(pick * len(some))] if some else None

    def hand_out_places(self) -> None:
        """Places go to the most urgent of those who want one."""
        model = self.model
        entries = [(model.level_of(c.drawn()), 0, c.number, c) for c in self.wanting]
        for citizen in in_order(model, VISITS, entries):
            coin, pick, _, _ = rule.coins(model.seed, streams.JOIN, citizen.number, model.week, 2)
            place = self.find_place(citizen.home.area, coin, pick)
            if place is not None:
                citizen.take_part(place)
        self.wanting = []

    # --- reach
    def presence_share(self) -> float:
        """Share of hours in the neighbourhood that running cases leave (B48)."""
        model, levers = self.model, self.model.levers
        if model.answers["reach"] != "outreach":
            return 0.0
        room = max(1, sum(w.minutes for w in model.workers))
        load = sum(w.committed for w in model.workers) / room
        return levers.reach_presence * max(0.0, 1.0 - levers.reach_crowding * min(1.0, load))

    def follow_signals(self) -> None:
        """Who is signalled is looked up by an organisation that has the minutes."""
        model = self.model
        entries = [(model.level_of(n.unmet), 0, n.address, n) for n in self.signals]
        for need in in_order(model, SIGNALLING, entries):
            desk = model.desk_for(need)
            _, accept, moment, _ = rule.coins(
                model.seed, streams.RECOGNISE, need.address, model.week, 0
            )
            if desk.number != PRACTICE and not desk.spend_at_door(int(model.world.signal_minutes)):
                continue
            if need.speaker().lets_in(need, accept):
                model.reached["signalled"] += 1
                need.enter_queue(desk, moment, model.week)
        self.signals = []

    def make_contacts(self) -> None:
        """Contacts with those met, as far as the minutes reach."""
        model = self.model
        used, each = 0, int(model.levers.reach_contact_minutes)
        entries = [(model.level_of(n.unmet), 0, n.address, n) for n in self.met]
        for need in in_order(model, CONTACTS, entries):
            if used + each > model.presence:
                break
            used += each
            model.reached["found"] += 1
            moment = rule.coin(model.seed, streams.RECOGNISE, need.address, model.week, 1)
            need.enter_queue(model.desk_for(need), moment, model.week)
        self.met = []

    # --- work
    def assign_workers(self) -> None:
        """Waiting needs get a named worker."""
        model = self.model
        bundle = model.levers.work_bundle >= 0.5
        norm = model.world.term_worker
        entries = [(n.turn(norm, n.since), n.since, n.address, n) for n in self.unassigned]
        for organisation in model.organisations:
            organisation.for_worker = 0
        for need in in_order(model, WORKERS, entries):
            worker = need.home.plan_worker if bundle else None
            if worker is None or not worker.has_room(need):
                worker = self._freest(need)
            if worker is None:
                assert need.desk is not None
                need.desk.for_worker += 1
                continue
            if bundle and need.home.plan_worker is None:
                need.home.plan_worker = worker
            need.status = HAS_WORKER
            need.worker = worker
            need.desk = worker.org
            need.since = need.began = model.week
            worker.take(need)
            if need.stage != HELPED_ONCE:
                model.count(BEGUN, need)
            need.stage = HELPED_ONCE
        self.unassigned = []

    def overdue(self) -> list[Organisation]:
        """Where a need has waited the norm for a worker, an entry for each of those needs."""
        norm, week = self.model.world.term_worker, self.model.week
        late = [n.desk for n in self.unassigned if norm > 0.0 and week - n.since >= norm]
        self.unassigned = []
        return [desk for desk in late if desk is not None]

    def _freest(self, need: Need) -> Worker | None:
        """Worker of the need's organisation with the smallest share of time committed."""
        best: Worker | None = None
        for worker in self.model.workers:
            if worker.org is not need.desk or not worker.has_room(need):
                continue
            if best is None or worker.committed * best.minutes < best.committed * worker.minutes:
                best = worker
        return best

    # --- products
    def start_products(self) -> None:
        """Granted products begin where there is a place and money."""
        entries = [
            (self.model.level_of(n.unmet), n.product_since, n.address, n) for n in self.granted
        ]
        for need in in_order(self.model, PRODUCTS, entries):
            if need.granted != WAITS_PRODUCT:  # gave way to one that began this week
                continue
            assert need.product is not None
            if need.is_replaced(need.product):
                need.give_way()
                continue
            passed, pick, _, _ = rule.coins(
                self.model.seed, streams.GRANT, need.address, self.model.week, 0
            )
            product = self._place_for(need, passed)
            if product is None or not product.may_begin():
                continue
            if not self._passed_by(need, product, pick):
                need.pass_on(product)
                need.begin_product(product, self.model.week)
        self.granted = []

    def _place_for(self, need: Need, coin: float) -> Product | None:
        """The product waited for, or that of another law when it is full."""
        levers, product = self.model.levers, need.product
        assert product is not None
        if product.runs < product.room():
            return product
        other = self.model.other[need.domain][product.intensity]
        if other is None:
            return None
        by_right = need.lasting >= other.band_low  # an indication, whatever is passed on
        chance = self.model.world.places_indicated if by_right else 0.0
        if coin >= max(levers.admit_pass_on, chance):
            return None
        return other if other.runs < other.room() and not need.is_replaced(other) else None

    def _passed_by(self, need: Need, product: Product, coin: float) -> bool:
        results = product.form(self.model.levers.pay_results)
        return bool(coin < rule.selected(results, need.lasting, need.severity))

    def follow_trajectories(self) -> None:
        """Specialists where hours are short, and a named one for everyone who began."""
        model = self.model
        for product in model.products:
            need = rule.posts(product.runs, product.minutes, model.settings.minutes_per_fte)
            for rank in range(sum(s.product is product for s in model.specialists), need):
                new = Specialist(model, len(model.specialists), product, rank)
                model.specialists.append(new)
        model.all_do(Specialist, "clear_desk")
        model.people_do("report_trajectory")
        entries = [(0, n.product_since, n.address, n) for n in self.unnamed]
        for need in in_order(model, SPECIALISTS, entries):
            colleagues = [s for s in model.specialists if s.product is need.product]
            min(colleagues, key=lambda s: (s.caseload, s.number)).take(need)
        self.unnamed = []

    # --- money
    def pool(self) -> tuple[int, int]:
        """Budget and bookings of all covered laws together."""
        covered = [p for p in self.model.payers if p.covered]
        return self.reserve + sum(p.budget for p in covered), sum(p.year for p in covered)

    def pay_bonus(self) -> None:
        """First-line hours that the holder buys on top."""
        model = self.model
        if self.team_bonus > 0.0 and not model.settings.no_means:
            paid = sum(w.contract for w in model.workers if w.is_paid())
            amount = int(model.minute_price() * paid * self.team_bonus)
            model.payers[WELFARE].book(STAFF, amount)

    def close_year(self) -> None:
        """Overruns are noted, the pool's balance is carried, a response is decided."""
        model, levers = self.model, self.model.levers
        overruns = [p.overrun() for p in model.payers]
        if levers.pay_pooled >= 0.5:
            self.reserve += sum(p.budget - p.year for p in model.payers if p.covered)
        start = model.week + int(levers.pay_response_lag)
        self.pending.append((start, [levers.pay_response * x for x in overruns]))
        self.team_bonus = 0.0

    def respond(self) -> None:
        """Responses whose week has come take effect."""
        while self.pending and self.pending[0][0] <= self.model.week:
            _, response = self.pending.pop(0)
            for payer, tight in zip(self.model.payers, response, strict=True):
                payer.response = tight

    def release(self, weeks_gone: int) -> None:
        """What the year is heading to leave over is set free by the quarter."""
        model, levers = self.model, self.model.levers
        budget, spent = self.pool()
        left = budget - spent * WEEKS_PER_YEAR // weeks_gone
        quarters = (WEEKS_PER_YEAR - weeks_gone) // 13 + 1
        free = left // quarters if levers.pay_pooled >= 0.5 and left > 0 else 0
        self.free = int(free * (1.0 - levers.pay_team_share))
        staff = model.settings.cents_per_fte * model.contract() // model.settings.minutes_per_fte
        share = levers.pay_team_share * free * 4.0 / max(1, staff)
        self.team_bonus = share if free > 0 else 0.0

    # --- build
    def do_community_work(self) -> None:
        """Community work of the week."""
        for worker in self.model.workers:
            self.community_minutes += worker.community
            worker.org.minutes[USE_COMMUNITY] += worker.community

    def count_provision_money(self) -> None:
        """Whether there is money for provisions, and which part of what was bought goes on."""
        model, gone = self.model, self.model.week % WEEKS_PER_YEAR
        self.kept = 1.0
        if gone == WEEKS_PER_YEAR - 1 and model.levers.pay_pooled >= 0.5:
            self.kept = rule.share_kept(self.reserve, sum(p.bought_cost for p in model.provisions))
        stop = model.levers.pay_stop_when_empty >= 0.5
        welfare = model.payers[WELFARE]
        self.provision_money = any(
            rule.money_allows(model.settings.provision_regime, stop, budget, spent, gone)
            for budget, spent in ((welfare.budget, welfare.year), welfare.purse())
        )

    def reinvest(self) -> None:
        """Free euros become places in open provisions, evenly."""
        cents, each = int(self.model.levers.build_reinvest * self.free), 0
        price = self.model.settings.place_cents
        rooms = [p for p in self.model.provisions if p.is_open == 1]
        if cents > 0 and rooms and price > 0:
            each = cents // len(rooms) // price
        for provision in rooms:
            provision.places += each
            provision.bought += each
            provision.bought_cost += each * price
        self.free = 0

    def reset_counts(self) -> None:
        """Totals count from the fork."""
        self.informal = 0
        self.volunteered = 0
