"""The wijken that are asked for: all of the country, or those of a list of codes.

A code is a wijk (``WK093502``, 2016), a buurt of Maastricht (``BU09350207``, 2017) or a
municipality (``GM0935``), which stands for all its wijken. What is named twice counts
once. CBS leaves out what lies in a wijk where (nearly) nobody lives: such a wijk is
skipped, with the reason, and stays in every list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.data import rows
from sim.inputs.files.errors import InputError, nearest
from sim.inputs.files.said import Said
from sim.inputs.files.toml_file import read_text
from sim.population.areas import BUURTEN, WIJKEN, lacks, read_area
from sim.population.indicators import measured

NO_INHABITANTS, NO_HOUSEHOLDS = "no_inhabitants", "no_households"
REASONS = (NO_INHABITANTS, NO_HOUSEHOLDS)
# What of a wijk is not as published: without a row of RIVM all its health figures are
# predicted, with gaps in its row some are; no deviation of the Leefbaarometer; margins that
# CBS suppressed, filled with the shares of the municipality.
NO_ROW, GAPS, NO_LIVEABILITY = "no_rivm_row", "rivm_gaps", "no_liveability"
MARGINS = "suppressed_margins"
IMPUTED = (NO_ROW, GAPS, NO_LIVEABILITY, MARGINS)
ALLOWED = "WK...... (2016), BU0935.... (2017) or GM...., one on a line"
_YEARS = {WIJKEN: 2016, BUURTEN: 2017}
_CELL = re.compile(r"[;,\t ]")


@dataclass(frozen=True, slots=True)
class Wijk:
    """One wijk (or buurt) as published.

    ``skipped`` is why nobody lives there, or None; ``lacking`` which whole sources have
    nothing on it (of IMPUTED; gaps in a row show only when its residents are built).
    """

    code: str
    name: str
    municipality: str
    municipality_name: str
    year: int
    inhabitants: int
    skipped: str | None
    lacking: tuple[str, ...]

    def imputed(self, domains: int) -> tuple[str, ...]:
        """Imputed sources, when so many of its domains were predicted."""
        predicted = domains - (NO_LIVEABILITY in self.lacking)
        gaps = predicted > 0 and NO_ROW not in self.lacking
        return tuple(k for k in IMPUTED if k in self.lacking or (gaps and k == GAPS))


def chosen_wijken(places: Sequence[str], file: Path | None) -> tuple[Wijk, ...]:
    """The wijken of these codes and of a file of codes, in order of code; none: all.

    Raises InputError for an unknown code, and for a buurt beside the wijk it lies in.
    """
    named = [*(("places", code) for code in places), *(_in_file(file) if file else ())]
    if not named:
        return tuple(wijk for wijk in _published().values() if wijk.code.startswith("WK"))
    found = _found(named)
    for code, where in found.items():
        around = "WK" + code[2:8]
        if code.startswith("BU") and around in found:
            raise InputError(
                code="inconsistent",
                where=where,
                found=f"{code} and {around}",
                allowed=Said.BUURT_OR_WIJK(),
                message="the residents of this buurt would be counted twice",
            )
    return tuple(_published()[code] for code in sorted(found))


def _found(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Codes of wijken and buurten, with where each was first named; named: where, and a code."""
    found: dict[str, str] = {}
    for where, text in named:
        code = text.strip().upper()
        own = _municipalities().get(code) or ([code] if code in _published() else [])
        if not own:
            known = [*_municipalities(), *_published()]
            near = [other for other in known if other.startswith(text.upper()[:6])]
            raise InputError(
                code="unknown_place",
                where=where,
                found=text,
                allowed=ALLOWED,
                nearest=nearest(text.upper(), near or known),
                message="there is no such place",
            )
        for wijk in own:
            found.setdefault(wijk, where)
    return found


def _in_file(path: Path) -> Iterator[tuple[str, str]]:
    """The first cell of every line; a first line without a digit is a heading, # a remark."""
    lines = read_text(path, str(path), "wrong_type").splitlines()
    cells = [_CELL.split(line.strip())[0].strip("\"'") for line in lines]
    named = [(number, cell) for number, cell in enumerate(cells, 1) if cell and cell[0] != "#"]
    if named and not any(character.isdigit() for character in named[0][1]):
        named = named[1:]
    if not named:
        raise InputError(
            code="missing_key", where=str(path), allowed=ALLOWED, message="the file names no place"
        )
    yield from ((f"{path}:{number}", cell) for number, cell in named)


@cache
def _published() -> Mapping[str, Wijk]:
    """Every wijk of the country and every buurt that is shipped, in order of code."""
    every = [_wijk(row, year) for file, year in _YEARS.items() for row in rows(file)]
    return {wijk.code: wijk for wijk in sorted(every, key=lambda wijk: wijk.code)}


@cache
def _municipalities() -> Mapping[str, list[str]]:
    """Wijken by municipality."""
    found: dict[str, list[str]] = {}
    for wijk in _published().values():
        if wijk.code.startswith("WK"):
            found.setdefault(wijk.municipality, []).append(wijk.code)
    return found


def _wijk(row: Mapping[str, str], year: int) -> Wijk:
    area = read_area(dict(row))
    skipped = None
    if area.inhabitants == 0:
        skipped = NO_INHABITANTS
    elif area.households == 0:
        skipped = NO_HOUSEHOLDS
    absent = {
        NO_ROW: area.code not in measured(),
        NO_LIVEABILITY: area.liveability is None,
        MARGINS: lacks(area),
    }
    return Wijk(
        code=area.code,
        name=area.name,
        municipality=row["municipality"],
        municipality_name=row["municipality_name"],
        year=year,
        inhabitants=area.inhabitants,
        skipped=skipped,
        lacking=tuple(kind for kind in IMPUTED if absent.get(kind)),
    )
