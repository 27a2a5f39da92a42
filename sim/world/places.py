"""The places one can simulate, with their published margins.

Built-in: ``pilot`` (the area of the Proeftuin Caberg-Malpertuis), ``ruwaard``,
``nederland``, ``synthetic``; further any wijk (``WK093502``, 2016), any buurt of
Maastricht (``BU09350207``, 2017), any municipality (``GM0935``, as its wijken) and
a CSV file of one's own. Sources: ``sim/data/README.md``.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sim.data import number, rows, table
from sim.inputs.errors import InputError, nearest

BANDS = ("0-14", "15-24", "25-44", "45-64", "65+")
_BAND_COLUMNS = ("age_0_14", "age_15_24", "age_25_44", "age_45_64", "age_65")
_TYPE_COLUMNS = ("one_person", "without_children", "with_children")
MARGIN_COLUMNS = ("inhabitants", *_BAND_COLUMNS, "households", *_TYPE_COLUMNS, "mean_size")
WIJKEN = "wijken_2016.csv.gz"
BUURTEN = "maastricht_buurten_2017.csv"

PILOT_BUURTEN = ("BU09350200", "BU09350204", "BU09350205", "BU09350206", "BU09350207")
PILOT_INHABITANTS = 14000  # persons, FACTS A3
NAMED = ("pilot", "nederland", "ruwaard", "synthetic")
_NATIONAL_MAKE_UP = (16.0, 12.0, 25.0, 28.0, 19.0)


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
    flags: tuple[str, ...] = ()


class Place(NamedTuple):
    """What is simulated: one or more areas of one year, with source and remarks."""

    id: str
    name: str
    year: int
    areas: tuple[Area, ...]
    source: str
    inhabitants: int
    notes: tuple[str, ...] = ()


def find_place(name: str | Path) -> Place:
    """The place of this name, code or CSV path; ``InputError`` when there is none."""
    text = str(name)
    key = text.strip()
    if key.lower() in NAMED:
        return _named(key.lower())
    code = key.upper()
    if code.startswith("WK") and code in _codes(WIJKEN):
        return _one(rows(WIJKEN, code), code, 2016)
    if code.startswith("BU") and code in _codes(BUURTEN):
        return _one(rows(BUURTEN, code), code, 2017)
    if code.startswith("GM") and code in _municipalities():
        return _municipality(code)
    if isinstance(name, Path) or key.lower().endswith(".csv"):
        # Imported here: a file of one's own needs the checks of place_file only.
        from sim.world.place_file import read_place

        return read_place(Path(text))
    raise _unknown(key)


def scaled(area: Area, inhabitants: int, flag: str | None = None) -> Area:
    """The same make-up with another number of inhabitants; households in proportion."""
    share = inhabitants / area.inhabitants
    households = max(1, round(area.households * share)) if inhabitants else 0
    flags = area.flags if flag is None else (*area.flags, flag)
    return area._replace(
        inhabitants=inhabitants, households=min(households, inhabitants), flags=flags
    )


def _named(name: str) -> Place:
    if name == "pilot":
        return _pilot()
    if name == "ruwaard":
        return find_place("WK082806")._replace(id="ruwaard", name="Ruwaard (Oss)")
    if name == "nederland":
        return _nederland()
    return _synthetic()


def _pilot() -> Place:
    areas = [_area(rows(BUURTEN, code)[0]) for code in PILOT_BUURTEN]
    rest = sum(area.inhabitants for area in areas[1:])
    west = PILOT_INHABITANTS - rest
    total = rest + areas[0].inhabitants
    note = (
        f"Brusselsepoort counts for {west} of its {areas[0].inhabitants} inhabitants: the pilot "
        f"covered its western part only. With all five buurten whole there would be {total}; "
        f"the pilot says {PILOT_INHABITANTS} (A3). The western part is given the make-up of the "
        "whole buurt (assumed)."
    )
    areas[0] = scaled(areas[0], west, "western part only: share that gives 14,000 in total")
    return _place("pilot", "Caberg-Malpertuis (Maastricht)", 2017, areas, (note,))


@cache
def country() -> Area:
    """The country as one area: sums of the wijken."""
    known = [area for area in _all_wijken() if not _lacks(area)]
    every = _all_wijken()
    persons = [float(area.inhabitants) for area in known]
    homes = [float(area.households) for area in known]
    inhabitants = sum(area.inhabitants for area in every)
    households = sum(area.households for area in every)
    return Area(
        code="NL01",
        name="Nederland",
        inhabitants=inhabitants,
        households=households,
        age_shares=tuple(_mean([a.age_shares[b] for a in known], persons) for b in range(5)),
        one_person=_mean([a.one_person for a in known], homes),
        without_children=_mean([a.without_children for a in known], homes),
        with_children=_mean([a.with_children for a in known], homes),
        mean_size=_mean([a.mean_size for a in known], homes),
        women=_mean([a.women for a in known], persons),
        liveability=0.0,
        health_code="NL01",
    )


def _nederland() -> Place:
    every = _all_wijken()
    known = [area for area in every if not _lacks(area)]
    note = f"one area: sums of {len(every)} wijken, shares over the {len(known)} without gaps"
    return _place("nederland", "Nederland", 2016, [country()], (note,))


def _synthetic() -> Place:
    area = Area(
        code="SYN001",
        name="Synthetic neighbourhood",
        inhabitants=5000,
        households=2250,
        age_shares=_NATIONAL_MAKE_UP,
        one_person=37.0,
        without_children=30.0,
        with_children=33.0,
        mean_size=2.2,
        women=50.5,
        liveability=0.0,
        health_code="NL01",
        flags=("synthetic: assumed round figures near the national make-up",),
    )
    place = _place("synthetic", area.name, 2016, [area], ("no real place",))
    return place._replace(source="assumed; no real place")


def _municipality(code: str) -> Place:
    found = rows(WIJKEN, "WK" + code[2:])
    areas = [_area(row) for row in found]
    lived_in = [area for area in areas if area.inhabitants > 0]
    empty = len(areas) - len(lived_in)
    notes = (f"{empty} wijken without inhabitants left out",) if empty else ()
    if not lived_in:
        raise _empty(code)
    filled = [_without_gaps(area) for area in lived_in]
    return _place(code, found[0]["municipality_name"], 2016, filled, notes)


def _one(found: list[dict[str, str]], code: str, year: int) -> Place:
    area = _area(found[0])
    if area.inhabitants == 0:
        raise _empty(code)
    name = f"{area.name} ({found[0]['municipality_name']})"
    return _place(code, name, year, [_without_gaps(area)], ())


def _place(place_id: str, name: str, year: int, areas: list[Area], notes: tuple[str, ...]) -> Place:
    flags = tuple(f"{area.code}: {flag}" for area in areas for flag in area.flags)
    return Place(
        id=place_id,
        name=name,
        year=year,
        areas=tuple(areas),
        source=f"CBS Wijk- en Buurtkaart {year}; RIVM 50090NED 2016 and 2020",
        inhabitants=sum(area.inhabitants for area in areas),
        notes=(*notes, *flags),
    )


def _area(row: dict[str, str]) -> Area:
    """A row of the margins as published; suppressed cells become NaN."""
    inhabitants = int(row["inhabitants"])
    women = 100.0 * int(row["women"]) / inhabitants if inhabitants else 50.0
    share = {c: _or_nan(row[c]) for c in (*_BAND_COLUMNS, *_TYPE_COLUMNS, "mean_size")}
    return Area(
        code=row["code"],
        name=row["name"],
        inhabitants=inhabitants,
        households=int(row["households"]),
        age_shares=tuple(share[c] for c in _BAND_COLUMNS),
        one_person=share["one_person"],
        without_children=share["without_children"],
        with_children=share["with_children"],
        mean_size=share["mean_size"],
        women=women,
        liveability=number(row["liveability"]),
        health_code=row["code"],
    )


def _lacks(area: Area) -> bool:
    values = (*area.age_shares, area.one_person, area.with_children, area.mean_size)
    # A published total of 0 % over the bands is a suppressed row as well.
    empty = sum(area.age_shares) == 0.0 or area.one_person + area.with_children == 0.0
    return empty or area.mean_size < 1.0 or any(math.isnan(value) for value in values)


def _without_gaps(area: Area) -> Area:
    """Suppressed cells filled from the municipality, or the country, and flagged."""
    if not _lacks(area) and area.households > 0:
        return area
    wide = [a for a in _all_wijken() if a.code[2:6] == area.code[2:6] and not _lacks(a)]
    donors = wide or [a for a in _all_wijken() if not _lacks(a)]
    persons = [float(a.inhabitants) for a in donors]
    homes = [float(a.households) for a in donors]
    ages = tuple(_mean([a.age_shares[b] for a in donors], persons) for b in range(5))
    ages_known = not any(math.isnan(v) for v in area.age_shares) and sum(area.age_shares) > 0
    size = _mean([a.mean_size for a in donors], homes)
    scope = "its municipality" if wide else "the country"
    return area._replace(
        age_shares=area.age_shares if ages_known else ages,
        one_person=_mean([a.one_person for a in donors], homes),
        without_children=_mean([a.without_children for a in donors], homes),
        with_children=_mean([a.with_children for a in donors], homes),
        mean_size=size,
        households=area.households or max(1, round(area.inhabitants / size)),
        flags=(*area.flags, f"suppressed cells: filled with the shares of {scope}"),
    )


def _mean(values: list[float], weights: list[float]) -> float:
    return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)


def _or_nan(text: str) -> float:
    value = number(text)
    return math.nan if value is None else value


@cache
def _all_wijken() -> tuple[Area, ...]:
    return tuple(_area(row) for row in rows(WIJKEN))


@cache
def _codes(name: str) -> frozenset[str]:
    return frozenset(line.split(",", 1)[0] for line in table(name)[1])


@cache
def _municipalities() -> frozenset[str]:
    return frozenset("GM" + code[2:6] for code in _codes(WIJKEN))


def _unknown(name: str) -> InputError:
    known = [*NAMED, *_codes(WIJKEN), *_codes(BUURTEN), *_municipalities()]
    near = [code for code in known if code.startswith(name.upper()[:6])]
    guess = nearest(name.lower(), NAMED) or nearest(name.upper(), near or known)
    return InputError(
        code="unknown_place",
        where="place",
        found=name,
        allowed=", ".join(NAMED) + ", WK...... (2016), BU0935.... (2017), GM...., or a .csv file",
        nearest=guess,
        message="there is no such place",
    )


def _empty(code: str) -> InputError:
    return InputError(
        code="out_of_range",
        where="place",
        found=f"{code} with 0 inhabitants",
        allowed="at least 1 inhabitant",
        message="nobody lives in this place",
    )
