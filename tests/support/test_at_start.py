"""Help that runs, and is waited for, when a run begins."""

from __future__ import annotations

import numpy as np
import pytest

from sim.population.domains import DOMAINS
from sim.support.products import product_ids
from sim.support.situation import Situation
from sim.world.state import RUNS_PRODUCT, WAITS_PRODUCT
from tests.worlds import begin, default_values, residents_of

FIRST = -52


def began(places: float, norm: float = 14.0) -> tuple[Situation, int]:
    """A neighbourhood with so many places of mental care per 1,000, and which product that is."""
    values = {
        **default_values(),
        "product.mental_specialist.places": places,
        "product.mental_specialist.norm": norm,
        "places.renewed": 0.2,
    }
    now = begin(residents_of(1500, 60, FIRST), values, FIRST)
    norms = np.flatnonzero(now.products.norm == norm)
    return now, next(int(p) for p in norms if now.products.weeks[p] == 40)


def granted(now: Situation, p: int, state: int) -> np.ndarray:
    return np.flatnonzero((now.cells.granted == state) & (now.cells.product == p))


def test_who_finds_no_place_waits_for_one_within_the_norm() -> None:
    now, p = began(5.0)
    runs, waits = granted(now, p, RUNS_PRODUCT), granted(now, p, WAITS_PRODUCT)
    assert len(runs) == now.products.places[p] > 10
    assert len(waits) == int(len(runs) / 40 * 0.8 * 14.0) > 2
    waited = FIRST - now.cells.product_since[waits]
    assert (waited >= 0).all() and (waited < 14).all() and waited.max() > 3
    assert (now.cells.known[waits] == FIRST).all()
    assert set(waits) <= set(now.engaged)


def test_nobody_waits_where_there_are_places_or_no_wait_is_the_norm() -> None:
    for places, norm in ((500.0, 14.0), (5.0, 0.0)):
        now, p = began(places, norm)
        assert len(granted(now, p, RUNS_PRODUCT)) > 10
        assert len(granted(now, p, WAITS_PRODUCT)) == 0


def test_a_longer_norm_is_a_longer_queue_of_the_same_people_and_more() -> None:
    queues = []
    for norm in (5.0, 20.0):
        now, p = began(5.0, norm)
        queues.append(set(granted(now, p, WAITS_PRODUCT).tolist()))
    assert queues[0] < queues[1]


def test_a_waiting_need_has_no_trajectory_yet() -> None:
    now, p = began(5.0)
    waits = granted(now, p, WAITS_PRODUCT)
    assert (now.cells.payer[waits] == -1).all()
    assert (now.cells.specialist[waits] == -1).all()
    assert now.ledger.asked_year.sum() == 0  # granted before the run began
    assert now.ledger.places[p] == pytest.approx(now.products.places[p])


def test_who_finds_no_place_is_helped_by_another_law_when_indicated_or_passed_on() -> None:
    ids = product_ids(default_values())
    here, there = ids.index("supported_living"), ids.index("longterm_care")
    found = {}
    for ways in ((0.0, 0.0), (0.0, 0.1), (0.1, 0.0)):
        values = {
            **default_values(),
            "product.supported_living.places": 2.0,
            **dict(zip(("desks.pass_on", "places.indicated"), ways, strict=True)),
        }
        now = begin(residents_of(1500, 60, FIRST), values, FIRST)
        daily = now.cells.domain == DOMAINS.index("daily_living")
        runs = granted(now, there, RUNS_PRODUCT)
        assert len(granted(now, here, RUNS_PRODUCT)) == now.products.places[here]
        assert not (set(runs[daily[runs]]) & set(granted(now, here, RUNS_PRODUCT)))
        found[ways] = now.cells.lasting[runs[daily[runs]]]
    nobody, indicated, passed_on = found.values()
    assert len(nobody) == 0 and 5 < len(indicated) <= len(passed_on)
    assert (indicated >= now.products.band_low[there]).all()
