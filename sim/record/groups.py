"""Groups of residents that outcomes are shown by.

A resident keeps one group per division: that of the week in which recording began, or
in which the resident or household came.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.foundation.units import F8, I1, I2, I4, WEEKS_PER_YEAR
from sim.record.outcomes import HIDDEN, STATES
from sim.support.situation import Situation
from sim.world.start import ADULT, age_group
from sim.world.state import HOUSEHOLD_SLOTS, PERSON_SLOTS, Folk

VULNERABILITY = ("quarter_1", "quarter_2", "quarter_3", "quarter_4")  # 4 most vulnerable
AGES = ("age_0_17", "age_18_64", "age_65_plus")
HOUSEHOLDS = ("alone", "adults", "family", "single_parent", "other")


@dataclass(frozen=True)
class Division:
    """One way to divide residents: a code per person, [n], and what codes are called."""

    code: I1 | I2
    names: tuple[str, ...]


def divisions(now: Situation, first_week: int) -> dict[str, Division]:
    """Vulnerability, age, buurt (by number) and household type of every person."""
    folk = now.folk
    start = np.maximum(folk.arrive, first_week)
    areas = int(folk.area.max()) + 1 if folk.h else 0
    return {
        "vulnerability": Division(_quarter(folk, first_week), VULNERABILITY),
        "age": Division(age_group(((start - folk.born) // WEEKS_PER_YEAR).astype("int32")), AGES),
        "buurt": Division(folk.area[folk.household], tuple(f"area_{a}" for a in range(areas))),
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
    division: Division, columns: Mapping[str, F8], weeks: int
) -> dict[str, dict[str, float]]:
    """Outcomes per group: burden (felt, per person-year), cost (EUR of provisions and crisis
    care per person-year), reach, share of time in each state, and residents.

    columns: [n] each; burden, cost (cents), counting and known (need-weeks), and per state
    the weeks spent in it; weeks: lived so far.
    """
    size = len(division.names)
    summed = {
        key: np.bincount(division.code, weights=values, minlength=size)
        for key, values in columns.items()
    }
    person_weeks = sum((summed[state] for state in STATES[:-1]), start=np.zeros(size))
    out: dict[str, dict[str, float]] = {}
    for code, name in enumerate(division.names):
        lived = person_weeks[code]
        if lived == 0.0:
            continue
        row = {
            "burden": float(summed["burden"][code] / lived * WEEKS_PER_YEAR),
            "cost": float(summed["cost"][code] / 100.0 / lived * WEEKS_PER_YEAR),
        }
        if summed["counting"][code] > 0.0:
            row["reach"] = float(summed["known"][code] / summed["counting"][code])
        row["hidden"] = float(summed[STATES[HIDDEN]][code] / lived)
        for state in STATES[:-1]:
            row[f"share_{state}"] = float(summed[state][code] / lived)
        row["residents"] = float(lived / weeks)
        out[name] = row
    return out
