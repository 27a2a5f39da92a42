"""Numbers as people, spreadsheets and statistics offices write them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

_BETWEEN = " \u00a0\u2009\u202f'\u2019"  # signs between thousands that are no decimal sign
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:([.,])[0-9]+)?|([.,])[0-9]+)")
_GROUPED = re.compile(
    rf"[+-]?[1-9][0-9]{{0,2}}(?:([.,{_BETWEEN}])[0-9]{{3}})(?:\1[0-9]{{3}})*(?:([.,])[0-9]+)?"
)
# A cell that says that its figure is not published: signs of people, of CBS and of spreadsheets.
_LEFT_OUT = {"", ".", "..", "-", "--", "x", "*", "na", "n.a.", "n/a", "nb", "n.b.", "nvt", "n.v.t."}
_LEFT_OUT |= {"null", "#n/a", "#n/b", "-99995", "-99997", "-99999999"}


class Number(NamedTuple):
    """A cell that is a number: read with a decimal sign, and with a sign between thousands.

    ``sign`` is the sign of which the two readings differ; None for a reading that there is not.
    """

    plain: float | None
    grouped: float | None
    sign: str


def left_out(text: str) -> bool:
    """True for a cell without a figure: empty, or a sign that it was suppressed."""
    return text.casefold() in _LEFT_OUT


def number(text: str) -> Number | None:
    """A cell as a number; None for what is none. A sign of per cent is allowed."""
    bare = text.removesuffix("%").strip().replace("\u2212", "-")
    plain, grouped = _PLAIN.fullmatch(bare), _GROUPED.fullmatch(bare)
    if grouped and grouped[2] == grouped[1]:
        grouped = None  # one sign cannot be both
    if not plain and not grouped:
        return None
    sign = (plain[1] or plain[2] or "") if plain else ""
    value = float(bare.replace(",", ".")) if plain else None
    if not grouped:
        return Number(value, None, sign)
    end = grouped.start(2) if grouped[2] else len(bare)
    digits = "".join(one for one in bare[:end] if one not in f".,{_BETWEEN}")
    parts = bare[end + 1 :] or "0"
    return Number(value, float(f"{digits}.{parts}"), sign or grouped[2] or "")


def decimal_signs(sure: Iterable[str], all_cells: Iterable[str]) -> frozenset[str]:
    """Signs that are decimal signs in a file. sure: cells of columns that hold no thousands."""
    found = set()
    for cells, certain in ((sure, True), (all_cells, False)):
        for read in map(number, cells):
            if read and read.sign and (certain or read.plain is None or read.grouped is None):
                found.add(read.sign)
    return frozenset(found)


def in_doubt(read: Number) -> bool:
    """True for a number that can be read in two ways."""
    return read.plain is not None and read.grouped is not None


def as_count(read: Number, decimals: Collection[str]) -> float | None:
    """The number where a count is meant; None when the file leaves open which reading it is."""
    if read.grouped is None:
        return read.plain
    if read.plain is not None and read.sign in decimals:
        return None
    return read.grouped


def as_share(read: Number) -> float | None:
    """The number where a share or a mean is meant: three digits behind a sign are decimals."""
    return read.grouped if read.plain is None else read.plain
