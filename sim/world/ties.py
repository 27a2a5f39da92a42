"""Who knows whom: a sparse graph of ties between households.

The first households choose among each other; a household that arrives later
chooses among those that are there on its arrival. What a household chooses is
addressed by its own id, so later households never change earlier ties.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.foundation.compiled import phase, rule
from sim.foundation.streams import TIES, uniform, uniform4

ATTEMPTS = 24  # draws per chosen tie before it is given up
MOST_TIES = 40  # chosen by one household
STAGES = 4  # young without children, family, middle without children, old


class Ties(NamedTuple):
    """Symmetric graph in compressed rows: neighbours of g are to[start[g]:start[g+1]]."""

    start: NDArray[np.int64]  # (h + 1,)
    to: NDArray[np.int32]  # (m,) ascending within a row, nobody tied to himself


def build_ties(
    area: NDArray[np.int16],
    kind: NDArray[np.int8],
    age_of_head: NDArray[np.int16],
    arrive_week: NDArray[np.int32],
    leave_week: NDArray[np.int32],
    seed: int,
    mean_ties: float,
    locality: float,
    homophily: float,
) -> Ties:
    """Ties between h households in order of arrival (all arrays of shape (h,)).

    ``mean_ties``: mean number of ties of a household (0 or more); ``locality``: share
    of chosen ties within the own area; ``homophily``: share of chosen ties kept
    within the own stage of life, beyond chance. A newcomer chooses ``mean_ties`` on
    average, which replaces the ties that leavers take away. A negative ``kind`` takes
    no part: such a household has no ties and changes nobody else's.
    """
    stage = life_stage(kind, age_of_head)
    areas = int(area.max()) + 1 if len(area) else 0
    pools = _pools(area, stage, areas)
    initial = int(np.searchsorted(arrive_week, arrive_week[0], side="right")) if len(area) else 0
    pairs = _choose(
        area.astype(np.int64), stage, arrive_week.astype(np.int64), leave_week.astype(np.int64),
        *pools, areas, initial, seed, mean_ties, locality, homophily,
    )  # fmt: skip
    return _compressed(_distinct(pairs), len(area))


def life_stage(kind: NDArray[np.int8], age_of_head: NDArray[np.int16]) -> NDArray[np.int64]:
    """Stage of life of a household: 0 young, 1 family, 2 middle, 3 old; -1 takes no part."""
    family = (kind == 2) | (kind == 3)
    by_age = np.select([age_of_head < 35, age_of_head < 65], [0, 2], 3)
    return np.where(kind < 0, -1, np.where(family, 1, by_age)).astype(np.int64)


_Pools = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def _pools(area: NDArray[np.int16], stage: NDArray[np.int64], areas: int) -> _Pools:
    """Households listed by area and stage, by area, each in order of id, with starts.

    Group number = area x STAGES + stage; the area list is cut by area alone.
    """
    part = np.flatnonzero(stage >= 0)
    group = area[part].astype(np.int64) * STAGES + stage[part]
    by_group = part[np.argsort(group, kind="stable")]
    by_area = part[np.argsort(area[part], kind="stable")]
    group_start = np.concatenate([[0], np.cumsum(np.bincount(group, minlength=areas * STAGES))])
    area_start = np.concatenate([[0], np.cumsum(np.bincount(area[part], minlength=areas))])
    return by_group, group_start, by_area, area_start


@rule
def poisson(mean: float, u: float) -> int:
    """Poisson count at the quantile ``u``, at most MOST_TIES."""
    p = math.exp(-mean)
    total = p
    k = 0
    while u > total and k < MOST_TIES:
        k += 1
        p = p * mean / k
        total += p
    return k


@rule
def count_before(pool: NDArray[np.int64], low: int, high: int, limit: int) -> int:
    """Number of ids below ``limit`` in the ascending pool[low:high]."""
    left = low
    right = high
    while left < right:
        middle = (left + right) // 2
        if pool[middle] < limit:
            left = middle + 1
        else:
            right = middle
    return left - low


@phase
def _choose(
    area: NDArray[np.int64],
    stage: NDArray[np.int64],
    arrive: NDArray[np.int64],
    leave: NDArray[np.int64],
    by_group: NDArray[np.int64],
    group_start: NDArray[np.int64],
    by_area: NDArray[np.int64],
    area_start: NDArray[np.int64],
    areas: int,
    initial: int,
    seed: int,
    mean_ties: float,
    locality: float,
    homophily: float,
) -> NDArray[np.int64]:
    """Chosen pairs as smaller id x h + larger id, with repeats."""
    h = len(area)
    pairs = np.empty(h * 4 + 64, dtype=np.int64)
    found = 0
    for j in range(h):
        if stage[j] < 0:
            continue
        limit = initial if j < initial else j
        wanted = 0.5 * mean_ties if j < initial else mean_ties
        for pick in range(poisson(wanted, uniform(seed, TIES, j, 0, 0))):
            other = -1
            for attempt in range(ATTEMPTS):
                draw = 1 + pick * ATTEMPTS + attempt
                u0, u1, u2, _ = uniform4(seed, TIES, j, 0, draw)
                where = area[j]
                if u0 >= locality and areas > 1:
                    where = area[j] + 1 + int(((u0 - locality) / (1.0 - locality)) * (areas - 1))
                    where = where % areas
                if u1 < homophily:
                    group = where * STAGES + stage[j]
                    low = group_start[group]
                    n = count_before(by_group, low, group_start[group + 1], limit)
                    other = by_group[low + int(u2 * n)] if n > 0 else -1
                else:
                    low = area_start[where]
                    n = count_before(by_area, low, area_start[where + 1], limit)
                    other = by_area[low + int(u2 * n)] if n > 0 else -1
                if other >= 0 and other != j and leave[other] > arrive[j]:
                    break
                other = -1
            if other >= 0:
                if found == len(pairs):
                    grown = np.empty(2 * len(pairs), dtype=np.int64)
                    grown[:found] = pairs
                    pairs = grown
                pairs[found] = min(j, other) * h + max(j, other)
                found += 1
    return pairs[:found]


def _distinct(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each value once, ascending; for tens of thousands twenty times as fast as np.unique."""
    ordered = np.sort(values)
    return ordered[np.diff(ordered, prepend=-1) > 0]


def _compressed(pairs: NDArray[np.int64], households: int) -> Ties:
    """Symmetric compressed rows from distinct pairs (smaller id x h + larger id)."""
    h = max(households, 1)
    both = np.sort(np.concatenate([pairs, pairs % h * h + pairs // h]))
    start = np.zeros(households + 1, dtype=np.int64)
    np.cumsum(np.bincount(both // h, minlength=households), out=start[1:])
    return Ties(start, (both % h).astype(np.int32))
