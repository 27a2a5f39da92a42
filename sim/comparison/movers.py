"""Drawn parameters that go with a difference between models, beside chance alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from scipy.special import stdtrit

from sim.foundation.units import F8
from sim.runs.shared_levers import SharedLever, together

Part: TypeAlias = Literal["value", "common", "difference"]
CHANCE = 0.05  # of the largest of all correlations being called more than chance when none is


@dataclass(frozen=True, slots=True)
class Unknown:
    """A drawn unknown: a parameter, or of a lever of several answers one of its parts.

    part: ``value`` of a parameter; what answers have in ``common``, the mean of their values; or
    the ``difference``: the value of ``parameter`` less that of ``also``.
    """

    parameter: str
    also: tuple[str, ...]
    part: Part
    values: F8  # [draws]


@dataclass(frozen=True, slots=True)
class Mover:
    """A drawn unknown and its rank correlation (Spearman) with a difference."""

    parameter: str
    also: tuple[str, ...]
    part: Part
    correlation: float


def unknowns(drawn: Mapping[str, F8]) -> list[Unknown]:
    """Drawn unknowns from the values of parameters, every one once."""
    shared = {key: lever for lever in together(drawn).values() for key in lever.keys}
    found = []
    for key, values in drawn.items():
        if key not in shared:
            found.append(Unknown(key, (), "value", values))
        elif key == shared[key].keys[0]:
            found += _parts(shared[key], drawn)
    return found


def _parts(lever: SharedLever, drawn: Mapping[str, F8]) -> Iterator[Unknown]:
    """The common part of answers that share a lever, and the difference of each from the first."""
    first, *others = lever.keys
    common: F8 = np.mean([drawn[key] for key in lever.keys], axis=0)
    yield Unknown(first, tuple(others), "common", common)
    for key in others:
        yield Unknown(key, (first,), "difference", drawn[key] - drawn[first])


def movers(drawn: Mapping[str, F8], difference: F8) -> list[Mover]:
    """Drawn unknowns by the size of their correlation with a difference, largest first.

    Replications in which the difference is undefined are left out; a parameter that does
    not vary, or has another number of draws, has no correlation.
    """
    # Imported here: scipy.stats is slow to import, and nothing moves where nothing was drawn.
    from scipy.stats import rankdata

    known = np.isfinite(difference)
    ranks = rankdata(difference[known])
    found = []
    for one in unknowns(drawn):
        if len(one.values) != len(difference):
            continue
        own = rankdata(one.values[known])
        spread = float(own.std() * ranks.std())
        if spread > 0.0:
            product = float(np.mean((own - own.mean()) * (ranks - ranks.mean())))
            found.append(Mover(one.parameter, one.also, one.part, product / spread))
    return sorted(found, key=lambda m: (-abs(m.correlation), m.parameter, m.part))


def by_chance(replications: int, unknown: int) -> float:
    """Size of correlation that the largest of so many unrelated ones passes ``CHANCE`` of times.

    By the t-distribution of a rank correlation; 1 below three replications.
    """
    freedom = replications - 2
    if freedom < 1:
        return 1.0
    quantile = float(stdtrit(freedom, 1.0 - 0.5 * CHANCE / max(1, unknown)))
    return quantile / float(np.sqrt(freedom + quantile**2))
