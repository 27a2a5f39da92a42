"""Robustness of a choice over everything that is not known, by the usual metrics.

Every function takes performance where less is better, [points, choices], and gives a number for
each choice where less is better too; see McPhail et al. (2018) for what they have in common.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from scipy.stats import rankdata

from sim.foundation.units import F8

HIGH = 0.9  # quantile of regret beside the largest
OPTIMISM = 0.5  # of Hurwicz: weight of the best case


def regret(losses: F8) -> F8:
    """Loss above that of the best choice, in every world; [points, choices]."""
    found: F8 = losses - losses.min(axis=1, keepdims=True)
    return found


def minimax_regret(losses: F8) -> F8:
    """The largest regret (Savage 1951)."""
    found: F8 = regret(losses).max(axis=0)
    return found


def regret_90(losses: F8) -> F8:
    """The regret that nine worlds in ten stay below."""
    found: F8 = np.quantile(regret(losses), HIGH, axis=0)
    return found


def worst_case(losses: F8) -> F8:
    """The worst that can happen (maximin; Wald 1950)."""
    found: F8 = losses.max(axis=0)
    return found


def hurwicz(losses: F8) -> F8:
    """The best and the worst that can happen, weighed by optimism (Hurwicz 1951)."""
    found: F8 = OPTIMISM * losses.min(axis=0) + (1.0 - OPTIMISM) * losses.max(axis=0)
    return found


def mean_spread(losses: F8) -> F8:
    """The mean plus one standard deviation."""
    found: F8 = losses.mean(axis=0) + losses.std(axis=0, ddof=1 if len(losses) > 1 else 0)
    return found


METRICS: Mapping[str, Callable[[F8], F8]] = {
    "minimax_regret": minimax_regret,
    "regret_90": regret_90,
    "worst_case": worst_case,
    "hurwicz": hurwicz,
    "mean_spread": mean_spread,
}


def ranks(values: F8) -> F8:
    """1 for the smallest; the same for equals."""
    found: F8 = rankdata(values, method="average")
    return found


def agreement(orders: F8) -> float | None:
    """Kendall's W of several rankings, [rankings, choices]: 1 when all are the same, 0 when they
    have nothing in common. None when one does not tell choices apart or there is one ranking."""
    count, choices = orders.shape
    if count < 2 or choices < 2:
        return None
    totals = orders.sum(axis=0)
    spread = float(((totals - totals.mean()) ** 2).sum())
    equal = [np.unique(order, return_counts=True)[1] for order in orders]
    ties = sum(float((n**3 - n).sum()) for n in equal)
    most = count**2 * (choices**3 - choices) / 12.0 - count * ties / 12.0
    return spread / most if most > 0.0 else None
