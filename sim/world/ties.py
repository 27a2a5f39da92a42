"""Ties between households: a sparse graph of acquaintance.

The first households choose among each other; a household that arrives later
chooses among those that are there on its arrival. What a household chooses is
addressed by its own id, so later households never change earlier ties.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.foundation.compiled import part, phase, rule
from sim.foundation.streams import TIES, uniform, uniform4
from sim.foundation.table import Table
from sim.foundation.units import I8

ATTEMPTS = 24  # draws per chosen tie before it is given up
MOST_TIES = 40  # chosen by one household
STAGES = 4  # young without children, family, middle without children, old


class Ties(NamedTuple):
    """Symmetric graph in compressed rows: neighbours of g are to[start[g]:start[g+1]]."""

    start: I8  # (h + 1,)
    to: NDArray[np.int32]  # (m,) ascending within a row, nobody tied to himself


class Settled(NamedTuple):
    """Households in order of arrival, (h,)."""

    area: NDArray[np.int16]
    kind: NDArray[np.int8]  # negative: takes no part, has no ties and changes nobody else's
    age_of_head: NDArray[np.int16]
    arrive_week: NDArray[np.int32]
    leave_week: NDArray[np.int32]


class Habits(NamedTuple):
    """Numbers by which households choose whom they know."""

    mean_ties: float  # of a household, 0 or more
    locality: float  # share of chosen ties within the own area
    homophily: float  # share of chosen ties within the own stage of life, beyond chance


class _Choice(Table):
    """Households that choose, [h], among whom, and how."""

    area: I8
    stage: I8
    arrive: I8
    leave: I8
    by_group: I8  # households listed by area and stage, each in order of id
    group_start: I8  # [areas x STAGES + 1] of a group: area x STAGES + stage
    by_area: I8
    area_start: I8  # [areas + 1]
    areas: int
    initial: int  # households that are there from the first week
    seed: int
    mean_ties: float
    locality: float
    homophily: float


def build_ties(homes: Settled, habits: Habits, seed: int) -> Ties:
    """Ties between households. A newcomer chooses ``mean_ties`` on average, which replaces the
    ties that leavers take away."""
    area, arrive = homes.area, homes.arrive_week
    stage = life_stage(homes.kind, homes.age_of_head)
    areas = int(area.max()) + 1 if len(area) else 0
    choice = _Choice(
        area.astype(np.int64),
        stage,
        arrive.astype(np.int64),
        homes.leave_week.astype(np.int64),
        *_pools(area, stage, areas),
        areas,
        int(np.searchsorted(arrive, arrive[0], side="right")) if len(area) else 0,
        seed,
        *habits,
    )
    return _compressed(_distinct(_choose(choice)), len(area))


def life_stage(kind: NDArray[np.int8], age_of_head: NDArray[np.int16]) -> I8:
    """Stage of life of a household: 0 young, 1 family, 2 middle, 3 old; -1 takes no part."""
    family = (kind == 2) | (kind == 3)
    by_age = np.select([age_of_head < 35, age_of_head < 65], [0, 2], 3)
    return np.where(kind < 0, -1, np.where(family, 1, by_age)).astype(np.int64)


def _pools(area: NDArray[np.int16], stage: I8, areas: int) -> tuple[I8, I8, I8, I8]:
    """Households listed by area and stage, by area, each in order of id, with starts."""
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
def count_before(pool: I8, low: int, high: int, limit: int) -> int:
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


@part
def _draw(choice: _Choice, j: int, limit: int, draw: int) -> int:
    """Household below ``limit`` that j picks in one draw; -1 when nobody suits."""
    areas, locality = choice.areas, choice.locality
    u0, u1, u2, _ = uniform4(choice.seed, TIES, j, 0, draw)
    where = choice.area[j]
    if u0 >= locality and areas > 1:
        where = choice.area[j] + 1 + int(((u0 - locality) / (1.0 - locality)) * (areas - 1))
        where = where % areas
    if u1 < choice.homophily:
        pool, at, start = choice.by_group, where * STAGES + choice.stage[j], choice.group_start
    else:
        pool, at, start = choice.by_area, where, choice.area_start
    n = count_before(pool, start[at], start[at + 1], limit)
    other = pool[start[at] + int(u2 * n)] if n > 0 else -1
    suits = other >= 0 and other != j and choice.leave[other] > choice.arrive[j]
    return int(other) if suits else -1


@phase
def _choose(choice: _Choice) -> I8:
    """Chosen pairs as smaller id x h + larger id, with repeats."""
    h, initial = len(choice.area), choice.initial
    pairs = np.empty(h * 4 + 64, dtype=np.int64)
    found = 0
    for j in range(h):
        if choice.stage[j] < 0:
            continue
        limit = initial if j < initial else j
        wanted = 0.5 * choice.mean_ties if j < initial else choice.mean_ties
        for pick in range(poisson(wanted, uniform(choice.seed, TIES, j, 0, 0))):
            other = -1
            for attempt in range(ATTEMPTS):
                other = _draw(choice, j, limit, 1 + pick * ATTEMPTS + attempt)
                if other >= 0:
                    break
            if other >= 0:
                if found == len(pairs):
                    grown = np.empty(2 * len(pairs), dtype=np.int64)
                    grown[:found] = pairs
                    pairs = grown
                pairs[found] = min(j, other) * h + max(j, other)
                found += 1
    return pairs[:found]


def _distinct(values: I8) -> I8:
    """Each value once, ascending; for tens of thousands twenty times as fast as np.unique."""
    ordered = np.sort(values)
    return ordered[np.diff(ordered, prepend=-1) > 0]


def _compressed(pairs: I8, households: int) -> Ties:
    """Symmetric compressed rows from distinct pairs (smaller id x h + larger id)."""
    h = max(households, 1)
    both = np.sort(np.concatenate([pairs, pairs % h * h + pairs // h]))
    start = np.zeros(households + 1, dtype=np.int64)
    np.cumsum(np.bincount(both // h, minlength=households), out=start[1:])
    return Ties(start, (both % h).astype(np.int32))
