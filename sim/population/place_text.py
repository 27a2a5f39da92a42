"""The rows of a CSV file as a spreadsheet, a statistics office or a program writes it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from sim.foundation.sentence import Sentence
from sim.population.flags import Flag
from sim.population.place_faults import Fault

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods; .xls
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNS = (",", ";", "\t", "|")
_SEP = re.compile(r'"?sep=([,;\t|])"?[,;\t| ]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
# A row of words below the figures, not an area.
_FOOTNOTE = re.compile(
    r"(bron(nen)?|sources?|noot|noten|voetnoot|footnote|notes?|toelichting|nb|n\.b\.)\s*:|[*©(¹²³]",
    re.IGNORECASE,
)
_BLANK = "\ufeff\u200b"  # spaces without width, which str.strip leaves


class Row(NamedTuple):
    """A line of the file by its number, with its cells without the space around them."""

    line: int
    cells: tuple[str, ...]


class Sheet(NamedTuple):
    """Header and rows of a file, without empty rows and footnotes; what was understood."""

    header: Row
    rows: tuple[Row, ...]
    notes: tuple[Sentence, ...]


def read_sheet(path: Path, known: Callable[[str], bool]) -> Sheet:
    """The file as rows; ``known`` tells names of columns, by which its separator is found."""
    text, notes = _text(path)
    said = _SEP.match(text)
    if said:
        rows = list(_rows(path, text[said.end() :], said[1], 1))
    else:
        rows = list(_rows(path, text, _separator(text, known), 0))
    if not rows:
        raise Fault.NO_AREAS.at(str(path), "0")
    header, *below = rows
    footnotes = [row for row in below if _is_footnote(row, len(header.cells))]
    if footnotes:
        notes = (*notes, Flag.FOOTNOTES(rows=tuple(str(row.line) for row in footnotes)))
    return Sheet(header, tuple(row for row in below if row not in footnotes), notes)


def _text(path: Path) -> tuple[str, tuple[Sentence, ...]]:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise Fault.NO_FILE.at(str(path)) from error
    except (OSError, ValueError) as error:
        # A ValueError is a path with a sign that no path can have.
        raise Fault.UNREADABLE.at(repr(str(path))[1:-1]) from error
    if content.startswith(_WORKBOOKS):
        raise Fault.WORKBOOK.at(str(path), path.suffix or None, ".csv")
    encodings = [name for mark, name in _MARKS if content.startswith(mark)][:1]
    if not encodings:
        encodings = [_wide(content)] if b"\0" in content else ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, (Flag.READ_WINDOWS(),) if encoding == "cp1252" else ()
    raise Fault.NOT_TEXT.at(str(path))


def _wide(content: bytes) -> str:
    """The encoding of text with two bytes to a sign and no mark that says so."""
    return "utf-16-le" if content[1::2].count(0) >= content[::2].count(0) else "utf-16-be"


def _separator(text: str, known: Callable[[str], bool]) -> str:
    """The sign between cells: that by which most names of columns are found in the header."""
    head = next((line for line in text.splitlines() if line.strip(" ,;\t|" + _BLANK)), "")

    def names(sign: str) -> tuple[int, int]:
        cells = [_clean(cell.strip().strip('"')) for cell in head.split(sign)]
        return sum(map(known, cells)), len(cells)

    return max(_SIGNS, key=names)


def _rows(path: Path, text: str, separator: str, above: int) -> Iterator[Row]:
    """Rows that hold anything. above: lines of the file before this text."""
    # Only line ends are line ends: a name may hold other signs that split text into lines.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = above + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if "end of data" in str(error) or "expected after" in str(error):
                raise Fault.OPEN_QUOTE.at(f"{path}:{line}", '"') from error
            raise Fault.NOT_CSV.at(f"{path}:{line}", str(error)) from error
        if cells is None:
            return
        if any("\n" in cell or "\r" in cell for cell in cells):
            raise Fault.OPEN_QUOTE.at(f"{path}:{line}", '"')
        cleaned = tuple(_clean(cell) for cell in cells)
        if any(cleaned):
            yield Row(line, cleaned)


def _clean(cell: str) -> str:
    return cell.strip().strip(_BLANK).strip()


def _is_footnote(row: Row, columns: int) -> bool:
    """True for words below the figures: nothing beside them, or less than a row."""
    alone = len(row.cells) < columns or not any(row.cells[1:])
    return alone and _FOOTNOTE.match(row.cells[0]) is not None
