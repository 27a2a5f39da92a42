"""Trajectories: products start, run and end, one per need."""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import BLOCK_WEEKS, F8, I4, I8
from sim.support.means import PRODUCT, book
from sim.support.pay.money import may_begin, of_contract, room_for
from sim.support.pay.offer import offered
from sim.support.pay.stays import end_replaced, is_replaced
from sim.support.products import Products
from sim.support.queues import NO_TERM, in_turn
from sim.support.served import Served
from sim.world.living import end_product, give_way
from sim.world.state import (
    HOUSEHOLD_SLOTS,
    NO_PRODUCT,
    PERSON_SLOTS,
    RUNS_PRODUCT,
    WAITS_PRODUCT,
    Cells,
    Weights,
)
from sim.world.waiting import PRODUCTS


@rule
def selected(results: float, lasting: float, severity: float) -> float:
    """Chance that a provider paid on results passes a case by: the lasting share."""
    if severity <= 0.0:
        return 0.0
    return results * lasting / severity


@rule
def goes_on(
    severity: float, lasting: float, resolvable: float, band_low: float, threshold: float
) -> bool:
    """A trajectory at its planned end is still needed, or not."""
    return severity >= band_low and (lasting > 0.0 or resolvable >= threshold)


@phase
def count_products(cells: Cells, engaged: I4, products: int, granted: int) -> I4:
    """Needs whose grant stands so, per product, [p].

    granted: RUNS_PRODUCT for running trajectories, WAITS_PRODUCT for needs that wait for one.
    """
    out = np.zeros(products, dtype=np.int32)
    for c in engaged:
        if cells.granted[c] == granted:
            out[cells.product[c]] += 1
    return out


@phase
def waiting_products(here: Served) -> I4:
    """Needs that wait for the product granted to them, ascending."""
    cells, engaged = here.cells, here.engaged
    out = np.empty(len(engaged), dtype=np.int32)
    found = 0
    for c in engaged:
        out[found] = c
        found += (cells.granted[c] == WAITS_PRODUCT) & (cells.product_since[c] <= here.week)
    return out[:found]


@phase
def offered_places(here: Served) -> I8:
    """Places that providers offer of every product, [p]."""
    products, levers = here.products, here.levers
    out = np.empty(len(products.places), dtype=np.int64)
    for p in range(len(out)):
        price_level = of_contract(levers.pay_price_level, products.exempt[p], 1.0)
        room = room_for(int(here.ledger.places[p]), price_level, levers.pay_provider_exit)
        out[p] = offered(room, products.gone[p], products.kept[p], products.stopped[p])
    return out


@rule
def chance_on(pass_on: float, indicated: float, lasting: float, least: float) -> float:
    """Chance a week that a need whose product is full goes on to another law: passed on, whoever
    it is, or indicated for it when its lasting part alone reaches the least severity there."""
    return max(pass_on, indicated) if lasting >= least else pass_on


@part
def chance_of(here: Served, c: int, other: int) -> float:
    """The same of the need in cell c, towards another product."""
    lasting, least = here.cells.lasting[c], here.products.band_low[other]
    return chance_on(here.levers.admit_pass_on, here.world.places_indicated, lasting, least)


@part
def may_pass_on(here: Served, c: int, p: int, runs: I4, rooms: I4 | I8) -> bool:
    """The need in cell c, for which product p is full, could go to another law, or not."""
    other = int(here.products.other[here.cells.domain[c], here.products.intensity[p]])
    return other >= 0 and runs[other] < rooms[other] and chance_of(here, c, other) > 0.0


@part
def passed_on(here: Served, i: int, slots: int, c: int, coin: float) -> int:
    """Product of another law that the need in cell c, of holder i, goes to now that its own is
    full; -1 when it is not passed on. slots: see ``is_replaced``."""
    cells, products = here.cells, here.products
    other = int(products.other[cells.domain[c], products.intensity[cells.product[c]]])
    if coin >= chance_of(here, c, other) or is_replaced(here, i, slots, c, other):
        return -1
    return other


@part
def begin(cells: Cells, products: Products, c: int, p: int, week: int) -> None:
    """A trajectory of product p begins for the need in cell c in a week."""
    cells.granted[c] = RUNS_PRODUCT
    cells.product[c] = p
    cells.payer[c] = products.payer[p]
    cells.product_since[c] = week
    cells.product_until[c] = week + products.weeks[p] - 1  # this week is one of them


@part
def passed_by(here: Served, c: int, p: int, coin: float) -> bool:
    """A provider paid on results passes the need in cell c by."""
    cells = here.cells
    results = of_contract(here.levers.pay_results, here.products.exempt[p], 0.0)
    severity = cells.lasting[c] + cells.resolvable[c]
    return bool(coin < selected(results, cells.lasting[c], severity))


@phase
def start_products(here: Served, price: I8) -> None:
    """Granted products begin where there is a place and money, and take the place of others.

    price: [p] cents a week at the present price level.
    """
    cells, products, ledger = here.cells, here.products, here.ledger
    address, seed, week = here.address, here.support_seed, here.week
    queue = waiting_products(here)
    if len(queue) == 0:
        return
    runs = count_products(cells, here.engaged, len(products.payer), RUNS_PRODUCT)
    rooms = offered_places(here)
    split = PERSON_SLOTS * here.folk.n
    for c in in_turn(here, queue, cells.product_since[queue], PRODUCTS, NO_TERM):
        if cells.granted[c] != WAITS_PRODUCT:  # one that began this week took its place
            continue
        p = int(cells.product[c])
        i = cells.holder[c]
        heads = cells.holder[split + HOUSEHOLD_SLOTS * cells.home[c]] == i
        slots = PERSON_SLOTS + (HOUSEHOLD_SLOTS if heads else 0)
        if is_replaced(here, i, slots, c, p):
            give_way(cells, c)
            continue
        full = runs[p] >= rooms[p]
        if full and not may_pass_on(here, c, p, runs, rooms):
            continue
        pass_coin, pick_coin, _, _ = streams.uniform4(seed, streams.GRANT, address[c], week, 0)
        if full:
            p = passed_on(here, i, slots, c, pass_coin)
        if p < 0 or not may_begin(here, p, price[p], runs[p]) or passed_by(here, c, p, pick_coin):
            continue
        ledger.asked_year[cells.product[c]] -= 1  # passed on: it is asked for there
        ledger.asked_year[p] += 1
        begin(cells, products, c, p, week)
        runs[p] += 1
        here.begun[p] += 1
        end_replaced(here, i, slots, c, runs)


@part
def pay_week(here: Served, c: int, price: int) -> None:
    """A week of the trajectory in cell c is booked, at its price in cents, to the payer that
    began it."""
    cells, persons, ledger = here.cells, here.persons, here.ledger
    p, i, payer = cells.product[c], cells.holder[c], int(cells.payer[c])
    book(ledger, payer, PRODUCT, price)
    ledger.by_product[p] += price
    ledger.by_product_minutes[p] += here.products.minutes[p]
    ledger.product_year[p] += price
    persons.cost[i] += price
    persons.used[i] |= 1 << payer


@part
def renewed(here: Served, c: int) -> bool:
    """The trajectory in cell c goes on after its planned end: still needed, or paid per
    product."""
    cells, products, week = here.cells, here.products, here.week
    p, lasting, resolvable = cells.product[c], cells.lasting[c], cells.resolvable[c]
    severity, threshold = lasting + resolvable, here.world.closing_threshold
    if goes_on(severity, lasting, resolvable, products.band_low[p], threshold):
        cells.product_until[c] = week + products.weeks[p]
        cells.payer[c] = products.payer[p]  # under the law as it now is
        return True
    coin = streams.uniform(here.support_seed, streams.GRANT, here.address[c], week, 1)
    pxq = of_contract(here.levers.pay_pxq, products.exempt[p], 0.0)
    if severity > 0.0 and week <= cells.product_until[c] and coin < pxq:
        cells.product_until[c] = week + BLOCK_WEEKS
        return True
    return False


@phase
def run_products(here: Served, price: I8) -> None:
    """Running products are paid for this week, by the payer that began them, and end when
    they are done and, where one is needed, a dwelling is found (M24).

    price: [p] cents a week at the present price level.
    """
    cells, seed, week = here.cells, here.support_seed, here.week
    for c in here.engaged:
        if cells.granted[c] == NO_PRODUCT:
            continue
        p = cells.product[c]
        severity = cells.lasting[c] + cells.resolvable[c]
        if cells.granted[c] != RUNS_PRODUCT:
            if severity == 0.0:  # it went away while waiting
                end_product(cells, c, week)
            continue
        pay_week(here, c, price[p])
        if (week < cells.product_until[c] and severity > 0.0) or renewed(here, c):
            continue
        coin = streams.uniform(seed, streams.EXIT, here.address[c], week, 0)
        if coin >= here.products.exit_chance[p]:
            here.blocked[p] += 1
            continue
        end_product(cells, c, week)


@phase
def effects(products: Products, short: F8, lump_sum: float, weights: Weights) -> None:
    """Carry and resolve weights of products this week: a provider on a lump sum
    serves less when money is short. short: [payers] 0-1."""
    for p in range(len(products.payer)):
        kept = 1.0 - of_contract(lump_sum, products.exempt[p], 0.0) * short[products.payer[p]]
        for k in range(weights.carry.shape[1]):
            weights.carry[p, k] = products.carry[p, k] * kept
            weights.resolve[p, k] = products.resolve[p, k] * kept
