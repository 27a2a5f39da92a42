"""Who is helped when a run begins: of whom, for how long already, and never beyond the places."""

from __future__ import annotations

import numpy as np
import pytest

from sim.population.domains import DAILY_LIVING, DOMAINS
from sim.population.domains import DEBTS as DEBTS_DOMAIN
from sim.support.pay.at_start import granted_once, help_at_start, served_at_start
from sim.support.products import UNLIMITED
from sim.support.situation import Situation
from sim.world.state import NO_PRODUCT, RUNS_PRODUCT, WAITS_PRODUCT
from tests.support.quiet import DEBTS, HOUSING, homes, need, of_home, quiet

SEED = 3


def all_served(share: float = 1.0, passing: float = 1.0, heavier: float = 0.0) -> Situation:
    """A stage where these shares of needs, of every domain, are helped at the start."""
    now = quiet()
    every = np.ones(len(DOMAINS))
    now.domains = now.domains.replace(
        start_served=share * every,
        start_passing=passing * every,
        start_heavier=heavier * every,
        first_reach=0.3 * every,
        collective_reach=0.2 * every,
    )
    now.products = now.products.replace(
        places=np.full_like(now.products.places, UNLIMITED),
        norm=np.zeros_like(now.products.norm),
    )
    return now


def debts(now: Situation, severity: float, homes_from: int = 0) -> np.ndarray:
    """A need of debts in every household from one on; the cells."""
    cells = [need(now, of_home(now, g, DEBTS), severity) for g in homes(now)[homes_from:]]
    return np.array(cells, dtype=np.int32)


def test_help_was_granted_when_the_need_was_heavier() -> None:
    now = all_served(heavier=0.2)
    light, moderate, intensive = now.products.choice[DAILY_LIVING].tolist()
    assert len({light, moderate, intensive}) == 3
    assert granted_once(now.served, DAILY_LIVING, 0.29) == light  # 0.49 then
    assert granted_once(now.served, DAILY_LIVING, 0.31) == moderate  # 0.51 then
    assert granted_once(now.served, DAILY_LIVING, 0.01) == light  # below every product: the least
    assert granted_once(now.served, DAILY_LIVING, 0.95) == intensive  # 1 then, and not more


def test_lasting_needs_are_served_by_one_share_and_passing_ones_by_another() -> None:
    now = all_served(share=1.0, passing=0.0)
    rows = debts(now, 0.6)
    passing = rows[::2]
    now.cells.resolvable[passing], now.cells.lasting[passing] = 0.6, 0.0
    assert served_at_start(now.served, rows, SEED).tolist() == rows[1::2].tolist()
    now.domains = now.domains.replace(
        start_served=now.domains.start_passing, start_passing=now.domains.start_served
    )
    assert served_at_start(now.served, rows, SEED).tolist() == passing.tolist()


def test_who_needs_less_than_a_product_is_renewed_for_has_none() -> None:
    now = all_served()
    p = granted_once(now.served, DEBTS_DOMAIN, 0.4)
    least = min(float(now.products.band_low[p]), float(now.world.needs_cut))
    rows = debts(now, least)
    assert served_at_start(now.served, rows, SEED).tolist() == rows.tolist()
    now.cells.resolvable[rows] -= 0.01
    assert len(served_at_start(now.served, rows, SEED)) == 0


def test_a_larger_share_serves_the_same_people_and_more() -> None:
    found = []
    for share in (0.2, 0.7):
        now = all_served(share)
        found.append(set(served_at_start(now.served, debts(now, 0.6), SEED).tolist()))
    assert found[0] < found[1]


def test_trajectories_are_part_way_and_their_number_is_told() -> None:
    now = all_served()
    cells, rows = now.cells, debts(now, 0.6)
    assert help_at_start(now.served, rows, SEED) == len(rows)
    p = granted_once(now.served, DEBTS_DOMAIN, 0.6)
    weeks = int(now.products.weeks[p])
    assert (cells.granted[rows] == RUNS_PRODUCT).all() and (cells.product[rows] == p).all()
    done = now.week - cells.product_since[rows]
    assert (done >= 0).all() and (done < weeks).all() and len(set(done.tolist())) > 3
    assert (cells.product_until[rows] == cells.product_since[rows] + weeks - 1).all()
    assert (cells.payer[rows] == now.products.payer[p]).all()
    assert (cells.known[rows] == now.week).all()
    assert not now.ledger.booked.any()


@pytest.mark.parametrize("places", [0, 1, 5])
def test_never_more_run_than_there_are_places_and_the_most_urgent_do(places: int) -> None:
    now = all_served()
    rows = debts(now, 0.6)
    urgent = rows[-min(places, 2) :] if places else rows[:0]
    now.cells.lasting[urgent] = 0.55  # 0.85 in all
    light, heavy = (granted_once(now.served, DEBTS_DOMAIN, x) for x in (0.6, 0.85))
    limits = now.products.places.copy()
    limits[[light, heavy]] = places
    now.products = now.products.replace(places=limits, other=np.full_like(now.products.other, -1))
    given = help_at_start(now.served, rows, SEED)
    runs = now.cells.granted[rows] == RUNS_PRODUCT
    for p in {light, heavy}:
        assert (now.cells.product[rows[runs]] == p).sum() <= places
    assert given == runs.sum() > 0 or places == 0
    assert (now.cells.granted[urgent] == RUNS_PRODUCT).all()
    assert not (now.cells.granted == WAITS_PRODUCT).any()  # no wait is the norm


def test_where_no_place_is_left_as_many_wait_as_do_when_each_waits_for_the_norm() -> None:
    now = all_served()
    rows = debts(now, 0.6)
    p = granted_once(now.served, DEBTS_DOMAIN, 0.6)
    limits, norms = now.products.places.copy(), now.products.norm.copy()
    limits[p], weeks = 4, int(now.products.weeks[p])
    norms[p] = 0.75 * weeks  # 4 / weeks end in a week: three in the norm
    now.products = now.products.replace(
        places=limits, norm=norms, other=np.full_like(now.products.other, -1)
    )
    now.world = now.world.replace(places_renewed=0.0)
    assert help_at_start(now.served, rows, SEED) == 4
    waits = rows[now.cells.granted[rows] == WAITS_PRODUCT]
    assert len(waits) == 3
    waited = now.week - now.cells.product_since[waits]
    assert (waited >= 0).all() and (waited < norms[p]).all()
    assert (now.cells.payer[waits] == -1).all()


def test_nobody_has_a_product_beside_one_that_takes_its_place() -> None:
    """Of two needs of a household whose products exclude each other, one is helped."""
    now = all_served()
    rows = [need(now, of_home(now, homes(now)[0], slot), 0.6) for slot in (DEBTS, HOUSING)]
    served = np.array(rows, dtype=np.int32)
    products = {granted_once(now.served, int(now.cells.domain[c]), 0.6) for c in rows}
    assert len(products) == 2
    replaces = np.zeros_like(now.products.replaces)
    for p in products:
        replaces[p, list(products - {p})] = 1
    now.products = now.products.replace(replaces=replaces)
    assert help_at_start(now.served, served, SEED) == 1
    assert sorted(now.cells.granted[rows].tolist()) == [NO_PRODUCT, RUNS_PRODUCT]
