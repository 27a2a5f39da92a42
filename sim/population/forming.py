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
from sim.inputs.parameters.rates import by_age, rate
from sim.population.margins import (
    ALONE,
    CHILD,
    INSTITUTION,
    PARENT,
    WITHOUT,
    Targets,
    fill_table,
    open_cells,
)

OLDEST = 105  # years; ages run from 0 to 104
BAND_STARTS = (0, 15, 25, 45, 65, OLDEST)
KIND_ALONE, KIND_COUPLE, KIND_FAMILY, KIND_SINGLE_PARENT, KIND_OTHER, KIND_INSTITUTION = range(6)

Ages = NDArray[np.int64]


class Formed(NamedTuple):
    """One area: households in order, members contiguous, adults before children."""

    kind: NDArray[np.int8]  # per household
    size: NDArray[np.int64]  # per household
    age: NDArray[np.int16]  # per person, years
    woman: NDArray[np.bool_]  # per person


class Draws:
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


def form(wanted: Targets, weights: NDArray[np.float64], women: float, draws: Draws) -> Formed:
    """Households of one area; ``weights`` (5 roles, 105 ages), ``women`` in %."""
    ages = _ages(wanted, weights, draws)
    parts = [
        _alone(ages[ALONE], KIND_ALONE),
        _without(ages[WITHOUT], wanted.without_children, draws),
        *_families(ages[PARENT], ages[CHILD], wanted, draws),
        _alone(ages[INSTITUTION], KIND_INSTITUTION),
    ]
    kind = np.concatenate([part[0] for part in parts])
    offset = np.cumsum([0] + [len(part[0]) for part in parts[:-1]])
    home = np.concatenate([part[1] + o for part, o in zip(parts, offset, strict=True)])
    age = np.concatenate([part[2] for part in parts])
    child = np.concatenate([part[3] for part in parts])
    place = np.argsort(draws.uniform(len(kind), 90), kind="stable")
    rank = np.empty(len(kind), dtype=np.int64)
    rank[place] = np.arange(len(kind))
    order = np.lexsort((-age, child, rank[home]))
    age, child, home = age[order], child[order], rank[home][order]
    size = np.bincount(home, minlength=len(kind))
    woman = _women((kind[place], home, age, child), women, draws)
    return Formed(kind[place].astype(np.int8), size, age.astype(np.int16), woman)


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
    per_person = rate("forming.institution")  # in a household, by age
    rates = by_age(np.arange(OLDEST), per_person.ages, per_person.values)
    weights[INSTITUTION] = rates * weights.sum(axis=0)
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
    if start in (15, 20):
        heads, young = (
            np.array(rate(f"forming.{who}_{start}_{start + 4}").values)
            for who in ("heads", "children")
        )
        return heads / heads.sum(), young / young.sum()
    reach = _stated("reach_next") if start == 95 else 1.0
    falling = reach ** np.arange(years)
    return falling / falling.sum(), falling / falling.sum()


def _stated(name: str) -> float:
    return rate(f"forming.{name}").value


def _ages(wanted: Targets, weights: NDArray[np.float64], draws: Draws) -> list[Ages]:
    """Ages of the people in each role, ascending."""
    # A trace of people in every possible cell, so that odd places can be filled.
    trace = 1e-6 * float(weights.sum()) * open_cells()
    by_band = np.add.reduceat(weights, BAND_STARTS[:-1], axis=1).T
    table = fill_table(by_band + trace, wanted.bands, wanted.roles)
    ages = []
    for role in range(5):
        cells = [_spread(int(table[band, role]), weights, (role, band), draws) for band in range(5)]
        ages.append(np.concatenate(cells))
    return ages


def _spread(n: int, weights: NDArray[np.float64], cell: tuple[int, int], draws: Draws) -> Ages:
    """n ages of one role and band, evenly over the cumulative weights (systematic sample)."""
    role, band = cell
    start, stop = BAND_STARTS[band], BAND_STARTS[band + 1]
    chosen = weights[role, start:stop]
    if chosen.sum() <= 0:
        chosen = weights.sum(axis=0)[start:stop]
    level = np.cumsum(chosen) / chosen.sum()
    first = draws.uniform(1, 10 + 5 * role + band)[0]
    at = (np.arange(n) + first) / max(n, 1)
    ages: Ages = start + np.minimum(np.searchsorted(level, at), stop - start - 1)
    return ages


_Part = tuple[Ages, Ages, Ages, Ages]  # kind per household; household, age, is-child per person


def _alone(ages: Ages, kind: int) -> _Part:
    n = len(ages)
    return np.full(n, kind), np.arange(n), ages, np.zeros(n, dtype=np.int64)


def _without(ages: Ages, homes: int, draws: Draws) -> _Part:
    """Adults of like age together: two in a home, three in some."""
    if homes == 0:
        return _alone(ages[:0], KIND_COUPLE)
    size = np.full(homes, 2)
    size[np.argsort(draws.uniform(homes, 51), kind="stable")[: len(ages) - 2 * homes]] = 3
    like = _matched(ages, draws, 52)
    home = np.repeat(np.arange(homes), size)
    kind = np.where(size == 2, KIND_COUPLE, KIND_OTHER)
    return kind, home, ages[like], np.zeros(len(ages), dtype=np.int64)


def _matched(ages: Ages, draws: Draws, draw: int) -> Ages:
    """Order in which adults of like age stand beside each other."""
    spread = _stated("partner_spread") * draws.normal(len(ages), draw)
    return np.argsort(ages + spread, kind="stable")


def _families(parents: Ages, children: Ages, wanted: Targets, draws: Draws) -> list[_Part]:
    """Couples and single parents with their children."""
    couples, singles = wanted.couples, wanted.single_parents
    homes = couples + singles
    if homes == 0:
        return []
    apart = np.zeros(len(parents), dtype=bool)
    apart[np.argsort(draws.uniform(len(parents), 60), kind="stable")[:singles]] = True
    paired = parents[~apart]
    like = _matched(paired, draws, 61)
    adult_age = np.concatenate([paired[like], parents[apart]])
    adult_home = np.concatenate([np.repeat(np.arange(couples), 2), couples + np.arange(singles)])
    kind = np.concatenate([np.full(couples, KIND_FAMILY), np.full(singles, KIND_SINGLE_PARENT)])
    mean_age = np.bincount(adult_home, adult_age) / np.bincount(adult_home)
    slots = _child_slots(homes, len(children), draws)
    order = np.bincount(slots, minlength=homes)
    first = np.cumsum(order) - order
    slots = np.sort(slots)
    later = np.arange(len(slots)) - first[slots]
    shift = _stated("parent_spread") * draws.normal(homes, 62)
    older = mean_age[slots] + shift[slots] - _stated("sibling_gap") * later
    place = np.argsort(older, kind="stable")
    child_home = slots[place]  # youngest parents first, as children ascend in age
    ages = np.concatenate([adult_age, np.sort(children)])
    is_child = np.repeat([0, 1], [len(adult_age), len(children)])
    return [(kind, np.concatenate([adult_home, child_home]), ages, is_child)]


def _child_slots(homes: int, children: int, draws: Draws) -> Ages:
    """Household of each child: one each, then second, third ... children by falling ease."""
    extra = children - homes
    ease = draws.uniform(homes, 70)
    levels, level = [ease], ease
    for number in range(1, max(4, -(-children // homes))):
        level = level + _stated("third_child") * draws.uniform(homes, 70 + number)
        levels.append(level)
    chosen = np.argsort(np.concatenate(levels), kind="stable")[:extra] % homes
    return np.concatenate([np.arange(homes), chosen])


def _women(people: _Part, women: float, draws: Draws) -> NDArray[np.bool_]:
    """Sex: partners differ, most single parents are women, old people alone mostly are."""
    kind, home, age, child = people
    n = len(age)
    u = draws.uniform(n, 80)
    starts = np.searchsorted(home, np.arange(len(kind)))
    within = np.arange(n) - starts[home]
    own = kind[home]
    couple = (child == 0) & ((own == KIND_COUPLE) | (own == KIND_FAMILY))
    woman: NDArray[np.bool_] = u < _stated("girls")
    woman[couple] = (within[couple] == 1) != (u[starts[home[couple]]] < _stated("elder_woman"))
    single = (child == 0) & (own == KIND_SINGLE_PARENT)
    woman[single] = u[single] < _stated("women_single_parents")
    free = np.flatnonzero((own == KIND_ALONE) | (own == KIND_INSTITUTION) | (own == KIND_OTHER))
    woman[free] = False
    wanted = min(max(round(n * women / 100.0) - int(woman.sum()), 0), len(free))
    above = np.maximum(age[free] - _stated("widows_from"), 0.0)
    tilt = u[free] - _stated("widows") * above
    woman[free[np.argsort(tilt, kind="stable")[:wanted]]] = True
    return woman
