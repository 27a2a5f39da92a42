"""Parts of a comparison on today's practice and on ample hours."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.documents.base import ModelId, Names, NotNegative, Number, Pair, Part, Some, Text
from sim.documents.parts import Interval, Worlds


class YearDrift(Part):
    """A level of today's practice in the last year before the fork against the year before it."""

    before: float
    last: float
    drift: float = Field(description="Last less before, in the unit of the level")
    error: NotNegative | None = Field(description="Its standard error")
    percent: Number = Field(description="The drift, of the year before")
    percent_error: NotNegative | None
    may_be: NotNegative = Field(description="What it may be, in the unit of the level")
    steady: bool | None = Field(description="null with one replication")
    seen: bool | None = Field(
        description="Whether twice the error is at most what the drift may be; null with one "
        "replication"
    )


class Steadiness(Part):
    """Drift of the world under today's practice before the fork."""

    test: Text = Field(description="The test in words; English")
    share: float = Field(description="Of its level that a level may drift in a year")
    errors: float = Field(description="Standard errors beyond that")
    floors: dict[str, NotNegative] = Field(
        description="What a level may drift in a year at least, in its unit, by kind"
    )
    sample: Literal["luck", "full"]
    replications: Some
    levels: dict[str, YearDrift]
    not_steady: Names
    not_seen: Names = Field(
        description="Levels whose error is too large to see a drift of what it may be"
    )
    worlds: Worlds | None = Field(
        description="null when none was drawn or the burn-in holds no two whole years"
    )


class Moved(Part):
    """A main outcome in the first and the last whole year after the fork, and what it moved."""

    first: Number
    last: Number
    mean: Number
    low: Number
    high: Number


class DriftToday(Part):
    """Drift of main outcomes under today's practice after the fork."""

    model: str | None = Field(
        description="The compared model that is today's practice; null when none is"
    )
    years: int = Field(ge=0, description="Whole years after the fork")
    reason: Literal["no_model", "too_short", None] = Field(
        description="Why it is not known: no compared model is today's practice, or no two whole "
        "years"
    )
    outcomes: dict[str, Moved]


class DriftBeside(Interval):
    """Drift of today's practice, beside a difference."""

    mean: float
    larger: bool | None = Field(
        description="Whether its mean is larger than that of the difference, whatever the signs"
    )


class BothHours(Part):
    """A difference with the hours that there are, and with ample hours."""

    binding: Interval
    ample: Interval
    sign: Literal["holds", "turns", "fades", "appears", "unclear", "equal", "undefined"] = Field(
        description="What becomes of the sign when hours are ample, by both 95 % intervals of the "
        "mean"
    )


class UseOfHours(Part):
    """The use of hours with those that there are, and with ample hours."""

    binding: Number
    ample: Number


class UsesOfHours(Part):
    """The use of hours, by what they are for."""

    utilisation_intake: UseOfHours
    utilisation_guidance: UseOfHours


class Ample(Part):
    """Replications with luck alone, as they are and run once more with ample hours."""

    hours_factor: float = Field(
        ge=1, description="Times the first-line hours, from the first week of the burn-in"
    )
    replications: Some
    differences: dict[Pair, dict[str, BothHours]]
    use_of_hours: dict[ModelId, UsesOfHours]
