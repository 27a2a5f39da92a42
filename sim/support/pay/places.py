"""Contracted places follow waits from year to year, bounded (D48, D49).

A payer contracts for the coming year so many places that, if as many ask as in the year that
ends, the queue at its end is that of the norm wait. The same rule under every model; at a
step of nought places stay as they are.
"""

from __future__ import annotations

from sim.foundation.compiled import phase, rule
from sim.foundation.units import I4, WEEKS_PER_YEAR
from sim.support.means import Ledger
from sim.support.products import UNLIMITED, Products

CATCH_UP = 3.0  # years over which a queue is brought to its norm


@rule
def next_places(
    places: float, asked: int, begun: int, waiting: int, norm: float, years: float, step: float
) -> float:
    """Places of the coming year.

    asked, begun: granted and begun this year; waiting: now; norm: weeks that may be waited;
    years: usual length of a trajectory, which is how long a place is held; step: largest
    change, share. More were asked than could begin: that many more a year are contracted, and
    part of what waits beyond the norm; fewer where less waits than may.
    """
    too_many = waiting - asked * norm / WEEKS_PER_YEAR
    more = asked - begun + too_many / CATCH_UP
    return min(places * (1.0 + step), max(places * (1.0 - step), places + more * years))


@phase
def follow(products: Products, ledger: Ledger, waiting: I4, step: float) -> None:
    """Every product with places; waiting: [p] needs that wait for it."""
    for p in range(len(waiting)):
        if products.places[p] < UNLIMITED and step > 0.0:
            ledger.places[p] = next_places(
                ledger.places[p], ledger.asked_year[p], ledger.begun_year[p], waiting[p],
                products.norm[p], products.weeks[p] / WEEKS_PER_YEAR, step,
            )  # fmt: skip
        ledger.asked_year[p] = 0
        ledger.begun_year[p] = 0
        ledger.ended_year[p] = 0
