"""Documents of commands that look things up: places, scenarios."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.documents.base import Code, Count, Document, ModelId, Part, Text


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


class ListedScenario(Part):
    """A built-in scenario."""

    id: Code
    title: Text = Field(description="In the language that was asked for")
    place: Text
    models: list[ModelId]
    sources: list[Text] = Field(description="Ids of facts.toml that the scenario itself names")


class Scenarios(Document):
    """The built-in scenarios, the default one first."""

    schema_: Literal["wijksim/scenarios/1"] = Field(alias="schema")
    scenarios: list[ListedScenario]
