"""Products start, run and end; every euro is booked to its payer.

Regimes: an entitlement is granted and any overrun booked; a ceiling lets the year's
money run evenly and then makes people wait; a subsidy stops when it is empty. A product
with a contract of its own is judged by that, any other by its payer's purse.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import F8, I1, I4, I8, WEEKS_PER_YEAR
from sim.support.contract import Levers
from sim.support.means import CRISIS, IDLE, PRODUCT, Ledger, book
from sim.support.pay.stays import end_replaced, is_replaced
from sim.support.products import CEILING, ENTITLEMENT, SUBSIDY, UNLIMITED, Products
from sim.world.lives import (
    HOUSEHOLD_SLOTS,
    NO_PRODUCT,
    PERSON_SLOTS,
    RUNS_PRODUCT,
    WAITS_PRODUCT,
    Cells,
    Folk,
    Persons,
)
from sim.world.living import end_product, give_way
from sim.world.parameters import Domains, World
from sim.world.waiting import order, zrm_level


@part
def covered(levers: Levers, payer: int) -> bool:
    """Whether a payer's money is in the neighbourhood budget."""
    if levers.pay_pooled < 0.5:
        return False
    if payer == 0:
        return levers.pay_covers_wmo >= 0.5
    if payer == 1:
        return levers.pay_covers_youth >= 0.5
    if payer == 2:
        return levers.pay_covers_income >= 0.5
    if payer == 3:
        return levers.pay_covers_welfare >= 0.5
    if payer == 4:
        return levers.pay_covers_care >= 0.5
    return False


@part
def purse(ledger: Ledger, levers: Levers, payer: int) -> tuple[int, int]:
    """Budget and bookings of this year that a payer's product is judged by: its own,
    or those of all covered laws together."""
    if not covered(levers, payer):
        return ledger.budget[payer], ledger.year[payer]
    budget = ledger.reserve[0]
    spent = 0
    for other in range(len(ledger.budget)):
        if covered(levers, other):
            budget += ledger.budget[other]
            spent += ledger.year[other]
    return budget, spent


@rule
def money_allows(regime: int, stop: bool, budget: int, spent: int, weeks_gone: int) -> bool:
    """Whether the regime lets a new trajectory begin."""
    if regime == SUBSIDY or stop:
        return spent < budget
    if regime == CEILING:
        return spent * WEEKS_PER_YEAR <= budget * (weeks_gone + 1)
    return True


@rule
def purse_regime(regime: int, volume: int) -> int:
    """Regime under which the payer's purse is asked: a product with a contract of its own
    (volume, cents a year) does not depend on what the rest of the law costs."""
    return ENTITLEMENT if volume > 0 else regime


@rule
def contract_allows(regime: int, volume: int, used: int, running_on: int) -> bool:
    """Whether a product's own contract of the year lets one more trajectory begin.

    volume: cents a year, 0 when none is stated; used: cents so far; running_on: cents of
    this trajectory and those that run until the end of the year.
    """
    if volume <= 0:
        return True
    if regime == SUBSIDY:
        return used < volume
    if regime == CEILING:
        return used + running_on <= volume
    return True


@rule
def of_contract(lever: float, exempt: int, neutral: float) -> float:
    """A lever of the contract form as it holds for a product: exempt ones keep neutral."""
    return neutral if exempt == 1 else lever


@rule
def room_for(places: int, price_level: float, provider_exit: float) -> int:
    """Places that providers offer at a price level (they leave when it is low)."""
    if places >= UNLIMITED:
        return UNLIMITED
    return int(places * max(0.0, 1.0 - provider_exit * max(0.0, 1.0 - price_level)))


@rule
def selected(results: float, lasting: float, severity: float) -> float:
    """Chance that a provider paid on results passes a case by: the lasting share."""
    if severity <= 0.0:
        return 0.0
    return results * lasting / severity


@phase
def running_products(cells: Cells, active: I4, products: int) -> I4:
    """Running trajectories per product, [p]."""
    out = np.zeros(products, dtype=np.int32)
    for c in active:
        if cells.granted[c] == RUNS_PRODUCT:
            out[cells.product[c]] += 1
    return out


@phase
def holders(folk: Folk, cells: Cells, active: I4, running: I1) -> None:
    """Number of running products of every person, then household, [n + h]."""
    running[:] = 0
    split = PERSON_SLOTS * folk.n
    for c in active:
        if cells.granted[c] == RUNS_PRODUCT:
            if c < split:
                running[c // PERSON_SLOTS] += 1
            else:
                running[folk.n + (c - split) // 3] += 1


@phase
def start_products(
    folk: Folk,
    cells: Cells,
    products: Products,
    ledger: Ledger,
    levers: Levers,
    domains: Domains,
    price: I8,
    address: I8,
    active: I4,
    seed: int,
    week: int,
    tally: I8,
    ended: I8,
) -> None:
    """Granted products begin where there is a place and money, and take the place of others.

    price: [p] cents a week at the present price level. tally: [p] begun; ended: [p] ended
    because another took their place.
    """
    queue = np.empty(len(active), dtype=np.int32)
    level = np.empty(len(active), dtype=np.int32)
    since = np.empty(len(active), dtype=np.int32)
    who = np.empty(len(active), dtype=np.int64)
    count = 0
    for c in active:
        if cells.granted[c] == WAITS_PRODUCT and cells.product_since[c] <= week:
            queue[count] = c
            level[count] = zrm_level(cells.unmet[c])
            since[count] = cells.product_since[c]
            who[count] = address[c]
            count += 1
    if count == 0:
        return
    runs = running_products(cells, active, len(products.payer))
    gone = (week % WEEKS_PER_YEAR + WEEKS_PER_YEAR) % WEEKS_PER_YEAR
    stop = levers.pay_stop_when_empty >= 0.5
    rooms = np.empty(len(runs), dtype=np.int64)
    for q in range(len(runs)):
        level_of = of_contract(levers.pay_price_level, products.exempt[q], 1.0)
        rooms[q] = room_for(products.places[q], level_of, levers.pay_provider_exit)
    split = PERSON_SLOTS * folk.n
    for j in order(level[:count], since[:count], who[:count], seed, week):
        c = queue[j]
        if cells.granted[c] != WAITS_PRODUCT:  # one that began this week took its place
            continue
        p = cells.product[c]
        i = cells.holder[c]
        heads = cells.holder[split + HOUSEHOLD_SLOTS * cells.home[c]] == i
        slots = PERSON_SLOTS + (HOUSEHOLD_SLOTS if heads else 0)
        if is_replaced(cells, products.replaces, folk.n, i, slots, c, p):
            give_way(cells, c)
            continue
        pass_coin, pick_coin, _, _ = streams.uniform4(seed, streams.GRANT, address[c], week, 0)
        if runs[p] >= rooms[p]:
            other = products.other[cells.domain[c], products.intensity[p]]
            if other < 0 or pass_coin >= levers.admit_pass_on or runs[other] >= rooms[other]:
                continue
            if is_replaced(cells, products.replaces, folk.n, i, slots, c, other):
                continue
            p = other
        budget, spent = purse(ledger, levers, products.payer[p])
        regime, volume = products.regime[p], products.volume[p]
        if not money_allows(purse_regime(regime, volume), stop, budget, spent, gone):
            continue
        running_on = (runs[p] + 1) * price[p] * (WEEKS_PER_YEAR - gone)
        if not contract_allows(regime, volume, ledger.product_year[p], running_on):
            continue
        severity = cells.lasting[c] + cells.resolvable[c]
        results = of_contract(levers.pay_results, products.exempt[p], 0.0)
        if pick_coin < selected(results, cells.lasting[c], severity):
            continue
        cells.granted[c] = RUNS_PRODUCT
        cells.product[c] = p
        cells.payer[c] = products.payer[p]
        cells.product_since[c] = week
        cells.product_until[c] = week + products.weeks[p]
        runs[p] += 1
        tally[p] += 1
        end_replaced(cells, products.replaces, folk.n, i, slots, c, runs, ended)


@rule
def goes_on(
    severity: float, lasting: float, resolvable: float, band_low: float, threshold: float
) -> bool:
    """Whether a trajectory at its planned end is still needed."""
    return severity >= band_low and (lasting > 0.0 or resolvable >= threshold)


@phase
def run_products(
    folk: Folk,
    cells: Cells,
    persons: Persons,
    products: Products,
    ledger: Ledger,
    world: World,
    levers: Levers,
    price: I8,
    address: I8,
    active: I4,
    seed: int,
    week: int,
    tally: I8,
    blocked: I8,
) -> None:
    """Running products are paid for this week, by the payer that began them, and end when
    they are done and, where one is needed, a dwelling is found (M24).

    price: [p] cents a week at the present price level. tally: [p] ended; blocked: [p]
    weeks in which one ran on for want of a dwelling.
    """
    for c in active:
        if cells.granted[c] == NO_PRODUCT:
            continue
        p = cells.product[c]
        severity = cells.lasting[c] + cells.resolvable[c]
        if cells.granted[c] != RUNS_PRODUCT:
            if severity == 0.0:  # it went away while waiting
                end_product(cells, c, week)
            continue
        i = cells.holder[c]
        payer = int(cells.payer[c])
        book(ledger, payer, PRODUCT, price[p])
        ledger.by_product[p] += price[p]
        ledger.by_product_minutes[p] += products.minutes[p]
        ledger.product_year[p] += price[p]
        persons.cost[i] += price[p]
        persons.used[i] |= 1 << payer
        if week < cells.product_until[c] and severity > 0.0:
            continue
        if goes_on(
            severity,
            cells.lasting[c],
            cells.resolvable[c],
            products.band_low[p],
            world.closing_threshold,
        ):
            cells.product_until[c] = week + products.weeks[p]
            cells.payer[c] = products.payer[p]  # renewed: under the law as it now is
            continue
        coin = streams.uniform(seed, streams.GRANT, address[c], week, 1)
        pxq = of_contract(levers.pay_pxq, products.exempt[p], 0.0)
        planned = week <= cells.product_until[c]
        if severity > 0.0 and planned and coin < pxq:  # paid per product: prolonged
            cells.product_until[c] = week + 13
            continue
        if streams.uniform(seed, streams.EXIT, address[c], week, 0) >= products.exit_chance[p]:
            blocked[p] += 1
            continue
        tally[p] += 1
        end_product(cells, c, week)


@phase
def pay_idle(ledger: Ledger, products: Products, price: I8, runs: I4, lag: int, week: int) -> None:
    """Contracted volume is paid until the contract is adjusted: saved hours become
    euros only after ``lag`` weeks."""
    rows = len(ledger.volume)
    now = week % rows
    then = (week - lag) % rows
    for p in range(len(runs)):
        idle = ledger.volume[then, p] - runs[p]
        if lag > 0 and idle > 0 and products.places[p] < UNLIMITED:  # contracted volume
            book(ledger, int(products.payer[p]), IDLE, idle * price[p])
        ledger.volume[now, p] = runs[p]


@phase
def pay_crises(
    cells: Cells,
    persons: Persons,
    ledger: Ledger,
    payer_of: I8,
    amount: int,
    minutes: int,
    hit: I4,
) -> None:
    """Crisis care, euros and hours, is booked to the payer of its domain; it asks no queue."""
    for c in hit:
        i = cells.holder[c]
        payer = payer_of[cells.domain[c]]
        book(ledger, payer, CRISIS, amount)
        ledger.crisis_minutes[payer] += minutes
        persons.cost[i] += amount
        persons.used[i] |= 1 << payer


@phase
def effects(products: Products, short: F8, lump_sum: float) -> tuple[F8, F8]:
    """Carry and resolve weights of products this week: a provider on a lump sum
    serves less when money is short. short: [payers] 0-1."""
    carry = products.carry.copy()
    resolve = products.resolve.copy()
    for p in range(len(products.payer)):
        kept = 1.0 - of_contract(lump_sum, products.exempt[p], 0.0) * short[products.payer[p]]
        for k in range(8):
            carry[p, k] = carry[p, k] * kept
            resolve[p, k] = resolve[p, k] * kept
    return carry, resolve


@phase
def informal_minutes(demand: F8, help_share: F8, ledger: Ledger) -> None:
    """Minutes that circles gave this week."""
    total = 0
    for g in range(len(demand)):
        total += int(60.0 * demand[g] * help_share[g])
    ledger.informal[0] += total
