"""Health and social indicators of a place as P(severity above a cut).

Which published indicator stands for which cut of which domain is data:
``sim/data/indicators.toml``. Missing readings are predicted from the margins by
a stated regression and counted as imputed.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.data import number, read_bytes, table
from sim.data.derive import adults_18_64, share_old
from sim.inputs.parameters.rates import rate
from sim.population.areas import Area
from sim.population.domains import DOMAINS, GROWING_UP

AGE_GROUPS = ("0-17", "18-64", "65+")
_RIVM_GROUP = {1: "18_64", 2: "65plus"}


class Levels(NamedTuple):
    """P(severity above the cut) by area, age group (0-17, 18-64, 65+) and domain."""

    mild: NDArray[np.float64]  # (areas, 3, 8)
    severe: NDArray[np.float64]  # (areas, 3, 8)
    imputed: NDArray[np.bool_]  # (areas, 8): a reading was predicted from the margins
    origins: tuple[tuple[str, ...], ...]  # per area and domain: where the readings come from


class Reading(NamedTuple):
    """One indicator for one region and age group: %, and where it comes from."""

    percentage: float
    origin: str  # "given", "2016", "2020" or "predicted"


@cache
def settings() -> dict[str, Any]:
    """The content of ``indicators.toml``."""
    return tomllib.loads(read_bytes("indicators.toml").decode("utf-8"))


def levels(areas: tuple[Area, ...]) -> Levels:
    """The levels of every domain for these areas."""
    shape = (len(areas), 3, len(DOMAINS))
    mild, severe = np.zeros(shape), np.zeros(shape)
    imputed = np.zeros((len(areas), len(DOMAINS)), dtype=bool)
    origins = []
    for a, area in enumerate(areas):
        told = []
        for d, domain in enumerate(settings()["domain"]):
            found = {
                (g, cut): _level(area, domain[cut], g) for g in (1, 2) for cut in ("mild", "severe")
            }
            for g in (1, 2):
                mild[a, g, d] = found[g, "mild"].percentage / 100.0
                severe[a, g, d] = found[g, "severe"].percentage / 100.0
            used = {reading.origin for reading in found.values()}
            imputed[a, d] = "predicted" in used
            told.append(", ".join(sorted(used)))
        origins.append(tuple(told))
    _children(mild)
    _children(severe)
    most = rate("indicators.most_severe").value * mild
    return Levels(mild, np.minimum(severe, most), imputed, tuple(origins))


def national_tail(country: Area) -> NDArray[np.float64]:
    """National log(mild / severe) by age group and domain, (3, 8): how fast severity thins out.

    1 where a group has no such need.
    """
    level = levels((country,))
    mild, severe = level.mild[0], level.severe[0]
    there = severe > 0.0
    return np.log(np.where(there, mild, math.e) / np.where(there, severe, 1.0))


def reading(area: Area, indicator: str, group: str, year: int) -> Reading:
    """The percentage of an indicator: given, of this year, of the other year, or predicted."""
    for name, given_group, value in area.indicators:
        if name == indicator and given_group == group:
            return Reading(value, "given")
    for when in (year, 2016 if year == 2020 else 2020):
        value_or_none = _published(area, indicator, group, when)
        if value_or_none is not None:
            return Reading(value_or_none, str(when))
    return Reading(predicted(area, indicator, group), "predicted")


def predicted(area: Area, indicator: str, group: str) -> float:
    """The percentage that the margins of the area let one expect (stated regression)."""
    beta = settings()["regression"][indicator][group]
    margins = (
        area.one_person,
        area.with_children,
        area.age_shares[1],
        area.age_shares[4],
        area.mean_size,
    )
    z = beta[0] + sum(b * x for b, x in zip(beta[1:], margins, strict=False))
    return 100.0 * _share(z)


def _published(area: Area, indicator: str, group: str, year: int) -> float | None:
    found = _health((area.health_code, year, group))
    if found is not None:
        return number(found.get(indicator))
    if year != 2020 or group != "18_64":
        return None
    old = _published(area, indicator, "65plus", year)
    adults = _published(area, indicator, "18plus", year)
    grown = sum(area.age_shares[1:4]) > 0.0  # else there is nobody whom this could be the share of
    if old is None or adults is None or not grown:
        return None
    return adults_18_64(adults, old, share_old(area.age_shares))


def _level(area: Area, cut: dict[str, Any], group: int) -> Reading:
    form = cut["form"]
    if form == "liveability":
        deviation = area.liveability
        moved = _odds(cut["level"][group - 1]) + cut["slope"] * (deviation or 0.0)
        return Reading(100.0 * _share(moved), "predicted" if deviation is None else "2016")
    own = reading(area, cut["indicator"], _RIVM_GROUP[group], cut["year"])
    if form == "reading":
        return own
    if form == "limits":
        exact = _published(area, "severely_limited", _RIVM_GROUP[group], cut["year"])
        if exact is not None:
            return Reading(exact, str(cut["year"]))
        constant, slope, old = settings()["link"]["severe_limits"][:3]
        z = constant + slope * _odds(own.percentage) + (old if group == 2 else 0.0)
        return Reading(100.0 * _share(z), own.origin)
    return _shifted(cut, own, group)


def _shifted(cut: dict[str, Any], own: Reading, group: int) -> Reading:
    level = cut["level"][group - 1]
    if level == 0.0:
        return Reading(0.0, own.origin)
    row = _health(("NL01", cut["year"], _RIVM_GROUP[group]))
    assert row is not None  # the country has them all
    national = _odds(float(row[cut["indicator"]]))
    z = _odds(level) + cut["slope"] * (_odds(own.percentage) - national)
    return Reading(100.0 * _share(z), own.origin)


def _children(level: NDArray[np.float64]) -> None:
    """Fill the age group 0-17; growing up is theirs alone."""
    level[:, 0, :] = level[:, 1, :]
    for name, entry in settings()["children"].items():
        level[:, 0, DOMAINS.index(name)] *= entry["value"]
    level[:, 1:, GROWING_UP] = 0.0


@cache
def _health_lines() -> tuple[tuple[str, ...], dict[tuple[str, int, str], str]]:
    """Header of the health table, and its lines by region, year and age group."""
    header, lines = table("health_2016_2020.csv.gz")
    found = {}
    for line in lines:
        code, year, group, _ = line.split(",", 3)
        found[code, int(year), group] = line
    return header, found


def _health(key: tuple[str, int, str]) -> dict[str, str] | None:
    """The row of (region, year, age group) as text by column, None when there is none."""
    header, lines = _health_lines()
    line = lines.get(key)
    return None if line is None else dict(zip(header, line.split(","), strict=True))


@cache
def measured() -> frozenset[str]:
    """Codes of the regions that have a row in the health table."""
    return frozenset(code for code, _, _ in _health_lines()[1])


def _odds(percentage: float) -> float:
    share = min(max(percentage, 0.2), 99.8) / 100.0
    return math.log(share / (1.0 - share))


def _share(z: float) -> float:
    return 1.0 / (1.0 + math.exp(-z))
