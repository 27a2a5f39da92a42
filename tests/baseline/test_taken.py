"""Part of a cut is taken out of contracts, as far as there are contracts."""

from __future__ import annotations

import numpy as np
import pytest

from sim.baseline.budgets import budgets, published
from sim.baseline.taken import kept, share_left, worth_of
from sim.foundation.units import WEEKS_PER_YEAR
from sim.runs.dated import restate
from sim.support.contract import PAYERS, WMO
from sim.support.products import UNLIMITED, make_products, product_ids
from sim.world.state import RUNS_PRODUCT, WAITS_PRODUCT
from tests.worlds import TODAY, begin, default_values, forked, residents_of, run_weeks, with_values

MANY, EVEN = 10_000, (1.0,) * len(PAYERS)
IDS = product_ids(default_values())


@pytest.mark.parametrize(
    ("cut", "taken", "worth", "left"),
    [
        (100, 0.0, 1000, 1.0),
        (100, 0.5, 1000, 0.95),
        (100, 1.0, 1000, 0.9),
        (100, 1.0, 80, 0.0),
        (100, 1.0, 0, 1.0),
        (-100, 1.0, 1000, 1.0),
    ],
)
def test_what_is_left_of_contracts(cut: int, taken: float, worth: int, left: float) -> None:
    assert share_left(cut, taken, worth) == pytest.approx(left)


def left_with(**given: float) -> np.ndarray:
    values = with_values(**given)
    base = published(default_values(), MANY, EVEN)
    return kept(make_products(values, MANY), values, base, MANY)


def test_without_a_cut_or_a_part_that_is_taken_contracts_are_whole() -> None:
    assert (left_with() == 1.0).all()
    assert (left_with(payer__wmo__cut=0.3) == 1.0).all()
    assert (left_with(payer__wmo__taken=1.0, payer__youth__cut=0.3) == 1.0).all()


def test_the_euros_that_go_are_the_part_that_is_taken() -> None:
    cut, taken = 0.1, 0.4
    products, base = make_products(default_values(), MANY), published(default_values(), MANY, EVEN)
    worth, left = worth_of(products), left_with(payer__wmo__cut=cut, payer__wmo__taken=taken)
    mine = products.payer == WMO
    assert (left[~mine] == 1.0).all() and (left[mine & (worth == 0)] == 1.0).all()
    less = budgets(default_values(), base, MANY) - budgets(
        with_values(payer__wmo__cut=cut), base, MANY
    )
    gone = ((1.0 - left) * worth)[mine].sum()
    assert gone == pytest.approx(taken * int(less[WMO]), abs=1.0)
    assert 0.0 < left[mine].min() < 1.0


def test_worth_is_places_filled_all_year_or_a_contract_of_its_own() -> None:
    products = make_products(default_values(), MANY)
    worth = worth_of(products)
    for p in range(len(IDS)):
        if products.volume[p] > 0:
            assert worth[p] == products.volume[p]
        elif products.places[p] < UNLIMITED:
            assert worth[p] == int(products.places[p]) * int(products.price[p]) * WEEKS_PER_YEAR
        else:
            assert worth[p] == 0


def test_a_cut_that_is_taken_out_of_contracts_serves_fewer_and_comes_back() -> None:
    """More waits, less is spent; a date at which nothing changes takes nothing more."""
    few_places = with_values(product__youth_ambulatory__places=6.0)
    values = {**few_places, "payer.youth.cut": 0.2}
    start = run_weeks(begin(residents_of(2000, 152, -60), few_places, -60), 0)
    ends = []
    for taken in (0.0, 1.0):
        given = {**values, "payer.youth.taken": taken}
        now = forked(start, TODAY, values)
        restate(now, given, "equal")
        first = now.products.kept.copy()
        run_weeks(now, 30)
        restate(now, given, "equal")
        assert (now.products.kept == first).all()
        run_weeks(now, 60)
        ends.append(now)
    p = IDS.index("youth_ambulatory")
    assert ends[0].products.kept[p] == 1.0 > ends[1].products.kept[p]
    mine = [(n.cells.product == p) * n.cells.granted for n in ends]
    few, many = ((granted == RUNS_PRODUCT).sum() for granted in mine[::-1])
    assert few < many
    assert (mine[1] == WAITS_PRODUCT).sum() > (mine[0] == WAITS_PRODUCT).sum()
    assert ends[1].ledger.by_product[p] < ends[0].ledger.by_product[p]
    restate(ends[1], few_places, "equal")
    assert (ends[1].products.kept == 1.0).all()
