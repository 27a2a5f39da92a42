"""Trajectories: products start, run and end, one per need."""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import BLOCK_WEEKS, F8, I4, I8, WEEKS_PER_YEAR
from sim.support.contract import Levers
from sim.support.means import PRODUCT, Ledger, book
from sim.support.pay.money import may_begin, of_contract, room_for
from sim.support.pay.stays import end_replaced, is_replaced
from sim.support.products import Products
from sim.support.queues import zrm_levels
from sim.world.lives import (
    HOUSEHOLD_SLOTS,
    NO_PRODUCT,
    PERSON_SLOTS,
    RUNS_PRODUCT,
    WAITS_PRODUCT,
    Cells,
    Folk,
    Persons,
    Weights,
)
from sim.world.living import end_product, give_way
from sim.world.parameters import World
from sim.world.waiting import PRODUCTS, order


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
    """Whether a trajectory at its planned end is still needed."""
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
def waiting_products(cells: Cells, engaged: I4, week: int) -> I4:
    """Needs that wait for the product granted to them, ascending."""
    out = np.empty(len(engaged), dtype=np.int32)
    found = 0
    for c in engaged:
        out[found] = c
        found += (cells.granted[c] == WAITS_PRODUCT) & (cells.product_since[c] <= week)
    return out[:found]


@phase
def offered_places(products: Products, ledger: Ledger, levers: Levers) -> I8:
    """Places that providers offer of every product, [p]."""
    out = np.empty(len(products.places), dtype=np.int64)
    for p in range(len(out)):
        price_level = of_contract(levers.pay_price_level, products.exempt[p], 1.0)
        out[p] = room_for(int(ledger.places[p]), price_level, levers.pay_provider_exit)
    return out


@part
def may_pass_on(
    products: Products, levers: Levers, k: int, p: int, runs: I4, rooms: I4 | I8
) -> bool:
    """Whether a need of domain k for which product p is full could go to another law."""
    other = int(products.other[k, products.intensity[p]])
    return levers.admit_pass_on > 0.0 and other >= 0 and runs[other] < rooms[other]


@part
def with_room(
    cells: Cells,
    products: Products,
    levers: Levers,
    n: int,
    i: int,
    slots: int,
    c: int,
    runs: I4,
    rooms: I8,
    coin: float,
) -> int:
    """The product granted in cell c or, when it is full and the coin passes the need on, that
    of another law, which has room; -1 when it is not passed on."""
    p = int(cells.product[c])
    if runs[p] < rooms[p]:
        return p
    other = int(products.other[cells.domain[c], products.intensity[p]])
    if coin >= levers.admit_pass_on or is_replaced(cells, products, n, i, slots, c, other):
        return -1
    return other


@part
def begin(cells: Cells, products: Products, c: int, p: int, week: int) -> None:
    """A trajectory of product p begins for the need in cell c."""
    cells.granted[c] = RUNS_PRODUCT
    cells.product[c] = p
    cells.payer[c] = products.payer[p]
    cells.product_since[c] = week
    cells.product_until[c] = week + products.weeks[p] - 1  # this week is one of them


@phase
def start_products(
    folk: Folk,
    cells: Cells,
    products: Products,
    ledger: Ledger,
    levers: Levers,
    price: I8,
    address: I8,
    engaged: I4,
    seed: int,
    week: int,
    tally: I8,
) -> None:
    """Granted products begin where there is a place and money, and take the place of others.

    price: [p] cents a week at the present price level. tally: [p] begun.
    """
    queue = waiting_products(cells, engaged, week)
    if len(queue) == 0:
        return
    runs = count_products(cells, engaged, len(products.payer), RUNS_PRODUCT)
    rooms = offered_places(products, ledger, levers)
    gone = week % WEEKS_PER_YEAR
    split = PERSON_SLOTS * folk.n
    level, since = zrm_levels(cells.unmet, queue), cells.product_since[queue]
    for c in queue[order(level, since, address[queue], PRODUCTS, seed, week)]:
        if cells.granted[c] != WAITS_PRODUCT:  # one that began this week took its place
            continue
        p = int(cells.product[c])
        i = cells.holder[c]
        heads = cells.holder[split + HOUSEHOLD_SLOTS * cells.home[c]] == i
        slots = PERSON_SLOTS + (HOUSEHOLD_SLOTS if heads else 0)
        if is_replaced(cells, products, folk.n, i, slots, c, p):
            give_way(cells, c)
            continue
        if runs[p] >= rooms[p] and not may_pass_on(
            products, levers, cells.domain[c], p, runs, rooms
        ):
            continue
        pass_coin, pick_coin, _, _ = streams.uniform4(seed, streams.GRANT, address[c], week, 0)
        p = with_room(cells, products, levers, folk.n, i, slots, c, runs, rooms, pass_coin)
        if p < 0 or not may_begin(products, ledger, levers, p, price[p], runs[p], gone):
            continue
        results = of_contract(levers.pay_results, products.exempt[p], 0.0)
        severity = cells.lasting[c] + cells.resolvable[c]
        if pick_coin < selected(results, cells.lasting[c], severity):
            continue
        ledger.asked_year[cells.product[c]] -= 1  # passed on: it is asked for there
        ledger.asked_year[p] += 1
        begin(cells, products, c, p, week)
        runs[p] += 1
        tally[p] += 1
        end_replaced(cells, products, folk.n, i, slots, c, runs)


@part
def pay_week(
    cells: Cells, persons: Persons, products: Products, ledger: Ledger, c: int, price: int
) -> None:
    """A week of the trajectory in cell c is booked, at its price in cents, to the payer that
    began it."""
    p, i, payer = cells.product[c], cells.holder[c], int(cells.payer[c])
    book(ledger, payer, PRODUCT, price)
    ledger.by_product[p] += price
    ledger.by_product_minutes[p] += products.minutes[p]
    ledger.product_year[p] += price
    persons.cost[i] += price
    persons.used[i] |= 1 << payer


@phase
def run_products(
    cells: Cells,
    persons: Persons,
    products: Products,
    ledger: Ledger,
    world: World,
    levers: Levers,
    price: I8,
    address: I8,
    engaged: I4,
    seed: int,
    week: int,
    blocked: I8,
) -> None:
    """Running products are paid for this week, by the payer that began them, and end when
    they are done and, where one is needed, a dwelling is found (M24).

    price: [p] cents a week at the present price level. blocked: [p] weeks in which one ran on
    for want of a dwelling.
    """
    for c in engaged:
        if cells.granted[c] == NO_PRODUCT:
            continue
        p = cells.product[c]
        lasting, resolvable = cells.lasting[c], cells.resolvable[c]
        severity = lasting + resolvable
        if cells.granted[c] != RUNS_PRODUCT:
            if severity == 0.0:  # it went away while waiting
                end_product(cells, c, week)
            continue
        pay_week(cells, persons, products, ledger, c, price[p])
        if week < cells.product_until[c] and severity > 0.0:
            continue
        if goes_on(severity, lasting, resolvable, products.band_low[p], world.closing_threshold):
            cells.product_until[c] = week + products.weeks[p]
            cells.payer[c] = products.payer[p]  # renewed: under the law as it now is
            continue
        coin = streams.uniform(seed, streams.GRANT, address[c], week, 1)
        pxq = of_contract(levers.pay_pxq, products.exempt[p], 0.0)
        planned = week <= cells.product_until[c]
        if severity > 0.0 and planned and coin < pxq:  # paid per product: prolonged
            cells.product_until[c] = week + BLOCK_WEEKS
            continue
        if streams.uniform(seed, streams.EXIT, address[c], week, 0) >= products.exit_chance[p]:
            blocked[p] += 1
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
