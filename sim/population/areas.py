"""One buurt or wijk with its published margins, what stands in for suppressed ones, and a place.

Sources: ``sim/data/README.md``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sim.data import number, rows
from sim.foundation.sentence import Sentence
from sim.population.flags import Flag

_BAND_COLUMNS = ("age_0_14", "age_15_24", "age_25_44", "age_45_64", "age_65")
_TYPE_COLUMNS = ("one_person", "without_children", "with_children")
_BANDS = range(len(_BAND_COLUMNS))
MARGIN_COLUMNS = ("inhabitants", *_BAND_COLUMNS, "households", *_TYPE_COLUMNS, "mean_size")
WIJKEN, BUURTEN = "wijken_2016.csv.gz", "maastricht_buurten_2017.csv"


class Area(NamedTuple):
    """One buurt or wijk: published margins, nothing imputed unless a flag says so.

    Shares are percentages; ``women`` is the share of women (%); ``mean_size`` in
    persons per private household; ``liveability`` is the Leefbaarometer 2016
    deviation from the national mean (of the wijk), None when there is none;
    ``indicators`` are percentages a user gave himself, by (indicator, age group);
    ``health_code`` names the region whose health figures apply.
    """

    code: str
    name: str
    inhabitants: int
    households: int
    age_shares: tuple[float, ...]
    one_person: float
    without_children: float
    with_children: float
    mean_size: float
    women: float
    liveability: float | None
    health_code: str
    indicators: tuple[tuple[str, str, float], ...] = ()
    flags: tuple[Sentence, ...] = ()


class Place(NamedTuple):
    """The simulated place: one or more areas of one year, with source and remarks."""

    id: str
    name: str
    year: int
    areas: tuple[Area, ...]
    source: str
    inhabitants: int
    notes: tuple[Sentence, ...] = ()


def scaled(area: Area, inhabitants: int, flag: Sentence | None = None) -> Area:
    """The same make-up with another number of inhabitants; households in proportion."""
    share = inhabitants / area.inhabitants
    households = max(1, round(area.households * share)) if inhabitants else 0
    flags = area.flags if flag is None else (*area.flags, flag)
    return area._replace(
        inhabitants=inhabitants, households=min(households, inhabitants), flags=flags
    )


@cache
def country() -> Area:
    """The country as one area: sums of the wijken."""
    every = all_wijken()
    known = [area for area in every if not lacks(area)]
    return Area(
        code="NL01",
        name="Nederland",
        inhabitants=sum(area.inhabitants for area in every),
        households=sum(area.households for area in every),
        **_mean_shares(known),
        women=_mean([a.women for a in known], [float(a.inhabitants) for a in known]),
        liveability=0.0,
        health_code="NL01",
    )


def _mean_shares(areas: Sequence[Area]) -> dict[str, Any]:
    """Ages of the inhabitants, and types and mean size of the households, of areas together."""
    persons = [float(area.inhabitants) for area in areas]
    homes = [float(area.households) for area in areas]
    of_homes = {name: [getattr(a, name) for a in areas] for name in (*_TYPE_COLUMNS, "mean_size")}
    return {
        "age_shares": tuple(_mean([a.age_shares[b] for a in areas], persons) for b in _BANDS),
        **{name: _mean(values, homes) for name, values in of_homes.items()},
    }


def read_area(row: dict[str, str]) -> Area:
    """A row of the margins as published; suppressed cells become NaN."""
    inhabitants = int(row["inhabitants"])
    women = 100.0 * int(row["women"]) / inhabitants if inhabitants else 50.0
    columns = (*_BAND_COLUMNS, *_TYPE_COLUMNS, "mean_size")
    share: dict[str, Any] = {column: _or_nan(row[column]) for column in columns}
    return Area(
        code=row["code"],
        name=row["name"],
        inhabitants=inhabitants,
        households=int(row["households"]),
        age_shares=tuple(share[c] for c in _BAND_COLUMNS),
        **{name: share[name] for name in (*_TYPE_COLUMNS, "mean_size")},
        women=women,
        liveability=number(row["liveability"]),
        health_code=row["code"],
    )


def municipality(code: str) -> str:
    """Code of the municipality in which a wijk or buurt lies; empty for any other code."""
    found = re.match(r"(?:WK|BU)(\d{4})", code, re.ASCII)
    return f"GM{found[1]}" if found else ""


def lacks(area: Area) -> bool:
    """True when figures of an area were suppressed, or cannot be."""
    types = (area.one_person, area.without_children, area.with_children)
    values = (*area.age_shares, *types, area.mean_size)
    # A published total of 0 % over the bands is a suppressed row as well.
    empty = sum(area.age_shares) == 0.0 or area.one_person + area.with_children == 0.0
    return empty or area.mean_size < 1.0 or any(math.isnan(value) for value in values)


def without_gaps(area: Area) -> Area:
    """Suppressed cells filled from the municipality, or the country, and flagged."""
    if not lacks(area) and area.households > 0:
        return area
    own = municipality(area.code)
    wide = [a for a in all_wijken() if municipality(a.code) == own and not lacks(a)]
    donors = wide or [a for a in all_wijken() if not lacks(a)]
    shares = _mean_shares(donors)
    if not any(math.isnan(v) for v in area.age_shares) and sum(area.age_shares) > 0:
        del shares["age_shares"]
    scope = Flag.MUNICIPALITY if wide else Flag.COUNTRY
    return area._replace(
        **shares,
        households=area.households or max(1, round(area.inhabitants / shares["mean_size"])),
        flags=(*area.flags, Flag.SUPPRESSED(scope=scope())),
    )


def _mean(values: list[float], weights: list[float]) -> float:
    """Weighted mean."""
    return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)


def _or_nan(text: str) -> float:
    """A published figure; NaN when it is suppressed."""
    value = number(text)
    return math.nan if value is None else value


@cache
def all_wijken() -> tuple[Area, ...]:
    """Every wijk of the country as published."""
    return tuple(read_area(row) for row in rows(WIJKEN))
