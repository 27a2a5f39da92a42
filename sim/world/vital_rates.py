"""Rates of birth, death, moving and the nursing home, and who fills an empty place.

No Dutch tables of these are shipped: the rates (``rates.toml``) are from the literature by
memory and count as assumed; parameters ``demography.*`` scale them. Together, at default values,
they keep numbers and ages about level, so that a neighbourhood does not drift for demographic
reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.foundation.units import BLOCK_WEEKS, WEEKS_PER_YEAR
from sim.inputs.parameters.parameter import Value
from sim.inputs.parameters.rates import by_age, rate
from sim.population.forming import KIND_ALONE, KIND_INSTITUTION, OLDEST
from sim.population.population import People

YEAR = WEEKS_PER_YEAR
BLOCK = BLOCK_WEEKS  # weeks in which the events of one id are drawn together
# Classes of the oldest member's age. The youngest is short: few head a household before 19.
CLASS_STARTS = (25, 35, 45, 55, 65, 75, 85)
CLASS_YEARS = (6.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0)
CLASSES = len(CLASS_STARTS) + 1

# Rows of the table of hazards.
DEATH, NURSING, LEAVING_HOME, BIRTH, MOVE = range(5)


class Demography(NamedTuple):
    """Parameters ``demography.*``: factors of the rates by age, and rates without a table.

    deaths, nursing_home, births, leaving_home, moves: times the rates of ``rates.toml``;
    birth_alone: rate of women without a partner, part of that of others; move_shrunk: per year,
    added once a household has lost a member; couple_ends: part of the rates of its oldest member
    at which a couple's place falls empty, after both.
    """

    deaths: float
    nursing_home: float
    births: float
    birth_alone: float
    leaving_home: float
    moves: float
    move_shrunk: float
    couple_ends: float


def demography_of(values: Mapping[str, Value]) -> Demography:
    """The demography that the parameters say."""
    return Demography(*(float(values[f"demography.{name}"]) for name in Demography._fields))


def hazards(how: Demography) -> NDArray[np.float64]:
    """P(event within a block of 13 weeks), shape (5 kinds of event, 105 ages)."""
    age = np.arange(OLDEST)
    death = rate("demography.death")
    yearly = np.zeros((5, OLDEST))
    yearly[DEATH] = np.exp(np.interp(age, death.ages, np.log(death.values))) * how.deaths
    yearly[NURSING] = _by_age(age, "nursing_home") * how.nursing_home
    yearly[LEAVING_HOME] = _by_age(age, "leave_home") * how.leaving_home
    yearly[BIRTH] = _by_age(age, "birth") * how.births
    yearly[MOVE] = _by_age(age, "move") * how.moves
    hazard: NDArray[np.float64] = 1.0 - np.exp(-yearly * BLOCK / YEAR)
    return hazard


def _by_age(age: NDArray[np.int64], name: str) -> NDArray[np.float64]:
    stated = rate(f"demography.{name}")
    return by_age(age, stated.ages, stated.values)


def donors(
    people: People, group: NDArray[np.int64], tables: NDArray[np.float64], couple_ends: float
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """First households listed by (area, kind), cumulative weights, and starts per group.

    Stayers grow older, so newcomers must be younger than the stock for it to keep its
    ages. In balance, those who come at an age are those who leave at it plus those who
    grow out of it less those who grow into it; a donor's weight is that, per household,
    over classes of the oldest member's age.
    """
    oldest = people.age[people.first[:-1]].astype(np.int64)
    band = np.searchsorted(CLASS_STARTS, oldest, side="right")
    cell = group * CLASSES + band
    stock = np.bincount(cell, minlength=(int(group.max()) + 1) * CLASSES).astype(np.float64)
    younger = np.where(band > 0, stock[np.maximum(cell - 1, 0)], 0.0)
    # Persons a year who grow past the end and the start of a class, per person in it.
    past = np.array([*(1.0 / width for width in CLASS_YEARS), 0.0])
    into = np.where(band > 0, past[np.maximum(band - 1, 0)], 0.0) * younger / stock[cell]
    exits = _yearly_exits(people.kind, oldest, tables, couple_ends)
    weight = np.maximum(exits + past[band] - into, 1e-6)
    listed = np.argsort(group, kind="stable")
    level = np.concatenate([[0.0], np.cumsum(weight[listed])])
    start = np.concatenate([[0], np.cumsum(np.bincount(group))])
    return listed, level, start


def _yearly_exits(
    kind: NDArray[np.int8],
    oldest: NDArray[np.int64],
    tables: NDArray[np.float64],
    couple_ends: float,
) -> NDArray[np.float64]:
    """Rate at which a household of this kind and age leaves its place (per year)."""
    yearly = -np.log(1.0 - tables) * YEAR / BLOCK
    alone = (kind == KIND_ALONE) | (kind == KIND_INSTITUTION)
    ends = np.where(alone, 1.0, couple_ends)
    gone = yearly[DEATH] + yearly[NURSING]
    exits: NDArray[np.float64] = yearly[MOVE][oldest] + ends * gone[oldest]
    return exits
