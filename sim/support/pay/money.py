"""Money: which purse is asked, when it lets help begin, and what is booked beside products.

Regimes: an entitlement is granted and any overrun booked; a ceiling lets the year's
money run evenly and then makes people wait; a subsidy stops when it is empty. A product
with a contract of its own is judged by that, any other by its payer's purse.
"""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import I4, I8, MINUTES_PER_HOUR, WEEKS_PER_YEAR
from sim.support.contract import CARE, INCOME_LAW, WELFARE, WMO, YOUTH, Levers
from sim.support.means import CRISIS, IDLE, Ledger, book
from sim.support.pay.offer import volume_left
from sim.support.products import CEILING, ENTITLEMENT, SUBSIDY, UNLIMITED
from sim.support.served import Served

# Payer of crisis care per domain (DOMAINS): the law under which its care falls.
PAYER_OF_DOMAIN = np.array(
    (INCOME_LAW, INCOME_LAW, YOUTH, WMO, CARE, CARE, WMO, WMO), dtype=np.int64
)


@part
def covered(levers: Levers, payer: int) -> bool:
    """A payer's money is in the neighbourhood budget, or not."""
    if levers.pay_pooled < 0.5:
        return False
    if payer == WMO:
        return levers.pay_covers_wmo >= 0.5
    if payer == YOUTH:
        return levers.pay_covers_youth >= 0.5
    if payer == INCOME_LAW:
        return levers.pay_covers_income >= 0.5
    if payer == WELFARE:
        return levers.pay_covers_welfare >= 0.5
    if payer == CARE:
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
    """The regime lets a new trajectory begin, or not."""
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
    """A product's own contract of the year lets one more trajectory begin, or not.

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


@part
def may_begin(here: Served, p: int, price: int, runs: int) -> bool:
    """Purse and contract let one more trajectory of product p begin, or not.

    price: cents a week; runs: trajectories that run.
    """
    ledger, gone = here.ledger, here.week % WEEKS_PER_YEAR
    stop = here.levers.pay_stop_when_empty >= 0.5
    budget, spent = purse(ledger, here.levers, here.products.payer[p])
    regime = here.products.regime[p]
    volume = volume_left(ledger.contract[p], here.products.kept[p])
    if not money_allows(purse_regime(regime, volume), stop, budget, spent, gone):
        return False
    running_on = (runs + 1) * price * (WEEKS_PER_YEAR - gone)
    return contract_allows(regime, volume, ledger.product_year[p], running_on)


@phase
def pay_idle(here: Served, price: I8, runs: I4) -> None:
    """Contracted volume is paid until the contract is adjusted: saved hours become
    euros only after the lag of contracts. price: [p] cents a week; runs: [p] running now."""
    ledger, products, lag = here.ledger, here.products, int(here.levers.pay_contract_lag)
    rows = len(ledger.volume)
    now = here.week % rows
    then = (here.week - lag) % rows
    for p in range(len(runs)):
        idle = ledger.volume[then, p] - runs[p]
        if lag > 0 and idle > 0 and products.places[p] < UNLIMITED:  # contracted volume
            book(ledger, int(products.payer[p]), IDLE, idle * price[p])
        ledger.volume[now, p] = runs[p]


@phase
def pay_crises(here: Served, hit: I4, amount: int, minutes: int) -> None:
    """Crisis care, cents and minutes, is booked to the payer of its domain; it asks no queue.

    hit: cells in crisis this week.
    """
    cells, persons, ledger = here.cells, here.persons, here.ledger
    for c in hit:
        i = cells.holder[c]
        payer = PAYER_OF_DOMAIN[cells.domain[c]]
        book(ledger, payer, CRISIS, amount)
        ledger.crisis_minutes[payer] += minutes
        persons.cost[i] += amount
        persons.used[i] |= 1 << payer


@phase
def informal_minutes(here: Served) -> None:
    """Minutes that circles gave this week."""
    homes = here.homes
    total = 0
    for g in range(len(homes.demand)):
        total += int(MINUTES_PER_HOUR * homes.demand[g] * homes.help_share[g])
    here.ledger.informal[0] += total
