"""Ceilings of weekly rates: from the upper ends of everything that a hazard is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from sim.foundation.compiled import phase
from sim.foundation.units import BLOCK_WEEKS, F8, I1, F8x2
from sim.population.domains import DEBTS, DOMAINS, GROWING_UP, INCOME, MENTAL
from sim.world.parameters import Domains, World
from sim.world.state import HOUSEHOLD_SLOTS, PERSON_SLOTS, Folk

# What spills over, as the keys of ``spill`` name it, and the domain whose hazard it raises.
SPILLS = {
    "debts_mental": MENTAL,
    "strain_mental": MENTAL,
    "income_debts": DEBTS,
    "mental_income": INCOME,
    "mental_growing_up": GROWING_UP,
}


RISK_TOP = (0.0, 1.0, 2.0, 3.0)  # highest latent vulnerability in each class


class Ceilings(NamedTuple):
    """Highest weekly rates, from the upper ends of everything in the hazards."""

    onset: F8  # [8 domains, 4 risk classes]
    crisis: float


def vulnerability_top(spread_low: float, spread_high: float) -> F8:
    """Highest multiplier in each risk class over the whole range of the spread, [4]."""
    spreads = np.linspace(spread_low, spread_high, 65)
    tops = [float(np.exp(spreads * z - 0.5 * spreads * spreads).max()) for z in RISK_TOP]
    return np.array(tops, dtype=np.float64)


def make_ceilings(domains: Domains, high: dict[str, float], spread_low: float) -> Ceilings:
    """Ceilings from the declared upper ends ``high`` of the parameters' ranges."""
    factor = _spill_factor(high["needs.spill"], {key: high[f"spill.{key}"] for key in SPILLS})
    top = vulnerability_top(spread_low, high["vulnerability.spread"])
    onset = (domains.birth_max * factor)[:, None] * top[None, :]
    return Ceilings(onset=onset, crisis=high["crisis.rate"])


@phase
def onset_ceilings(folk: Folk, domain: I1, ceilings: F8x2, first_week: int) -> F8:
    """Ceiling of every cell in a block, 0 where nobody is present, [4n + 3h].

    ceilings: [8 domains, 4 risk classes] weekly rates.
    """
    last = first_week + BLOCK_WEEKS
    split = PERSON_SLOTS * folk.n
    out = np.zeros(len(domain), dtype=np.float64)
    for i in range(folk.n):
        if folk.arrive[i] < last and folk.leave[i] > first_week:
            for c in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
                out[c] = ceilings[domain[c], folk.risk[i]]
    for g in range(folk.h):
        if folk.hh_arrive[g] < last and folk.hh_leave[g] > first_week:
            first = split + HOUSEHOLD_SLOTS * g
            for c in range(first, first + HOUSEHOLD_SLOTS):
                out[c] = ceilings[domain[c], folk.risk[folk.n + g]]
    return out


def spill_top(world: World) -> F8:
    """Highest factor by which trouble elsewhere can raise a hazard, [8]."""
    links = {key: float(getattr(world, f"spill_{key}")) for key in SPILLS}
    return _spill_factor(world.needs_spill, links)


def _spill_factor(spill: float, links: Mapping[str, float]) -> F8:
    """Factor on the hazard of every domain when all trouble elsewhere is at its worst, [8]."""
    worst = np.zeros(len(DOMAINS), dtype=np.float64)
    for key, domain in SPILLS.items():
        worst[domain] += links[key]
    return 1.0 + spill * worst
