"""Documents of commands that look things up: places."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.documents.base import Count, Document, Part, Text


class ListedPlace(Part):
    """A place that can be simulated, by its code."""

    code: Text
    name: Text
    municipality: str = Field(description="Empty: in none, or in several")
    inhabitants: Count
    kind: Literal["built_in", "municipality", "wijk", "buurt"]


class Places(Document):
    """Places whose name has a text in it, the best first."""

    schema_: Literal["wijksim/places/1"] = Field(alias="schema")
    asked: str
    found: Count = Field(description="How many there are; places may hold fewer")
    places: list[ListedPlace]
