"""Parts of every study: its size, its inputs, its cost; and the studies of designs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.documents.base import (
    Count,
    Means,
    ModelId,
    Number,
    Pair,
    Part,
    Share,
    Some,
    Sometimes,
)
from sim.documents.parts import ByLanguage, Confidence, Departing, Interval, PointFailure, Summary
from sim.inputs.parameters.parameter import Value


class Spent(Part):
    """Seconds of a study, and what a citizen-week took."""

    cpu: float
    total: float
    citizen_weeks: float
    nanoseconds: Number
    ratio: Number = Field(
        description="The clock over what the processors would take if they did nothing but runs"
    )


class Study(Departing):
    """The runs of a study: their size and random numbers, where they are and what they took."""

    scenario_title: ByLanguage | None = None
    place: str
    place_name: str = ""
    titles: dict[str, ByLanguage] = Field(description="Name of every model, by language")
    seed: Count
    replications: Some = Field(description="Runs with luck of their own at every point")
    citizens: Some
    whole: bool = Field(description="Whether everybody who lives in the place was simulated")
    weeks: Some
    burn_in_weeks: Count
    means: Means
    interval: Confidence
    out: str
    failures: list[PointFailure]
    command: Sometimes[str] = None
    seconds: Sometimes[Spent] = None


class Axis(Part):
    """An input: what moves, between which ends."""

    keys: list[str]
    group: str
    unit: str
    low: float
    high: float
    steps: list[Value]
    range: Literal["parameter files", "design", "each its own"]
    part: Sometimes[Literal["", "common", "difference"]] = Field(
        None, description="Of a lever that several answers have"
    )


Runs = Annotated[Some, Field(description="A point under one model with one luck")]
Inputs = Annotated[dict[str, Axis], Field(description="By name: what moves, between which ends")]


class Held(Part):
    """The share of points in which something holds, with its 95 % interval."""

    share: Share
    low: Share
    high: Share


class Ends(Part):
    """The runs of one point: their mean, the middle one and the ends."""

    runs: Count
    mean: Number
    least: Number
    middle: Number
    most: Number


class SweptPoint(Part):
    """One point of a design, and differences there."""

    scenario: str
    place: str
    set: dict[str, Value]
    differences: dict[Pair, dict[str, Ends]]


class Sweep(Study):
    """The points of a design, and the main outcomes over all of them."""

    schema_: Literal["wijksim/sweep/2"] = Field(alias="schema")
    design: str
    title: ByLanguage | None = Field(description="What the design is called, by language")
    method: Literal["grid", "lhs", "sobol", "saltelli", "morris", "oat", "list"]
    scenarios: list[str]
    places: list[str]
    models: list[ModelId]
    inputs: Inputs
    points: Some
    runs: Runs
    outcomes: dict[str, dict[str, Summary]] = Field(
        description="By model and outcome, over all runs: low and high hold the central "
        "95 % of single runs"
    )
    differences: dict[Pair, dict[str, Summary]] = Field(
        description="By pair (later minus earlier) and outcome"
    )
    grid: list[SweptPoint] = Field(
        description="Every point of a grid, a list or one at a time, where they are few"
    )


class BreakEven(Part):
    """The first place along an input at which a difference is nought."""

    at: Number = Field(description="From 0 to 1; null without a crossing")
    low: Number
    high: Number
    crosses: Number = Field(description="Share of replications drawn anew that cross at all")
    clear: bool = Field(
        description="Whether the difference is clearly below nought somewhere and clearly above it "
        "elsewhere"
    )
    at_value: Value | None
    low_value: Value | None
    high_value: Value | None


class Curve(Axis):
    """Outcomes and differences along one input."""

    shares: list[Share]
    values: list[Value]
    outcomes: dict[str, dict[str, list[Interval]]]
    differences: dict[str, dict[str, list[Interval]]]
    break_even: dict[str, dict[str, BreakEven]]


class Curves(Study):
    """Outcomes along one input at a time, and where models break even."""

    schema_: Literal["wijksim/curves/1"] = Field(alias="schema")
    inputs: dict[str, Curve]
    runs: Runs


class Structure(Part):
    """A reading of the world: hypothesis, regime, means."""

    hypothesis: str
    regime: Literal["booked", "refused"]
    means: str


class Concluded(Part):
    """A conclusion on a difference under one reading."""

    sign: Literal["lower", "higher", "unclear"]
    mean: Number
    low: Number
    high: Number


class Conclusion(Part):
    """A conclusion under every reading, and whether it survives."""

    survives: Literal["all", "some", "none", "reversed"]
    structures: list[Concluded]


class Structures(Study):
    """Conclusions that survive another reading of the world."""

    schema_: Literal["wijksim/structures/1"] = Field(alias="schema")
    structures: list[Structure]
    conclusions: dict[str, dict[str, Conclusion]]
    runs: Runs


class Choice(Part):
    """Levers, and what they come to with other luck than they were found with."""

    set: dict[str, Value]
    outcomes: dict[str, Interval]
    beaten_by: list[Count] = Field(
        description="Choices that are no worse in any objective and better in one, and hold what "
        "must hold: 0 is the present setting, the front counts from 1"
    )


class FailedOnTheWay(Part):
    """A run that failed in a generation."""

    generation: Count
    failure: PointFailure


class Search(Study):
    """Levers of one model that are best together."""

    schema_: Literal["wijksim/search/2"] = Field(alias="schema")
    model: str
    objectives: dict[str, Literal["lower", "higher"]]
    within: list[str]
    inputs: Inputs
    present: Choice = Field(description="The scenario's own values, with the same luck")
    front: list[Choice] = Field(description="Choices that were best together when found")
    runs: Runs
    generations: Some
    failed: list[FailedOnTheWay] = Field(
        description="Runs that failed on the way; a choice of which one failed counts as the worst "
        "of its generation"
    )
