"""The document of foregone conclusions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.documents.base import Better, Count, Number, Pair, Part, Share, Way
from sim.documents.evidence import Evidence, RunFailure, Total
from sim.documents.parts import ByLanguage, BySign, Worlds


class Role(Part):
    """Numbers of parameters of a role that were drawn and fixed."""

    drawn: Count
    held: Count


class Explanation(ByLanguage):
    """By what a sign is forced, and who says so."""

    source: str


class Mover(Part):
    """A drawn parameter that goes with a difference (rank correlation)."""

    parameter: str
    also: list[str] = Field(description="The same lever of other answers")
    part: Literal["value", "common", "difference"] = Field(
        description="What answers have in common, or the value of parameter less that of also"
    )
    correlation: Annotated[float, Field(ge=-1, le=1)]


class Foregone(Part):
    """A difference over drawn worlds: in which share of them it has which sign."""

    better: Better
    draws: Count = Field(description="In which the difference is defined")
    lower: Share | None
    higher: Share | None
    same: Share | None
    as_drawn: BySign
    reversed: BySign
    turns: Share | None = Field(
        description="Share of draws in which reversing turns the sign; null when none was run "
        "both ways"
    )
    later_better: Share | None = Field(
        description="The first named; null where neither way is better"
    )
    earlier_better: Share | None
    mean: Number
    most: Literal["lower", "higher", "same"]
    low: Share | None = Field(
        description="95 % interval (Wilson, over draws) of the share of the commonest sign"
    )
    high: Share | None
    forced: Literal["lower", "higher", "same", None] = Field(
        description="A sign in more draws than the threshold; null with too few draws"
    )
    explained: Explanation | None
    moves_with: list[Mover] = Field(description="Drawn parameters that go most with the difference")


class Direction(Part):
    """The side of a lever that an answer has, and its source."""

    answer: str
    side: Way
    source: str


class SharedLever(Part):
    """A lever of two or more answers that the models give: over worlds as drawn."""

    keys: Annotated[list[str], Field(min_length=2)]
    kind: Literal["benefit", "friction", "structure"]
    better: Literal["higher", "lower", None] = Field(description="null: no direction")
    drawn: bool = Field(description="false: fixed under some answer")
    worlds: Count
    higher: dict[str, Share | None] = Field(
        description="Share of worlds in which each answer has the highest value"
    )
    same: Share | None
    favours: dict[str, Share | None] | None = Field(
        description="Share of worlds in which the lever favours each answer"
    )
    direction: Direction | None
    built_in: str | None = Field(
        description="The answer favoured in more worlds than the threshold without a source; null "
        "with too few worlds"
    )


class EvidenceForegone(Evidence):
    """Worlds drawn over the ranges of all levers and parameters of the world: in which share of
    them each model is better."""

    schema_: Literal["wijksim/evidence-foregone/1"] = Field(alias="schema")
    draws: Count = Field(description="Of which at least one world was run")
    worlds: Count = Field(
        description="Two a draw: as drawn, and with the differences between answers that share a "
        "lever reversed"
    )
    roles: dict[str, Role] = Field(description="Parameters drawn and fixed, by role")
    threshold: float
    enough: Count = Field(description="Draws below which no sign is called forced")
    built_in_above: float = Field(description="Share of worlds above which a lever is built in")
    pairs: dict[Pair, dict[str, Foregone]] = Field(
        description="By pair (first minus second) and outcome"
    )
    levers: dict[str, SharedLever] = Field(description="By question and lever")
    steadiness: Worlds | None = Field(
        description="null when no world was drawn or the burn-in holds no two whole years"
    )
    failures: list[RunFailure]
    out: str
    seconds: Total
