"""One row of a file of one's own place: its cells as numbers, and where they stand."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from sim.population.place_columns import OPTIONAL, WOMEN_COUNT, Columns
from sim.population.place_faults import Fault
from sim.population.place_numbers import Number, as_count, as_share, left_out, number
from sim.population.place_text import Row

# Shares rounded to whole per cents add to 100 within this (five classes, half a point each).
SUM_MARGIN = 3.0
_ROUNDED = 2.5  # how much CBS rounds a number of people or households, at most
_LOOSE = 0.2  # of a total: no more than this may be missing from numbers of a small area


class Group(NamedTuple):
    """Shares (%) of classes that are a whole together; whether the file has numbers for them."""

    shares: tuple[float, ...]
    counted: bool


class Cells:
    """The cells of a row by column. InputError for a row that is not as long as the header."""

    def __init__(self, path: Path, row: Row, columns: Columns, width: int) -> None:
        self.row = f"{path}:{row.line}"
        self.line = row.line
        self._cells, self._columns = row.cells, columns
        if any(row.cells[width:]):
            length = len(row.cells)
            raise Fault.LONG.at(self.row, str(length), str(width))
        for column, at in sorted(columns.at.items(), key=lambda item: item[1]):
            if at >= len(row.cells) and column not in (*OPTIONAL, WOMEN_COUNT):
                raise Fault.SHORT.at(self.where(column), str(len(row.cells)), str(width))

    def where(self, *columns: str) -> str:
        """File, line and columns as the file calls them."""
        names = [self._columns.said.get(column, column) for column in columns]
        return f"{self.row}: {' .. '.join(names)}"

    def has(self, column: str) -> bool:
        """True for a column of the file with a figure in this row."""
        return not left_out(self.text(column))

    def text(self, column: str) -> str:
        """A cell as it stands; empty where the file has no such column."""
        at = self._columns.at.get(column, len(self._cells))
        return self._cells[at] if at < len(self._cells) else ""

    def count(
        self, column: str, most: float, signs: Collection[str], over: Fault = Fault.RANGE
    ) -> int:
        """A whole number from 1 to ``most``. signs: decimal signs; over: of more."""
        text, where, allowed = self.text(column), self.where(column), f"1 .. {most:.0f}"
        if left_out(text):
            raise Fault.LEFT_OUT.at(where, text, allowed)
        value = as_count(self._number(column, allowed), signs)
        if value is None:
            raise Fault.TWO_WAYS.at(where, text, allowed)
        if not 1 <= value <= most:
            raise (over if value > most else Fault.RANGE).at(where, text, allowed)
        if value != math.floor(value):
            raise Fault.NOT_WHOLE.at(where, text, allowed)
        return int(value)

    def share(self, column: str, low: float = 0.0, high: float = 100.0) -> float:
        """A number with decimals in a range."""
        allowed = f"{low:g} .. {high:g}"
        value = as_share(self._number(column, allowed))
        if value is None or not low <= value <= high:
            raise Fault.RANGE.at(self.where(column), self.text(column), allowed)
        return value

    def group(self, columns: Sequence[str], total: int, signs: Collection[str]) -> Group | None:
        """Classes as shares, from shares or numbers; None where any is left out."""
        read = [self._number(name, "0 .. 100") for name in columns if self.has(name)]
        shares = [as_share(one) or 0.0 for one in read]
        for name, share in zip(filter(self.has, columns), shares, strict=True):
            if share < 0:
                raise Fault.RANGE.at(self.where(name), self.text(name), "0 .. 100")
        if len(read) < len(columns):
            return None
        if abs(sum(shares) - 100.0) <= SUM_MARGIN:
            return Group(tuple(shares), False)
        counts = [as_count(one, signs) or as_share(one) or 0.0 for one in read]
        rounded = min(_ROUNDED * (len(columns) + 1), _LOOSE * total)
        if abs(sum(counts) - total) <= max(rounded, SUM_MARGIN / 100.0 * total):
            return Group(tuple(100.0 * count / sum(counts) for count in counts), True)
        where = self.where(columns[0], columns[-1])
        raise Fault.SHARES.at(where, f"sum {sum(shares):g} %", f"100 %, {total}")

    def _number(self, column: str, allowed: str) -> Number:
        read = number(self.text(column))
        if read is None:
            raise Fault.NOT_A_NUMBER.at(self.where(column), self.text(column), allowed)
        return read
