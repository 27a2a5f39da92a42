"""Documents of one page: an error, an estimate, a point, a status, known answers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from sim.documents.base import (
    Code,
    Count,
    Document,
    NotNegative,
    Number,
    Part,
    Sha256,
    Some,
    Sometimes,
    Text,
)
from sim.documents.parts import Cause, PointFailure, Sentence
from sim.inputs.parameters.parameter import Value


class Error(Cause, Document):
    """An error in the input, on one line of stderr when --json is given."""

    schema_: Literal["wijksim/error/1"] = Field(alias="schema")
    code: Code
    message: Text


class Estimate(Document):
    """Size and time of a study; nothing was run but a piece to measure."""

    schema_: Literal["wijksim/estimate/1"] = Field(alias="schema")
    study: str
    points: Count
    jobs: Count = Field(description="Replications of points: what progress counts")
    runs: Count
    burn_ins: Count
    citizen_weeks: NotNegative
    nanoseconds: NotNegative
    workers: Some
    seconds: Sometimes[NotNegative] = Field(None, description="Of the clock")
    megabytes: NotNegative


class Point(Document):
    """One point of a design, run by itself."""

    schema_: Literal["wijksim/point/1"] = Field(alias="schema")
    point: Count
    replication: Count
    set: dict[str, Value]
    rows: list[dict[str, Any]]
    failures: list[PointFailure]


class Status(Document):
    """Progress of a study in a folder."""

    schema_: Literal["wijksim/status/1"] = Field(alias="schema")
    out: str
    state: Literal["finished", "unfinished"]
    study: str | None = None
    done: Sometimes[Count] = None
    points: Count | None = None
    failures: list[PointFailure]


class KnownAnswer(Part):
    """A figure that is known beforehand."""

    id: Annotated[str, Field(pattern=r"^[a-z]+\.[A-Za-z0-9_.]+$")]
    subject: Literal[
        "intake", "workers", "trajectories", "limit", "need", "relapse", "subsidy", "population"
    ]
    what: Sentence
    expected: float
    found: Number
    tolerance: NotNegative = Field(description="In the unit of expected")
    unit: Text
    passed: bool | None
    source: Sentence = Field(description="Where expected comes from")
    by: Literal["model", "rules", "exact", "ciw"] = Field(description="What made found")


class Passed(KnownAnswer):
    """A figure that was found as it should be."""

    found: float
    passed: Literal[True]


class NotPassed(KnownAnswer):
    """A figure that was found otherwise, or not made at all."""

    passed: Literal[False, None] = Field(description="null: skipped")


class Queue(Part):
    """Mean number waiting for three places, four ways."""

    kind: Literal["chance", "fixed"] = Field(description="Length of help: random or fixed")
    use: Annotated[float, Field(gt=0, lt=1)]
    weeks: Some = Field(description="Mean length of help")
    formula: NotNegative = Field(description="Without a clock")
    ciw: Number = Field(description="null: not installed or not run")
    clock: NotNegative = Field(description="Exact, with the clock of weeks")
    gap: float = Field(description="Share that the clock takes off the formula")
    found: Number = Field(description="null: the engine was not run")
    tolerance: NotNegative | None


class Verify(Document):
    """Known answers beside those of the engine.

    A check that was skipped has no finding and passed null.
    """

    schema_: Literal["wijksim/verify/2"] = Field(alias="schema")
    quick: bool = Field(description="Fewer weeks, without the busiest queues")
    weeks: Some = Field(description="Of each random run, after its warm-up")
    passed: Count
    failed: Count
    skipped: Count
    checks: Annotated[list[Passed | NotPassed], Field(min_length=1)]
    limit: list[Queue]
    seconds: NotNegative
    version: str
    code: Sha256 = Field(description="SHA-256 of all sources")
    out: Text = Field(description="Folder of the page")
