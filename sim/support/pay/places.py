"""Contracts follow waits from year to year, bounded: places, and money where a product has its
own (D48, D49).

A payer contracts for the coming year so many places that, if as many ask as in the year that
ends, the queue moves towards that of the norm wait; a contract in money buys so many more. The
same rule under every model; at a step of nought contracts stay as they are.
"""

from __future__ import annotations

from sim.foundation.compiled import phase, rule
from sim.foundation.units import I4, I8, WEEKS_PER_YEAR
from sim.support.products import UNLIMITED
from sim.support.served import Served


@rule
def next_places(
    places: float,
    asked: int,
    waited: int,
    waiting: int,
    norm: float,
    years: float,
    catch_up: float,
    step: float,
) -> float:
    """Places of the coming year.

    asked: granted this year; waited, waiting: when it began, and now; norm: weeks that may be
    waited; years: usual length of a trajectory, for which a place is taken; catch_up: years
    over which a queue is brought to its norm; step: largest change, share. By as much as the
    queue grew in the year more a year are contracted, and part of what waits beyond the norm;
    fewer where it shrank or less waits than may.
    """
    too_many = waiting - asked * norm / WEEKS_PER_YEAR
    more = waiting - waited + too_many / catch_up
    return min(places * (1.0 + step), max(places * (1.0 - step), places + more * years))


@rule
def step_after(step: float, weeks: int) -> float:
    """Largest change of contracts after so many weeks of a run: none after its first year, in
    which nobody comes who asked before it began."""
    return step if weeks > WEEKS_PER_YEAR else 0.0


@rule
def norm_queue(places: float, weeks: int, renewed: float, norm: float) -> float:
    """Needs that wait for a product whose places are all taken, each for the norm.

    places / weeks of them end in a week and a share is renewed; norm: weeks that may be waited.
    """
    return places / weeks * (1.0 - renewed) * norm


@rule
def next_contract(trajectories: float, price: int) -> int:
    """Cents a year of a contract that pays for so many trajectories all year, at least one.

    price: cents a week.
    """
    return max(1, round(trajectories * price * WEEKS_PER_YEAR))


@rule
def paid_for(cents: int, price: int) -> float:
    """Trajectories that a contract pays for all year. cents: a year; price: cents a week."""
    return cents / (price * WEEKS_PER_YEAR)


@phase
def follow(here: Served, waiting: I4, price: I8, step: float) -> None:
    """Every product with places, or with a contract of its own. waiting: [p] needs that wait for
    it; price: [p] cents a week at the present price level; step: see ``next_places``."""
    products, ledger, catch_up = here.products, here.ledger, here.world.places_catch_up
    for p in range(len(waiting)):
        asked, waited, waits = ledger.asked_year[p], ledger.waited[p], waiting[p]
        norm, years = products.norm[p], products.weeks[p] / WEEKS_PER_YEAR
        if products.places[p] < UNLIMITED:
            ledger.places[p] = next_places(
                ledger.places[p], asked, waited, waits, norm, years, catch_up, step
            )
        if products.volume[p] > 0 and price[p] > 0:
            paid = paid_for(ledger.contract[p], price[p])
            paid = next_places(paid, asked, waited, waits, norm, years, catch_up, step)
            ledger.contract[p] = next_contract(paid, price[p])
        ledger.asked_year[p] = 0
        ledger.waited[p] = waiting[p]
