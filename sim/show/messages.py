"""Sentences that the model and its data make in English, told in the language of the page.

``text/en.toml`` holds every such sentence under ``messages`` as the model makes it, with
places for what varies; ``text/nl.toml`` holds its translation under the same key.
"""

from __future__ import annotations

import re
from functools import cache

from sim.show.labels import Text, words

_SECTION = "messages."
_WHOLE = ("why", "flag")  # places that hold a sentence of their own
_PLACE = re.compile(r"\\\{(\w+)\\\}")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(key, pattern) of every sentence, in the order of the file."""
    return tuple(
        (key, re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(text))))
        for key, text in words("en").items()
        if key.startswith(_SECTION)
    )


def told(text: Text, message: str) -> str | None:
    """The message in the language of ``text``; None when it is no sentence we know."""
    for key, pattern in _patterns():
        found = pattern.fullmatch(message)
        if found is None:
            continue
        parts = {name: told(text, part) or part for name, part in found.groupdict().items()}
        if all(told(text, found[name]) is not None for name in _WHOLE if name in parts):
            return text(key, **parts)
    return None
