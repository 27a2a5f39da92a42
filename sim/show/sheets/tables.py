"""Tables of a study, the country or a run as sheets, with heads in a language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.inputs.files.errors import InputError
from sim.inputs.files.sheet_said import SheetSaid
from sim.inputs.parameters.load import read_parameters
from sim.record.outcomes import OUTCOMES
from sim.show.reader import Reader
from sim.show.stated import parameter_name
from sim.storage.csv_files import read_table, tables_of
from sim.storage.xlsx_files import Sheet

MOST_ROWS = 1_048_576 - 1  # of a sheet of Excel, below its head


def table_sheets(folder: Path, manifest: Mapping[str, Any], lang: str) -> list[Sheet]:
    """A sheet per table of a results folder. InputError for a table that is longer than a sheet."""
    reader = Reader(lang, {})
    return [_sheet(path, reader) for path in tables_of(folder, manifest)]


def _sheet(path: Path, reader: Reader) -> Sheet:
    """One table; what is neither number nor text is written as text."""
    with read_table(path) as (head, lines):
        rows = list[list[Any]]()
        for line in lines:
            if len(rows) == MOST_ROWS:
                raise InputError(
                    code="out_of_range",
                    where=str(path),
                    allowed=SheetSaid.AS_CSV(most=MOST_ROWS),
                    message=SheetSaid.TOO_LONG(),
                )
            rows.append([_content(value) for value in line])
    return Sheet(path.stem, [head_of(reader, name) for name in head], rows)


def head_of(reader: Reader, column: str) -> str:
    """The head of a column: the label and key of an outcome or a parameter, else its name."""
    if column in OUTCOMES:
        return f"{reader.label(column)} ({column})"
    if (parameter := read_parameters().get(column)) is not None:
        return f"{parameter_name(reader, column, parameter.label(reader.lang))} ({column})"
    return column


def _content(value: Any) -> Any:
    """A cell of a table as a cell of a sheet."""
    return value if value is None or isinstance(value, (str, float, int)) else str(value)
