"""Workers: named professionals with hours, cases and a place of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation import streams
from sim.support.contract import TEAM, USE_GUIDANCE
from sim.support.flows import CASE_MINUTES, CLOSED, LENGTH, RUNNING
from sim.support.means import DESK, DESK_PAYER
from sim.world.state import HAS_WORKER
from tests.oracle import rulebook as rule
from tests.oracle.actor import Actor
from tests.oracle.need import Need

if TYPE_CHECKING:
    from tests.oracle.model import Neighbourhood
    from tests.oracle.organisations import Organisation


class Worker(Actor):
    """One professional; ``cases`` are the needs in his or her care this week."""

    def __init__(self, model: Neighbourhood, number: int, home: Organisation) -> None:
        super().__init__(model, number)
        self.role = DESK
        self.home = home
        self.org = home
        self.payer = DESK_PAYER[home.number]
        self.contract = 0
        self.minutes = 0
        self.hired = 0
        self.community = 0
        self.coordination = 0
        self.skill = 1.0
        self.began = 0
        self.cases: list[Need] = []
        self.caseload = 0
        self.committed = 0
        self.given = 0
        self.leaves_cases = False

    def time_for(self, share: float) -> int:
        """Minutes for a use that takes a share of the time."""
        return int(rule.part_of(self.minutes, share))

    @property
    def free(self) -> int:
        """Minutes a week that are not set apart: for intake, presence and cases."""
        if not rule.carries_cases(self.role):
            return 0
        return max(0, self.minutes - self.community - self.coordination)

    def is_paid(self) -> bool:
        """Whether somebody holds this post, or leaves it this week."""
        return not rule.is_unpaid(self.began, self.model.settings.vacancy_weeks, self.model.week)

    def asked(self, need: Need) -> int:
        """Minutes a week that a case asks for."""
        world = self.model.world
        return int(
            rule.asked_minutes(
                world.guidance_base,
                world.guidance_severity,
                need.severity,
                need.resolvable,
                world.closing_light_minutes,
                world.closing_threshold,
            )
        )

    def room(self) -> int:
        """Minutes a week for running cases."""
        return int(rule.guidance_minutes(self.free, self.org.taken))

    def has_room(self, need: Need) -> bool:
        """Whether this case can be taken; an idle worker with time always can."""
        room = self.room()
        if room <= 0 or self.began > self.model.week:
            return False
        least = self.model.world.guidance_stretch
        return self.caseload == 0 or bool(rule.fits(self.committed, self.asked(need), room, least))

    # --- work
    def maybe_leave(self) -> None:
        """Leave this quarter; the cases wait for another worker."""
        model, week = self.model, self.model.week
        coin = rule.coin(model.seed, streams.TURNOVER, self.number, week, 0)
        if self.began > week or coin >= model.levers.work_turnover * 0.25:
            return
        self.began = rule.filled_from(week, model.settings.vacancy_weeks)
        self.hand_over()

    def hand_over(self) -> None:
        """Every case waits for another worker, every household for another director."""
        model, week = self.model, self.model.week
        for home in model.households:
            home.drop_director(self)
            for need in home.cases():
                if need.worker is self:
                    need.lose_worker(week, model.world.strength_low, model.levers.work_handover)

    def clear_desk(self) -> None:
        """Count cases afresh."""
        self.cases = []
        self.caseload = 0
        self.committed = 0
        self.given = 0

    def take(self, need: Need) -> None:
        """A need counts in this worker's care."""
        self.cases.append(need)
        self.caseload += 1
        self.committed += self.asked(need)

    def guide(self) -> None:
        """Minutes for every case, in proportion to what each asks for."""
        for need in self.cases:
            asked, room = self.asked(need), self.room()
            minutes = asked if self.committed <= room else asked * room // self.committed
            self.given += minutes
            self.org.minutes[USE_GUIDANCE] += minutes
            self.model.count(RUNNING, need)
            self.model.count(CASE_MINUTES, need, minutes)
            need.minutes = minutes
            need.effort = self._effect(need, minutes)

    def _effect(self, need: Need, minutes: int) -> float:
        """Effective hours that the minutes amount to."""
        levers, home = self.model.levers, need.home
        home.organisations = home.organisation_bits()
        gain = 1.0
        if levers.work_synergy > 0.0 and self.caseload > 1 and home.plan_worker is self:
            gain = 1.0 + levers.work_synergy * (1.0 if home.carried_by(self) > 1 else 0.0)
        loss = rule.organisation_loss(levers.work_plan_loss, rule.bits(home.organisations))
        effective: float = minutes / 60.0 * self.skill * self.model.quality * gain * loss
        if need.severity > self.model.world.zrm_level_2 and home.felt_needs() <= 1:
            effective *= levers.work_skill_severe
        admits = levers if self.org.number == TEAM else self.model.stay
        reach = self.model.domains[need.domain].first_reach
        return effective * float(rule.beyond_reach(need.severity, reach, admits.admit_reach_effect))

    def review(self) -> None:
        """Close cases that are good enough or have lasted long enough."""
        model = self.model
        for need in self.cases:
            length = model.week - need.began + 1
            if length == 1:
                continue
            done = self._done(need)
            if done or length >= int(model.levers.work_max_weeks):
                model.count(CLOSED, need)
                model.count(LENGTH, need, length)
                model.closed["closed"] += 1
                if not done:
                    model.closed["for length"] += 1
                need.end_help(model.week)

    def tend_circles(self) -> None:
        """Activate the circle of new cases, come back once a quarter on one that fades."""
        model = self.model
        for need in self.cases:
            if need.status != HAS_WORKER:  # just closed
                continue
            lasted = model.week - need.began
            coin, done, again, _ = rule.coins(
                model.seed, streams.REALISE, need.address, model.week, 0
            )
            if lasted == 0 and coin < model.levers.work_activate:
                model.closed["offered"] += 1
                if done < model.levers.work_realise:
                    model.closed["realised"] += 1
                    need.home.activated += 1
            if rule.follow_up_due(lasted, need.home.boost, model.levers.work_boost):
                model.closed["asked again"] += 1
                if again < model.levers.work_keep_up:
                    model.closed["kept up"] += 1
                    need.home.kept_up = True

    def _done(self, need: Need) -> bool:
        model, home = self.model, need.home
        carry = model.domains[need.domain].network_carry
        left = rule.uncovered(1.0, rule.network_carry(carry, home.help_share, home.boost))
        level, lasts = model.closing_level, model.world.closing_lasting
        return bool(rule.may_close(need.resolvable, need.lasting, level, left, lasts))

    # --- take-over
    def case_count(self) -> int:
        """Needs in this worker's care now."""
        cases = [need for home in self.model.households for need in home.cases()]
        return sum(need.worker is self for need in cases)

    def change_role(self, role: int) -> None:
        """Do something else; who no longer carries cases hands them over."""
        if self.role != role and not rule.carries_cases(role):
            self.leaves_cases = True
        self.role = role

    def leave_cases(self) -> None:
        """Hand over what a new role leaves no time for."""
        if self.leaves_cases:
            self.hand_over()
        self.leaves_cases = False

    def move(self) -> None:
        """Work where this practice puts one's own organisation."""
        self.org = self.model.organisation_for(self.home.number)
