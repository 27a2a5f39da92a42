"""A place of one's own, from a CSV file with one row per area.

Columns (comma or semicolon; decimal point or comma): ``code, name, inhabitants,
households, age_0_14, age_15_24, age_25_44, age_45_64, age_65, one_person,
without_children, with_children, mean_size``; shares in %, mean size in persons per
household. Optional: ``women`` (%, default 50), ``liveability`` (deviation from the
national mean), ``health_code`` (the region whose published health figures apply)
and any indicator as ``lonely.18_64`` or ``lonely.65plus`` (%). Indicators that are not
given come from ``health_code``, else from the margins by the stated regression.

Areas are put in the order of their codes, so that the order of rows changes nothing. Codes are
part of the seed: the residents of an area, and so their luck, are drawn by its code, and
characters 3 to 6 of a code name the municipality (``GM`` before them) whose mix of ages and
households applies. Another code is another neighbourhood with the same make-up. A row without a
code gets one from its line (``ROW2``), and then its line counts. Households that an area's ages
cannot fill are not built, which the notes of a comparison tell.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from sim.data.derive import GROUPS, PREDICTED
from sim.inputs.files.errors import InputError, nearest
from sim.population.areas import MARGIN_COLUMNS, Area, Place

_REQUIRED = ("code", "name", *MARGIN_COLUMNS)
_INDICATORS = tuple(f"{name}.{group}" for name in PREDICTED for group in GROUPS)
_OPTIONAL = ("women", "liveability", "health_code", *_INDICATORS)
# Shares rounded to whole per cents add to 100 within this (five classes, half a point each).
SUM_MARGIN = 3.0

_RANGES = {
    "inhabitants": (1.0, 2.0e7),
    "households": (0.0, 2.0e7),
    "mean_size": (1.0, 12.0),
    "liveability": (-2.0, 2.0),
}


def read_place(path: Path) -> Place:
    """The place in this file; ``InputError`` names file, line and column of what is wrong."""
    found = _read(path)
    areas = tuple(sorted((_area(path, line, row) for line, row in found), key=lambda a: a.code))
    codes = [area.code for area in areas]
    double = sorted({code for code in codes if codes.count(code) > 1})
    if double:
        raise _wrong(
            "duplicate", f"{path}: code", double[0], "each code once", "a code comes twice"
        )
    return Place(
        id=path.stem,
        name=path.stem,
        year=2016,
        areas=areas,
        source=f"own file {path.name}",
        inhabitants=sum(area.inhabitants for area in areas),
    )


def _read(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            code="missing_file", where=str(path), message="the file cannot be read as text"
        ) from error
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    # Only line ends are line ends: a name may hold other signs that split text into lines.
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        _check_header(path, [name.strip() for name in reader.fieldnames or []])
        rows = [(reader.line_num, _cells(row)) for row in reader]
    except csv.Error as error:
        where, allowed = f"{path}:{reader.line_num + 1}", "comma-separated values"
        message = "the file cannot be read as CSV"
        raise _wrong("wrong_type", where, str(error), allowed, message) from error
    if not rows:
        raise _wrong(
            "missing_key", str(path), "no rows", "one row per area", "the file has no areas"
        )
    return rows


def _cells(row: dict[str | None, str | list[str] | None]) -> dict[str, str]:
    """Cells by column without the space around them; none for what is beyond the header."""
    return {(k or "").strip(): v.strip() for k, v in row.items() if isinstance(v, str)}


def _check_header(path: Path, names: list[str]) -> None:
    known = (*_REQUIRED, *_OPTIONAL)
    for name in names:
        if name not in known:
            raise InputError(
                code="unknown_key",
                where=f"{path}:1",
                found=name,
                allowed=", ".join(_REQUIRED),
                nearest=nearest(name, known),
                message="there is no such column",
            )
    missing = [name for name in _REQUIRED if name not in names]
    if missing:
        raise _wrong(
            "missing_key",
            f"{path}:1",
            None,
            ", ".join(missing),
            "columns are missing from the file",
        )


def _area(path: Path, line: int, row: dict[str, str]) -> Area:
    value = {name: _number(path, line, name, row.get(name, "")) for name in MARGIN_COLUMNS}
    ages = [name for name in MARGIN_COLUMNS if name.startswith("age_")]
    types = ["one_person", "without_children", "with_children"]
    for names in (ages, types):
        total = sum(value[name] for name in names)
        if abs(total - 100.0) > SUM_MARGIN:
            where, found = f"{path}:{line}: {names[0]} .. {names[-1]}", f"sum {total:g} %"
            message = "these shares do not add to 100 %"
            raise _wrong("inconsistent", where, found, "100 % within rounding", message)
    inhabitants, households = round(value["inhabitants"]), round(value["households"])
    if households > inhabitants:
        where, allowed = f"{path}:{line}: households", f"at most {inhabitants} (inhabitants)"
        message = "there are more households than inhabitants"
        raise _wrong("inconsistent", where, str(households), allowed, message)
    given = []
    for column in _INDICATORS:
        if row.get(column):
            name, group = column.split(".")
            given.append((name, group, _number(path, line, column, row[column])))
    of_homes: dict[str, Any] = {name: value[name] for name in (*types, "mean_size")}
    liveability = row.get("liveability")
    women = row.get("women")
    return Area(
        code=row["code"] or f"ROW{line}",
        name=row["name"] or row["code"],
        inhabitants=inhabitants,
        households=households,
        age_shares=tuple(value[name] for name in ages),
        **of_homes,
        women=_number(path, line, "women", women) if women else 50.0,
        liveability=_number(path, line, "liveability", liveability) if liveability else None,
        health_code=row.get("health_code") or row["code"],
        indicators=tuple(given),
    )


def _number(path: Path, line: int, name: str, text: str) -> float:
    where = f"{path}:{line}: {name}"
    low, high = _RANGES.get(name, (0.0, 100.0))
    allowed = f"{low:g} to {high:g}"
    if not text:
        raise _wrong("missing_key", where, "empty", allowed, "a cell is empty (suppressed?)")
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise _wrong("wrong_type", where, text, allowed, "this is not a number") from None
    if not low <= value <= high:
        raise _wrong("out_of_range", where, text, allowed, "the value is out of range")
    return value


def _wrong(code: str, where: str, found: str | None, allowed: str, message: str) -> InputError:
    return InputError(code=code, where=where, found=found, allowed=allowed, message=message)
