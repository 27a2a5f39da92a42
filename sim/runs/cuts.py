"""Less money for a payer: does anything in the model feel it?

An entitlement is granted whatever is left; what is spent beyond the budget is booked. So less
money for a payer whose products are all entitlements changes something only as far as its model
responds to an overrun, or the payer takes part of it out of what it contracts. A cut that cannot
bite is reported, so that nobody reads it as a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from sim.baseline.budgets import budgets, first_line, published
from sim.baseline.taken import worth_of
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.resolved import Resolved
from sim.runs.dated import Stage, stages
from sim.support.catalogue import make_practice
from sim.support.contract import PAYERS
from sim.support.pay.money import covered
from sim.support.products import ENTITLEMENT, Products, make_products
from sim.support.situation import Baseline

MOVED = "payer.longterm.moved"
INHABITANTS = 10_000  # budgets are proportional to it
EVEN = (1.0,) * len(PAYERS)
BOOKED, FOLLOWED = "overrun_booked", "overrun_followed"

Cut = tuple[str, str, float]  # code, payer, share of the money that is taken


def toothless(resolved: Resolved) -> Iterator[tuple[Cut, tuple[str, ...]]]:
    """Every cut that only books an overrun, with the models in which that is so.

    ``overrun_booked``: nothing responds; ``overrun_followed``: decisions become stricter, no
    more. Values are those of the scenario, without draws.
    """
    found: dict[Cut, dict[str, None]] = {}
    base = published(resolved.values, INHABITANTS, EVEN)
    for model in resolved.models:
        for stage in stages(resolved, model, resolved.values, resolved.settings.weeks):
            for payer, share in _taken(stage.values, base).items():
                code = _felt(stage, PAYERS.index(payer), model.id)
                if code is not None:
                    found.setdefault((code, payer, share), {})[model.id] = None
    for cut, models in found.items():
        yield cut, tuple(models)


def only_published(resolved: Resolved) -> Iterator[str]:
    """Payers for whom a lower published level is stated than the built-in one: budgets that are
    counted from bookings do not follow it."""
    known = read_parameters()
    for payer in PAYERS:
        keys = resolved.stated & {f"payer.{payer}.{name}" for name in ("budget", "share")}
        if any(float(resolved.values[key]) < float(known[key].value) for key in keys):
            yield payer


def _taken(values: Mapping[str, Value], base: Baseline) -> dict[str, float]:
    """The share of its money that each payer loses, first-line hours apart; laws that change
    payer take their money along and are no cut."""
    same = {**values, MOVED: 0.0}
    has = budgets(same, _without_moved(base), INHABITANTS) - first_line(same, INHABITANTS)
    had = _without_moved(base).cents - base.hours
    return {
        payer: round(1.0 - int(has[k]) / int(had[k]), 4)
        for k, payer in enumerate(PAYERS)
        if had[k] > has[k]
    }


def _without_moved(base: Baseline) -> Baseline:
    """The same money with the laws that each payer has now."""
    rest = np.array([round(level * 100.0 * INHABITANTS) for level in base.levels])
    return Baseline(base.published, rest + base.hours, base.hours, base.levels, 0, base.booked)


def _taken_out(values: Mapping[str, Value], products: Products, payer: int) -> bool:
    """True when part of the cut is taken out of contracts of this payer, which has some."""
    contracts = worth_of(products)[products.payer == payer]
    taken = float(values.get(f"payer.{PAYERS[payer]}.taken", 0.0))
    return taken > 0.0 and bool((contracts > 0).any())


def _felt(stage: Stage, payer: int, model: str) -> str | None:
    """Code of how an overrun of this payer is met; None when less money refuses or delays help."""
    levers = make_practice(model, stage.answers, stage.values, stage.week).levers
    products = make_products(stage.values, INHABITANTS)
    own = products.regime[products.payer == payer]
    bites = levers.pay_stop_when_empty >= 0.5 or levers.pay_lump_sum > 0.0
    bites = bites or _taken_out(stage.values, products, payer)
    if bites or len(own) == 0 or (own != ENTITLEMENT).any():
        return None
    covers = covered(levers, payer)  # by the holder of a neighbourhood budget, else by the payer
    return FOLLOWED if (levers.pay_tighten if covers else levers.pay_response) > 0.0 else BOOKED
