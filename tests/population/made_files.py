"""Files of one's own place by the hundred: what is meant, how it is written, what went wrong."""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

from hypothesis import strategies as st

from sim.population.areas import MARGIN_COLUMNS
from sim.population.margins import apportion
from sim.population.place_columns import NAMES

AGES = ("age_0_14", "age_15_24", "age_25_44", "age_45_64", "age_65")
KINDS = ("one_person", "without_children", "with_children")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")
ENDS = ("\r\n", "\n", "\r")
TEXTS = ("", "BU09350207", "Zuid", "Dörp, 't", "=1+1", "x", ".", "1.000", "1e9", '"', "\x85", "٣")


class Meant(NamedTuple):
    """An area as its maker means it."""

    code: str
    name: str
    inhabitants: int
    households: int
    ages: tuple[int, ...]
    kinds: tuple[int, ...]
    mean_size: float


class Style(NamedTuple):
    """How a file is written."""

    separator: str
    decimal: str
    thousands: str
    names: int
    counted: bool
    encoding: str
    end: str
    says_separator: bool
    empty_rows: int
    empty_columns: int
    footnote: bool
    extra: bool


def shares(weights: tuple[int, ...]) -> tuple[int, ...]:
    """Whole shares that add to 100."""
    return tuple(int(n) for n in apportion(100, tuple(float(w) for w in weights)))


@st.composite
def meant(draw: st.DrawFn, number: int) -> Meant:
    """An area whose figures mostly fit together."""
    size = draw(st.integers(12, 30)) / 10
    homes = draw(st.integers(5, 300))
    people = max(homes, round(homes * size)) + draw(st.sampled_from((0, 0, 0, 3, 400)))
    ages = tuple(draw(st.integers(low, 40)) for low in (0, 0, 5, 5, 0))
    kinds = tuple(draw(st.integers(low, 40)) for low in (5, 0, 0))
    code = draw(st.sampled_from(("A", "BU0935900", "BU9999900", "Wijk "))) + str(number)
    name = draw(st.sampled_from(("Noord", "Café, oost", "'t Zand", "Súd; west", 'De "Hoek"')))
    return Meant(code, name, people, homes, shares(ages), shares(kinds), size)


@st.composite
def styles(draw: st.DrawFn) -> Style:
    """A way to write a file in which every number can be read in one way."""
    decimal = draw(st.sampled_from((",", ".")))
    others = [sign for sign in ("", ".", ",", " ", "\u00a0", "'") if sign != decimal]
    return Style(
        separator=draw(st.sampled_from((";", ",", "\t", "|"))),
        decimal=decimal,
        thousands=draw(st.sampled_from(others)),
        names=draw(st.integers(0, 3)),
        counted=draw(st.booleans()),
        encoding=draw(st.sampled_from(ENCODINGS)),
        end=draw(st.sampled_from(ENDS)),
        says_separator=draw(st.booleans()),
        empty_rows=draw(st.integers(0, 2)),
        empty_columns=draw(st.integers(0, 2)),
        footnote=draw(st.booleans()),
        extra=draw(st.booleans()),
    )


def count(value: int, style: Style) -> str:
    return f"{value:,}".replace(",", style.thousands)


def row_of(area: Meant, style: Style) -> dict[str, str]:
    """The cells of an area by our columns."""
    row = {"code": area.code, "name": area.name, "inhabitants": count(area.inhabitants, style)}
    row["households"] = count(area.households, style)
    row["mean_size"] = f"{area.mean_size:.1f}".replace(".", style.decimal)
    for names, given, total in (
        (AGES, area.ages, area.inhabitants),
        (KINDS, area.kinds, area.households),
    ):
        whole = [int(n) for n in apportion(total, tuple(map(float, given)))]
        told = [count(n, style) for n in whole] if style.counted else [str(n) for n in given]
        row |= dict(zip(names, told, strict=True))
    return row


def header_of(style: Style, order: list[str]) -> list[str]:
    """Names of the columns, of one of the ways to call them."""
    called = {c: [n for n, column in NAMES.items() if column == c] for c in order}
    return [names[min(style.names, len(names) - 1)] for names in called.values()]


def written(rows: list[list[str]], style: Style) -> str:
    """Rows as the text of a file."""
    out = io.StringIO()
    if style.says_separator:
        out.write(f"sep={style.separator}{style.end}")
    writer = csv.writer(out, delimiter=style.separator, lineterminator=style.end)
    writer.writerows(rows)
    for _ in range(style.empty_rows):
        out.write(style.separator * (len(rows[0]) - 1) + style.end)
    if style.footnote:
        out.write("Bron: eigen cijfers" + style.end)
    return out.getvalue()


@st.composite
def tables(draw: st.DrawFn) -> tuple[tuple[Meant, ...], Style, list[list[str]]]:
    """Areas, the style of their file and its cells."""
    areas = tuple(draw(meant(number)) for number in range(draw(st.integers(1, 3))))
    style = draw(styles())
    order = draw(st.permutations(["code", "name", *MARGIN_COLUMNS]))
    cells = [header_of(style, order)]
    for area in draw(st.permutations(areas)):
        row = row_of(area, style)
        cells.append([row[column] for column in order])
    if style.extra:
        cells = [[*row, "woz" if at == 0 else "210"] for at, row in enumerate(cells)]
    return areas, style, [[*row, *[""] * style.empty_columns] for row in cells]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A file in which something went wrong: a cell, a row, a column or some bytes."""
    _, style, cells = draw(tables())
    kind = draw(st.sampled_from(("cell", "short", "long", "row", "column", "bytes")))
    at = draw(st.integers(0, len(cells) - 1))
    within = draw(st.integers(0, len(cells[0]) - 1))
    if kind == "cell":
        cells[at][within] = draw(st.sampled_from(TEXTS) | st.text(max_size=6))
    elif kind == "short":
        cells[at] = cells[at][:within]
    elif kind == "long":
        cells[at] = [*cells[at], "7"]
    elif kind == "row":
        cells.append(cells[at])
    elif kind == "column":
        cells = [[*row, row[within]] for row in cells]
    content = written(cells, style).encode(style.encoding, errors="replace")
    if kind == "bytes":
        start = draw(st.integers(0, len(content)))
        gone = draw(st.sampled_from((0, 1, 2, 50)))
        new = draw(st.binary(max_size=3) | st.sampled_from((b'"', b"\0", b";", b"\r", b"\x85")))
        content = content[:start] + new + content[start + gone :]
    return content
