"""Tables as an Excel workbook: heads that stay in sight, columns as wide as what is in them.

Numbers have sixteen digits and are shown as a format says; Excel writes them as its own language
does. What is undefined is an empty cell. No cell is a formula.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from sim.foundation.plain import cell as safe

Content: TypeAlias = str | float | int | bool | dt.date | None
DAY = {"nl": "dd-mm-yyyy", "en": "yyyy-mm-dd"}
PERCENT, WHOLE, EXACT = "0.0%", "#,##0", "General"
_WIDEST, _NARROWEST, _NUMBER = 60, 6, 12  # signs
_LONGEST_NAME = 31  # of a sheet
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_HEAD, _TO_FILL = "FFDDE6EE", "FFFFF8DC"  # colours behind heads, and where people type


class Shown(NamedTuple):
    """A number, and the format in which it is shown."""

    value: Content
    format: str


class Sheet(NamedTuple):
    """A table by the name of its sheet; without a head it is text.

    formats: those of whole columns, by their number from 0; to_fill: columns in which people type;
    choices: what a list offers in a column.
    """

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Content | Shown]]
    formats: Mapping[int, str] = {}
    to_fill: Sequence[int] = ()
    choices: Mapping[int, Sequence[str]] = {}


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The file of a workbook with these sheets, in order."""
    # Imported here: it takes a while to load, and most commands write no workbook.
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "wijksim"
    for sheet in sheets:
        name = _NOT_IN_A_NAME.sub(" ", safe(sheet.name))[:_LONGEST_NAME]
        _fill(book.create_sheet(name), sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(made: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    rows = [sheet.head, *sheet.rows] if sheet.head else sheet.rows
    top = Alignment(vertical="top", wrap_text=True)
    for i, row in enumerate(rows, start=1):
        for j, content in enumerate(row):
            cell = made.cell(i, j + 1)
            _put(cell, content, sheet.formats.get(j))
            cell.alignment = top
            if sheet.head and i == 1:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", _HEAD)
            elif j in sheet.to_fill:
                cell.fill = PatternFill("solid", _TO_FILL)
    for j in range(max(map(len, rows), default=0)):
        width = max((_width(row[j]) for row in rows if j < len(row)), default=0)
        letter = get_column_letter(j + 1)
        made.column_dimensions[letter].width = min(max(width, _NARROWEST), _WIDEST) + 2
    if sheet.head:
        made.freeze_panes = "B2"
    _offer(made, sheet)


def _put(cell: Any, content: Content | Shown, usual: str | None) -> None:
    value, form = content if isinstance(content, Shown) else (content, usual)
    if isinstance(value, str):
        cell.value = safe(value)
        cell.data_type = "s"  # whatever it looks like
    elif not (isinstance(value, float) and not math.isfinite(value)):
        cell.value = value
    if form is not None:
        cell.number_format = form


def _width(content: Content | Shown) -> int:
    value = content.value if isinstance(content, Shown) else content
    return len(value) if isinstance(value, str) else 0 if value is None else _NUMBER


def _offer(made: Any, sheet: Sheet) -> None:
    """Lists from which one may choose; something else may be typed."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for column, names in sheet.choices.items():
        listed = DataValidation("list", formula1=f'"{",".join(names)}"', showErrorMessage=False)
        letter = get_column_letter(column + 1)
        listed.add(f"{letter}2:{letter}{len(sheet.rows) + 1}")
        made.add_data_validation(listed)
