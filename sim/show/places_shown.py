"""Places that were found, as columns of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.show.columns import columns
from sim.show.labels import Text
from sim.show.numbers import Numbers


def lines(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """A heading, a row per place, and how many more there are."""
    text, num = Text(lang), Numbers(lang)
    rows = [
        (
            one["code"],
            text(name) if text.has(name := f"built_in_places.{one['code']}") else one["name"],
            one["municipality"],
            num.exact(one["inhabitants"]),
            text(f"place_kinds.{one['kind']}"),
        )
        for one in document["places"]
    ]
    yield from columns([text("places.head").split("|"), *rows])
    if (more := document["found"] - len(rows)) > 0:
        yield text("places.more", count=num.exact(more), all=document["found"])
