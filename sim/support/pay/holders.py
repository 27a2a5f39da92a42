"""The year's money, as payers and the holder of a neighbourhood budget handle it.

The response to overrun is one rule for every payer; pooling is what the holder may
do across the laws it covers. Saved is the covered budget less what is booked: never
a comparison with another run.
"""

from __future__ import annotations

from sim.foundation.compiled import phase, rule
from sim.foundation.units import F8, WEEKS_PER_YEAR
from sim.support.contract import Levers
from sim.support.means import Ledger
from sim.support.pay.money import covered, purse


@rule
def shortage(budget: int, spent: int, weeks_gone: int) -> float:
    """Share by which the year is heading over its budget, 0-1."""
    if budget <= 0:
        return 1.0 if spent > 0 else 0.0
    heading = spent * WEEKS_PER_YEAR / max(1, weeks_gone)
    return min(1.0, max(0.0, heading / budget - 1.0))


@phase
def shortages(ledger: Ledger, levers: Levers, weeks_gone: int, out: F8) -> None:
    """Shortage of every payer (of the pool, for covered laws), [payers]."""
    for payer in range(len(out)):
        budget, spent = purse(ledger, levers, payer)
        out[payer] = shortage(budget, spent, weeks_gone)


@phase
def tighten(ledger: Ledger, levers: Levers, short: F8, response: F8) -> None:
    """Chance that a heavier line is refused now.

    Covered laws are tightened by their holder while money runs short; elsewhere the
    management response to last year's overrun holds.
    """
    for payer in range(len(short)):
        if covered(levers, payer):
            ledger.tight[payer] = levers.pay_tighten * short[payer]
        else:
            ledger.tight[payer] = response[payer]


@phase
def release(ledger: Ledger, levers: Levers, weeks_gone: int, quarters_left: int) -> int:
    """Cents the holder sets free this quarter: what the year is heading to leave over."""
    if levers.pay_pooled < 0.5 or weeks_gone <= 0:
        return 0
    budget = ledger.reserve[0]
    spent = 0
    for payer in range(len(ledger.budget)):
        if covered(levers, payer):
            budget += ledger.budget[payer]
            spent += ledger.year[payer]
    left = budget - spent * WEEKS_PER_YEAR // weeks_gone
    if left <= 0:
        return 0
    return int(left // (quarters_left + 1))


@phase
def close_year(ledger: Ledger, levers: Levers, overrun: F8) -> None:
    """Year end: overruns per payer are noted [payers], the pool's balance is carried."""
    balance = 0
    for payer in range(len(ledger.budget)):
        overrun[payer] = shortage(ledger.budget[payer], ledger.year[payer], WEEKS_PER_YEAR)
        if covered(levers, payer):
            balance += ledger.budget[payer] - ledger.year[payer]
        ledger.year[payer] = 0
    ledger.product_year[:] = 0
    if levers.pay_pooled >= 0.5:
        ledger.reserve[0] += balance
