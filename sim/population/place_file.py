"""A place of one's own, from a CSV file with one row per area: see ``OWN_PLACE.md``.

Areas are put in the order of their codes, so that the order of rows changes nothing. Codes are
part of the seed: the residents of an area, and so their luck, are drawn by its code. An area
without a code has its name for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sim.foundation.sentence import Sentence
from sim.inputs.files.errors import nearest
from sim.population.areas import MARGIN_COLUMNS, Place
from sim.population.flags import Flag
from sim.population.indicators import measured
from sim.population.merged import merged
from sim.population.place_area import AGES, KINDS, Made, area_of
from sim.population.place_columns import (
    INDICATORS,
    WOMEN_COUNT,
    Columns,
    find_columns,
    known_column,
)
from sim.population.place_faults import Fault, repeated
from sim.population.place_numbers import decimal_signs, in_doubt, left_out, number
from sim.population.place_row import Cells
from sim.population.place_text import read_sheet

_SHOWN = 8  # columns that a note names
_FIGURES = (*MARGIN_COLUMNS, "women", WOMEN_COUNT, "liveability", *INDICATORS)
_NEVER_THOUSANDS = ("mean_size", "women", "liveability", *INDICATORS)
_TOTAL = re.compile(r"(sub)?tota(a)?l\b", re.IGNORECASE)
_FORMULA = re.compile(r"[=+@-].|#[\w/]+[!?]?$", re.DOTALL)
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # signs that turn text round
_LINE_SIGN = "\x85"  # a line end of other machines, which is a sign in a name here


class _Read(NamedTuple):
    """An area as made of its row, and the line of that."""

    made: Made
    line: int

    @property
    def code(self) -> str:
        """The code of the area."""
        return self.made.area.code


def read_place(path: Path) -> Place:
    """The place in this file; ``InputError`` names file, row and column of what is wrong."""
    sheet = read_sheet(path, known_column)
    if not sheet.rows:
        raise Fault.NO_AREAS.at(str(path), "0")
    columns = find_columns(str(path), sheet.header, sheet.rows)
    rows = [Cells(path, row, columns, len(sheet.header.cells)) for row in sheet.rows]
    signs = _decimal_signs(rows)
    read = sorted((_read(cells, signs) for cells in rows), key=lambda one: one.code)
    _refuse_doubles(path, read)
    areas = tuple(one.made.area for one in read)
    return Place(
        id=path.stem,
        name=path.stem,
        year=2016,
        areas=areas,
        source=f"own file {path.name}",
        inhabitants=sum(area.inhabitants for area in areas),
        notes=(*sheet.notes, *_numbers(rows), *_used(read, columns), *_bent(read)),
    )


def _decimal_signs(rows: Sequence[Cells]) -> frozenset[str]:
    """The decimal signs of the file, by cells that hold no thousands and by plain ones."""
    sure = [row.text(name) for row in rows for name in _NEVER_THOUSANDS]
    return decimal_signs(sure, [row.text(name) for row in rows for name in _FIGURES])


def _read(cells: Cells, signs: frozenset[str]) -> _Read:
    name = _named(cells)
    return _Read(area_of(cells, name, _health(cells, name[0]), signs), cells.line)


def _named(cells: Cells) -> tuple[str, str]:
    """Code and name of an area, as text that nothing runs or hides."""
    code, name = cells.text("code"), cells.text("name")
    if not any(cells.text(column) for column in MARGIN_COLUMNS):
        raise Fault.NO_FIGURES.at(cells.row, code or name)
    for column, text in (("code", code), ("name", name)):
        if _FORMULA.match(text):
            raise Fault.FORMULA.at(cells.where(column), text)
        hidden = [s for s in text if s in _TURNING or (s < " " or "\x7f" <= s < "\xa0")]
        if set(hidden) - {_LINE_SIGN, "\t"}:
            raise Fault.HIDDEN_SIGN.at(cells.where(column), text)
        if _TOTAL.match(text):
            raise Fault.TOTAL.at(cells.where(column), text)
    if not code and not name:
        raise Fault.NO_CODE.at(cells.where("code"), "")
    if re.fullmatch(r"(bu|wk|gm|nl)\d+", code, re.IGNORECASE | re.ASCII):
        code = code.upper()
    return code or name, name or code


def _health(cells: Cells, code: str) -> str:
    """The region of the health figures: that of the file, else the area itself."""
    given = cells.text("health_code")
    if left_out(given):
        return code
    region = given.upper()
    if region not in measured():
        where = cells.where("health_code")
        known = "NL01, GM...., WK......, BU........"
        raise merged(region, where) or Fault.NO_HEALTH.at(
            where, given, known, nearest(region, sorted(measured()))
        )
    return region


def _refuse_doubles(path: Path, read: Sequence[_Read]) -> None:
    """No code comes twice, and no area lies in another."""
    lines: dict[str, int] = {}
    for one in read:
        if one.code in lines:
            both = ", ".join(str(line) for line in sorted((lines[one.code], one.line)))
            raise Fault.SAME_CODE.at(f"{path}: code", f"{one.code} ({both})")
        lines[one.code] = one.line
    for code, line in lines.items():
        within = [other for other in lines if _lies_in(other, code)]
        if within:
            raise Fault.WITHIN.at(f"{path}:{line}: code", f"{code}, {within[0]}")


def _lies_in(inner: str, outer: str) -> bool:
    """True when the codes of CBS say that one area is part of the other."""
    levels = ("NL", "GM", "WK", "BU")
    pattern = r"(?:NL|GM|WK|BU)\d+"
    if not (re.fullmatch(pattern, inner, re.ASCII) and re.fullmatch(pattern, outer, re.ASCII)):
        return False
    deeper = levels.index(inner[:2]) > levels.index(outer[:2])
    return deeper and (outer[:2] == "NL" or inner[2:].startswith(outer[2:]))


def _numbers(rows: Sequence[Cells]) -> tuple[Sentence, ...]:
    """The reading of a number that can be read in two ways: said once."""
    for row in rows:
        for text in (row.text("inhabitants"), row.text("households")):
            read = number(text)
            if read and in_doubt(read):
                value = round(read.grouped or 0)
                return (Flag.READ_THOUSANDS(cell=text, row=row.line, value=value),)
    return ()


def _used(read: Sequence[_Read], columns: Columns) -> tuple[Sentence, ...]:
    """Columns that were read as numbers of people or households, or not at all."""
    notes: list[Sentence] = []
    for group in (AGES, KINDS):
        if any(group in one.made.counted for one in read):
            notes.append(Flag.READ_COUNTS(columns=tuple(columns.said[name] for name in group)))
    if columns.unused:
        more = ("...",) if len(columns.unused) > _SHOWN else ()
        notes.append(Flag.UNUSED_COLUMNS(columns=(*columns.unused[:_SHOWN], *more)))
    return tuple(notes)


def _bent(read: Sequence[_Read]) -> tuple[Sentence, ...]:
    """Flags of figures that are not as the file has them, by area."""
    flags = ((repeated(one.code), flag) for one in read for flag in one.made.flags)
    return tuple(Flag.AREA_FLAG(area=code, flag=flag) for code, flag in flags)
