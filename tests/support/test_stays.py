"""A product that takes the place of others: of which, of whom, and while it runs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.support.pay.stays import end_replaced, is_replaced, other_cell, takes_place
from sim.support.products import make_products, product_ids
from sim.support.situation import Situation
from sim.world.state import (
    HOUSEHOLD_SLOTS,
    NEVER,
    NO_PRODUCT,
    PERSON_SLOTS,
    RUNS_PRODUCT,
    WAITS_PRODUCT,
)
from tests.support.quiet import (
    DAILY,
    DEBTS,
    MENTAL,
    PHYSICAL,
    SOCIAL,
    homes,
    need,
    neutral,
    of_head,
    of_home,
    quiet,
)
from tests.worlds import default_values

IDS = product_ids(neutral())
STAY, BENEFIT = IDS.index("longterm_care"), IDS.index("benefit")
OWN = PERSON_SLOTS
ALL = PERSON_SLOTS + HOUSEHOLD_SLOTS  # of a head


@given(n=st.integers(1, 50), i=st.integers(0, 49), g=st.integers(0, 49))
def test_cells_of_a_holder_are_the_persons_four_and_the_households_three(
    n: int, i: int, g: int
) -> None:
    found = [int(other_cell(n, i, g, k)) for k in range(ALL)]
    assert found == [4 * i + k for k in range(4)] + [4 * n + 3 * g + k for k in range(3)]


@pytest.fixture
def now() -> Situation:
    """The stage with products that take each other's place as the files say."""
    found, replaces = quiet(), make_products(default_values(), 60).replaces
    found.products = found.products.replace(replaces=replaces)
    return found


@pytest.fixture
def gives_way(now: Situation) -> int:
    """A product whose place long-term care takes."""
    return IDS.index("guidance")


def provided(now: Situation, c: int, p: int, state: int = RUNS_PRODUCT) -> int:
    need(now, c, 0.6)
    now.cells.granted[c], now.cells.product[c], now.cells.payer[c] = state, p, 0
    now.cells.known[c] = now.week - 5
    return c


def test_the_place_is_taken_of_what_the_files_say_and_not_the_other_way_round(
    now: Situation, gives_way: int
) -> None:
    assert takes_place(now.products, STAY, gives_way)
    assert not takes_place(now.products, gives_way, STAY)
    assert not takes_place(now.products, STAY, BENEFIT)


def test_a_running_stay_takes_the_place_of_the_holders_other_product(
    now: Situation, gives_way: int
) -> None:
    g = homes(now)[0]
    i, c = int(now.cells.holder[of_home(now, g, 0)]), of_head(now, g, SOCIAL)
    assert not is_replaced(now.served, i, ALL, c, gives_way)
    stay = provided(now, of_head(now, g, DAILY), STAY)
    assert is_replaced(now.served, i, ALL, c, gives_way)
    assert not is_replaced(now.served, i, ALL, c, BENEFIT)
    assert not is_replaced(now.served, i, ALL, stay, gives_way)  # in its own cell
    now.cells.granted[stay] = WAITS_PRODUCT
    assert not is_replaced(now.served, i, ALL, c, gives_way)


def test_a_stay_of_the_household_is_that_of_its_head_alone(now: Situation, gives_way: int) -> None:
    g = homes(now)[0]
    i, c = int(now.cells.holder[of_home(now, g, 0)]), of_head(now, g, SOCIAL)
    provided(now, of_home(now, g, DEBTS), STAY)
    assert is_replaced(now.served, i, ALL, c, gives_way)
    assert not is_replaced(now.served, i, OWN, c, gives_way)  # who is no head
    other = homes(now)[1]
    j, d = int(now.cells.holder[of_home(now, other, 0)]), of_head(now, other, SOCIAL)
    assert not is_replaced(now.served, j, ALL, d, gives_way)


def test_what_falls_away_ends_without_being_closed_and_its_place_is_free(
    now: Situation, gives_way: int
) -> None:
    g, cells = homes(now)[0], now.cells
    i = int(cells.holder[of_home(now, g, 0)])
    stay = provided(now, of_head(now, g, DAILY), STAY)
    runs = provided(now, of_head(now, g, SOCIAL), gives_way)
    waits = provided(now, of_head(now, g, MENTAL), gives_way, WAITS_PRODUCT)
    stays = provided(now, of_head(now, g, PHYSICAL), BENEFIT)
    at_home = provided(now, of_home(now, g, DEBTS), gives_way)
    running = np.full(len(IDS), 7, dtype=np.int32)
    end_replaced(now.served, i, OWN, stay, running)
    assert cells.granted[[stay, runs, waits, stays, at_home]].tolist() == [
        RUNS_PRODUCT,
        NO_PRODUCT,
        NO_PRODUCT,
        RUNS_PRODUCT,
        RUNS_PRODUCT,
    ]
    assert running[gives_way] == 6 and (np.delete(running, gives_way) == 7).all()
    assert (cells.product[[runs, waits]] == -1).all() and (cells.payer[[runs, waits]] == -1).all()
    assert (cells.known[[runs, waits]] == -NEVER).all() and (cells.closed[[runs, waits]] < 0).all()
    end_replaced(now.served, i, ALL, stay, running)
    assert cells.granted[at_home] == NO_PRODUCT and running[gives_way] == 5


def test_a_product_that_takes_nobodys_place_ends_nothing(now: Situation, gives_way: int) -> None:
    g = homes(now)[0]
    benefit = provided(now, of_head(now, g, DAILY), BENEFIT)
    other = provided(now, of_head(now, g, SOCIAL), gives_way)
    running = np.zeros(len(IDS), dtype=np.int32)
    end_replaced(now.served, int(now.cells.holder[other]), ALL, benefit, running)
    assert now.cells.granted[other] == RUNS_PRODUCT and not running.any()
