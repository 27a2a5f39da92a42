"""Documents of evidence: what every one says first; parameters that do something, conclusions
that are foregone, shared luck."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.documents.base import (
    Better,
    Count,
    Document,
    Means,
    ModelId,
    Names,
    NotNegative,
    Number,
    Pair,
    Part,
    Share,
    Some,
    Way,
)
from sim.documents.parts import ByLanguage, BySign, Failure, Sentence, Worlds
from sim.inputs.parameters.parameter import Value


class Evidence(Document):
    """The runs of a check, and their size."""

    scenario: str
    models: dict[ModelId, dict[str, str]]
    titles: dict[str, ByLanguage] = Field(description="Name of every model, by language")
    seed: Count
    runs: Some = Field(description="Seeds, or draws, that were asked for")
    citizens: Some
    burn_in_weeks: Count
    weeks: Some = Field(description="Weeks after the fork")
    means: Means


class RunTried(Part):
    """The run that was tried."""

    run: str


class RunFailure(Failure, RunTried):
    """A run without a result, and why."""


class Total(Part):
    """Seconds of the clock."""

    total: NotNegative


State = Literal["alive", "moves_nothing", "refused", "not_tried", "one_value"]


class End(Part):
    """The outcome that moved most for its level, at one end under one model."""

    value: str
    model: ModelId
    citizens: Some
    outcome: str
    level: Number = Field(description="Mean of the runs in which the parameter stays")
    difference: Number = Field(description="Mean of moved minus stayed, paired by luck")
    relative: Number = Field(description="Difference over level; null at level 0")
    runs: Some
    changed: Count
    rises: Count
    falls: Count


class Parameter(Part):
    """A parameter and the outcomes that it changes."""

    role: Literal["world", "lever", "price", "staff", "setting"]
    unit: str
    default: Value
    range: list[float | int | str] = Field(description="Low and high, or the choices")
    state: State
    beside: dict[str, Value] = Field(
        description="Values set in both runs, so that this one can matter"
    )
    outcomes_changed: Count
    refused: dict[str, str] = Field(description="Why an end could not be run, by end")
    ends: list[End]


class StateCount(Part):
    """Numbers of parameters by state."""

    alive: Count
    moves_nothing: Count
    refused: Count
    not_tried: Count
    one_value: Count


class EvidenceLiveness(Evidence):
    """Every parameter moved across its range with the rest at default: which outcome changes, how
    much and which way. The table beside it has every outcome."""

    schema_: Literal["wijksim/evidence-liveness/1"] = Field(alias="schema")
    parameters: dict[str, Parameter]
    count: StateCount
    moves_nothing: Names = Field(description="Changed no declared outcome in any run")
    refused: Names = Field(description="No end makes a world that can be run")
    not_tried: Names = Field(
        description="No model of the scenario has it, or every run of it failed"
    )
    one_value: Names = Field(description="The range holds one value")
    failures: list[RunFailure]
    out: str
    seconds: Total


class Pairing(Part):
    """Worth of common random numbers for one outcome of two models."""

    runs: Count = Field(description="In which both models have the outcome")
    difference: Number
    sd_paired: NotNegative | None
    sd_apart: NotNegative | None = Field(description="If each model had luck of its own")
    ratio: NotNegative | None = Field(
        description="Variance of the paired over that of the unpaired difference"
    )
    ratio_low: Number = Field(description="95 % bootstrap interval over runs")
    ratio_high: Number
    worth: Number = Field(description="Unpaired replications that one paired one equals")
    saved: Number = Field(
        description="Further replications that an unpaired comparison would need for the same "
        "standard error"
    )
    reason: Sentence | None


class EvidenceLuck(Evidence):
    """Worth of giving every model the same random numbers, by outcome."""

    schema_: Literal["wijksim/evidence-luck/2"] = Field(alias="schema")
    resamples: Some
    pairs: dict[Pair, dict[str, Pairing]] = Field(
        description="By pair (first minus second) and outcome"
    )
    failures: list[RunFailure]
    out: str
    seconds: Total


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
