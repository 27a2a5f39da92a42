"""Conclusions over many points: where a statement holds, and which model is safe."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.documents.base import (
    Count,
    ModelId,
    NotNegative,
    Number,
    Pair,
    Part,
    Share,
    Some,
    Sometimes,
    Way,
)
from sim.documents.studies import Held, Inputs, Runs, Study
from sim.inputs.parameters.parameter import Value


class Matters(Part):
    """An input that differs by more than chance between points where it holds and where not."""

    input: str
    distance: Share
    chance: Share
    holds: Value = Field(description="Its middle value where the statement holds")
    not_: Value = Field(alias="not", description="Its middle value where it does not")
    unit: str


class Elsewhere(Part):
    """Quality of boxes made the same way, on points they were not made from."""

    coverage: Share | None
    density: Share | None
    everywhere: Share = Field(
        description="How often it holds of all points in which the box was looked for"
    )


class Limit(Part):
    """The limits of an input in a box, in its own unit and as shares, and how sure they are."""

    low: Value
    high: Value
    low_between: list[Value]
    high_between: list[Value]
    from_: Share = Field(alias="from")
    to: Share
    unit: str
    again: Share = Field(description="Share of boxes of points drawn anew that limit it")


class Box(Part):
    """Points within limits, in many of which the statement holds."""

    coverage: Share
    density: Share
    mass: Share
    elsewhere: Elsewhere
    limits: dict[str, Limit]


class Condition(Part):
    """On which side of a value an input lies."""

    input: str
    value: Value
    sign: Literal["<=", ">"]


class Leaf(Part):
    """A leaf of a small tree, and how often the statement holds there."""

    conditions: list[Condition]
    points: Count = Field(description="Of the half that did not make the tree")
    share: Share | None
    low: Share | None
    high: Share | None


class Map(Part):
    """Share of points in which the statement holds, by slice of two inputs."""

    inputs: list[str]
    edges: list[list[Value]]
    share: list[list[Share | None]]
    points: list[list[NotNegative]]


class ByHidden(Part):
    """Share of points with so much hidden need in which the statement holds."""

    from_: float = Field(alias="from")
    to: float
    points: Count
    share: Share
    low: Share
    high: Share


class Discover(Study):
    """Conditions under which a statement about two models holds."""

    schema_: Literal["wijksim/discover/1"] = Field(alias="schema")
    difference: Pair
    statement: Annotated[list[str], Field(min_length=1)]
    points: Some
    holds: Held
    inputs: Inputs
    matters: list[Matters] = Field(
        description="Inputs that differ by more than chance between points where it holds and "
        "where not; boxes and tree look at no other"
    )
    boxes: list[Box]
    tree: list[Leaf]
    map: Map | None
    hidden_need: list[ByHidden]
    both: bool = Field(description="Whether it holds somewhere and not everywhere")
    runs: Runs


class Weighed(Part):
    """One outcome of every model by every way to weigh it over points."""

    points: Count
    better: Sometimes[Way] = None
    metrics: dict[str, dict[ModelId, float]]
    ranks: dict[str, dict[ModelId, float]]
    agreement: Number
    best: dict[ModelId, float] = Field(description="Share of points in which a model is best")


Both = Annotated[list[float], Field(min_length=2, max_length=2)]


class Cloud(Part):
    """Levels of two outcomes that go together, by model."""

    outcomes: list[str]
    points: dict[str, list[Both]]


class Quadrants(Part):
    """Differences in two outcomes that go together, and the share of points in each quadrant."""

    points: list[Both]
    shares: dict[str, Share]


class Plane(Part):
    """Differences that go together (later minus earlier)."""

    outcomes: list[str]
    pairs: dict[Pair, Quadrants]


class Robust(Study):
    """Models weighed over everything that is not known."""

    schema_: Literal["wijksim/robust/1"] = Field(alias="schema")
    models: list[str]
    points: Some
    inputs: Inputs
    outcomes: dict[str, Weighed]
    agreement: Number
    enough: dict[str, Held] = Field(
        description="By model: the share of points in which everything is good enough"
    )
    statements: list[str]
    possible: dict[str, dict[str, dict[str, Number]]] = Field(
        description="By model and outcome: quantiles over points"
    )
    cloud: Cloud
    plane: Plane
    luck: dict[str, dict[str, Number]] = Field(
        description="Share of luck in how a difference varies over points, by outcome and pair"
    )
    runs: Runs
