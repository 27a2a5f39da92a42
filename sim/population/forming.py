"""Forming the households of one area: ages within bands, couples, families, sexes.

Everything is vectorised over persons; every draw is addressed by (seed, PEOPLE,
slot, area, draw), so an area has the same people in whatever place it is part of.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.data import rows
from sim.foundation.streams import PEOPLE, uniforms
from sim.population.margins import ALONE, CHILD, INSTITUTION, PARENT, WITHOUT, Targets, fill_table

OLDEST = 105  # years; ages run from 0 to 104
BAND_STARTS = (0, 15, 25, 45, 65, OLDEST)
KIND_ALONE, KIND_COUPLE, KIND_FAMILY, KIND_SINGLE_PARENT, KIND_OTHER, KIND_INSTITUTION = range(6)

# Assumed: standard deviation (years) of a partner's and a parent's place in the age order, years
# between brothers and sisters, share of women among single parents and among children.
PARTNER_SPREAD = 2.0
PARENT_SPREAD = 3.0
SIBLING_GAP = 2.7
WOMEN_SINGLE_PARENTS = 0.83
WOMEN_CHILDREN = 0.488
THIRD_CHILD = 1.2
# Assumed: share of couples in which the woman is the elder; how much more those who live alone
# are women for every year above an age.
ELDER_WOMAN = 0.3
WIDOWS, WIDOWS_FROM = 0.012, 55

Ages = NDArray[np.int64]


class Formed(NamedTuple):
    """One area: households in order, members contiguous, adults before children."""

    kind: NDArray[np.int8]  # per household
    size: NDArray[np.int64]  # per household
    age: NDArray[np.int16]  # per person, years
    woman: NDArray[np.bool_]  # per person


class Luck:
    """The addressed draws of one area; each purpose has its own number."""

    def __init__(self, seed: int, code: str) -> None:
        self.seed = seed
        self.area = zlib.crc32(code.encode()) & 0x3FFFFFFF

    def uniform(self, n: int, draw: int) -> NDArray[np.float64]:
        """n uniforms on (0, 1) for slots 0..n-1."""
        who = np.arange(n, dtype=np.int64)
        return uniforms(self.seed, PEOPLE, who, self.area, draw)

    def normal(self, n: int, draw: int) -> NDArray[np.float64]:
        """n standard normals for slots 0..n-1."""
        found: NDArray[np.float64] = ndtri(self.uniform(n, draw))
        return found


def form(wanted: Targets, weights: NDArray[np.float64], women: float, luck: Luck) -> Formed:
    """Households of one area; ``weights`` (5 roles, 105 ages), ``women`` in %."""
    ages = _ages(wanted, weights, luck)
    parts = [
        _alone(ages[ALONE], KIND_ALONE),
        _without(ages[WITHOUT], wanted.without_children, luck),
        *_families(ages[PARENT], ages[CHILD], wanted, luck),
        _alone(ages[INSTITUTION], KIND_INSTITUTION),
    ]
    kind = np.concatenate([part[0] for part in parts])
    offset = np.cumsum([0] + [len(part[0]) for part in parts[:-1]])
    home = np.concatenate([part[1] + o for part, o in zip(parts, offset, strict=True)])
    age = np.concatenate([part[2] for part in parts])
    child = np.concatenate([part[3] for part in parts])
    place = np.argsort(luck.uniform(len(kind), 90), kind="stable")
    rank = np.empty(len(kind), dtype=np.int64)
    rank[place] = np.arange(len(kind))
    order = np.lexsort((-age, child, rank[home]))
    age, child, home = age[order], child[order], rank[home][order]
    size = np.bincount(home, minlength=len(kind))
    woman = _women(age, child, home, kind[place], women, luck)
    return Formed(kind[place].astype(np.int8), size, age.astype(np.int16), woman)


def band_table(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Persons by age band and role, shape (5, 5), from weights by role and age."""
    starts = list(BAND_STARTS[:-1])
    table: NDArray[np.float64] = np.add.reduceat(weights, starts, axis=1).T
    return table


@cache
def role_weights(municipality: str) -> NDArray[np.float64]:
    """Persons by role (5) and single year of age (105): CBS 71488ned, 2020.

    Maastricht and Oss have their own; others get the sum of both (assumed). Within
    five-year groups the spread is even, except where leaving home and old age bend
    it (assumed). Nobody under 18 heads a household (simplification).
    """
    found = rows("age_position_2020.csv", municipality) or rows("age_position_2020.csv")
    weights = np.zeros((5, OLDEST))
    for row in found:
        start = int(row["age_from"])
        years = np.arange(start, OLDEST if start == 95 else start + 5)
        adult, young = _within_group(start, len(years))
        others = float(row["other"])
        weights[CHILD, years] += (float(row["child"]) + (others if start < 15 else 0.0)) * young
        weights[ALONE, years] += float(row["alone"]) * adult
        weights[WITHOUT, years] += float(row["partner_without"]) * adult
        weights[WITHOUT, years] += (0.0 if start < 15 else others) * adult
        weights[PARENT, years] += (float(row["partner_with"]) + float(row["single_parent"])) * adult
    weights[INSTITUTION] = _institution_rate() * weights.sum(axis=0)
    weights.flags.writeable = False
    return weights


@cache
def single_parent_share(municipality: str) -> float:
    """Single parents per household with children: CBS 71488ned, 2020 (derived)."""
    found = rows("age_position_2020.csv", municipality) or rows("age_position_2020.csv")
    singles = sum(float(row["single_parent"]) for row in found)
    couples = sum(float(row["partner_with"]) for row in found) / 2.0
    return singles / (singles + couples)


def _within_group(start: int, years: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Shares of a five-year group by single year: for heads of households, for children."""
    even = np.full(years, 1.0 / years)
    if start == 15:
        return np.array([0.0, 0.0, 0.0, 0.4, 0.6]), np.array([1.0, 1.0, 1.0, 0.8, 0.7]) / 4.5
    if start == 20:
        return np.array([0.16, 0.18, 0.20, 0.22, 0.24]), np.array([0.26, 0.23, 0.2, 0.17, 0.14])
    if start == 95:
        falling = 0.68 ** np.arange(years)
        return falling / falling.sum(), falling / falling.sum()
    return even, even


def _institution_rate() -> NDArray[np.float64]:
    """Persons in institutions per person in a household, by age (assumed shape)."""
    age = np.arange(OLDEST)
    young = np.where(age < 15, 0.0, 0.006)
    return np.select([age < 65, age < 75, age < 85], [young, 0.01, 0.05], 0.25)


def _ages(wanted: Targets, weights: NDArray[np.float64], luck: Luck) -> list[Ages]:
    """Ages of the people in each role, ascending."""
    table = fill_table(band_table(weights) + _thin(weights), wanted.bands, wanted.roles)
    ages = []
    for role in range(5):
        cells = [
            _spread(int(table[band, role]), weights[role], weights.sum(axis=0), band, luck, role)
            for band in range(5)
        ]
        ages.append(np.concatenate(cells))
    return ages


def _thin(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """A trace of people in every possible cell, so that odd places can be filled."""
    trace = np.full((5, 5), 1e-6 * float(weights.sum()))
    trace[0, [ALONE, WITHOUT, PARENT]] = 0.0
    return trace


def _spread(
    n: int,
    role: NDArray[np.float64],
    every: NDArray[np.float64],
    band: int,
    luck: Luck,
    number: int,
) -> Ages:
    """n ages of one band, evenly over the cumulative weights (systematic sample)."""
    start, stop = BAND_STARTS[band], BAND_STARTS[band + 1]
    chosen = role[start:stop] if role[start:stop].sum() > 0 else every[start:stop]
    level = np.cumsum(chosen) / chosen.sum()
    first = luck.uniform(1, 10 + 5 * number + band)[0]
    at = (np.arange(n) + first) / max(n, 1)
    ages: Ages = start + np.minimum(np.searchsorted(level, at), stop - start - 1)
    return ages


_Part = tuple[Ages, Ages, Ages, Ages]  # kind per household; household, age, is-child per person


def _alone(ages: Ages, kind: int) -> _Part:
    n = len(ages)
    return np.full(n, kind), np.arange(n), ages, np.zeros(n, dtype=np.int64)


def _without(ages: Ages, homes: int, luck: Luck) -> _Part:
    """Adults of like age together: two in a home, three in some."""
    if homes == 0:
        return _alone(ages[:0], KIND_COUPLE)
    size = np.full(homes, 2)
    size[np.argsort(luck.uniform(homes, 51), kind="stable")[: len(ages) - 2 * homes]] = 3
    like = np.argsort(ages + PARTNER_SPREAD * luck.normal(len(ages), 52), kind="stable")
    home = np.repeat(np.arange(homes), size)
    kind = np.where(size == 2, KIND_COUPLE, KIND_OTHER)
    return kind, home, ages[like], np.zeros(len(ages), dtype=np.int64)


def _families(parents: Ages, children: Ages, wanted: Targets, luck: Luck) -> list[_Part]:
    """Couples and single parents with their children."""
    couples, singles = wanted.couples, wanted.single_parents
    homes = couples + singles
    if homes == 0:
        return []
    apart = np.zeros(len(parents), dtype=bool)
    apart[np.argsort(luck.uniform(len(parents), 60), kind="stable")[:singles]] = True
    paired = parents[~apart]
    like = np.argsort(paired + PARTNER_SPREAD * luck.normal(len(paired), 61), kind="stable")
    adult_age = np.concatenate([paired[like], parents[apart]])
    adult_home = np.concatenate([np.repeat(np.arange(couples), 2), couples + np.arange(singles)])
    kind = np.concatenate([np.full(couples, KIND_FAMILY), np.full(singles, KIND_SINGLE_PARENT)])
    mean_age = np.bincount(adult_home, adult_age) / np.bincount(adult_home)
    slots = _child_slots(homes, len(children), luck)
    order = np.bincount(slots, minlength=homes)
    first = np.cumsum(order) - order
    slots = np.sort(slots)
    later = np.arange(len(slots)) - first[slots]
    shift = PARENT_SPREAD * luck.normal(homes, 62)
    place = np.argsort(mean_age[slots] + shift[slots] - SIBLING_GAP * later, kind="stable")
    child_home = slots[place]  # youngest parents first, as children ascend in age
    ages = np.concatenate([adult_age, np.sort(children)])
    is_child = np.repeat([0, 1], [len(adult_age), len(children)])
    return [(kind, np.concatenate([adult_home, child_home]), ages, is_child)]


def _child_slots(homes: int, children: int, luck: Luck) -> Ages:
    """Household of each child: one each, then second, third ... children by falling ease."""
    extra = children - homes
    ease = luck.uniform(homes, 70)
    levels, level = [ease], ease
    for number in range(1, max(4, -(-children // homes))):
        level = level + THIRD_CHILD * luck.uniform(homes, 70 + number)
        levels.append(level)
    chosen = np.argsort(np.concatenate(levels), kind="stable")[:extra] % homes
    return np.concatenate([np.arange(homes), chosen])


def _women(
    age: Ages, child: Ages, home: Ages, kind: NDArray[np.int64], women: float, luck: Luck
) -> NDArray[np.bool_]:
    """Sex: partners differ, most single parents are women, old people alone mostly are."""
    n = len(age)
    u = luck.uniform(n, 80)
    starts = np.searchsorted(home, np.arange(len(kind)))
    within = np.arange(n) - starts[home]
    own = kind[home]
    couple = (child == 0) & ((own == KIND_COUPLE) | (own == KIND_FAMILY))
    woman: NDArray[np.bool_] = u < WOMEN_CHILDREN
    woman[couple] = (within[couple] == 1) != (u[starts[home[couple]]] < ELDER_WOMAN)
    single = (child == 0) & (own == KIND_SINGLE_PARENT)
    woman[single] = u[single] < WOMEN_SINGLE_PARENTS
    free = np.flatnonzero((own == KIND_ALONE) | (own == KIND_INSTITUTION) | (own == KIND_OTHER))
    woman[free] = False
    wanted = min(max(round(n * women / 100.0) - int(woman.sum()), 0), len(free))
    tilt = u[free] - WIDOWS * np.maximum(age[free] - WIDOWS_FROM, 0)
    woman[free[np.argsort(tilt, kind="stable")[:wanted]]] = True
    return woman
