"""Workbooks for tests, as somebody fills them in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from sim.inputs.files.numbers import number_in

DUTCH = ("sleutel", "naam", "waarde", "eenheid", "toegestaan", "vanaf datum", "alleen bij model")
ENGLISH = ("key", "name", "value", "unit", "allowed", "from date", "only under model")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}")
ABOVE = (("extends", "pilot"), ("name", "mine"), ("title", "Mijn buurt"))  # rows 2 to 4


def filled(
    path: Path,
    *rows: Sequence[Any],
    head: Sequence[str] = DUTCH,
    above: Sequence[Sequence[Any]] = ABOVE,
    after: Callable[[Any], object] | None = None,
) -> Path:
    """A workbook with rows of key, value, date, model, the first of them in row 5."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Wat-als"
    sheet.append(list(head))
    for row in (*above, *rows):
        key, value, date, model = (*row, *(None,) * (4 - len(row)))
        sheet.append([key, None, value, None, None, date, model])
    if after is not None:
        after(sheet)
    book.save(path)
    return path


def typed(path: Path, shown: str) -> Path:
    """The workbook of a table as a page shows it, with a ; between cells, typed as Excel takes it:
    a percentage and a decimal comma become a number, 2027-07-01 and 1-7-2027 a date."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "What-if"
    for i, line in enumerate(shown.strip().splitlines(), start=1):
        for j, text in enumerate(line.split(";"), start=1):
            cell = sheet.cell(i, j)
            number = number_in(text.removesuffix("%").replace(",", "."))
            if number is not None:
                cell.value = number / 100.0 if text.endswith("%") else number
                cell.number_format = "0%" if text.endswith("%") else "General"
            elif DAY.fullmatch(text):
                parts = [int(part) for part in text.split("-")]
                cell.value = dt.date(*(parts if parts[0] > 31 else parts[::-1]))
            else:
                cell.value = text or None
    book.save(path)
    return path
