"""Winners and losers: the same resident under two models, with the same random numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from sim.foundation.units import F8, I8

DEAD_BAND = 1.0  # burden-weeks over the whole run: a smaller change is called the same
SHARES = ("better", "worse", "same")


def pairs(models: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """(name, later, earlier) of every pair once, in the order in which models are given."""
    for earlier, later in combinations(models, 2):
        yield f"{later}-{earlier}", later, earlier


def shares(change: F8) -> dict[str, float]:
    """Shares of residents whose burden fell, rose, or changed less than the dead band.

    change: burden-weeks, later minus earlier, one per resident. NaN without residents.
    """
    if len(change) == 0:
        return dict.fromkeys(SHARES, float("nan"))
    found = (change < -DEAD_BAND, change > DEAD_BAND, np.abs(change) <= DEAD_BAND)
    return {name: float(own.mean()) for name, own in zip(SHARES, found, strict=True)}


def gains(
    later: tuple[I8, F8],
    earlier: tuple[I8, F8],
    labels: Mapping[str, tuple[Sequence[str], NDArray[np.integer]]],
) -> dict[str, dict[str, float]]:
    """Shares among residents present throughout under both models.

    later, earlier: (ids ascending, burden-weeks). labels: per grouping its names and,
    for each id of ``earlier``, the index of its group (-1 none). Keys ``all`` and, for
    every group that has residents, ``grouping:group``.
    """
    _, at_later, at_earlier = np.intersect1d(
        later[0], earlier[0], assume_unique=True, return_indices=True
    )
    change = later[1][at_later] - earlier[1][at_earlier]
    found = {"all": shares(change)}
    for by, (names, index) in labels.items():
        own = index[at_earlier]
        for number, name in enumerate(names):
            if (own == number).any():
                found[f"{by}:{name}"] = shares(change[own == number])
    return found
