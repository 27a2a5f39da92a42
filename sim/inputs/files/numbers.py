"""Numbers as people type them: plain digits, or what they were likely to mean."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WHOLE = re.compile(r"([+-]?[0-9]+)(?:\.0)?")
_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(?:([., '_])[0-9]{3})(?:\1[0-9]{3})*")
MOST_DIGITS = 400  # of a number: a float has no more before its point


def number_in(text: str) -> float | None:
    """The number that a text is; None for any other way of writing than plain digits."""
    return float(text) if _NUMBER.fullmatch(text.strip()) else None


def whole_in(text: str) -> int | None:
    """The whole number that a text is; None where it has a sign for thousands or decimals."""
    found = _WHOLE.fullmatch(text.strip())
    return int(found.group(1)) if found and len(text) <= MOST_DIGITS else None


def meant(text: str) -> str | None:
    """The same in plain digits, when a number has other digits, signs between thousands or a
    decimal comma; None when it is so already, or is no number even so."""
    usual = "".join(_usual(char) for char in text.strip()[:MOST_DIGITS])
    if _GROUPS.fullmatch(usual):
        usual = re.sub("[., '_]", "", usual)
    usual = usual.replace("_", "").replace(",", ".")
    return usual if _NUMBER.fullmatch(usual) and usual != text.strip() else None


def _usual(char: str) -> str:
    """A digit of any script as one of ours, any space as one; anything else as it is."""
    digit = unicodedata.decimal(char, None)
    return " " if char.isspace() else char if digit is None else str(digit)
