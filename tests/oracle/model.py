"""The neighbourhood as a Mesa model: one week is a list of phases, each done by all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import mesa

from sim.foundation.units import BLOCK_WEEKS, WEEKS_PER_YEAR
from sim.support.contract import (
    INCOME_DESK,
    ORGANISATIONS,
    SOCIAL_WORK,
    TEAM,
    USE_COORDINATION,
    USE_PRESENCE,
    WMO_DESK,
    YOUTH_DESK,
    Levers,
)
from sim.support.flows import FLOWS
from sim.world.parameters import World
from tests.oracle import rulebook as rule
from tests.oracle.actor import Actor
from tests.oracle.citizens import Citizen
from tests.oracle.households import Household
from tests.oracle.municipality import Municipality
from tests.oracle.need import Need
from tests.oracle.organisations import Organisation
from tests.oracle.payers import Payer, Product
from tests.oracle.provisions import Provision
from tests.oracle.specialists import Specialist
from tests.oracle.workers import Worker

if TYPE_CHECKING:
    from sim.support.situation import Settings

PHASES = (
    "block",
    "moves",
    "onsets",
    "crises",
    "needs",
    "strengths",
    "circles",
    "joining",
    "reach",
    "admit",
    "work",
    "pay",
    "build",
)
# What is counted beside the flows.
REACHED = ("asked", "signalled", "found", "refused", "signals", "reached", "talks")
CLOSED = ("closed", "for length", "offered", "realised", "asked again", "kept up")


class Neighbourhood(mesa.Model):  # type: ignore[misc]  # Mesa ships without types
    """Citizens, households, workers, organisations, payers and provisions of one place."""

    def __init__(self, settings: Settings, world: World, domains: Sequence[Any]) -> None:
        super().__init__(rng=settings.seed)
        self.settings = settings
        self.seed = settings.seed
        self.world = world
        self.domains = domains
        self.levers: Levers
        self.stay: Levers  # of desks outside the team's mandate
        self.answers: dict[str, str] = {}
        self.since = 0
        self.week = 0
        self.tape_laid = False
        self.base: list[list[list[float]]] = []
        self.shift: list[list[list[float]]] = []
        self.onset_ceiling: list[list[float]] = []
        self.crisis_ceiling = 0.0
        self.choice: list[list[Product]] = []
        self.other: list[list[Product | None]] = []
        self.citizens: list[Citizen] = []
        self.households: list[Household] = []
        self.workers: list[Worker] = []
        self.specialists: list[Specialist] = []
        self.organisations: list[Organisation] = []
        self.provisions: list[Provision] = []
        self.payers: list[Payer] = []
        self.products: list[Product] = []
        self.municipality = Municipality(self)
        self.in_crisis: list[Need] = []
        # what a phase has worked out before its agents act
        self.presence = 0
        self.presence_hours = 0.0
        self.presence_share = 0.0
        self.quality = 1.0
        self.closing_level = 0.0
        self.useful = 0.0
        self.dose = 0.0
        self.free_rooms = 0
        self._count_afresh()

    def _count_afresh(self) -> None:
        """Nothing counted yet: what flowed through the first line, signals, circles."""
        kinds, domains = range(len(FLOWS)), len(self.domains)
        self.flows = [[[0] * domains for _ in ORGANISATIONS] for _ in kinds]
        self.reached = dict.fromkeys(REACHED, 0)
        self.closed = dict.fromkeys(CLOSED, 0)

    def count(self, kind: int, need: Need, amount: int = 1) -> None:
        """Note what a need does at the organisation where it is."""
        assert need.desk is not None
        self.flows[kind][need.desk.number][need.domain] += amount

    def close(self) -> None:
        """Mesa keeps every model by its id counter; let this one go."""
        mesa.Agent._ids.pop(self, None)

    def all_do(self, kind: type[Actor], *names: str) -> None:
        """All agents of a kind do one thing, then the next."""
        agents = self.agents_by_type.get(kind)
        for name in names if agents is not None else ():
            agents.do(name)

    def people_do(self, *names: str) -> None:
        """Citizens, then households, do one thing; then the next."""
        for name in names:
            self.all_do(Citizen, name)
            self.all_do(Household, name)

    def step(self) -> None:
        """One week."""
        for name in PHASES:
            getattr(self, name)()
        self.week += 1

    # --- what the practice says
    def organisation_for(self, desk: int) -> Organisation:
        """Organisation that a desk's needs go to: the team within its mandate."""
        levers = self.levers
        mandate = (
            levers.admit_mandate_wmo,
            levers.admit_mandate_youth,
            levers.admit_mandate_income,
            levers.admit_mandate_social,
        )
        team = desk < len(mandate) and mandate[desk] >= 0.5
        return self.organisations[TEAM if team else desk]

    def desk_for(self, need: Need) -> Organisation:
        """Organisation that a need goes to."""
        return self.organisation_for(int(self.domains[need.domain].desk))

    def contract(self) -> int:
        """Contract minutes a week of all workers."""
        return sum(w.contract for w in self.workers)

    def minute_price(self) -> float:
        """Cents per contract minute."""
        return self.settings.cents_per_fte / WEEKS_PER_YEAR / self.settings.minutes_per_fte

    def level_of(self, severity: float) -> int:
        """ZRM level of a severity."""
        world = self.world
        four, three, two, one = (
            *(world.zrm_level_4, world.needs_cut),
            *(world.zrm_level_2, world.zrm_level_1),
        )
        return int(rule.zrm_level(severity, four, three, two, one))

    def lead_of(self, need: Need) -> float:
        """Mean weeks before a request under the law of this need can be decided on."""
        world = self.world
        leads = {
            WMO_DESK: world.lead_wmo,
            YOUTH_DESK: world.lead_youth,
            INCOME_DESK: world.lead_income,
            SOCIAL_WORK: world.lead_social,
        }
        return leads.get(int(self.domains[need.domain].desk), 1.0)

    def change_cents(self, week: int) -> int:
        """Cents that the change itself costs in a week (A11), while it runs."""
        if not rule.change_runs(week, self.since, self.levers.work_change_weeks):
            return 0
        euros = 100.0 * self.levers.work_change_cost
        return int(euros * self.settings.inhabitants / WEEKS_PER_YEAR)

    def set_minutes(self, week: int) -> None:
        """Minutes that workers have from a week on: contract, less what is not freed or change
        costs; none in an empty post; temporary workers; and what of these is set apart."""
        pool = self.contract() * self.settings.cents_per_fte
        change = self.change_cents(week) * WEEKS_PER_YEAR * self.settings.minutes_per_fte
        if self.settings.extra_means:
            change = 0
        kept = max(0.0, 1.0 - change / max(1, pool))
        for worker in self.workers:
            in_team = worker.org.number == TEAM
            dedication = self.levers.admit_dedication if in_team else 1.0
            bonus = 1.0 + self.municipality.team_bonus
            worker.minutes = int(worker.contract * kept * dedication * bonus)
            if self.settings.no_means or worker.began > week:
                worker.minutes = 0
        self.all_do(Organisation, "bring_temporary", "set_apart")

    # --- the phases of a week
    def block(self) -> None:
        """Every 13 weeks: birthdays, and the tape of the block."""
        begins = self.week % BLOCK_WEEKS == 0
        if begins:
            self.all_do(Citizen, "grow_older")
        if begins or not self.tape_laid:
            self.people_do("draw_candidates")
            self.tape_laid = True

    def moves(self) -> None:
        """People leave and arrive."""
        self.all_do(Citizen, "go")
        self.all_do(Household, "see_off")
        self.all_do(Citizen, "come")
        self.all_do(Household, "welcome", "count_ties")

    def onsets(self) -> None:
        """New needs of the tape."""
        self.people_do("meet_onsets")

    def crises(self) -> None:
        """Crises of the tape."""
        self.in_crisis = []
        self.all_do(Citizen, "meet_crises")

    def needs(self) -> None:
        """Growth, healing and coverage of every need."""
        self.people_do("live_needs")
        self.all_do(Household, "ask_circle")

    def strengths(self) -> None:
        """Own strength."""
        self.all_do(Citizen, "adjust_strength")

    def circles(self) -> None:
        """The informal circle: asked, loaded, giving."""
        self.all_do(Household, "carry_load", "fade_boost", "receive_help")

    def joining(self) -> None:
        """People stop or start taking part in provisions."""
        self.all_do(Citizen, "stop_visiting")
        self.all_do(Provision, "empty")
        self.all_do(Citizen, "sign_in")
        self.all_do(Provision, "make_room")
        self.all_do(Citizen, "ask_for_place")
        self.municipality.hand_out_places()

    def reach(self) -> None:
        """Needs become known."""
        self.presence_share = self.municipality.presence_share()
        used = [o.use(USE_PRESENCE, self.presence_share) for o in self.organisations]
        self.presence = sum(used)
        useful = self.presence * (1.0 - self.levers.reach_false_signals)
        self.presence_hours = useful * 1000.0 / (60.0 * self.settings.inhabitants)
        for need in self.in_crisis:
            need.be_passed_on()
        self.all_do(Organisation, "begin_week")
        self.people_do("be_noticed")
        self.municipality.follow_signals()
        self.municipality.make_contacts()

    def admit(self) -> None:
        """First contacts and intake: the team's table, then the desks that stay."""
        self.people_do("give_up")
        if self.answers["admit"] == "kitchen_table":
            self._receive("receive_households")
            self.all_do(Organisation, "serve_table")
        self._receive("receive_one_by_one")
        self.all_do(Organisation, "serve_desk")

    def _receive(self, how: str) -> None:
        """First contacts; then who is ready stands in a queue."""
        self.all_do(Organisation, "open_doors")
        if not self.settings.no_means:
            self.people_do("knock")
            self.all_do(Organisation, how)
            self.people_do("gather")
        self.people_do("queue_for_intake")

    def work(self) -> None:
        """Assign, guide, close; every quarter some workers leave."""
        self.all_do(Organisation, "set_taken")
        if self.week % BLOCK_WEEKS == 0:
            self.all_do(Worker, "maybe_leave")
            self.all_do(Specialist, "maybe_leave")
        self.all_do(Worker, "clear_desk")
        self.people_do("report_case", "ask_for_worker")
        self.municipality.assign_workers()
        self.people_do("note_waiting")
        self._set_quality()
        self.all_do(Worker, "guide")
        self._set_closing_level()
        self.all_do(Worker, "review", "tend_circles")
        self.all_do(Household, "take_up_boost")
        for worker in self.workers:
            worker.org.minutes[USE_COORDINATION] += worker.coordination
        self.municipality.do_community_work()

    def _set_quality(self) -> None:
        """How well the way of working is learned, less what has worn off."""
        levers, worked = self.levers, max(0.0, float(self.week - max(self.since, 0)))
        learned = rule.learned(
            levers.work_learning_start, levers.work_learning_weeks, levers.work_coaching, worked
        )
        self.quality = learned * rule.worn(
            levers.work_skill_decay, worked, self.world.guidance_least_left
        )

    def _set_closing_level(self) -> None:
        """Good is good enough; the people waiting for a worker raise it."""
        levers = self.levers
        self.people_do("ask_for_worker")
        waiting = len(self.municipality.unassigned)
        self.municipality.unassigned = []
        self.closing_level = rule.closing_level(
            self.world.closing_threshold,
            levers.work_close_shift,
            levers.work_fear,
            levers.work_pressure,
            waiting / max(1, sum(w.caseload for w in self.workers)),
        )

    def pay(self) -> None:
        """Products begin, run and end; staff, idle contracts and crises are paid."""
        if not self.settings.no_means:
            self.all_do(Product, "count_afresh")
            self.people_do("count_running", "ask_for_product")
            self.municipality.start_products()
        self.people_do("use_products")
        self.all_do(Product, "count_afresh")
        self.people_do("count_running")
        self.municipality.follow_trajectories()
        self.all_do(Product, "bill_idle")
        self.all_do(Payer, "pay_crises", "pay_salaries")
        self.municipality.pay_bonus()
        self._hire()
        self.all_do(Household, "note_informal_help")
        self._balance()

    def _hire(self) -> None:
        """Temporary workers are ordered by the quarter and come or go; so do others."""
        if self.week % BLOCK_WEEKS == 0 and not self.settings.no_means:
            self.people_do("ask_for_worker")
            overdue = self.municipality.overdue()
            for organisation in self.organisations:
                organisation.order_workers(overdue.count(organisation))
        changes = [o.let_come() for o in self.organisations]
        vacant = any(worker.began > self.week for worker in self.workers)
        ends = self.change_cents(self.week + 1) != self.change_cents(self.week)
        if any(changes) or vacant or ends:
            self.set_minutes(self.week + 1)

    def _balance(self) -> None:
        """What payers and the budget holder do about the year so far."""
        gone = self.week % WEEKS_PER_YEAR + 1
        if gone == WEEKS_PER_YEAR:
            self.people_do("count_wait_for_product")
            self.municipality.close_year()
            self.all_do(Payer, "begin_year")
            self.all_do(Product, "begin_year")
            self.set_minutes(self.week + 1)
        self.municipality.respond()
        if gone % BLOCK_WEEKS == 0 and gone < WEEKS_PER_YEAR:
            for payer in self.payers:
                payer.judge_year(gone)
            self.municipality.release(gone)
            self.set_minutes(self.week + 1)
        self.all_do(Payer, "tighten")
        self.all_do(Product, "set_effects")

    def build(self) -> None:
        """Community work; every quarter what has grown or ended."""
        municipality = self.municipality
        if not self.settings.no_means:
            municipality.count_provision_money()
            self.all_do(Provision, "give_up", "be_paid")
        if self.week % BLOCK_WEEKS != BLOCK_WEEKS - 1:
            return
        self.all_do(Citizen, "maybe_volunteer")
        self._set_dose()
        self.all_do(Provision, "live_quarter")
        municipality.community_minutes = 0
        municipality.reinvest()

    def _set_dose(self) -> None:
        """Community work of the quarter relative to the best dose."""
        self.useful = self.municipality.community_minutes * (1.0 - self.levers.build_rules)
        self.free_rooms = sum(p.is_open == 0 and p.resident_run == 1 for p in self.provisions)
        visitors = sum(p.visitors for p in self.provisions if p.is_open == 1)
        best = self.settings.optimum_minutes * self.levers.build_optimum
        self.dose = self.useful / max(1.0, best * max(visitors, 1))

    # --- the fork and dated changes
    def begin_counting(self) -> None:
        """Totals count from zero."""
        self.municipality.reset_counts()
        self._count_afresh()
        for kind in (Citizen, Household, Organisation, Payer, Product):
            self.all_do(kind, "reset_counts")

    def take_over(
        self, answers: Mapping[str, str], levers: Levers, stay: Levers, since: int
    ) -> None:
        """Go on under another practice from this week; the same one changes nothing."""
        from tests.oracle.takeover import take_over

        take_over(self, dict(answers), levers, stay, since)

    def happen(self, area: int, centre: bool, opens: bool, places: int) -> None:
        """A centre or an initiative of residents opens or closes in an area."""
        there = [p for p in self.provisions if p.area == area and (p.resident_run == 0) == centre]
        shut = [p for p in there if p.standing == 0] if centre else None
        shut = [p for p in there if p.is_open == 0] if shut is None else shut
        for provision in shut[:1] if opens else [p for p in there if p not in shut]:
            if opens:
                provision.open_up(places)
            else:
                provision.close_down()

    def providers_leave(self, gone: Sequence[float]) -> None:
        """Providers leave until these shares of the products' capacity are gone."""
        from tests.oracle.takeover import providers_leave

        providers_leave(self, gone)
