"""Provisions and the money they hang on: subsidy, bought places, beginnings and ends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.model.week import run_week
from sim.support.build import neighbourhood
from sim.support.build.neighbourhood import doors_open, places_kept, share_kept
from sim.support.contract import PAYERS, WELFARE
from sim.support.means import PROVISION
from sim.support.situation import Situation
from sim.world.provisions import make_room, new_provisions
from sim.world.state import Provisions
from tests.worlds import (
    GENERALIST,
    TODAY,
    begin,
    copy_situation,
    default_values,
    forked,
    practice_of,
    residents_of,
    run_weeks,
)

POOLED = ("outreach", "kitchen_table", "one_plan", "wijkbudget", "reinvest")
YEAR = 52


@pytest.fixture(scope="module")
def start() -> Situation:
    """A neighbourhood at the fork, whose centres have visitors."""
    values = {**default_values(), "provision.join": 0.03, "provision.places": 150.0}
    now = run_weeks(begin(residents_of(200, 90, -26), values, -26), 0)
    assert now.provisions.visitors.sum() > 0
    return now


def taking_part(now: Situation) -> int:
    return int((now.persons.place >= 0).sum())


@pytest.mark.parametrize(("is_open", "resident_run", "money", "after"), [
    (1, 0, True, 1), (1, 0, False, 0), (0, 0, True, 1), (0, 0, False, 0),
    (1, 1, True, 1), (1, 1, False, 1), (0, 1, True, 0), (0, 1, False, 0),
])  # fmt: skip
def test_a_centre_hangs_on_the_subsidy_and_an_initiative_does_not(
    is_open: int, resident_run: int, money: bool, after: int
) -> None:
    assert doors_open(is_open, resident_run, 1, money) == after
    assert doors_open(is_open, resident_run, 0, money) == is_open * resident_run


@pytest.mark.parametrize("answers", [TODAY, GENERALIST], ids=["fragmented", "generalist"])
def test_an_empty_subsidy_closes_the_centres_until_the_new_year(
    start: Situation, answers: tuple[str, ...]
) -> None:
    now = forked(start, answers, default_values())
    for _ in range(20):
        run_week(now)
    now.ledger.year[WELFARE] = now.ledger.budget[WELFARE]
    run_week(now)
    centres = now.provisions.resident_run == 0
    paid = int(now.ledger.booked[WELFARE, PROVISION])
    assert (now.provisions.is_open[centres] == 0).all()
    run_week(now)
    assert not np.isin(now.persons.place, np.flatnonzero(centres)).any()
    while now.week < YEAR - 1:
        run_week(now)
        assert int(now.ledger.booked[WELFARE, PROVISION]) == paid
        assert (now.provisions.is_open[centres] == 0).all()
    run_week(now)  # the new year's money pays the coming week
    assert (now.provisions.is_open[centres] == 1).all()
    assert int(now.ledger.booked[WELFARE, PROVISION]) > paid
    assert (now.provisions.places == start.provisions.places)[centres].all()
    assert (now.provisions.vitality[centres] > 0.0).all()


def test_an_entitlement_stays_open_and_its_overrun_is_booked(start: Situation) -> None:
    now = copy_situation(start)
    open_before = now.provisions.is_open.copy()
    now.ledger.budget[WELFARE], now.week = 0, 10
    neighbourhood.pay_provisions(now.served, 0)
    assert (now.provisions.is_open == open_before).all()
    weekly = int((now.provisions.yearly_cost // YEAR)[open_before == 1].sum())
    assert weekly > 0
    booked = now.ledger.booked[WELFARE, PROVISION] - start.ledger.booked[WELFARE, PROVISION]
    assert booked == weekly


def test_the_covered_purse_decides_for_welfare(start: Situation) -> None:
    """The pool keeps open what welfare's own money no longer can; what other laws cost ends
    no subsidy that was granted; and when both are empty it stops."""
    levers = practice_of(POOLED, default_values()).levers
    subsidy = 2
    for own, others, is_open in ((0, 10**9, 1), (10**9, -(2 * 10**9), 1), (0, -(10**9), 0)):
        now = copy_situation(start)
        now.ledger.year[:] = 0
        now.ledger.budget[:] = 0
        now.ledger.reserve[0] = 0
        now.ledger.budget[WELFARE] = own
        now.ledger.budget[PAYERS.index("wmo")] = others
        now.practice, now.week = replace(now.practice, levers=levers), 10
        neighbourhood.pay_provisions(now.served, subsidy)
        centres = now.provisions.resident_run == 0
        assert (now.provisions.is_open[centres] == is_open).all()


def test_what_residents_run_goes_on_unpaid_while_the_subsidy_is_empty(start: Situation) -> None:
    now = copy_situation(start)
    room = int(np.flatnonzero(now.provisions.resident_run == 1)[0])
    now.provisions.is_open[room] = 1
    now.provisions.bought_cost[room] = 52_000
    now.ledger.budget[WELFARE], now.week = 0, 10
    before = now.ledger.booked[WELFARE, PROVISION]
    neighbourhood.pay_provisions(now.served, 2)
    assert now.provisions.is_open[room] == 1
    assert now.ledger.booked[WELFARE, PROVISION] == before
    now.ledger.budget[WELFARE] = 10**9
    now.provisions.yearly_cost[:] = 0
    neighbourhood.pay_provisions(now.served, 2)
    assert now.ledger.booked[WELFARE, PROVISION] == before + 1_000


def two_rooms() -> Provisions:
    """A centre, and an initiative with bought places."""
    table = new_provisions(1, 1, 20, 0.5, 52_000)
    table.is_open[:] = 1
    table.places[1] = 15
    return table


def test_bought_places_are_counted_apart_from_the_subsidy() -> None:
    table = two_rooms()
    assert neighbourhood.reinvest(table, 100_000, 5_000) == 100_000
    assert table.places.tolist() == [30, 25]
    assert table.bought.tolist() == [10, 10]
    assert table.bought_cost.tolist() == [50_000, 50_000]
    assert table.yearly_cost.tolist() == [52_000, 0]


@pytest.mark.parametrize(("balance", "cost", "share"), [
    (0, 100, 1.0), (50, 100, 1.0), (-25, 100, 0.75), (-100, 100, 0.0), (-500, 100, 0.0),
    (-500, 0, 1.0),
])  # fmt: skip
def test_the_share_that_goes_on_is_less_by_what_is_lacking(
    balance: int, cost: int, share: float
) -> None:
    assert share_kept(balance, cost) == share


def test_whole_places_go_on() -> None:
    assert [places_kept(10, share) for share in (1.0, 0.75, 0.0)] == [10, 7, 0]


def test_places_whose_surplus_does_not_return_end_in_proportion() -> None:
    table = two_rooms()
    neighbourhood.reinvest(table, 100_000, 5_000)
    assert neighbourhood.give_up_places(table, 0) == 0
    assert neighbourhood.give_up_places(table, -40_000) == 8
    assert table.places.tolist() == [26, 21]
    assert table.bought.tolist() == [6, 6]
    assert table.bought_cost.tolist() == [30_000, 30_000]
    assert neighbourhood.give_up_places(table, -(10**9)) == 12
    assert table.places.tolist() == [20, 15]
    assert table.bought_cost.sum() == 0
    assert neighbourhood.give_up_places(table, -(10**9)) == 0


@pytest.mark.parametrize("reserve", [-(10**14), 10**14])
def test_the_year_end_of_the_pool_decides_about_bought_places(
    start: Situation, reserve: int
) -> None:
    values = {**default_values(), "reinvest.reinvest": 0.0}
    now = forked(start, POOLED, values)
    now.ledger.budget[:] = 10**12  # open all year
    run_weeks(now, YEAR - 2)
    neighbourhood.reinvest(now.provisions, 50_000 * 100, 5_000)
    bought = now.provisions.bought.copy()
    assert bought.sum() > 0
    run_week(now)
    assert (now.provisions.bought == bought).all()
    now.ledger.reserve[0] = reserve
    run_week(now)
    assert int(now.provisions.bought.sum()) == (0 if reserve < 0 else int(bought.sum()))


def test_those_who_came_last_make_room(start: Situation) -> None:
    now = copy_situation(start)
    now.persons.place[:] = -1
    now.persons.volunteer[:] = 0
    for k, i in enumerate(range(10, 18)):
        now.persons.place[i] = 0
        now.persons.joined[i] = -20 + (k * 3) % 8  # -20, -17, -14, -19, -16, -13, -18, -15
    now.persons.volunteer[12] = 1
    now.provisions.places[0] = 5
    now.provisions.visitors[0] = 8
    assert make_room(now.town) == 3
    gone = [i for i in range(10, 18) if now.persons.place[i] < 0]
    assert gone == [12, 15, 17]
    assert now.persons.volunteer[12] == 0
    now.provisions.visitors[0] = 5
    assert make_room(now.town) == 0


def quarter(now: Situation, minutes: int, week: int, **levers: float) -> list[int]:
    """A quarter of so much community work under these levers; begun and ended so far."""
    now.practice, now.week = replace(now.practice, levers=now.levers.replace(**levers)), week
    neighbourhood.build_quarter(now.served, minutes, 100.0, 1000, 15)
    return [int(count) for count in now.tally.build]


def test_an_initiative_that_ends_takes_its_costs_along(start: Situation) -> None:
    """Ends and begins again in the same room: without the places bought for the earlier one."""
    now = copy_situation(start)
    table = new_provisions(1, 1, 20, 0.5, 52_000)
    table.is_open[:] = 1
    table.places[1] = 15
    neighbourhood.reinvest(table, 100_000, 5_000)
    now.provisions = table
    assert quarter(now, 0, 12, build_continuity=1e9, build_start_rate=0.0) == [0, 1]
    assert (table.places[1], table.bought[1], table.bought_cost[1]) == (0, 0, 0)
    assert quarter(now, 10_000, 25, build_continuity=0.0, build_start_rate=1e9) == [1, 1]
    assert (table.is_open[1], table.places[1]) == (1, 15)
    assert table.yearly_cost[1] + table.bought_cost[1] == 0
    assert table.bought.tolist() == [10, 0]


def test_a_shut_centre_is_not_a_room_for_an_initiative(start: Situation) -> None:
    now = copy_situation(start)
    table = new_provisions(2, 1, 20, 0.5, 52_000)
    table.is_open[:] = 0
    now.provisions = table
    assert quarter(now, 10_000, 12, build_continuity=0.0, build_start_rate=1e9) == [1, 0]
    assert table.is_open.tolist() == [0, 0, 1]
    assert table.vitality.tolist() == [0.5, 0.5, 0.3]
