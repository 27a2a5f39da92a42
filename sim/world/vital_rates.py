"""Rates of birth, death, moving and the nursing home, and who fills an empty place.

No Dutch tables of these are shipped: the rates are from the literature by memory
and count as assumed. Together they keep numbers and ages about level, so that a
neighbourhood does not drift for demographic reasons.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.foundation.units import BLOCK_WEEKS, WEEKS_PER_YEAR
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


class DemographicRates(NamedTuple):
    """Yearly rates (per person or household); all from the literature by memory: assumed.

    Ranges in the comments. Death rates are given for the middle of the age bands
    0-19, 20-39, 40-49, 50-59, 60-69, 70-79, 80-89 and 90+.
    """

    death: tuple[float, ...] = (0.0002, 0.0005, 0.0014, 0.0040, 0.0100, 0.0230, 0.0650, 0.1600)
    death_factor: float = 1.0  # 0.7-1.3; poorer areas die earlier
    nursing_home: tuple[float, ...] = (0.012, 0.040, 0.110)  # 75-79, 80-89, 90+; 0.5-2 times
    birth: tuple[float, ...] = (
        0.035,
        0.10,
        0.17,
        0.20,
        0.10,
        0.014,
    )  # with a partner; 18-, 20-, 25- .. 40-45
    birth_alone: float = 0.15  # 0.05-0.4; women alone as a fraction of women with a partner
    leave_home: tuple[float, ...] = (0.10, 0.20, 0.12)  # 18-20, 21-24, 25+; 0.7-1.4 times
    move: tuple[float, ...] = (0.24, 0.11, 0.06, 0.035)  # oldest member 18-, 30-, 45-, 65+
    move_shrunk: float = 0.12  # 0-0.3; added once a household has lost a member


def hazards(rates: DemographicRates) -> NDArray[np.float64]:
    """P(event within a block of 13 weeks), shape (5 kinds of event, 105 ages)."""
    age = np.arange(OLDEST)
    middle = np.array([10.0, 30.0, 45.0, 55.0, 65.0, 75.0, 85.0, 95.0])
    yearly = np.zeros((5, OLDEST))
    yearly[DEATH] = np.exp(np.interp(age, middle, np.log(rates.death))) * rates.death_factor
    yearly[NURSING] = _steps(age, (75, 80, 90), rates.nursing_home)
    yearly[LEAVING_HOME] = _steps(age, (18, 21, 25), rates.leave_home)
    yearly[BIRTH] = np.where(age <= 45, _steps(age, (18, 20, 25, 30, 35, 40), rates.birth), 0.0)
    yearly[MOVE] = _steps(age, (18, 30, 45, 65), rates.move)
    hazard: NDArray[np.float64] = 1.0 - np.exp(-yearly * BLOCK / YEAR)
    return hazard


def _steps(
    age: NDArray[np.int64], starts: tuple[int, ...], values: tuple[float, ...]
) -> NDArray[np.float64]:
    return np.array([0.0, *values])[np.searchsorted(starts, age, side="right")]


def donors(
    people: People, group: NDArray[np.int64], tables: NDArray[np.float64]
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
    exits = _yearly_exits(people.kind, oldest, tables)
    weight = np.maximum(exits + past[band] - into, 1e-6)
    listed = np.argsort(group, kind="stable")
    level = np.concatenate([[0.0], np.cumsum(weight[listed])])
    start = np.concatenate([[0], np.cumsum(np.bincount(group))])
    return listed, level, start


def _yearly_exits(
    kind: NDArray[np.int8], oldest: NDArray[np.int64], tables: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Rate at which a household of this kind and age leaves its place (per year)."""
    yearly = -np.log(1.0 - tables) * YEAR / BLOCK
    alone = (kind == KIND_ALONE) | (kind == KIND_INSTITUTION)
    ends = np.where(alone, 1.0, 0.25)  # a couple's place falls empty after both (assumed share)
    gone = yearly[DEATH] + yearly[NURSING]
    rate: NDArray[np.float64] = yearly[MOVE][oldest] + ends * gone[oldest]
    return rate
