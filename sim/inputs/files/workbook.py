"""The sheets of an Excel workbook that somebody filled in, cell by cell.

What a reader of the sheet would not see, or would see otherwise than it is read, is refused:
formulas, merged cells, values in what is hidden.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from sim.inputs.files.errors import InputError
from sim.inputs.files.folders import short_name
from sim.inputs.files.said import Both
from sim.inputs.files.sheet_said import SheetSaid

Content: TypeAlias = str | int | float | bool | dt.date | dt.time
MOST_BYTES, MOST_CELLS = 50_000_000, 200_000  # unpacked; of a sheet, from A1 to its last corner
_OLD = b"\xd0\xcf\x11\xe0"  # how .xls begins, and any workbook with a password
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PERCENT = re.compile(r'(?:"[^"]*"|\\.|[^%"\\])*%')  # a format with a % that is no text


class Cell(NamedTuple):
    """A cell that is not empty: its address, what it holds, whether it shows a percentage."""

    at: str
    content: Content
    percent: bool = False

    @property
    def text(self) -> str:
        """The content as a text, without space around it."""
        return str(self.content).strip()


@dataclass(frozen=True)
class Grid:
    """A sheet: its rows by number, each with its cells by the number of their column."""

    path: Path
    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    sheet: Any

    def where(self, at: str) -> str:
        """``file: sheet!C7``, for a message."""
        return f"{short_name(self.path)}: {self.name}!{at}"

    def wrong(
        self, message: Both, at: str, allowed: str | None, code: str = "wrong_type", **more: Any
    ) -> InputError:
        """An error in a cell."""
        return InputError(code=code, where=self.where(at), allowed=allowed, message=message, **more)

    def check(self) -> None:
        """InputError for a formula or merged cells."""
        for merged in self.sheet.merged_cells.ranges:
            raise self.wrong(SheetSaid.MERGED(), str(merged), SheetSaid.MERGED_DO())
        for row in self.sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    found = cell.value if isinstance(cell.value, str) else None
                    allowed = SheetSaid.FORMULA_DO()
                    raise self.wrong(SheetSaid.FORMULA(), cell.coordinate, allowed, found=found)

    def check_seen(self, row: int, column: int) -> None:
        """InputError for a cell in a row, column or sheet that is hidden."""
        # What is said of columns may be of many side by side: only the first has an entry.
        spans = [one for one in self.sheet.column_dimensions.values() if one.hidden]
        if (
            self.sheet.sheet_state != "visible"
            or self.sheet.row_dimensions[row].hidden
            or any((one.min or 0) <= column <= (one.max or 0) for one in spans)
        ):
            cell, allowed = self.rows[row][column], SheetSaid.HIDDEN_DO()
            raise self.wrong(SheetSaid.HIDDEN(), cell.at, allowed, found=cell.text)


def read_grids(path: Path) -> list[Grid]:
    """The sheets of a workbook. InputError for what is none, or cannot be read as one."""
    content = path.read_bytes()
    if content.startswith(_OLD):
        locked = _LOCKED in content
        raise _no_workbook(path, SheetSaid.PASSWORD() if locked else SheetSaid.OTHER_KIND())
    return [_grid(path, sheet) for sheet in _opened(path, content).worksheets]


def _opened(path: Path, content: bytes) -> Any:
    """The workbook as the library has it."""
    # Imported here: it takes a while to load, and most scenarios are no workbooks.
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > MOST_BYTES:
            raise _no_workbook(path, SheetSaid.TOO_LARGE(), SheetSaid.NEW())
        with warnings.catch_warnings():
            # What the library leaves out (pictures, rules) is no part of what is read.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(content))
    except InputError:
        raise
    except Exception as error:  # a damaged part fails in as many ways as there are parts
        raise _no_workbook(path, SheetSaid.NO_WORKBOOK()) from error


def _no_workbook(path: Path, message: Both, allowed: Both | None = None) -> InputError:
    return InputError(
        code="bad_workbook",
        where=short_name(path),
        allowed=allowed or SheetSaid.SAVE_AS(),
        message=message,
    )


def other_kind(path: Path) -> InputError:
    """The error for a workbook of a kind that is not read."""
    return _no_workbook(path, SheetSaid.OTHER_KIND())


def _grid(path: Path, sheet: Any) -> Grid:
    if sheet.max_row * sheet.max_column > MOST_CELLS:
        raise _no_workbook(path, SheetSaid.TOO_LARGE(), SheetSaid.NEW())
    rows = {
        number: cells
        for number, row in enumerate(sheet.iter_rows(), start=1)
        if (cells := dict(_cells(row)))
    }
    return Grid(path, sheet.title, rows, sheet)


def _cells(row: Any) -> Iterator[tuple[int, Cell]]:
    for cell in row:
        found = _content(cell.value)
        if found is not None and found != "":
            percent = bool(_PERCENT.match(str(cell.number_format)))
            yield cell.column, Cell(cell.coordinate, found, percent)


def _content(raw: Any) -> Content | None:
    """The content of a cell: a day without a time as a date, a whole number as one."""
    if isinstance(raw, dt.datetime) and raw.time() == dt.time():
        return raw.date()
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    if isinstance(raw, str):
        return raw.replace("\N{NO-BREAK SPACE}", " ").strip()
    known = raw is None or isinstance(raw, (bool, int, float, dt.date, dt.time))
    return raw if known else str(raw)
