"""The part that a municipal payer takes out of its contracts when its money is cut (T11).

An entitlement is granted whatever is left, so a cut of one is spent all the same. What a payer
contracts can be less: places, and a contract of its own. Of a cut a stated share is taken out of
these, all in proportion, as far as they are worth so much; the rest is left to be overrun.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.baseline.budgets import budgets
from sim.foundation.units import F8, I8, WEEKS_PER_YEAR
from sim.inputs.parameters.parameter import Value
from sim.support.contract import PAYERS
from sim.support.products import UNLIMITED, Products
from sim.support.situation import Baseline


def share_left(cut: int, taken: float, worth: int) -> float:
    """Share of contracts worth so many cents a year that is left when the share ``taken`` of a
    cut, cents a year, is taken out of them."""
    if worth <= 0:
        return 1.0
    return 1.0 - min(1.0, taken * max(0, cut) / worth)


def worth_of(products: Products) -> I8:
    """Cents a year that each contract is worth as stated, [p]: its own money, or its places filled
    all year; 0 where neither is limited."""
    places = np.where(products.places < UNLIMITED, products.places, 0).astype(np.int64)
    worth: I8 = np.where(
        products.volume > 0, products.volume, places * products.price * WEEKS_PER_YEAR
    )
    return worth


def kept(products: Products, values: Mapping[str, Value], base: Baseline, inhabitants: int) -> F8:
    """Share of every contract that is left, [p]. It hangs on what is stated and on the level that
    budgets are counted from, so that it stays the same as long as both do."""
    out = np.ones(len(products.payer))
    worth, now = worth_of(products), budgets(values, base, inhabitants)
    for k, payer in enumerate(PAYERS):
        share = float(values.get(f"payer.{payer}.taken", 0.0))  # of municipal payers
        if share <= 0.0:
            continue
        uncut = budgets({**values, f"payer.{payer}.cut": 0.0}, base, inhabitants)
        mine = (products.payer == k) & (worth > 0)
        out[mine] = share_left(int(uncut[k] - now[k]), share, int(worth[mine].sum()))
    return out
