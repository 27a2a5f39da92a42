"""Money: every rule by hand, every amount once, and a new year that begins at nothing."""

from __future__ import annotations

import numpy as np
import pytest

from sim.support.contract import PAYERS, WELFARE, WMO, YOUTH, Levers, neutral_levers
from sim.support.means import PRODUCT, Ledger, book, new_ledger
from sim.support.pay.holders import close_year, release, shortage, tighten
from sim.support.pay.money import money_allows, purse, room_for
from sim.support.pay.trajectories import goes_on, selected
from sim.support.products import CEILING, ENTITLEMENT, SUBSIDY, UNLIMITED

SILOS = Levers(**neutral_levers())
POOL = SILOS.replace(pay_pooled=1.0, pay_covers_wmo=1.0, pay_covers_welfare=1.0)
BUDGET = 52_000


def ledger(spent: int = 0) -> Ledger:
    """A year's money of every payer, of which each has spent something."""
    places = np.full(2, UNLIMITED, dtype=np.int32)
    none = np.zeros(2, dtype=np.int64)
    out = new_ledger(places, none, np.full(len(PAYERS), BUDGET, dtype=np.int64))
    for payer in range(len(PAYERS)):
        book(out, payer, PRODUCT, spent)
    return out


def test_an_amount_is_booked_once_to_one_payer_and_one_line() -> None:
    found = ledger()
    book(found, WMO, PRODUCT, 700)
    book(found, WMO, PRODUCT, 5)
    assert found.booked[WMO, PRODUCT] == found.booked.sum() == 705
    assert found.year[WMO] == found.year.sum() == 705
    assert (found.budget == BUDGET).all()


@pytest.mark.parametrize(("regime", "spent", "gone", "allowed"), [
    (ENTITLEMENT, 10 * BUDGET, 51, True),
    (CEILING, 27_000, 26, True), (CEILING, 27_001, 26, False), (CEILING, 1_000, 0, True),
    (SUBSIDY, BUDGET - 1, 0, True), (SUBSIDY, BUDGET, 51, False),
])  # fmt: skip
def test_a_regime_lets_help_begin(regime: int, spent: int, gone: int, allowed: bool) -> None:
    assert money_allows(regime, False, BUDGET, spent, gone) == allowed
    assert money_allows(regime, True, BUDGET, spent, gone) == (spent < BUDGET)


def test_a_purse_is_the_payers_own_or_that_of_all_that_the_pool_covers() -> None:
    found = ledger(1_000)
    found.reserve[0] = 300
    assert purse(found, SILOS, WMO) == (BUDGET, 1_000)
    assert purse(found, POOL, WMO) == purse(found, POOL, WELFARE) == (2 * BUDGET + 300, 2_000)
    assert purse(found, POOL, YOUTH) == (BUDGET, 1_000)


def test_a_new_year_begins_at_nothing_and_the_pool_carries_its_balance() -> None:
    for levers, carried in ((SILOS, 0), (POOL, 2 * (BUDGET - 65_000))):
        found, overrun = ledger(65_000), np.zeros(len(PAYERS))
        found.product_year[:] = 9
        close_year(found, levers, overrun)
        assert overrun == pytest.approx(np.full(len(PAYERS), 0.25))
        assert found.year.tolist() == [0] * len(PAYERS)
        assert found.product_year.tolist() == [0, 0]
        assert found.reserve[0] == carried
        assert found.booked.sum() == 65_000 * len(PAYERS)  # what was booked stays booked


def test_shortage_is_where_the_year_is_heading() -> None:
    assert shortage(BUDGET, 20_000, 16) == pytest.approx(0.25)
    assert shortage(BUDGET, 16_000, 16) == shortage(BUDGET, 0, 1) == 0.0
    assert shortage(BUDGET, 500_000, 16) == 1.0
    assert (shortage(0, 0, 3), shortage(0, 1, 3)) == (0.0, 1.0)


def test_the_holder_tightens_what_it_covers_and_elsewhere_the_response_holds() -> None:
    short, response = np.full(len(PAYERS), 0.5), np.full(len(PAYERS), 0.125)
    found = ledger()
    tighten(found, POOL.replace(pay_tighten=0.4), short, response)
    assert found.tight[[WMO, WELFARE]].tolist() == [0.2, 0.2]
    assert found.tight[YOUTH] == 0.125
    tighten(found, POOL.replace(pay_tighten=0.0), short, response)
    assert found.tight[WMO] == 0.0
    tighten(found, SILOS.replace(pay_tighten=1.0), short, response)
    assert found.tight.tolist() == [0.125] * len(PAYERS)


def test_what_the_year_is_heading_to_leave_over_is_set_free_evenly() -> None:
    found = ledger(10_000)  # the pool: 104,000 of which 20,000 in 13 weeks, 80,000 in the year
    assert release(found, POOL, 13, 3) == 6_000
    assert release(found, POOL, 13, 0) == 24_000
    assert release(found, SILOS, 13, 3) == 0
    assert release(ledger(30_000), POOL, 13, 3) == 0


def test_providers_leave_when_the_price_is_low() -> None:
    assert room_for(100, 0.8, 0.5) == 90
    assert room_for(100, 1.2, 0.5) == room_for(100, 0.8, 0.0) == 100
    assert room_for(100, 0.0, 2.0) == 0
    assert room_for(UNLIMITED, 0.1, 5.0) == UNLIMITED


def test_who_is_paid_on_results_passes_lasting_cases_by() -> None:
    assert selected(0.5, 0.15, 0.6) == 0.125
    assert selected(0.0, 0.3, 0.6) == selected(0.5, 0.0, 0.0) == 0.0


def test_a_trajectory_goes_on_while_something_in_its_band_is_left() -> None:
    assert goes_on(0.5, 0.3, 0.2, 0.4, 0.25)  # lasting
    assert goes_on(0.5, 0.0, 0.5, 0.4, 0.25)  # not solved
    assert not goes_on(0.45, 0.0, 0.2, 0.4, 0.25)
    assert not goes_on(0.35, 0.3, 0.05, 0.4, 0.25)  # below its band


def test_silos_move_no_money_whatever_a_pool_would_cover() -> None:
    found = ledger(1_000)
    covered = SILOS.replace(pay_covers_wmo=1.0, pay_covers_welfare=1.0)
    assert purse(found, covered, WMO) == (BUDGET, 1_000)
    assert release(found, covered, 13, 3) == 0
