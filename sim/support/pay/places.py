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

CATCH_UP = 3.0  # years over which a queue is brought back to its norm


@rule
def next_places(
    places: float, running: int, asked: int, ended: int, waiting: int, norm: float, step: float
) -> float:
    """Places of the coming year.

    places, running: contracted and in use now; asked, ended: granted and ended this year;
    waiting: now; norm: weeks that may be waited; step: largest change, share. Where nothing
    ended, nothing is known of how long a place is held: places stay.
    """
    if ended <= 0:
        return places
    too_many = waiting - asked * norm / WEEKS_PER_YEAR
    wanted = running * max(0.0, asked + too_many / CATCH_UP) / ended
    return min(places * (1.0 + step), max(places * (1.0 - step), running, wanted))


@phase
def follow(products: Products, ledger: Ledger, running: I4, waiting: I4, step: float) -> None:
    """Every product with places; running, waiting: [p] needs that have it, that wait for it."""
    for p in range(len(waiting)):
        if products.places[p] < UNLIMITED and step > 0.0:
            ledger.places[p] = next_places(
                ledger.places[p], running[p], ledger.asked_year[p], ledger.ended_year[p],
                waiting[p], products.norm[p], step,
            )  # fmt: skip
        ledger.asked_year[p] = 0
        ledger.ended_year[p] = 0
