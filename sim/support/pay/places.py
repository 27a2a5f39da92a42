"""Contracts follow waits from year to year, bounded: places, and money where a product has its
own (D48, D49).

A payer contracts for the coming year so many places that, if as many ask as in the year that
ends, the queue at its end is that of the norm wait; a contract in money buys so many more. The
same rule under every model; at a step of nought contracts stay as they are.
"""

from __future__ import annotations

from sim.foundation.compiled import phase, rule
from sim.foundation.units import I4, I8, WEEKS_PER_YEAR
from sim.support.means import Ledger
from sim.support.products import UNLIMITED, Products

CATCH_UP = 3.0  # years over which a queue is brought to its norm


@rule
def next_places(
    places: float, asked: int, waited: int, waiting: int, norm: float, years: float, step: float
) -> float:
    """Places of the coming year.

    asked: granted this year; waited, waiting: when it began, and now; norm: weeks that may be
    waited; years: usual length of a trajectory, which is how long a place is held; step: largest
    change, share. By as much as the queue grew in the year more a year are contracted, and
    part of what waits beyond the norm; fewer where it shrank or less waits than may.
    """
    too_many = waiting - asked * norm / WEEKS_PER_YEAR
    more = waiting - waited + too_many / CATCH_UP
    return min(places * (1.0 + step), max(places * (1.0 - step), places + more * years))


@rule
def step_after(step: float, lived: int) -> float:
    """By how much contracts may move when a run has lived so many weeks: not at all after its
    first year, in which nobody comes who asked before it began."""
    return step if lived > WEEKS_PER_YEAR else 0.0


@rule
def norm_queue(places: float, weeks: int, renewed: float, norm: float) -> float:
    """Needs that wait for a product whose places are all taken, each for the norm.

    places / weeks of them end in a week and a share is renewed; norm: weeks that may be waited.
    """
    return places / weeks * (1.0 - renewed) * norm


@rule
def next_contract(cents: int, price: int, before: float, after: float) -> int:
    """Cents a year of a product's own contract in the coming year, at least one.

    price: cents a week; before, after: trajectories that the contract pays for all year, and
    those of the coming year by ``next_places``.
    """
    return max(1, cents + round((after - before) * price * WEEKS_PER_YEAR))


@rule
def paid_for(cents: int, price: int) -> float:
    """Trajectories that a contract pays for all year. cents: a year; price: cents a week."""
    return cents / (price * WEEKS_PER_YEAR)


@phase
def follow(products: Products, ledger: Ledger, waiting: I4, price: I8, step: float) -> None:
    """Every product with places, or with a contract of its own. waiting: [p] needs that wait for
    it; price: [p] cents a week at the present price level."""
    for p in range(len(waiting)):
        asked, waited, waits = ledger.asked_year[p], ledger.waited[p], waiting[p]
        norm, years = products.norm[p], products.weeks[p] / WEEKS_PER_YEAR
        if products.places[p] < UNLIMITED and step > 0.0:
            ledger.places[p] = next_places(
                ledger.places[p], asked, waited, waits, norm, years, step
            )
        if products.volume[p] > 0 and price[p] > 0 and step > 0.0:
            before = paid_for(ledger.contract[p], price[p])
            after = next_places(before, asked, waited, waits, norm, years, step)
            ledger.contract[p] = next_contract(ledger.contract[p], price[p], before, after)
        ledger.asked_year[p] = 0
        ledger.waited[p] = waiting[p]
        ledger.ended_year[p] = 0
