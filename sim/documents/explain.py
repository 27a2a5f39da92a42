"""Causes of a difference: the five questions, and everything that is not known."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from sim.documents.base import Count, NotNegative, Number, Pair, Part, Some, Sometimes
from sim.documents.parts import Interval, Sentence
from sim.documents.studies import Inputs, Runs, Study
from sim.inputs.parameters.parameter import Value


class Answers(Part):
    """The answer of either model to one question."""

    from_: str = Field(alias="from")
    to: str


class Shares(Part):
    """A difference divided over the five questions."""

    reach: Interval
    admit: Interval
    work: Interval
    pay: Interval
    build: Interval


class Explained(Part):
    """A difference and its shares."""

    difference: Interval
    shares: Shares


class Interaction(Part):
    """Effect of two questions together beyond that of each."""

    questions: Annotated[list[str], Field(min_length=2, max_length=2)]
    mean: Number
    low: Number
    high: Number


class ExplainedWhole(Explained):
    """A difference of all residents, its shares and their interactions."""

    replications: Count
    interactions: list[Interaction]


class Difference(Part):
    """A difference by itself."""

    difference: Interval


class Neutral(Part):
    """Part of a lever in a difference: as it is, less with the lever at neutral."""

    neutral: Value
    adds: Interval


class Beside(Part):
    """Runs beside: other ways to compare resources, levers at neutral."""

    means: dict[str, dict[str, Difference]]
    levers: dict[str, dict[str, Neutral]]


class Explain(Study):
    """A difference between two models, divided over the five questions."""

    schema_: Literal["wijksim/explain/1"] = Field(alias="schema")
    from_: str = Field(alias="from")
    to: str
    questions: dict[str, Answers] = Field(description="The answer of either model, by question")
    areas: list[str] = Field(description="Names of the areas of the place: area_0 is the first")
    outcomes: dict[str, ExplainedWhole]
    groups: dict[str, dict[str, dict[str, Explained]]] = Field(
        description="By division, group and outcome"
    )
    beside: Beside


class Index(Part):
    """An input's part of a variance; which of these there are depends on the method."""

    mu_star: Number = None
    first: Number = None
    total: Number = None
    low: Number
    high: Number
    sigma: Number = None
    mu: Number = None
    first_low: Number = None
    first_high: Number = None


class OfModel(Part):
    """Share of luck and indices of the outcomes of one model."""

    noise: dict[str, Number]
    indices: dict[str, dict[str, Index]]


class Direct(Study):
    """Inputs that carry the difference between two models, of direct runs."""

    schema_: Literal["wijksim/sensitivity/2"] = Field(alias="schema")
    method: Literal["morris", "emulator", "sobol", "pawn", "rbd_fast"]
    difference: Pair
    relative: bool = Field(
        description="Whether the difference is a share of what the earlier model has"
    )
    by_group: bool
    inputs: Inputs
    noise: dict[str, NotNegative | None] = Field(
        description="Share of luck in the variance, by outcome"
    )
    indices: dict[str, dict[str, Index]] = Field(description="By outcome and input")
    more: dict[str, dict[str, Any]] = Field(
        description="By outcome: convergence, interactions, how good the emulator is, or why there "
        "is nothing"
    )
    levels: dict[str, OfModel] = Field(description="The same of the outcome itself, by model")
    undefined: dict[str, Sentence] = Field(description="Outcomes without an index, and why")
    next: str | None = Field(
        description="After a screening: the command that looks closer at what it left"
    )
    runs: Runs
    size: Some


class Sensitivity(Direct):
    """Inputs that carry the difference between two models."""

    direct: Sometimes[Direct] = Field(
        None,
        description="The document of direct runs, when the emulator does not do",
    )
