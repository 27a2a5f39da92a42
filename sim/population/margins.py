"""From published margins to whole numbers of people and households.

Margins are met in this order: inhabitants, age bands, households, household
types, mean size. People whom no household form can hold (published inhabitants
include institutions, published households do not) form institutional households.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.foundation.sentence import Sentence
from sim.inputs.parameters.rates import rate
from sim.population.areas import Area
from sim.population.flags import Flag

# Roles of a person in a household, the columns of the band-by-role table.
INSTITUTION, ALONE, WITHOUT, PARENT, CHILD = range(5)


class Targets(NamedTuple):
    """Whole numbers to build one area with; all are persons or households."""

    bands: NDArray[np.int64]  # persons by age band, shape (5,)
    roles: NDArray[np.int64]  # persons by role, shape (5,)
    one_person: int
    without_children: int
    couples: int  # couples with children
    single_parents: int
    flags: tuple[Sentence, ...]


def apportion(total: int, shares: tuple[float, ...] | NDArray[np.float64]) -> NDArray[np.int64]:
    """Whole parts of ``total`` nearest to ``shares`` (largest remainders); sums to total."""
    weights = np.asarray(shares, dtype=np.float64)
    exact = total * weights / weights.sum()
    parts: NDArray[np.int64] = np.floor(exact + 1e-9).astype(np.int64)
    order = np.argsort(parts - exact, kind="stable")
    parts[order[: total - int(parts.sum())]] += 1
    return parts


def institutional(area: Area) -> int:
    """Persons outside private households: none while rounding can explain the difference.

    Mean size is published to 0.1, so households explain 0.05 x households persons more.
    """
    left = area.inhabitants - area.mean_size * area.households
    return round(left) if left > 0.05 * area.households + 2.5 else 0


def targets(area: Area, single_share: float) -> Targets:
    """Whole numbers for one area.

    ``single_share`` is the share of single parents among households with children; small
    areas do not publish it, so it bends where the ages ask for more or fewer children.
    """
    total = area.inhabitants
    bands = apportion(total, area.age_shares)
    outside = min(institutional(area), total)
    flags: list[Sentence] = []
    if outside:
        flags.append(Flag.TOO_MANY(persons=outside))
    homes = min(area.households, total - outside, int(bands[1:].sum()))
    shares = (area.one_person, area.without_children, area.with_children)
    one, without, family = (int(n) for n in apportion(homes, shares))
    planned = (one, without, family)
    persons = total - outside
    types = _feasible_types(one, without, family, persons, int(bands[0]))
    family = types[2]
    one, without, extra, children = _children(types, persons, bands, single_share)
    parents = persons - one - 2 * without - extra - children
    spare = max(0, parents - 2 * family)
    if (one, without, family) != planned:
        flags.append(Flag.TYPES_MOVED())
    parents -= spare
    outside += spare
    if spare:
        flags.append(Flag.NO_FORM(persons=spare))
    roles = np.array([outside, one, 2 * without + extra, parents, children], dtype=np.int64)
    return Targets(bands, roles, one, without, parents - family, 2 * family - parents, tuple(flags))


def _feasible_types(
    one: int, without: int, family: int, persons: int, young: int
) -> tuple[int, int, int]:
    """Household types that ``persons`` people, ``young`` of them children, can fill."""
    needed = math.ceil(young / _most_children())
    while family < needed and one + without > 0:
        family += 1
        one, without = (one, without - 1) if without else (one - 1, without)
    short = one + 2 * without + 2 * family - persons
    moved = min(max(short, 0), without)
    one, without, short = one + moved, without - moved, short - moved
    moved = min(max(short, 0), family)
    return one + moved, without, family - moved


def _children(
    types: tuple[int, int, int], persons: int, bands: NDArray[np.int64], single_share: float
) -> tuple[int, int, int, int]:
    """(one-person, without children, extra adults in these, children at home).

    types: households of one person, without and with children.
    """
    one, without, family = types
    least = max(family, int(bands[0])) if family else 0
    rest = persons - one - 2 * without
    short = min(max(least - (rest - family), 0), without)
    one, without, rest = one + short, without - short, rest + short
    most_extra = math.floor(rate("margins.most_extra_adults").value * without)
    if family == 0:
        return one, without, min(rest, most_extra), 0
    few = max(least, at_home(bands, "fewest"))
    many = max(few, at_home(bands, "most"))
    # Between two parents in every family and one: the fewest and the most children there can be.
    low, high = rest - 2 * family, rest - family
    extra = min(max(low - many, 0), most_extra)
    low, high = low - extra, high - extra
    usual = rest - extra - round(family * (2.0 - single_share))
    children = min(max(usual, few, low), high)
    if children > many:
        children = max(many, low)
    most = _most_children() * family
    return one, without, extra, min(max(children, least), high, most)


def _most_children() -> int:
    """Most children per household with children, as the mean of an area."""
    return round(rate("margins.most_children").value)


def at_home(bands: NDArray[np.int64], which: str) -> int:
    """Fewest or most people of an area, by age band, who live at home as a child."""
    share = np.array(rate(f"margins.{which}_at_home").values)
    return round(float((bands * share).sum()))


def fill_table(
    seed: NDArray[np.float64], bands: NDArray[np.int64], roles: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Whole table of persons by band and role with both margins exact, nearest in shape to seed.

    ``seed`` (5 bands, 5 roles): zero where nobody can be. Iterative proportional
    fitting, then rounding that keeps both sums. Margins of unequal sum raise ValueError.
    """
    if int(bands.sum()) != int(roles.sum()):
        raise ValueError(f"margins of unequal sum: {bands.sum()} and {roles.sum()}")
    table = seed.copy()
    for _ in range(60):
        table *= _ratio(bands, table.sum(axis=1))[:, None]
        table *= _ratio(roles, table.sum(axis=0))[None, :]
    whole = np.floor(table + 1e-9).astype(np.int64)
    _repair(whole, table, bands, roles)
    return whole


def _ratio(wanted: NDArray[np.int64], found: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(wanted, found, out=np.zeros(len(found)), where=found > 0)


def _repair(
    whole: NDArray[np.int64],
    table: NDArray[np.float64],
    bands: NDArray[np.int64],
    roles: NDArray[np.int64],
) -> None:
    """Add or move persons until both margins hold; every step shortens the gap."""
    possible = (open_cells() > 0) | (table > 0)
    while True:
        rows, cols = bands - whole.sum(axis=1), roles - whole.sum(axis=0)
        if not rows.any() and not cols.any():
            return
        if (rows < 0).any() or (cols < 0).any():
            _take_away(whole, rows, cols)
            continue
        gap = np.where(possible & (rows > 0)[:, None] & (cols > 0)[None, :], table - whole, -np.inf)
        band, role = np.unravel_index(int(np.argmax(gap)), gap.shape)
        if np.isfinite(gap[band, role]):
            whole[band, role] += 1
        else:
            _swap_in(whole, possible, int(np.argmax(rows > 0)), int(np.argmax(cols > 0)))


def open_cells() -> NDArray[np.float64]:
    """1 in every cell of band and role in which somebody can be, shape (5, 5); else 0."""
    cells = np.ones((5, 5))
    cells[0, [ALONE, WITHOUT, PARENT]] = 0.0  # nobody under 15 heads a household
    return cells


def _take_away(whole: NDArray[np.int64], rows: NDArray[np.int64], cols: NDArray[np.int64]) -> None:
    over = np.where((rows < 0)[:, None] | (cols < 0)[None, :], whole, -1)
    band, role = np.unravel_index(int(np.argmax(over)), over.shape)
    whole[band, role] -= 1


def _swap_in(whole: NDArray[np.int64], possible: NDArray[np.bool_], band: int, role: int) -> None:
    """One more person in ``band`` and in ``role`` where the cell itself must stay empty."""
    usable = (whole > 0) & possible[band][None, :] & possible[:, role][:, None]
    if not usable.any():
        raise ValueError("the margins cannot hold together")
    other, via = np.unravel_index(int(np.argmax(np.where(usable, whole, -1))), whole.shape)
    whole[band, via] += 1
    whole[other, via] -= 1
    whole[other, role] += 1
