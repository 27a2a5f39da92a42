"""Products through time: what takes whose place, hours, waiting for a dwelling, laws by date."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from sim.inputs.files.errors import InputError
from sim.model.digest import state_digest
from sim.model.week import run_week
from sim.population.domains import DOMAINS
from sim.runs.dated import restate
from sim.support.contract import LONGTERM, PAYERS, WMO
from sim.support.means import PRODUCT
from sim.support.pay import trajectories
from sim.support.pay.steps import prices
from sim.support.products import UNLIMITED, exit_chance, make_products, product_ids
from sim.support.situation import Situation
from sim.world.state import NO_PRODUCT, RUNS_PRODUCT, WAITS_PRODUCT
from tests.worlds import (
    Values,
    begin,
    copy_situation,
    default_values,
    look_again,
    residents_of,
    run_weeks,
)

IDS = product_ids(default_values())
DAILY, MENTAL, PHYSICAL, SOCIAL = range(4)  # cells of an adult
INCOME, DEBTS, HOUSING = range(3)  # cells of a household


def product(name: str) -> int:
    return IDS.index(name)


@pytest.fixture(scope="module")
def empty() -> Situation:
    """A neighbourhood without any need or help, in which needs are put by hand."""
    now = begin(residents_of(200, 20), default_values())
    run_week(now)
    for name in ("lasting", "resolvable", "unmet"):
        getattr(now.cells, name)[:] = 0.0
    for name, nothing in (("status", 0), ("granted", NO_PRODUCT), ("product", -1), ("active", 0)):
        getattr(now.cells, name)[:] = nothing
    now.cells.payer[:] = -1
    now.ledger.booked[:] = 0
    now.ledger.by_product[:] = 0
    now.ledger.by_product_minutes[:] = 0
    levers = now.levers.replace(pay_pxq=0.0)  # nothing is prolonged
    now.practice = dataclasses.replace(now.practice, levers=levers)
    now.products = now.products.replace(places=np.full(len(IDS), UNLIMITED, dtype=np.int32))
    now.ledger.places[:] = UNLIMITED
    return look_again(now)


def adults(now: Situation) -> list[int]:
    """Adults who are not the head of their household, then heads."""
    heads = set(now.cells.holder[4 * now.folk.n :: 3].tolist())
    here = (now.folk.arrive <= now.week) & (now.folk.leave > now.week + 20)
    grown = [int(i) for i in np.flatnonzero(here) if now.cells.domain[4 * i] == 3]
    return [i for i in grown if i not in heads]


def head(now: Situation) -> tuple[int, int]:
    """A head and the first cell of the household."""
    for g in range(now.folk.h):
        first = 4 * now.folk.n + 3 * g
        i = int(now.cells.holder[first])
        if i >= 0 and now.folk.leave[i] > now.week + 20:
            return i, first
    raise AssertionError("nobody is there")


def put(now: Situation, c: int, name: str, granted: int, severity: float = 0.9) -> None:
    """A lasting need with a product that waits or runs."""
    cells, p = now.cells, product(name)
    cells.lasting[c] = cells.unmet[c] = severity
    cells.active[c] = 1
    cells.known[c] = now.week
    cells.granted[c], cells.product[c] = granted, p
    cells.product_since[c] = now.week
    cells.product_until[c] = now.week + now.products.weeks[p] - 1
    cells.payer[c] = now.products.payer[p] if granted == RUNS_PRODUCT else -1
    look_again(now)


def start(now: Situation) -> None:
    trajectories.start_products(now.served, prices(now))


def run(now: Situation) -> None:
    trajectories.run_products(now.served, prices(now))


# --- as data


def test_contracts_of_places_and_of_money_follow_the_need_of_the_place() -> None:
    plain = make_products(default_values(), 1000)
    need = [1.0] * len(DOMAINS)
    need[DOMAINS.index("debts_admin")], need[DOMAINS.index("mental_health")] = 2.0, 3.0
    weighted = make_products(default_values(), 1000, need)
    limited = plain.places < UNLIMITED
    more = np.ones(len(IDS))
    more[product("debt_help")], more[product("mental_specialist")] = 2.0, 3.0
    assert weighted.places[limited] == pytest.approx((plain.places * more)[limited], abs=2.0)
    assert weighted.volume == pytest.approx(plain.volume * more, abs=1.0)
    assert plain.volume[product("debt_help")] > 0 and limited[product("mental_specialist")]


def test_hours_become_whole_minutes() -> None:
    minutes = make_products(default_values(), 1000).minutes
    assert minutes[product("household_help")] == 150
    assert minutes[product("medical_care")] == 6
    assert (minutes > 0).all()


def test_a_product_that_does_not_exist_cannot_be_replaced() -> None:
    wrong: Values = {**default_values(), "product.shelter.replaces_guidence": True}
    with pytest.raises(InputError) as caught:
        make_products(wrong, 1000)
    assert caught.value.nearest == "guidance"
    assert caught.value.where == "product.shelter.replaces_guidence"


def test_what_replaces_what_is_as_stated() -> None:
    replaces = make_products(default_values(), 1000).replaces
    assert replaces[product("longterm_care"), product("district_nursing")] == 1
    assert replaces[product("supported_living"), product("day_activities")] == 0
    assert replaces[product("household_help")].sum() == 0
    neutral = {k: False if ".replaces_" in k else v for k, v in default_values().items()}
    assert make_products(neutral, 1000).replaces.sum() == 0


def test_the_mean_wait_for_a_dwelling_is_that_of_a_weekly_coin() -> None:
    assert exit_chance(0.0) == 1.0
    for weeks in (1.0, 13.0, 52.0):  # weeks before the first success: (1 - p) / p
        p = exit_chance(weeks)
        assert (1.0 - p) / p == pytest.approx(weeks)
    chance = make_products(default_values(), 1000).exit_chance
    waits = {IDS[p] for p in np.flatnonzero(chance < 1.0)}
    assert waits == {"shelter", "supported_living"}


# --- what a stay does to other products


def test_a_stay_ends_what_it_replaces_and_nothing_else(empty: Situation) -> None:
    now = copy_situation(empty)
    i = adults(now)[0]
    put(now, 4 * i + DAILY, "household_help", RUNS_PRODUCT)
    put(now, 4 * i + MENTAL, "mental_specialist", RUNS_PRODUCT)
    put(now, 4 * i + PHYSICAL, "longterm_care", WAITS_PRODUCT)
    put(now, 4 * i + SOCIAL, "day_activities", WAITS_PRODUCT)
    now.cells.product_since[4 * i + PHYSICAL] -= 1  # it comes first
    other = adults(now)[1]
    put(now, 4 * other + DAILY, "household_help", RUNS_PRODUCT)
    start(now)
    cells = now.cells
    own = slice(4 * i, 4 * i + 4)
    assert cells.granted[own].tolist() == [NO_PRODUCT, RUNS_PRODUCT, RUNS_PRODUCT, NO_PRODUCT]
    assert cells.product[own].tolist() == [
        -1, product("mental_specialist"), product("longterm_care"), -1,
    ]  # fmt: skip
    assert cells.payer[4 * i + PHYSICAL] == LONGTERM
    assert cells.payer[4 * i + DAILY] == -1
    assert cells.granted[4 * other + DAILY] == RUNS_PRODUCT
    assert now.tally.begun[product("longterm_care")] == now.tally.begun.sum() == 1
    assert cells.closed[4 * i + DAILY] == empty.cells.closed[4 * i + DAILY]  # not closed
    assert cells.known[4 * i + DAILY] < 0


def test_what_a_running_stay_replaces_does_not_begin(empty: Situation) -> None:
    now = copy_situation(empty)
    i = adults(now)[0]
    put(now, 4 * i + PHYSICAL, "longterm_care", RUNS_PRODUCT)
    put(now, 4 * i + DAILY, "guidance", WAITS_PRODUCT)
    put(now, 4 * i + MENTAL, "mental_basic", WAITS_PRODUCT)
    start(now)
    assert now.cells.granted[4 * i + DAILY] == NO_PRODUCT
    assert now.cells.granted[4 * i + MENTAL] == RUNS_PRODUCT


def test_one_indication_for_long_term_care_covers_a_person(empty: Situation) -> None:
    now = copy_situation(empty)
    i = adults(now)[0]
    put(now, 4 * i + PHYSICAL, "longterm_care", WAITS_PRODUCT)
    put(now, 4 * i + DAILY, "longterm_care", WAITS_PRODUCT)
    start(now)
    assert now.tally.begun[product("longterm_care")] == 1
    assert sorted(now.cells.granted[4 * i : 4 * i + 3]) == [NO_PRODUCT, NO_PRODUCT, RUNS_PRODUCT]


def test_the_head_holds_the_household_needs_and_others_do_not(empty: Situation) -> None:
    now = copy_situation(empty)
    i, first = head(now)
    put(now, first + HOUSING, "shelter", WAITS_PRODUCT)
    put(now, first + DEBTS, "home_guidance", RUNS_PRODUCT)
    put(now, 4 * i + DAILY, "guidance", RUNS_PRODUCT)
    member = next(k for k in adults(now) if now.folk.household[k] != now.folk.household[i])
    put(now, 4 * member + DAILY, "guidance", RUNS_PRODUCT)
    start(now)
    assert now.cells.granted[first + HOUSING] == RUNS_PRODUCT
    assert now.cells.granted[first + DEBTS] == NO_PRODUCT
    assert now.cells.granted[4 * i + DAILY] == NO_PRODUCT
    assert now.cells.granted[4 * member + DAILY] == RUNS_PRODUCT


def test_the_place_that_falls_free_is_given_in_the_same_week(empty: Situation) -> None:
    now = copy_situation(empty)
    i, j = adults(now)[:2]
    now.ledger.places[product("day_activities")] = 1.0
    put(now, 4 * i + SOCIAL, "day_activities", RUNS_PRODUCT)
    put(now, 4 * i + PHYSICAL, "longterm_care", WAITS_PRODUCT, severity=0.95)
    put(now, 4 * j + SOCIAL, "day_activities", WAITS_PRODUCT, severity=0.3)
    start(now)
    assert now.cells.granted[4 * j + SOCIAL] == RUNS_PRODUCT
    other = copy_situation(empty)  # without long-term care there is no place
    other.ledger.places[:] = now.ledger.places
    put(other, 4 * i + SOCIAL, "day_activities", RUNS_PRODUCT)
    put(other, 4 * j + SOCIAL, "day_activities", WAITS_PRODUCT, severity=0.3)
    start(other)
    assert other.cells.granted[4 * j + SOCIAL] == WAITS_PRODUCT


def test_a_need_that_is_passed_on_is_asked_for_at_the_other_law(empty: Situation) -> None:
    now = copy_situation(empty)
    levers = now.levers.replace(admit_pass_on=1.0)
    now.practice = dataclasses.replace(now.practice, levers=levers)
    here, there = product("supported_living"), product("longterm_care")
    now.ledger.places[here] = 1.0
    i, j = adults(now)[:2]
    now.ledger.asked_year[:] = 0
    for person in (i, j):  # as two decisions leave it
        put(now, 4 * person + DAILY, "supported_living", WAITS_PRODUCT)
        now.ledger.asked_year[here] += 1
    start(now)
    assert sorted(now.cells.product[[4 * i + DAILY, 4 * j + DAILY]]) == sorted([here, there])
    assert now.ledger.asked_year[[here, there]].tolist() == [1, 1]
    assert now.tally.begun[[here, there]].tolist() == [1, 1]


def test_without_replacement_products_stand_side_by_side(empty: Situation) -> None:
    now = copy_situation(empty)
    now.products = now.products.replace(replaces=np.zeros_like(now.products.replaces))
    i = adults(now)[0]
    put(now, 4 * i + DAILY, "household_help", RUNS_PRODUCT)
    put(now, 4 * i + PHYSICAL, "longterm_care", WAITS_PRODUCT)
    start(now)
    assert (now.cells.granted[[4 * i + DAILY, 4 * i + PHYSICAL]] == RUNS_PRODUCT).all()


# --- a week of a product: euros, minutes, the dwelling


def done(now: Situation, c: int, name: str) -> None:
    """A running product at its planned end, of which nothing is needed any more."""
    put(now, c, name, RUNS_PRODUCT, severity=0.1)
    now.cells.product_until[c] = now.week


def test_a_stay_that_is_done_waits_for_a_dwelling_and_is_paid(empty: Situation) -> None:
    now = copy_situation(empty)
    now.products = now.products.replace(exit_chance=np.zeros(len(IDS)))  # none is ever found
    c = 4 * adults(now)[0] + DAILY
    p = product("supported_living")
    done(now, c, "supported_living")
    for _ in range(5):
        run(now)
        now.week += 1
    assert now.cells.granted[c] == RUNS_PRODUCT
    assert now.tally.blocked[p] == now.tally.blocked.sum() == 5
    assert now.ledger.by_product[p] == 5 * now.products.price[p]
    assert now.ledger.by_product_minutes[p] == 5 * 480
    now.cells.lasting[c] = 0.0  # also when nothing is left of the need
    run(now)
    assert now.tally.blocked[p] == 6
    now.products.exit_chance[p] = 1.0
    now.week += 1
    run(now)
    assert now.cells.granted[c] == NO_PRODUCT
    assert now.tally.blocked[p] == 6


def test_who_still_needs_a_stay_does_not_wait_for_a_dwelling(empty: Situation) -> None:
    now = copy_situation(empty)
    now.products = now.products.replace(exit_chance=np.zeros(len(IDS)))
    c = 4 * adults(now)[0] + DAILY
    put(now, c, "supported_living", RUNS_PRODUCT)
    now.cells.product_until[c] = now.week
    run(now)
    assert now.tally.blocked.sum() == 0
    assert now.cells.product_until[c] == now.week + now.products.weeks[product("supported_living")]


def test_the_wait_for_a_dwelling_has_the_stated_mean(empty: Situation) -> None:
    now = copy_situation(empty)
    now.products = now.products.replace(exit_chance=np.full(len(IDS), exit_chance(4.0)))
    people = adults(now)
    for i in people:
        for slot in (DAILY, MENTAL, SOCIAL):
            done(now, 4 * i + slot, "supported_living")
    stays = 3 * len(people)
    assert stays > 100
    for _ in range(100):
        run(now)
        now.week += 1
    assert not (now.cells.granted == RUNS_PRODUCT).any()
    # standard deviation of one wait is about 4.5 weeks
    assert now.tally.blocked.sum() / stays == pytest.approx(4.0, abs=4 * 4.5 / stays**0.5)


def test_other_products_end_at_once(empty: Situation) -> None:
    now = copy_situation(empty)
    c = 4 * adults(now)[0] + DAILY
    done(now, c, "guidance")
    run(now)
    assert now.cells.granted[c] == NO_PRODUCT
    assert now.tally.blocked.sum() == 0


# --- laws by date


def old_laws() -> Values:
    return {**default_values(), "product.guidance.law": "longterm"}


def test_what_runs_is_paid_by_who_began_it_until_it_is_renewed(empty: Situation) -> None:
    now = copy_situation(empty)
    restate(now, old_laws(), "equal")
    p = product("guidance")
    i, j = adults(now)[:2]
    put(now, 4 * i + DAILY, "guidance", WAITS_PRODUCT)
    start(now)
    restate(now, default_values(), "equal")
    put(now, 4 * j + DAILY, "guidance", WAITS_PRODUCT)
    start(now)
    run(now)
    price = int(now.products.price[p])
    assert now.cells.payer[[4 * i, 4 * j]].tolist() == [LONGTERM, WMO]
    assert now.ledger.booked[[LONGTERM, WMO], PRODUCT].tolist() == [price, price]
    assert now.persons.used[i] & 1 << LONGTERM
    assert not now.persons.used[i] & 1 << WMO
    now.week = int(now.cells.product_until[4 * i])
    now.cells.product_until[4 * j] += 1
    run(now)  # the last week under the old law; renewed under the new
    assert now.ledger.booked[[LONGTERM, WMO], PRODUCT].tolist() == [2 * price, 2 * price]
    assert now.cells.payer[4 * i] == WMO
    now.week += 1
    run(now)
    assert now.ledger.booked[[LONGTERM, WMO], PRODUCT].tolist() == [2 * price, 4 * price]


def test_restating_the_same_laws_is_exactly_nothing() -> None:
    now = begin(residents_of(120, 30, -10), default_values(), -10)
    other = copy_situation(now)
    for week in range(20):
        if week in (0, 7):
            restate(other, default_values(), "equal")
        run_week(now)
        run_week(other)
        assert state_digest(other) == state_digest(now)


def test_a_stated_contract_moves_what_waits_have_made_of_it() -> None:
    now = begin(residents_of(120, 30), default_values())
    p = product("debt_help")
    stated = int(now.products.volume[p])
    now.ledger.contract[p] = stated + 1000  # a year of waits later
    more = {**default_values(), "product.debt_help.volume": 36.0}
    restate(now, more, "equal")
    assert now.ledger.contract[p] == int(now.products.volume[p]) + 1000 > stated + 1000
    assert now.products.volume[p] == pytest.approx(1.2 * stated, abs=1.0)
    restate(now, {**default_values(), "product.debt_help.volume": 0.0}, "equal")
    assert now.ledger.contract[p] == 0  # the purse of the law from here on
    restate(now, default_values(), "equal")
    assert now.ledger.contract[p] == stated


def test_a_change_of_law_moves_bookings_and_no_needs() -> None:
    """Budgets decide nothing here: only who pays differs."""
    now = run_weeks(begin(residents_of(150, 40, -26), default_values(), -26), 0)
    other = copy_situation(now)
    changed = {f"product.{name}.law": "longterm" for name in ("guidance", "household_help")}
    restate(other, {**default_values(), **changed}, "equal")
    before = now.ledger.booked.copy()
    for _ in range(26):
        run_week(now)
        run_week(other)
    for name in ("lasting", "resolvable", "unmet", "status", "granted", "product"):
        assert (getattr(now.cells, name) == getattr(other.cells, name)).all()
    assert (now.cells.payer != other.cells.payer).any()
    assert now.ledger.booked.sum() == other.ledger.booked.sum()
    moved = other.ledger.booked[:, PRODUCT] - now.ledger.booked[:, PRODUCT]
    assert moved[LONGTERM] == -moved[WMO] > 0
    assert (now.ledger.booked >= before).all()
    assert {PAYERS[p] for p in np.flatnonzero(moved)} == {"wmo", "longterm"}


def test_zero_means_have_no_products_to_replace() -> None:
    now = begin(residents_of(80, 20), default_values(), no_means=True)
    for _ in range(10):
        run_week(now)
    assert (now.cells.granted == NO_PRODUCT).all()
    assert (now.cells.payer == -1).all()
    assert now.ledger.by_product_minutes.sum() == 0
    assert dataclasses.asdict(now.tally)["blocked"].sum() == 0


def test_a_product_is_paid_as_many_weeks_as_it_usually_lasts(empty: Situation) -> None:
    now = copy_situation(empty)
    i = adults(now)[0]
    put(now, 4 * i + DAILY, "guidance", WAITS_PRODUCT, severity=0.05)  # too light to renew
    p = product("guidance")
    weeks, price = int(now.products.weeks[p]), int(now.products.price[p])
    start(now)
    for _ in range(weeks + 5):
        run(now)
        now.week += 1
    assert now.ledger.booked[:, PRODUCT].sum() == weeks * price
