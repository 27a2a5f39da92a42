"""Rows as columns of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest


def columns(rows: Sequence[Sequence[str]], indent: str = "") -> Iterator[str]:
    """Rows as text, every column as wide as its widest cell."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))] if rows else []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield (indent + "  ".join(cells)).rstrip()


def wrapped(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """Rows as text in columns of these widths: a longer cell runs on below itself, and one that is
    alone in its row to the right."""
    for row in rows:
        if not any(row[1:]):
            yield row[0]
            continue
        parts = [_folded(cell, width) for cell, width in zip(row, widths, strict=True)]
        for line in zip_longest(*parts, fillvalue=""):
            cells = [part.ljust(width) for part, width in zip(line, widths, strict=True)]
            yield "  ".join(cells).rstrip()


def _folded(cell: str, width: int) -> list[str]:
    """A cell as lines, every one indented as the first."""
    text = cell.lstrip(" ")
    indent = cell[: len(cell) - len(text)]
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent)
