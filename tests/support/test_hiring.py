"""Temporary workers: how many hours are ordered, when they come, and what they cost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.support.contract import (
    INCOME_DESK,
    PRACTICE,
    SOCIAL_WORK,
    WMO,
    WMO_DESK,
    YOUTH,
    YOUTH_DESK,
)
from sim.support.hours import set_minutes
from sim.support.means import HIRED
from sim.support.pay.steps import pay_staff
from sim.support.situation import Situation
from sim.support.work.steps import come, hire, order
from tests.support.quiet import DAILY, homes, of_head, quiet, waits, with_levers

QUARTER = 13
OWN, WEEKLY = 1_000, 90  # minutes a week of a desk; of one intake
LAG = 5


def short_of_hours(waiting: int = 40, lever: float = 0.5, most: float = 1.0) -> Situation:
    """The Wmo desk has 1,000 minutes a week, 200 of them for intake, and 40 people wait.

    Within its term of 8 weeks it sees 1,600 of the 3,600 minutes that these take: to bring the
    rest back in a quarter it lacks 2,000 / 13 = 153 minutes a week.
    """
    now = with_levers(quiet(), admit_hire=lever)
    now.world = now.world.replace(
        hire_lag=float(LAG),
        hire_most=most,
        term_wmo_desk=8.0,
        term_worker=4.0,
        hire_price=1.4,
        intake_minutes=float(WEEKLY),
        guidance_base=60.0,
    )
    now.settings = replace(now.settings, intake_share=0.2)
    now.staff.minutes[:] = now.staff.hired[:] = 0
    now.staff.minutes[np.flatnonzero(now.staff.org == WMO_DESK)[0]] = OWN
    now.offices.waiting[WMO_DESK] = waiting
    now.week = QUARTER
    return now


@pytest.mark.parametrize(
    ("waiting", "lever", "most", "ordered"),
    [
        (40, 1.0, 1.0, 153),
        (40, 0.5, 1.0, 76),
        (40, 0.0, 1.0, 0),
        (40, 1.0, 0.05, 50),  # at most so much of one's own hours
        (17, 1.0, 1.0, 0),
        (18, 1.0, 1.0, 1),  # 1,530 and 1,620 minutes of work against 1,600
    ],
)
def test_the_share_of_what_is_short_is_ordered(
    waiting: int, lever: float, most: float, ordered: int
) -> None:
    now = short_of_hours(waiting, lever, most)
    order(now)
    assert now.offices.ordered[WMO_DESK] == ordered
    assert now.offices.order_week[WMO_DESK] == QUARTER + LAG
    assert now.offices.hired[WMO_DESK] == 0  # not there yet


def test_cases_overdue_for_a_worker_are_hours_short_too() -> None:
    now = short_of_hours(waiting=0, lever=1.0)
    for k, g in enumerate(homes(now)[:3]):
        c = waits(now, of_head(now, g, DAILY), WMO_DESK)
        now.cells.since[c] = QUARTER - (4 if k < 2 else 3)
    order(now)
    assert now.offices.ordered[WMO_DESK] == 120  # an hour for each who waited the term
    now.offices.order_week[:], now.world = -1, now.world.replace(term_worker=40.0)
    order(now)
    assert now.offices.ordered[WMO_DESK] == 0


def test_half_of_the_contracts_end_where_nothing_is_short() -> None:
    now = short_of_hours(waiting=0)
    now.offices.hired[WMO_DESK] = 101
    order(now)
    assert now.offices.ordered[WMO_DESK] == 50


def test_temporary_hours_are_not_ones_own() -> None:
    """What may be ordered, and what intake ordinarily takes, follow from own hours."""
    now = short_of_hours(lever=1.0, most=0.1)
    first = int(np.flatnonzero(now.staff.org == WMO_DESK)[0])
    now.staff.hired[first] = 600  # of the thousand
    now.offices.hired[WMO_DESK] = 0
    order(now)
    assert now.offices.ordered[WMO_DESK] == 40


def test_who_has_an_order_under_way_or_no_workers_orders_nothing() -> None:
    now = short_of_hours(lever=1.0)
    now.offices.waiting[:] = 40
    now.offices.ordered[:] = 7
    now.offices.order_week[WMO_DESK] = QUARTER + 1
    order(now)
    assert (now.offices.ordered == 7).all()  # every other has no minutes of its own
    now.offices.order_week[WMO_DESK] = QUARTER
    order(now)
    assert now.offices.ordered[WMO_DESK] == 153
    assert (np.delete(now.offices.ordered, WMO_DESK) == 7).all()


def test_the_practice_hires_nobody() -> None:
    now = short_of_hours(lever=1.0)
    now.staff.org[0] = PRACTICE
    now.staff.minutes[0] = OWN
    now.offices.waiting[PRACTICE] = 400
    order(now)
    assert now.offices.ordered[PRACTICE] == 0 and now.offices.order_week[PRACTICE] < 0


def test_an_order_takes_effect_in_its_own_week_and_says_so_once() -> None:
    now = short_of_hours(lever=1.0)
    order(now)
    for week in (QUARTER + LAG - 1, QUARTER + LAG + 1):
        assert not come(now, week)
        assert now.offices.hired[WMO_DESK] == 0
    assert come(now, QUARTER + LAG)
    assert now.offices.hired[WMO_DESK] == 153
    assert not come(now, QUARTER + LAG)  # the same hours as there are


def test_orders_are_for_the_start_of_a_quarter_and_for_who_has_means() -> None:
    for week, no_means, ordered in (
        (QUARTER, False, 153),
        (QUARTER + 1, False, 0),
        (QUARTER, True, 0),
    ):
        now = short_of_hours(lever=1.0)
        now.settings = replace(now.settings, no_means=no_means)
        now.week = week
        assert not hire(now)
        assert now.offices.ordered[WMO_DESK] == ordered
    now = short_of_hours(lever=1.0)
    now.world = now.world.replace(hire_lag=0.0)  # there next week at the soonest
    assert hire(now) and now.offices.hired[WMO_DESK] == 153


def test_hours_come_to_those_who_are_there_and_cost_their_price() -> None:
    now = short_of_hours()
    now.offices.hired[[WMO_DESK, YOUTH_DESK]] = 400, 250
    set_minutes(now, now.week)
    staff = now.staff
    by_desk = {
        org: int(staff.hired[staff.org == org].sum())
        for org in (WMO_DESK, YOUTH_DESK, INCOME_DESK, SOCIAL_WORK)
    }
    count = int((staff.org == WMO_DESK).sum())
    assert 400 - count < by_desk[WMO_DESK] <= 400  # each a whole minute
    assert 250 - int((staff.org == YOUTH_DESK).sum()) < by_desk[YOUTH_DESK] <= 250
    assert by_desk[INCOME_DESK] == by_desk[SOCIAL_WORK] == 0
    assert (staff.minutes == staff.contract + staff.hired).all()
    pay_staff(now)
    a_minute = now.settings.cents_per_fte / 52 / now.settings.minutes_per_fte
    booked = now.ledger.booked[:, HIRED]
    for payer, org in ((WMO, WMO_DESK), (YOUTH, YOUTH_DESK)):
        assert booked[payer] == int(a_minute * 1.4 * by_desk[org])
    assert booked.sum() == booked[WMO] + booked[YOUTH]
