"""A provider leaves, a cut takes part of a contract, or nobody new comes in."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from sim.model.digest import state_digest
from sim.model.week import run_week
from sim.runs.dated import restate
from sim.support.means import IDLE
from sim.support.pay.offer import (
    leaving_share,
    offered,
    providers_leave,
    volume_left,
    volume_without,
)
from sim.support.pay.trajectories import offered_places
from sim.support.products import UNLIMITED, make_products
from sim.support.situation import Situation
from sim.world.state import RUNS_PRODUCT, WAITS_PRODUCT
from tests.support.test_conservation import check_cases, check_euros
from tests.support.test_products import DAILY, IDS, adults, empty, product, put, start
from tests.worlds import begin, copy_situation, default_values, residents_of, run_weeks, with_values

__all__ = ["empty"]

HELP = "household_help"


@pytest.mark.parametrize(
    ("places", "gone", "kept", "stopped", "left"),
    [
        (100, 0.0, 1.0, 0, 100),
        (100, 0.3, 1.0, 0, 70),
        (100, 0.0, 0.25, 0, 25),
        (100, 0.5, 0.5, 0, 25),
        (3, 0.5, 1.0, 0, 1),
        (100, 0.0, 1.0, 1, 0),
        (100, 1.0, 1.0, 0, 0),
        (UNLIMITED, 0.9, 1.0, 0, UNLIMITED),
        (UNLIMITED, 1.0, 1.0, 0, 0),
        (UNLIMITED, 0.0, 1.0, 1, 0),
    ],
)
def test_places_that_are_offered(
    places: int, gone: float, kept: float, stopped: int, left: int
) -> None:
    assert offered(places, gone, kept, stopped) == left


def test_shares_of_contracts_and_of_trajectories() -> None:
    assert [volume_left(v, 0.5) for v in (0, 1, 1000)] == [0, 1, 500]
    assert volume_left(1000, 0.0) == 1 and volume_left(1000, 1.0) == 1000
    assert leaving_share(0.0, 0.25) == 0.25 and leaving_share(0.5, 0.75) == 0.5
    assert leaving_share(0.5, 1.0) == 1.0 and leaving_share(1.0, 1.0) == 0.0
    assert leaving_share(0.5, 0.25) == 0.0
    assert [volume_without(10, share) for share in (0.0, 0.25, 1.0)] == [10, 8, 0]


def served(empty: Situation, many: int, places: int) -> tuple[Situation, np.ndarray]:
    """A neighbourhood in which so many have help in the household; their cells."""
    now = copy_situation(empty)
    now.products = now.products.replace(gone=np.zeros(len(IDS)))
    cells = np.array([4 * i + DAILY for i in adults(now)[:many]])
    for c in cells:
        put(now, int(c), HELP, RUNS_PRODUCT)
    now.ledger.places[product(HELP)] = places
    return now, cells


def leave(now: Situation, gone: float) -> list[int]:
    """Providers of this share of the help leave; how many are handed on, and wait."""
    p, share = product(HELP), np.zeros(len(IDS))
    share[p] = leaving_share(now.products.gone[p], gone)
    after = now.products.gone.copy()
    after[p] = gone
    now.products = now.products.replace(gone=after)
    return list(map(int, providers_leave(now.served, share, offered_places(now.served))))


def test_with_room_elsewhere_who_was_helped_is_handed_on_and_finished_as_planned(
    empty: Situation,
) -> None:
    now, cells = served(empty, 30, UNLIMITED)
    until, had = now.cells.product_until[cells].copy(), now.persons.strength.copy()
    booked = now.ledger.booked.copy()
    handed, waiting = leave(now, 0.5)
    assert 5 < handed < 25 and waiting == 0
    assert (now.cells.granted[cells] == RUNS_PRODUCT).all()
    assert (now.cells.product_until[cells] == until).all()
    lost = had - now.persons.strength
    assert (lost > 0.0).sum() == handed
    assert lost[lost > 0.0] == pytest.approx(now.world.specialist_handover)
    assert (now.ledger.booked == booked).all()


def test_without_anybody_left_everyone_waits_and_nobody_is_lost(empty: Situation) -> None:
    now, cells = served(empty, 12, UNLIMITED)
    assert leave(now, 1.0) == [0, 12]
    assert (now.cells.granted[cells] == WAITS_PRODUCT).all()
    assert (now.cells.product[cells] == product(HELP)).all()
    assert (now.cells.payer[cells] == -1).all() and (now.cells.specialist[cells] == -1).all()
    assert (now.cells.product_since[cells] == now.week).all()
    start(now)
    assert (now.cells.granted[cells] == WAITS_PRODUCT).all()
    now.products = now.products.replace(gone=np.zeros(len(IDS)))
    start(now)
    assert (now.cells.granted[cells] == RUNS_PRODUCT).all()


def test_places_that_are_left_go_to_the_most_urgent_of_those_who_lose_theirs(
    empty: Situation,
) -> None:
    now, cells = served(empty, 12, 12)
    mild = cells[:8]
    now.cells.unmet[mild] = 0.3
    had = now.persons.strength.copy()
    handed, waiting = leave(now, 0.5)
    runs = now.cells.granted[cells] == RUNS_PRODUCT
    lost = (now.persons.strength < had)[now.cells.holder[cells]]
    assert runs.sum() == 6 == 12 - waiting and (lost & runs).sum() == handed  # half of the places
    assert (runs | lost).all()
    severe = ~np.isin(cells, mild)
    assert handed > 0 and (severe & lost).any()
    assert not (runs & lost & ~severe).any() or runs[severe].all()


def test_a_stop_lets_nobody_new_begin_and_ends_nothing(empty: Situation) -> None:
    now, cells = served(empty, 4, UNLIMITED)
    new = 4 * adults(now)[10] + DAILY
    put(now, new, HELP, WAITS_PRODUCT)
    values = {**default_values(), f"product.{HELP}.intake": "stop"}
    stopped = make_products(values, 1000).stopped
    assert stopped.sum() == 1 and make_products(default_values(), 1000).stopped.sum() == 0
    now.products = now.products.replace(stopped=stopped)
    start(now)
    assert now.cells.granted[new] == WAITS_PRODUCT
    assert (now.cells.granted[cells] == RUNS_PRODUCT).all()
    now.products = now.products.replace(stopped=np.zeros_like(stopped))
    start(now)
    assert now.cells.granted[new] == RUNS_PRODUCT


def test_nobody_leaves_nothing_changes_to_the_bit() -> None:
    now = run_weeks(begin(residents_of(200, 40, -20), default_values(), -20), 0)
    other = copy_situation(now)
    none = np.zeros(len(IDS))
    assert list(providers_leave(other.served, none, offered_places(other.served))) == [0, 0]
    assert state_digest(other) == state_digest(now)


def test_euros_and_cases_are_conserved_while_providers_come_and_go() -> None:
    """Everything under a date: shares of every product leave, come back and leave again."""
    now = run_weeks(begin(residents_of(200, 80, -26), default_values(), -26), 0)
    random = Random(1)
    for week in range(1, 40):
        if week % 6 == 1:
            given = {f"product.{name}.gone": random.choice((0.0, 0.4, 1.0)) for name in IDS}
            before = (now.cells.granted > 0).sum(), now.ledger.booked.copy()
            restate(now, {**default_values(), **given}, "equal")
            assert (now.cells.granted > 0).sum() == before[0]
            assert (now.ledger.booked == before[1]).all()
            rooms = offered_places(now.served)
            gone = np.array(list(given.values())) >= 1.0
            assert (rooms[gone] == 0).all()
            runs = np.bincount(
                now.cells.product[now.cells.granted == RUNS_PRODUCT], minlength=len(IDS)
            )
            assert (runs[gone] == 0).all()
        run_week(now)
        check_cases(now)


def test_what_left_is_paid_no_idle_volume() -> None:
    values = with_values(silos__contract_lag=10.0)
    now = run_weeks(begin(residents_of(200, 80, -26), values, -26), 0)
    everything = {f"product.{name}.gone": 1.0 for name in IDS}
    restate(now, {**values, **everything}, "equal")
    idle = now.ledger.booked[:, IDLE].sum()
    run_weeks(now, 12)
    assert now.ledger.booked[:, IDLE].sum() == idle
    check_euros(now)
