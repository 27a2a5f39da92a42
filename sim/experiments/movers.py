"""Which drawn parameters go with a difference between models, and what chance alone would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from sim.experiments.draws import draw_name
from sim.foundation.units import F8

CHANCE = 0.05  # of the largest of all correlations being called more than chance when none is


@dataclass(frozen=True, slots=True)
class Mover:
    """A drawn unknown and its rank correlation (Spearman) with a difference.

    ``also``: the same lever of other answers, which is drawn at the same place.
    """

    parameter: str
    also: tuple[str, ...]
    correlation: float


def unknowns(drawn: Mapping[str, F8]) -> dict[str, tuple[str, ...]]:
    """Parameters that are drawn together, by the first of them."""
    together: dict[str, list[str]] = {}
    for key in drawn:
        together.setdefault(draw_name(key), []).append(key)
    return {first: tuple(others) for first, *others in together.values()}


def movers(drawn: Mapping[str, F8], difference: F8) -> list[Mover]:
    """Drawn unknowns by the size of their correlation with a difference, largest first.

    Replications in which the difference is undefined are left out; a parameter that does
    not vary, or has another number of draws, has no correlation.
    """
    known = np.isfinite(difference)
    ranks = rankdata(difference[known])
    found = []
    for name, also in unknowns(drawn).items():
        if len(drawn[name]) != len(difference):
            continue
        own = rankdata(drawn[name][known])
        spread = float(own.std() * ranks.std())
        if spread > 0.0:
            product = float(np.mean((own - own.mean()) * (ranks - ranks.mean())))
            found.append(Mover(name, also, product / spread))
    return sorted(found, key=lambda m: (-abs(m.correlation), m.parameter))


def by_chance(replications: int, unknown: int) -> float:
    """Size of correlation that the largest of so many unrelated ones passes ``CHANCE`` of times."""
    quantile = float(ndtri(1.0 - 0.5 * CHANCE / max(1, unknown)))
    return quantile / float(np.sqrt(max(1, replications - 1)))
