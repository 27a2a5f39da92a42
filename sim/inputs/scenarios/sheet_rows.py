"""Rows of a what-if that stands in a sheet: the one table of a workbook, its columns by head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from pydantic import BaseModel

from sim.inputs.files.errors import InputError, nearest
from sim.inputs.files.folders import OTHER_WORKBOOKS, short_name
from sim.inputs.files.said import Said
from sim.inputs.files.sheet_said import Head, SheetSaid
from sim.inputs.files.validation import kind_at
from sim.inputs.files.workbook import Cell, Content, Grid, other_kind, read_grids

KEY, VALUE, DATE, MODEL = "key", "value", "date", "model"
_FOR_PEOPLE = "for people"  # columns that explain a row
_USED = {Head.KEY: KEY, Head.VALUE: VALUE, Head.DATE: DATE, Head.MODEL: MODEL}
_NEAR = 0.8  # as close as a misspelt head is to the right one
_BETWEEN = re.compile(r"\s*(?:[;\n]|,(?![0-9])|(?<![0-9]),)\s*")  # names of a list


@dataclass(frozen=True)
class Row:
    """A row that says something: its cells by what they are."""

    cells: Mapping[str, Cell]

    @property
    def key(self) -> str:
        """The key as it stands there."""
        return self.cells[KEY].text

    @property
    def value(self) -> Cell:
        """The cell of the value."""
        return self.cells[VALUE]

    @property
    def block(self) -> dict[str, Content]:
        """The mark of one change among others, apart from its models: its date, and whatever else
        the language has for changes."""
        cells = {name: one.content for name, one in self.cells.items()}
        return {name: cells[name] for name in cells if name not in (KEY, VALUE, MODEL)}

    @property
    def models(self) -> tuple[str, ...]:
        """The models that the row is for; none for all of them."""
        return tuple(names(self.cells[MODEL].text)) if MODEL in self.cells else ()


def names(text: str) -> list[str]:
    """Names with commas or semicolons between them; a comma between digits is a decimal one."""
    return [part for part in _BETWEEN.split(text.strip()) if part]


def read_rows_of(path: Path, language: type[BaseModel]) -> tuple[Grid, Iterator[Row]]:
    """The sheet with the table, and its rows that say something, as they are asked for.

    language: the model of a scenario file. InputError for what is no such workbook, and for what
    a reader of the sheet would not see.
    """
    if path.suffix.lower() in OTHER_WORKBOOKS:
        raise other_kind(path)
    grid, head, columns = _table(path, _heads(language))
    grid.check()
    return grid, _rows(grid, head, columns)


def _rows(grid: Grid, head: int, columns: Mapping[int, str]) -> Iterator[Row]:
    for number in sorted(grid.rows):
        cells = {columns[c]: one for c, one in grid.rows[number].items() if c in columns}
        if number <= head or not cells.keys() - {KEY}:
            continue  # as it is: no value is given
        for column in grid.rows[number].keys() & columns.keys():
            grid.check_seen(number, column)
        if {KEY, VALUE} - cells.keys():
            message = SheetSaid.NO_KEY() if VALUE in cells else SheetSaid.NO_VALUE()
            other = next(one for name, one in cells.items() if name != KEY)
            raise grid.wrong(message, other.at, None, "missing_key", found=other.text)
        yield Row(cells)


def _table(path: Path, heads: Mapping[str, str]) -> tuple[Grid, int, dict[int, str]]:
    """The one sheet with a table, the number of the row of its heads, columns that count."""
    found = []
    for grid in read_grids(path):
        for number, cells in sorted(grid.rows.items()):
            named = {column: heads.get(one.text.casefold()) for column, one in cells.items()}
            if {KEY, VALUE} <= {*named.values()}:
                found.append((grid, number, named))
                break
    if len(found) != 1:
        raise InputError(
            code="duplicate" if found else "missing_key",
            where=short_name(path),
            found=", ".join(grid.name for grid, *_ in found) or None,
            allowed=Said.ONCE() if found else SheetSaid.HEADS(),
            message=SheetSaid.TWO_TABLES() if found else SheetSaid.NO_TABLE(),
        )
    grid, number, named = found[0]
    return grid, number, _columns(grid, number, named, heads)


def _columns(
    grid: Grid, number: int, named: Mapping[int, str | None], heads: Mapping[str, str]
) -> dict[int, str]:
    """Columns that count, by number. InputError for one that is there twice or misspelt."""
    columns: dict[int, str] = {}
    for column, name in named.items():
        cell = grid.rows[number][column]
        near = nearest(cell.text, heads, _NEAR) if name is None else None
        if near is not None:
            message, more = SheetSaid.NEAR_HEAD(), {"found": cell.text, "nearest": near}
            raise grid.wrong(message, cell.at, None, "unknown_key", **more)
        if name in columns.values():
            message = SheetSaid.COLUMN_TWICE()
            raise grid.wrong(message, cell.at, Said.ONCE(), "duplicate", found=cell.text)
        if name is not None and name != _FOR_PEOPLE:
            columns[column] = name
    return columns


def _heads(language: type[BaseModel]) -> dict[str, str]:
    """The column that a head names: in either language, or as the key of a change in a file."""
    change = get_args(kind_at(language, ("change",)))[0].model_fields
    known = {name: name for name in change if name not in ("set", "answers")}
    for head in Head:
        known |= {text.casefold(): _USED.get(head, _FOR_PEOPLE) for text in head.value}
    return known
