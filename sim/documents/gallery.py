"""The document of the gallery."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.documents.base import Count, Document, Part, Some, Sometimes
from sim.documents.parts import ByLanguage, PointFailure
from sim.documents.studies import Spent

Differences = Annotated[
    list[float], Field(description="Run by run, of the same residents and random numbers")
]


class Sizes(Part):
    """Runs of every scenario: with parameters drawn, and at best guesses."""

    drawn: Some
    best: Some


class ByKind(Part):
    """Differences in the runs with parameters drawn, and at best guesses."""

    ranges: Differences
    luck: Differences


class Measure(Part):
    """The outcome that a claim is about, the side that is claimed, and a level if it names one."""

    outcome: str
    side: Literal["lower", "higher"]
    level: float | None


class Claim(Part):
    """Words of a source, and the runs it is held to: a difference, or less the level claimed."""

    text: ByLanguage
    measure: Measure | None = Field(description="null: no outcome is a measure of it")
    runs: Differences


class Card(Part):
    """A scenario beside today's practice, or beside the scenario that it departs from."""

    id: str
    title: ByLanguage
    place: str
    place_name: str
    areas: list[str] = Field(description="Codes of its areas")
    inhabitants: Some
    citizens: Some
    weeks: Some
    story: ByLanguage | None
    open: list[ByLanguage]
    sources: list[str]
    beside: Literal["today", "parent"] | None
    parent: ByLanguage | None
    later: ByLanguage
    earlier: ByLanguage | None
    differences: dict[str, ByKind]
    claims: list[Claim]


class Gallery(Document):
    """The catalogue of support systems, each with what its sources claim."""

    schema_: Literal["wijksim/gallery/1"] = Field(alias="schema")
    seed: Count
    citizens: Some = Field(description="Residents of a place at most")
    replications: Sizes
    outcomes: list[str]
    cards: list[Card]
    runs: Some
    out: str
    failures: list[PointFailure]
    command: Sometimes[str] = None
    seconds: Sometimes[Spent] = None
