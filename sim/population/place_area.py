"""The area of a row of one's own place, and whether its figures can all be true together."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any, NamedTuple

from sim.foundation.sentence import Sentence
from sim.population.areas import Area, municipality, without_gaps
from sim.population.flags import Flag
from sim.population.forming import single_parent_share
from sim.population.margins import at_home, targets
from sim.population.place_columns import INDICATORS, WOMEN_COUNT
from sim.population.place_faults import Fault
from sim.population.place_row import Cells, Group

AGES = ("age_0_14", "age_15_24", "age_25_44", "age_45_64", "age_65")
KINDS = ("one_person", "without_children", "with_children")
MOST_PEOPLE = 2.0e7
_SIZES = (1.0, 12.0)  # persons per household
_LIVEABILITY = (-2.0, 2.0)
_ROUNDED = 2.5  # how much a published number of people or households is rounded, at most
_LOOSE = 0.1  # of the inhabitants: figures of two years or counts may differ by this
_SIZE_ROUNDED = 0.05  # the same of a mean size


class Made(NamedTuple):
    """An area, what is not as its row has it, and the classes that the row has numbers for."""

    area: Area
    flags: tuple[Sentence, ...]
    counted: tuple[tuple[str, ...], ...]


def area_of(cells: Cells, name: tuple[str, str], health_code: str, signs: Collection[str]) -> Made:
    """The area of a row. name: its code and its name; signs: the decimal signs of the file."""
    inhabitants = cells.count("inhabitants", MOST_PEOPLE, signs)
    households = cells.count("households", inhabitants, signs, Fault.MORE_HOMES)
    ages = cells.group(AGES, inhabitants, signs)
    kinds = cells.group(KINDS, households, signs)
    size = cells.share("mean_size", *_SIZES) if cells.has("mean_size") else math.nan
    given = [name for name in INDICATORS if cells.has(name)]
    lively = cells.share("liveability", *_LIVEABILITY) if cells.has("liveability") else None
    of_homes: dict[str, Any] = dict(zip(KINDS, _shares(kinds, len(KINDS)), strict=True))
    area = Area(
        code=name[0],
        name=name[1],
        inhabitants=inhabitants,
        households=households,
        age_shares=_shares(ages, len(AGES)),
        **of_homes,
        mean_size=size,
        women=_women(cells, inhabitants, signs),
        liveability=lively,
        health_code=health_code,
        indicators=tuple((*name.split("."), cells.share(name)) for name in given),  # type: ignore[misc]
    )
    filled, flags = _filled(cells, area)
    flags = (*flags, *_fitting(cells, filled))
    both = ((AGES, ages), (KINDS, kinds))
    return Made(filled, flags, tuple(names for names, group in both if group and group.counted))


def _shares(group: Group | None, classes: int) -> tuple[float, ...]:
    return group.shares if group else (math.nan,) * classes


def _women(cells: Cells, inhabitants: int, signs: Collection[str]) -> float:
    """Share of women (%): as given, from their number, or half."""
    if cells.has("women"):
        return cells.share("women")
    if not cells.has(WOMEN_COUNT):
        return 50.0
    count = cells.count(WOMEN_COUNT, inhabitants + 2 * _ROUNDED, signs)
    return min(100.0 * count / inhabitants, 100.0)


def _filled(cells: Cells, area: Area) -> tuple[Area, tuple[Sentence, ...]]:
    """Classes that the row leaves out, with the shares of the municipality or the country."""
    homes = [getattr(area, name) for name in KINDS]
    lacking = {
        "age_shares": (AGES, math.isnan(area.age_shares[0])),
        "kinds": (KINDS, math.isnan(homes[0])),
        "mean_size": (("mean_size",), math.isnan(area.mean_size)),
    }
    names = [name for columns, lacks in lacking.values() if lacks for name in columns]
    if not names:
        return area, ()
    filled = without_gaps(area._replace(one_person=math.nan, age_shares=(math.nan,) * len(AGES)))
    scope = dict(filled.flags[-1].places)["scope"]
    shares: dict[str, Any] = {}
    if lacking["age_shares"][1]:
        shares["age_shares"] = filled.age_shares
    if lacking["kinds"][1]:
        shares |= {name: getattr(filled, name) for name in KINDS}
    if lacking["mean_size"][1]:
        shares["mean_size"] = min(filled.mean_size, area.inhabitants / area.households)
    columns = tuple(cells.where(name).removeprefix(f"{cells.row}: ") for name in names)
    return area._replace(**shares), (Flag.FILLED(columns=columns, scope=scope),)


def _fitting(cells: Cells, area: Area) -> tuple[Sentence, ...]:
    """Flags of what had to bend for the people to fit. InputError where it cannot be meant so."""
    people = area.mean_size * area.households
    rounding = _ROUNDED * (area.mean_size + 1.0) + _SIZE_ROUNDED * area.households
    too_many = people > area.inhabitants + rounding
    if people > (1.0 + _LOOSE) * area.inhabitants + rounding:
        found = f"{area.households} x {area.mean_size:g} = {people:.0f}"
        where = cells.where("households", "mean_size")
        raise Fault.SIZE.at(where, found, f"0 .. {area.inhabitants}")
    wanted = targets(area, single_parent_share(municipality(area.code)))
    family = wanted.couples + wanted.single_parents
    built = (wanted.one_person, wanted.without_children, family)
    if sum(built) != area.households:
        where, allowed = cells.where("households"), f"0 .. {sum(built)}"
        raise Fault.UNFILLED.at(where, cells.text("households"), allowed)
    # Somebody must be a child in every family; elders are none.
    children = at_home(wanted.bands, "most")
    asked = area.with_children / 100.0 * area.households
    if asked > children + 1.0 + area.households / 100.0:
        found, most = f"{area.with_children:g} %", 100.0 * children / area.households
        raise Fault.KINDS.at(cells.where("with_children"), found, f"0 .. {most:.0f} %")
    smaller = Flag.SMALLER_HOMES(people=round(people), inhabitants=area.inhabitants)
    return (*wanted.flags, smaller) if too_many else wanted.flags
