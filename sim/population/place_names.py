"""The published municipalities, wijken and buurten by name, and how well a name fits one.

Capitals, accents and punctuation do not count. Sources: ``sim/data/README.md``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Literal, NamedTuple, TypeAlias

from sim.data import rows
from sim.inputs.files.errors import nearest
from sim.population.areas import BUURTEN, WIJKEN

Kind: TypeAlias = Literal["built_in", "municipality", "wijk", "buurt"]
KINDS: tuple[Kind, ...] = ("built_in", "municipality", "wijk", "buurt")
_CLOSE = 0.7  # from how alike on a name is offered for another
_READ = 8  # places that an error names
EXACT = 0  # how well a name fits that is the name itself

# What people call a municipality that is published under another name.
_CALLED = {"den haag": "s gravenhage", "den bosch": "s hertogenbosch"}
_NUMBER = re.compile(r"^(?:wijk|buurt) \d+ (?=\D)")  # before the names of many wijken
_APART = re.compile(r"[^a-z0-9]+")


class Listed(NamedTuple):
    """A place that one can name: its code, name, municipality (empty: in none), inhabitants."""

    code: str
    name: str
    municipality: str
    inhabitants: int
    kind: Kind


@cache
def published() -> tuple[Listed, ...]:
    """Every municipality and wijk of 2016 and buurt of Maastricht of 2017, in order of code."""
    wijken = [_listed(row, "wijk") for row in rows(WIJKEN)]
    sums: dict[str, Listed] = {}
    for row, one in zip(rows(WIJKEN), wijken, strict=True):
        code, name = row["municipality"], one.municipality
        sofar = sums[code].inhabitants if code in sums else 0
        sums[code] = Listed(code, name, name, sofar + one.inhabitants, "municipality")
    return (*sums.values(), *wijken, *(_listed(row, "buurt") for row in rows(BUURTEN)))


def _listed(row: dict[str, str], kind: Kind) -> Listed:
    people = int(row["inhabitants"])
    return Listed(row["code"], row["name"], row["municipality_name"], people, kind)


def folded(text: str) -> str:
    """A name in small letters and digits, a space between its words."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = _APART.sub(" ", plain).strip()
    return _CALLED.get(words, words)


def fit(asked: str, one: Listed) -> int | None:
    """The fit of a place to what is asked, ``EXACT`` best; None when it has none.

    asked: folded. Code or name itself (with its municipality, or without the number before it),
    beginning, beginning of a word, part, words of the name and the municipality together.
    """
    whole = folded(one.name)
    name = _NUMBER.sub("", whole)
    place = f"{name} {folded(one.municipality)}"
    if asked in (one.code.lower(), whole, name, place):
        return EXACT
    if name.startswith(asked) or one.code.lower().startswith(asked):
        return EXACT + 1
    if f" {asked}" in f" {whole}":
        return EXACT + 2
    if asked in whole:
        return EXACT + 3
    return EXACT + 4 if all(word in place for word in asked.split()) else None


def fitting(text: str, among: Iterable[Listed]) -> list[tuple[int, Listed]]:
    """The places that fit a text with how well, the best first; of equals the largest kind, then
    most inhabitants."""
    asked = folded(text)
    found = [(fit(asked, one), one) for one in among] if asked else []
    known = [(rank, one) for rank, one in found if rank is not None]
    return sorted(known, key=lambda item: (item[0], *_order(item[1])))


def _order(one: Listed) -> tuple[int, int, str]:
    return KINDS.index(one.kind), -one.inhabitants, one.code


def named(text: str) -> list[Listed]:
    """The published places that are called so; of several, those where somebody lives."""
    exact = [one for rank, one in fitting(text, published()) if rank == EXACT]
    return [one for one in exact if one.inhabitants] or exact


def listed(found: Sequence[Listed]) -> str:
    """Codes with names, for an error: as many as are read, and how many more there are."""
    shown = [f"{one.code} ({_in_full(one)})" for one in found[:_READ]]
    more = len(found) - len(shown)
    return ", ".join([*shown, *([f"... (+{more})"] if more else [])])


def _in_full(one: Listed) -> str:
    return one.name if one.name == one.municipality else f"{one.name}, {one.municipality}"


def nearest_name(text: str, among: Iterable[Listed]) -> str | None:
    """The name of a place or municipality that is spelled most like a text; None: none is close."""
    every = chain.from_iterable((one.name, one.municipality) for one in among)
    by_folded = {_NUMBER.sub("", folded(name)): name for name in every if name}
    near = nearest(folded(text), by_folded, _CLOSE)
    return None if near is None else by_folded[near]
