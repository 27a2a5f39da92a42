"""A product's own contract, and what the way of paying does to products."""

from __future__ import annotations

import numpy as np
import pytest

from sim.inputs.parameters.parameter import Value
from sim.model.week import run_week
from sim.population.domains import DOMAINS
from sim.support.admit.decision import drawn_line
from sim.support.contract import (
    COLLECTIVE,
    FIRST_LINE,
    INCOME_LAW,
    INTENSIVE,
    LIGHT,
    MODERATE,
    OWN,
)
from sim.support.pay.holders import close_year
from sim.support.pay.money import contract_allows, of_contract, purse_regime
from sim.support.pay.steps import pay, prices
from sim.support.pay.trajectories import effects
from sim.support.products import CEILING, ENTITLEMENT, SUBSIDY, product_ids
from sim.support.situation import Situation
from sim.world.state import RUNS_PRODUCT, WAITS_PRODUCT
from tests.worlds import (
    TODAY,
    begin,
    copy_situation,
    default_values,
    forked,
    look_again,
    residents_of,
)

IDS = product_ids(default_values())
BENEFIT, REINTEGRATION, DEBT_HELP = (
    IDS.index(name) for name in ("benefit", "reintegration", "debt_help")
)
GUIDANCE = IDS.index("guidance")
DEBTS = DOMAINS.index("debts_admin")
CENTS, RATE = 4_500, 52 * 4_500  # debt help a week and a year


@pytest.fixture(scope="module")
def start() -> Situation:
    """A neighbourhood at the start of a year."""
    values = {**default_values(), "product.debt_help.places": 1000.0}
    now = begin(residents_of(200, 60), values)
    run_week(now)
    now.week = 52  # January: nothing is booked yet
    now.ledger.year[:] = 0
    now.ledger.product_year[:] = 0
    return now


@pytest.mark.parametrize(("regime", "volume", "used", "running_on", "allowed"), [
    (ENTITLEMENT, 100, 500, 500, True),
    (CEILING, 0, 500, 500, True),
    (CEILING, 100, 60, 40, True),
    (CEILING, 100, 60, 41, False),
    (SUBSIDY, 100, 99, 500, True),
    (SUBSIDY, 100, 100, 0, False),
])  # fmt: skip
def test_a_contract_allows_what_fits_it(
    regime: int, volume: int, used: int, running_on: int, allowed: bool
) -> None:
    assert contract_allows(regime, volume, used, running_on) == allowed


def test_a_stated_contract_does_not_hang_on_the_purse() -> None:
    assert [purse_regime(r, 0) for r in (ENTITLEMENT, CEILING, SUBSIDY)] == [0, 1, 2]
    assert [purse_regime(r, 1) for r in (ENTITLEMENT, CEILING, SUBSIDY)] == [0, 0, 0]


def waiting_for_debt_help(start: Situation, households: int, volume: int) -> Situation:
    """Nobody runs debt help; ``households`` wait for it; its contract is ``volume`` cents."""
    now = copy_situation(start)
    cells = now.cells
    none = np.flatnonzero((cells.product == DEBT_HELP) | (cells.product == REINTEGRATION))
    cells.granted[none], cells.product[none] = 0, -1
    debts = np.flatnonzero((cells.domain == DEBTS) & (cells.holder >= 0))[:households]
    assert len(debts) == households
    cells.lasting[debts], cells.unmet[debts], cells.active[debts] = 0.4, 0.4, 1
    cells.granted[debts], cells.product[debts] = WAITS_PRODUCT, DEBT_HELP
    cells.product_since[debts] = now.week
    look_again(now)
    now.ledger.contract[DEBT_HELP] = volume
    now.ledger.budget[INCOME_LAW] = 10**12
    return now


def running(now: Situation, product: int) -> int:
    cells = now.cells
    return int(((cells.granted == RUNS_PRODUCT) & (cells.product == product)).sum())


def test_a_ceiling_holds_as_many_as_its_contract_pays_for_a_year(start: Situation) -> None:
    now = waiting_for_debt_help(start, 9, 4 * RATE + CENTS)
    pay(now)
    assert running(now, DEBT_HELP) == 4
    assert now.ledger.product_year[DEBT_HELP] == 4 * CENTS
    now.week += 1
    pay(now)
    assert running(now, DEBT_HELP) == 4


def test_halfway_the_year_twice_as_many_fit(start: Situation) -> None:
    now = waiting_for_debt_help(start, 9, 4 * RATE)
    now.week += 26
    pay(now)
    assert running(now, DEBT_HELP) == 8


def test_a_contract_goes_on_while_the_law_is_overspent_and_the_purse_does_not(
    start: Situation,
) -> None:
    for volume, begun in ((9 * RATE, 9), (0, 0)):
        now = waiting_for_debt_help(start, 9, volume)
        now.ledger.budget[INCOME_LAW] = 100
        now.ledger.year[INCOME_LAW] = 10_000
        pay(now)
        assert running(now, DEBT_HELP) == begun


def test_nothing_begins_without_money_when_that_is_the_rule(start: Situation) -> None:
    now = waiting_for_debt_help(start, 9, 9 * RATE)
    stops = {**default_values(), "silos.stop_when_empty": 1.0}
    now = forked(now, TODAY, stops)
    now.ledger.budget[INCOME_LAW] = 100
    now.ledger.year[INCOME_LAW] = 10_000
    pay(now)
    assert running(now, DEBT_HELP) == 0


def test_a_new_year_is_a_new_contract(start: Situation) -> None:
    now = copy_situation(start)
    now.ledger.product_year[:] = 7
    close_year(now.ledger, now.levers, np.zeros(len(now.ledger.budget)))
    assert now.ledger.product_year.sum() == 0


@pytest.mark.parametrize(("line", "coin", "after"), [
    (OWN, 0.0, OWN), (COLLECTIVE, 0.05, LIGHT), (FIRST_LINE, 0.05, LIGHT),
    (FIRST_LINE, 0.07, FIRST_LINE), (LIGHT, 0.0, LIGHT), (MODERATE, 0.0, MODERATE),
    (INTENSIVE, 0.0, INTENSIVE),
])  # fmt: skip
def test_a_provider_paid_per_product_draws_in(line: int, coin: float, after: int) -> None:
    assert drawn_line(line, 0.3, 0.2, coin) == after
    assert drawn_line(line, 0.0, 1.0, coin) == line
    assert drawn_line(line, 1.0, 0.0, coin) == line


def lines_of(values: dict[str, Value]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    now = begin(residents_of(300, 60), {**default_values(), **values})
    for _ in range(30):
        run_week(now)
    return now.tally.lines


def test_drawing_in_moves_decisions_to_light_products() -> None:
    """Beyond its range, so that all are drawn in but those whose light product is a benefit.

    A short intake is rough, and room to deviate spreads, after a provider has drawn in: neither
    is at work here.
    """
    still: dict[str, Value] = {"intake.rough": 0.0, "desks.discretion_spread": 0.0}
    exempt: dict[str, Value] = {f"product.{p}.contract": "exempt" for p in IDS}
    drawn: dict[str, Value] = {"silos.pxq": 1.0, "silos.pxq_draw": 1.0}
    plain, nobody, everybody = lines_of({}), lines_of({**drawn, **exempt}), lines_of(drawn)
    income: dict[str, Value] = {"product.benefit.contract": "model"}
    assert plain[FIRST_LINE] > 0
    assert nobody[FIRST_LINE] > 0
    assert everybody[FIRST_LINE] + everybody[COLLECTIVE] < nobody[FIRST_LINE] + nobody[COLLECTIVE]
    assert lines_of({**drawn, **income, **still})[FIRST_LINE] == 0
    assert everybody[FIRST_LINE] > 0  # needs of income


def test_an_exempt_product_keeps_its_price_and_its_weights(start: Situation) -> None:
    values = {**default_values(), "silos.price_level": 0.8}
    now = forked(start, TODAY, values)
    assert now.products.exempt[[BENEFIT, REINTEGRATION]].tolist() == [1, 1]
    assert prices(now)[BENEFIT] == now.products.price[BENEFIT]
    assert prices(now)[GUIDANCE] == round(0.8 * int(now.products.price[GUIDANCE]))
    effects(now.products, np.ones(6), 0.5, now.weights)
    carry, resolve = now.weights.carry, now.weights.resolve
    assert (carry[BENEFIT] == now.products.carry[BENEFIT]).all()
    assert (carry[GUIDANCE] == 0.5 * now.products.carry[GUIDANCE]).all()
    assert (resolve[GUIDANCE] == 0.5 * now.products.resolve[GUIDANCE]).all()


def test_a_lever_of_the_contract_form_is_neutral_for_what_is_exempt() -> None:
    assert of_contract(0.3, 0, 0.0) == 0.3
    assert of_contract(0.3, 1, 0.0) == 0.0
    assert of_contract(0.7, 1, 1.0) == 1.0
