"""Documents of evidence: what every one says first, parameters that do something, shared luck."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.documents.base import (
    Count,
    Document,
    Means,
    ModelId,
    Names,
    NotNegative,
    Number,
    Pair,
    Part,
    Some,
)
from sim.documents.parts import ByLanguage, Failure, Sentence
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
