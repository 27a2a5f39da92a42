"""One plan and separate plans: who carries a household's needs, and what each plan costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.inputs.parameters.parameter import Value
from sim.support.contract import INCOME_DESK, TEAM, USE_COMMUNITY, USE_COORDINATION, WMO_DESK
from sim.support.situation import Situation
from sim.support.work import one_plan, separate_plans
from sim.support.work.steps import coming_week, work
from sim.world.living import end_help
from tests.support.quiet import (
    DAILY,
    DEBTS,
    INCOME,
    helped,
    homes,
    levers_of,
    of_head,
    of_home,
    quiet,
    waits,
)

MANDATES = {f"kitchen_table__mandate_{law}": 1.0 for law in ("wmo", "youth", "income", "social")}
LOSS = 0.25  # of effect, for every further organisation around a household


def apart(**levers: Value) -> Situation:
    """Desks and separate plans."""
    own = {f"separate_plans__{name}": value for name, value in levers.items()}
    return quiet(("desk", "desks", "separate_plans", "silos", "collectivise"), **own)


def together(**levers: Value) -> Situation:
    """A team with a mandate for all laws and one plan."""
    own = {f"one_plan__{name}": value for name, value in {"bundle": 1.0, **levers}.items()}
    answers = ("outreach", "kitchen_table", "one_plan", "silos", "collectivise")
    return quiet(answers, **MANDATES, **own)


def at_work(now: Situation, *slots: tuple[str, int, int]) -> tuple[int, list[int]]:
    """Needs of one household wait for workers, and have them after a week; the household and
    its cells. slots: of the head or of the home, which need, at which organisation."""
    g = homes(now)[0]
    cells = [
        waits(now, (of_head if whose == "head" else of_home)(now, g, slot), org)
        for whose, slot, org in slots
    ]
    now.week = 1  # not the week in which workers leave
    now.practice.answers["work"].step(now)
    assert all(helped(now, c) for c in cells)
    return g, cells


def effect(now: Situation, c: int) -> float:
    """Hours that an hour of guidance amounts to."""
    return float(now.cells.effort[c] / (now.cells.minutes[c] / 60.0))


TWO_LAWS = (("head", DAILY, WMO_DESK), ("home", DEBTS, INCOME_DESK))
ONE_LAW = (("home", INCOME, INCOME_DESK), ("home", DEBTS, INCOME_DESK))
AT_TEAM = (("head", DAILY, TEAM), ("home", DEBTS, TEAM))


def test_two_plans_cost_a_household_the_loss_of_a_further_organisation_and_one_plan_none() -> None:
    now = apart(plan_loss=LOSS)
    g, cells = at_work(now, *TWO_LAWS)
    assert [effect(now, c) for c in cells] == pytest.approx([0.8, 0.8])
    assert now.homes.organisations[g] == 1 << WMO_DESK | 1 << INCOME_DESK
    now = together(plan_loss=LOSS)
    g, cells = at_work(now, *AT_TEAM)
    assert [effect(now, c) for c in cells] == pytest.approx([1.0, 1.0])
    assert now.homes.organisations[g] == 1 << TEAM


def test_two_plans_at_one_desk_are_one_organisation() -> None:
    now = apart(plan_loss=LOSS)
    _, cells = at_work(now, *ONE_LAW)
    assert [effect(now, c) for c in cells] == pytest.approx([1.0, 1.0])


def test_one_worker_carries_a_households_needs_where_separate_plans_have_one_each() -> None:
    now = apart()
    g, cells = at_work(now, *ONE_LAW)
    first, other = now.cells.worker[cells]
    assert first != other  # who has most time left takes the next
    assert now.homes.plan_worker[g] == -1
    now = together()
    g, cells = at_work(now, *AT_TEAM)
    first, other = now.cells.worker[cells]
    assert first == other == now.homes.plan_worker[g]
    assert now.staff.caseload[first] == 2 and now.staff.caseload.sum() == 2


def test_one_plan_gains_where_its_director_carries_more_than_one_need() -> None:
    now = together(synergy=0.2)
    _, cells = at_work(now, *AT_TEAM)
    assert [effect(now, c) for c in cells] == pytest.approx([1.2, 1.2])
    now = together(synergy=0.2)
    _, cells = at_work(now, AT_TEAM[0])
    assert effect(now, cells[0]) == pytest.approx(1.0)
    now = together(synergy=0.2, bundle=0.0)  # nobody directs
    _, cells = at_work(now, *AT_TEAM)
    assert [effect(now, c) for c in cells] == pytest.approx([1.0, 1.0])


def test_a_new_way_of_working_is_learned_under_one_plan_and_known_under_separate_ones() -> None:
    now = together(learning_start=0.6, learning_weeks=10.0)
    _, cells = at_work(now, AT_TEAM[0])
    assert effect(now, cells[0]) == pytest.approx(0.6 + 0.4 * 1 / 10)
    assert "learning_start" not in levers_of(separate_plans.ANSWER)


def test_coordination_is_paid_in_hours_of_the_organisation_and_only_under_one_plan() -> None:
    for now, share in ((apart(), 0.0), (together(coordination=0.1), 0.1)):
        total = int(now.staff.minutes[now.staff.org == TEAM].sum())
        work(now)
        minutes = now.ledger.minutes[:, USE_COORDINATION]
        most = int((now.staff.org == TEAM).sum())  # each may round a minute down
        assert share * total - most <= minutes.sum() == minutes[TEAM] <= share * total


def test_cases_and_their_minutes_are_counted_afresh_every_week() -> None:
    now = apart()
    _, cells = at_work(now, *ONE_LAW)
    now.week += 1
    work(now)
    assert now.staff.caseload.sum() == 2
    assert now.staff.given.sum() == now.cells.minutes[cells].sum() > 0
    end_help(now.cells, cells[0], now.week)
    now.week += 1
    work(now)
    assert now.staff.caseload.sum() == 1 and now.staff.given.sum() == now.cells.minutes[cells[1]]
    assert now.staff.committed.sum() >= now.cells.minutes[cells[1]]


def test_community_hours_add_up_over_the_quarter() -> None:
    now = together()
    now.staff.community[:] = 0
    now.staff.community[np.flatnonzero(now.staff.org == TEAM)[:2]] = (30, 12)
    for weeks in (1, 2):
        work(now)
        assert now.community_minutes == now.ledger.minutes[TEAM, USE_COMMUNITY] == 42 * weeks


@pytest.mark.parametrize(("week", "leave"), [(13, True), (14, False), (25, False), (26, True)])
def test_workers_leave_in_the_first_week_of_a_quarter(week: int, leave: bool) -> None:
    now = apart(turnover=4.0)  # beyond its range: everybody, every quarter
    now.week = week
    work(now)
    assert now.tally.turnover == (len(now.staff.org) if leave else 0)


def test_hours_that_a_change_takes_are_back_in_the_week_after_it() -> None:
    now = together(change_cost=40.0, change_weeks=10.0)
    end = now.practice.since + 10
    kept = now.staff.minutes.copy()
    contract = now.staff.contract
    assert 0 < kept.sum() < contract.sum()
    for week in (end - 3, end - 2):
        now.week = week
        coming_week(now)
        assert (now.staff.minutes == kept).all()
    now.week = end - 1
    coming_week(now)
    assert (now.staff.minutes == contract).all()


def test_minutes_are_reckoned_anew_when_a_post_is_empty_or_a_temporary_worker_comes() -> None:
    for cause in ("nothing", "post", "hired"):
        now = apart()
        now.week = 1
        now.staff.minutes[:] = 1  # so that it shows
        if cause == "post":
            now.staff.began[0] = now.week + 1
            now.settings = replace(now.settings, vacancy_weeks=8)
        if cause == "hired":
            now.offices.ordered[WMO_DESK], now.offices.order_week[WMO_DESK] = 60, now.week + 1
        coming_week(now)
        assert (now.staff.minutes == 1).all() == (cause == "nothing")


def test_one_plan_has_the_levers_of_separate_plans_and_its_own() -> None:
    both, own = levers_of(separate_plans.ANSWER), levers_of(one_plan.ANSWER)
    assert own - both == {
        "bundle",
        "synergy",
        "coordination",
        "learning_start",
        "learning_weeks",
        "coaching",
        "change_cost",
        "change_weeks",
    }
    assert both < own
    assert one_plan.ANSWER.step is separate_plans.ANSWER.step is work
