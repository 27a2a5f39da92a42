"""Parts that documents of several kinds share."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from sim.documents.base import (
    Better,
    Code,
    Count,
    Covers,
    Document,
    Level,
    NotNegative,
    Number,
    Part,
    Share,
    Some,
    Sometimes,
    Text,
)
from sim.inputs.parameters.parameter import Value


class ByLanguage(Part):
    """A text in both languages."""

    en: str
    nl: str


class Parent(Part):
    """The scenario that another departs from."""

    id: str
    title: ByLanguage


class Otherwise(Part):
    """Something that is otherwise; from a date on where one is given."""

    kind: Literal["place", "setting", "parameter", "answer", "model", "left_out", "opens", "closes"]
    key: str
    label: ByLanguage | None = Field(description="Of a parameter")
    unit: str | None
    models: list[str] = Field(description="Empty: all")
    date: str | None
    week: int | None = Field(description="Week after the fork in which the date falls")
    bundle: ByLanguage | None = Field(
        None, description="Label of the bundle that the value comes from"
    )
    until: Sometimes[str] = Field(None, description="Day on which it ends, where it does")
    until_week: Sometimes[int] = None


class Departure(Otherwise):
    """A value that is otherwise than in the parent."""

    old: Value | None
    new: Value | None


class Difference(Otherwise):
    """A value that two scenarios have otherwise; null: a scenario has no such model."""

    a: Value | None
    b: Value | None


class Departing(Document):
    """A document of a scenario, with what it does otherwise than the one it departs from."""

    scenario: str
    parent: Parent | None = None
    departures: list[Departure] = Field([])


class Confidence(Part):
    """The level of a document's intervals, and the uncertainty in them."""

    level: Level
    covers: Covers


class Interval(Part):
    """A mean with its 95 % t-interval."""

    mean: Number
    low: Number
    high: Number


class Summary(Part):
    """A mean, a standard deviation and an interval."""

    mean: Number
    sd: NotNegative | None
    low: Number
    high: Number


class Spread(Part):
    """Standard deviation and central 95 % of single replications."""

    sd: NotNegative | None
    low: Number
    high: Number


class BySign(Part):
    """Shares in which a difference is below, above, or exactly nought; null when there are none."""

    lower: Share | None
    higher: Share | None
    same: Share | None


class Outcome(Part):
    """An outcome as it is declared."""

    unit: str
    better: Better
    label: Text


class LevelToday(Part):
    """A level under today's practice in the last year before the fork."""

    mean: Number
    sd: NotNegative | None
    low: Number = Field(None, description="95 % interval of the mean; null with one run")
    high: Number = None


class Target(Part):
    """A published level of today's practice, with what was found here."""

    id: str
    level: str = Field(description="Its name in levels_today")
    value: float
    low: float = Field(description="Declared uncertainty of about 95 %")
    high: float
    unit: str
    source: str = Field(description="Ids of the table of sources")
    population: str = Field(description="The place it was measured for")
    fitted: bool
    group: str = Field(description="Letter of the registration it rests on: one observation")
    prices: int | None = Field(description="Year of the prices of an amount in euros")
    found: Number
    stands: Literal["below", "within", "above", None]


class Sentence(Part):
    """A sentence of the model or its data: a note, a reason, a flag."""

    code: Code
    text: Text = Field(description="English")
    values: dict[str, Said] = Field(description="What varies in it, by name")


_Texts = Annotated[list[str], Field(min_length=1)]
_Sentences = Annotated[list[Sentence], Field(min_length=1)]
Said: TypeAlias = float | int | str | Sentence | _Texts | _Sentences


class WorldDrift(Part):
    """Movement of a level in drawn worlds."""

    median_percent: NotNegative | None = Field(
        description="Median over worlds of the absolute drift from the year before the last to the "
        "last year before the fork, percent"
    )
    above: Share | None = Field(description="Share of worlds in which it is above 2 %")


class DriftsInWorlds(Part):
    """The levels that are followed in drawn worlds."""

    users_per_1000: WorldDrift
    public_cost: WorldDrift


class Worlds(Part):
    """Today's practice over drawn worlds."""

    worlds: Some
    drift: DriftsInWorlds
    planned_median: NotNegative | None = Field(
        description="Minutes that the last year asks of the first line before it responds, over "
        "those under contract; median"
    )
    planned_above: Share | None = Field(description="Share of worlds in which this is above 1")


class Cause(Part):
    """A fault in the input, and what would be right."""

    where: str | None = Field(description="File with line and key, or an option")
    found: str | None
    allowed: str | None = Field(description="Range with unit, or the choices")
    nearest: str | None = Field(description="The nearest spelling that exists")


class Failure(Cause):
    """The cause of a missing result."""

    code: str
    message: str


class PointTried(Part):
    """A point of a study, with all that is needed to live it again."""

    point: Count
    replication: Count
    scenario: str
    place: str
    seed: int
    set: dict[str, Value] = Field(description="What differs at this point")


class PointFailure(Failure, PointTried):
    """A point without a result, and why."""
