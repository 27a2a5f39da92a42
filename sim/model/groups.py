"""Groups of residents that outcomes are shown by.

A resident keeps one group per division: that of the week in which recording began, or
in which the resident or household came.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.foundation.units import F8, I1, I2, I4, I8, WEEKS_PER_YEAR
from sim.model.outcome import HIDDEN, STATES
from sim.support.situation import Situation
from sim.world.lives import HOUSEHOLD_SLOTS, PERSON_SLOTS, Folk
from sim.world.start import ADULT, age_group

VULNERABILITY = ("quarter_1", "quarter_2", "quarter_3", "quarter_4")  # 4 most vulnerable
AGES = ("age_0_17", "age_18_64", "age_65_plus")
HOUSEHOLDS = ("alone", "adults", "family", "single_parent", "other")


@dataclass(frozen=True)
class Division:
    """One way to divide residents: a code per person, [n], and what codes are called."""

    code: I1
    names: tuple[str, ...]


def divisions(now: Situation, first_week: int) -> dict[str, Division]:
    """Vulnerability, age, buurt (by number) and household type of every person."""
    folk = now.folk
    start = np.maximum(folk.arrive, first_week)
    areas = int(folk.area.max()) + 1 if folk.h else 0
    return {
        "vulnerability": Division(_quarter(folk, first_week), VULNERABILITY),
        "age": Division(age_group(((start - folk.born) // WEEKS_PER_YEAR).astype("int32")), AGES),
        "buurt": Division(
            folk.area[folk.household].astype(np.int8), tuple(f"area_{a}" for a in range(areas))
        ),
        "household": Division(household_type(folk, first_week)[folk.household], HOUSEHOLDS),
    }


def _quarter(folk: Folk, week: int) -> I1:
    """Quarter of vulnerability among those present in ``week``, [n]."""
    here = (folk.arrive <= week) & (week < folk.leave)
    own = folk.vulnerability[: folk.n]
    cuts = np.quantile(own[here], [0.25, 0.5, 0.75]) if here.any() else np.ones(3)
    return np.searchsorted(cuts, own, side="right").astype(np.int8)


def household_type(folk: Folk, week: int) -> I1:
    """Type from who is present in ``week`` or, later, on arrival, [h] index of HOUSEHOLDS."""
    at = np.maximum(folk.hh_arrive, week)[folk.household]
    here = (folk.arrive <= at) & (at < folk.leave)
    adult = here & (at - folk.born >= ADULT * WEEKS_PER_YEAR)
    adults = np.bincount(folk.household[adult], minlength=folk.h)
    children = np.bincount(folk.household[here & ~adult], minlength=folk.h)
    kind = np.full(folk.h, HOUSEHOLDS.index("other"), dtype=np.int8)
    kind[(adults == 1) & (children == 0)] = 0
    kind[(adults > 1) & (children == 0)] = 1
    kind[(adults > 1) & (children > 0)] = 2
    kind[(adults == 1) & (children > 0)] = 3
    return kind


def holder_of_cells(folk: Folk) -> I4:
    """Person by whom a cell is grouped: its owner, or the household's first member, [m]."""
    head = folk.members[folk.member_start[:-1]]
    return np.concatenate(
        [
            np.repeat(np.arange(folk.n, dtype=np.int32), PERSON_SLOTS),
            np.repeat(head, HOUSEHOLD_SLOTS),
        ]
    ).astype(np.int32)


def by_group(
    division: Division,
    burden: F8,
    cost: I8,
    weeks: I2,
    counting: F8,
    known: F8,
) -> dict[str, dict[str, float]]:
    """Outcomes per group: burden (felt, per person-year), cost (EUR of provisions and crisis
    care per person-year), reach, share of time in each state, and residents.

    burden, cost: [n]; weeks: [n, states]; counting, known: [n] need-weeks.
    """
    size = len(division.names)

    def summed(values: NDArray[Any]) -> F8:
        """Sum over the persons of each group."""
        weights = values.astype(np.float64)
        return np.bincount(division.code, weights=weights, minlength=size).astype(np.float64)

    present = weeks[:, :-1].sum(axis=1)
    person_weeks = summed(present)
    total = {"burden": summed(burden), "cost": summed(cost) / 100.0}
    need_weeks, known_weeks = summed(counting), summed(known)
    states = [summed(weeks[:, s]) for s in range(len(STATES) - 1)]
    out: dict[str, dict[str, float]] = {}
    for code, name in enumerate(division.names):
        lived = person_weeks[code]
        if lived == 0.0:
            continue
        row = {key: float(value[code] / lived * WEEKS_PER_YEAR) for key, value in total.items()}
        if need_weeks[code] > 0.0:
            row["reach"] = float(known_weeks[code] / need_weeks[code])
        row["hidden"] = float(states[HIDDEN][code] / lived)
        for s, state in enumerate(STATES[:-1]):
            row[f"share_{state}"] = float(states[s][code] / lived)
        row["residents"] = float(lived / weeks.sum(axis=1).max())
        out[name] = row
    return out
