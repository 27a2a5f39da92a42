"""Text that others wrote, made safe to show: nothing in it steers a terminal, page or sheet.

Titles, names, keys and paths come from files and may hold anything. What would act on the reader
(escape sequences, control characters, marks that turn the direction of reading, half characters)
is shown as its escape (``\\x1b``), so that nothing is lost.
"""

from __future__ import annotations

import re

# Control characters, ends of line and paragraph, marks of direction, what no UTF-8 or XML holds.
_STEERS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
)
_ACTS = re.compile(f"[{_STEERS}]")
_SPACE = re.compile(r"[\t\r\n]+")
_FORMULA = re.compile(r"\s*[=+\-@]")
_NUMBER = re.compile(r"[+-]?[0-9.,]+(?:[eE][+-]?[0-9]+)?")


def plain(text: str) -> str:
    """The text on one line."""
    return plain_lines(_SPACE.sub(" ", text))


def plain_lines(text: str) -> str:
    """The text with its own lines."""
    return _ACTS.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def cell(text: str) -> str:
    """The text for a cell of a spreadsheet, which takes no formula from it."""
    formula = _FORMULA.match(text) and not _NUMBER.fullmatch(text)
    return plain(f"'{text}" if formula else text)
