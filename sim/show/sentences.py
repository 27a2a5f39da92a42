"""Sentences of documents in the language of a page: the code is looked up, the values filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.documents.parts import Said, Sentence
from sim.show.level_names import level_name
from sim.show.reader import Reader


def told(reader: Reader, sentence: Sentence) -> str:
    """The sentence in the words and numbers of the reader."""
    places = {name: _filled(reader, name, value) for name, value in sentence.values.items()}
    return reader.text(f"sentences.{sentence.code}", **places)


def _filled(reader: Reader, name: str, value: Said) -> str:
    """A value as the place of this name shows it; a sentence within is told in its turn."""
    if isinstance(value, Sentence):
        return told(reader, value)
    if isinstance(value, list):
        return _BETWEEN.get(name, ", ").join(_filled(reader, name, item) for item in value)
    if name in _PLACES:
        return _PLACES[name](reader, value)
    return value if isinstance(value, str) else reader.num.exact(float(value))


def _as_stated(_: Reader, value: Any) -> str:
    """A number without signs between its digits: a year, or as its source has it."""
    return str(value)


_BETWEEN = {"levels": "; "}  # between the items of a list, by the name of its place
# Places that hold no stated number or text, by name.
_PLACES: dict[str, Callable[[Reader, Any], str]] = {
    "model": Reader.model,
    "models": Reader.model,
    "outcome": Reader.label,
    "level": lambda reader, level: level_name(reader.text, level),
    "change": lambda reader, change: reader.num.plain(float(change), sign=True),
    "ratio": lambda reader, ratio: reader.num.plain(ratio),
    "share": lambda reader, share: reader.num.percent(share),
    "percent": lambda reader, percent: reader.num.exact(float(f"{percent:.3g}")),
    "organisation": lambda reader, name: reader.text(f"account.{name}"),
    "payer": lambda reader, payer: reader.text.name("payers", payer),
    "domain": lambda reader, domain: reader.text.name("domains", domain),
    **dict.fromkeys(("year", "euros", "west", "all", "total", "said"), _as_stated),
}
