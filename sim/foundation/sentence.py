"""Sentences that the model and its data make: a code, what varies, and the English text.

A room declares its sentences as members of a ``Wording`` of its own: the member's name is the
code, its value the only statement of the English text, with a place for everything that varies.
Calling a member makes the sentence. Nothing reads a text back: who translates looks the code up
and fills in the values.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

_DIGITS = 3  # significant ones of a decimal number in an English text


@dataclass(frozen=True)
class Sentence:
    """A sentence by its code. ``places``: what varies, by name, in the order of its statement."""

    code: str
    text: str  # English
    places: tuple[tuple[str, Value], ...] = ()

    def document(self) -> dict[str, Any]:
        """As JSON holds it; a sentence within is held in the same way."""
        values = {name: _held(value) for name, value in self.places}
        return {"code": self.code, "text": self.text, "values": values}


Value: TypeAlias = int | float | str | Sentence | tuple[str, ...] | tuple[Sentence, ...]


class Wording(Enum):
    """Sentences of a room: code and English text of each."""

    @property
    def code(self) -> str:
        """The name by which a translation is found."""
        return self.name.lower()

    @property
    def english(self) -> str:
        """The English text with its places."""
        return str(self.value)

    def __call__(self, **values: Value) -> Sentence:
        """The sentence with its places filled in. ValueError for other places than it has."""
        if values.keys() != places_of(self.english):
            raise ValueError(f"{self.code} has the places {sorted(places_of(self.english))}")
        shown = {name: _shown(value) for name, value in values.items()}
        return Sentence(self.code, self.english.format(**shown), tuple(values.items()))


def places_of(text: str) -> set[str]:
    """Names of the places in a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def sentence_of(document: Mapping[str, Any]) -> Sentence:
    """The sentence that JSON holds."""
    places = tuple((name, _read(value)) for name, value in document["values"].items())
    return Sentence(document["code"], document["text"], places)


def text_in(document: Mapping[str, Any] | None) -> str | None:
    """The English text of a sentence that JSON holds, for a cell of a table."""
    return None if document is None else str(document["text"])


def _shown(value: Value) -> str:
    """A value as an English text has it."""
    if isinstance(value, Sentence):
        return value.text
    if isinstance(value, tuple):
        return ", ".join(_shown(item) for item in value)
    return f"{float(f'{value:.{_DIGITS}g}'):g}" if isinstance(value, float) else str(value)


def _held(value: Value) -> Any:
    if isinstance(value, Sentence):
        return value.document()
    return [_held(item) for item in value] if isinstance(value, tuple) else value


def _read(value: Any) -> Any:
    if isinstance(value, Mapping):
        return sentence_of(value)
    return tuple(_read(item) for item in value) if isinstance(value, list) else value
