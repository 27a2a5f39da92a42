"""Parts of a page: sections of texts, tables and charts, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

Row = Sequence[str]
WIDE, MANY = 5, 9  # columns, the first included


class Linked(str):
    """Words of which some lead to a row with that id on the page; plain words elsewhere.

    pieces: the words in order, each with the id that it leads to or an empty one.
    """

    pieces: Sequence[tuple[str, str]]

    def __new__(cls, pieces: Sequence[tuple[str, str]]) -> Linked:
        """The words of the pieces."""
        made = super().__new__(cls, "".join(words for words, _ in pieces))
        made.pieces = pieces
        return made


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; the first column names the row.

    ``words`` are the columns that hold words, the others hold numbers. ``shades`` gives a
    cell a class from 0 (empty) to 5, [rows, columns after the first]. ``anchored``: the
    first cell of a row is its id, which links lead to.
    """

    caption: str
    head: Row
    rows: Sequence[Row]
    words: frozenset[int] = frozenset()
    shades: Sequence[Sequence[int]] = ()
    folded: bool = False
    anchored: bool = False
    kind: str = field(default="table", init=False)

    @property
    def wide(self) -> bool:
        """True when numbers with their ranges would not fit side by side."""
        return len(self.head) > WIDE

    @property
    def many(self) -> bool:
        """True when so many columns need small letters on paper."""
        return len(self.head) > MANY and not self.shades


@dataclass(frozen=True, slots=True)
class Chart:
    """An SVG, or several side by side, with a caption and the table of what is shown."""

    svg: str
    caption: str
    table: Table
    kind: str = field(default="chart", init=False)

    @property
    def markup(self) -> Markup:
        """The SVG as it goes into the page; its texts were escaped when it was made."""
        return Markup(self.svg)


@dataclass(frozen=True, slots=True)
class Map:
    """A small map as SVG, with a caption."""

    svg: str
    caption: str
    kind: str = field(default="map", init=False)

    @property
    def markup(self) -> Markup:
        """The SVG as it goes into the page; its texts were escaped when it was made."""
        return Markup(self.svg)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``strong`` for the answer."""

    text: str
    strong: bool = False
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Points:
    """A list, with an optional name in front of every point."""

    items: Sequence[tuple[str, str]]
    kind: str = field(default="points", init=False)


@dataclass(frozen=True, slots=True)
class Code:
    """A command, as one types it."""

    text: str
    kind: str = field(default="code", init=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    text: str
    kind: str = field(default="heading", init=False)


Block = Table | Chart | Map | Paragraph | Points | Code | Heading


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the page with an anchor."""

    id: str
    title: str
    blocks: Sequence[Block]
