"""A stay and the other products of the same holder.

A product may take the place of others while it runs (long-term care: household help,
guidance and nursing fall under it). The same rule under every model.
"""

from __future__ import annotations

from sim.foundation.compiled import part
from sim.foundation.units import I4
from sim.support.products import Products
from sim.support.served import Served
from sim.world.living import give_way
from sim.world.state import HOUSEHOLD_SLOTS, NO_PRODUCT, PERSON_SLOTS, RUNS_PRODUCT


@part
def other_cell(n: int, i: int, g: int, k: int) -> int:
    """The ``k``-th cell of person i, and after those of household g."""
    if k < PERSON_SLOTS:
        return PERSON_SLOTS * i + k
    return PERSON_SLOTS * n + HOUSEHOLD_SLOTS * g + k - PERSON_SLOTS


@part
def takes_place(products: Products, p: int, other: int) -> bool:
    """Product p, while it runs, takes the place of another, or not."""
    return bool(products.replaces[p, other] == 1)


@part
def is_replaced(here: Served, i: int, slots: int, c: int, p: int) -> bool:
    """A product that runs for holder i takes the place of product p in cell c, or none does.

    slots: cells of the holder; the head of a household also holds the household's.
    """
    cells, n = here.cells, here.folk.n
    for k in range(slots):
        o = other_cell(n, i, cells.home[c], k)
        runs = cells.granted[o] == RUNS_PRODUCT and o != c
        if runs and takes_place(here.products, cells.product[o], p):
            return True
    return False


@part
def end_replaced(here: Served, i: int, slots: int, c: int, runs: I4) -> None:
    """The product that began in cell c takes the place of others of holder i, running or
    waited for. slots: see ``is_replaced``; runs: [p] now running."""
    cells, n = here.cells, here.folk.n
    for k in range(slots):
        o = other_cell(n, i, cells.home[c], k)
        if o == c or cells.granted[o] == NO_PRODUCT:
            continue
        p = cells.product[o]
        if takes_place(here.products, cells.product[c], p):
            if cells.granted[o] == RUNS_PRODUCT:
                runs[p] -= 1
            give_way(cells, o)
