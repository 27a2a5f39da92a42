"""The document of a comparison."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.documents.base import (
    Count,
    Digest,
    Means,
    ModelId,
    Names,
    NotNegative,
    Pair,
    Part,
    Share,
    Some,
    Sometimes,
)
from sim.documents.parts import (
    ByLanguage,
    Confidence,
    Departing,
    Failure,
    LevelToday,
    Outcome,
    Sentence,
    Spread,
    Summary,
    Target,
)
from sim.documents.today import Ample, DriftBeside, DriftToday, Steadiness
from sim.inputs.parameters.parameter import Value


class Result(Summary):
    """An outcome of a model, with the spread of single replications."""

    luck: Spread
    full: Spread | None = Field(description="null under --uncertainty luck")
    reason: Sometimes[Sentence] = Field(None, description="Why something here is null")


class Difference(Result):
    """A difference between two models, paired by replication."""

    variance_ratio: NotNegative | None = Field(
        description="var(later - earlier) / (var(later) + var(earlier)); null when both are 0"
    )
    drift_today: DriftBeside | None = Field(
        None,
        description="Of main outcomes: what today's practice itself moves between the first and "
        "the last whole year after the fork; null when not known",
    )


class Gains(Part):
    """Shares of residents who are better and worse off; null when there are none."""

    better: Share | None
    worse: Share | None
    same: Share | None


class OtherLuck(Part):
    """Gains and losses by support's own luck alone."""

    zero_line: dict[ModelId, Gains] = Field(
        description="Every model against itself with other luck of support"
    )
    independent: dict[Pair, Gains] = Field(
        description="Every pair, the later model with its luck of support drawn apart"
    )


class Nothing(Part):
    """Nothing was run to say it from."""


class DeadBand(Part):
    """A smaller change is called the same."""

    value: NotNegative
    unit: str


class Lever(Part):
    """A lever that both models have, at values that differ before anything is drawn."""

    lever: str = Field(description="Question and lever")
    keys: dict[str, str] = Field(description="Key of the parameter by model")
    label: ByLanguage
    unit: str
    values: dict[str, Value] = Field(description="By model")
    kind: Literal["benefit", "friction", "structure"]
    favours: str | None = Field(description="A model; null: no direction")
    evidence: list[str]
    source: list[str]
    stated: list[str] = Field(description="Files that state a value other than the default")


class Assumed(Part):
    """Assumptions about two models in the default values of levers."""

    levers: list[Lever]
    favours: dict[ModelId, Count] = Field(description="How many of these levers favour each model")
    no_direction: Count


class Prices(Part):
    """Price year of all euros, and what budgets are counted from."""

    year: int
    counted_from: Literal["booked", "published"]
    growth: float


class Account(Part):
    """Euros and minutes of a model before the first week."""

    cents_per_year: dict[str, dict[str, int] | int]
    minutes_per_week: dict[str, dict[str, int]]
    prices: Prices


class Replication(Part):
    """A replication, of which sample."""

    sample: str
    replication: Count


class ReplicationFailure(Failure, Replication):
    """A replication without a result, why, and what was drawn in it."""

    drawn: dict[str, Value]


class Seconds(Part):
    """Seconds: of the clock for compiling, the report and the whole, else of processors."""

    population: NotNegative
    compile: Sometimes[NotNegative] = None
    burn_in: NotNegative
    simulate: NotNegative
    report: NotNegative
    total: NotNegative


class Change(Part):
    """Every model with what the scenario changes, beside itself without it."""

    scenario: str = Field(description="The scenario without the change")
    title: ByLanguage
    bases: dict[ModelId, ModelId] = Field(description="The model there of each model here")
    without: dict[ModelId, dict[str, Result]] = Field(description="Outcomes without the change")
    differences: dict[ModelId, dict[str, Difference]] = Field(
        description="With the change, less without it, paired by replication"
    )
    gains: dict[ModelId, Gains]


class Compared(Departing):
    """A comparison as its report reads it: all but the time that it took."""

    schema_: Literal["wijksim/compare/2"] = Field(alias="schema")
    seed: Count
    replications: Some
    weeks: Some = Field(description="Weeks after the fork")
    burn_in_weeks: Count
    citizens: Some = Field(description="Residents at the fork")
    means: Means
    interval: Confidence
    outcomes: Annotated[dict[str, Outcome], Field(min_length=1)]
    models: Annotated[dict[ModelId, dict[str, Result]], Field(min_length=1)]
    differences: dict[Pair, dict[str, Difference]]
    drift_today: DriftToday
    flow_states: Annotated[Names, Field(min_length=1)]
    flows: dict[ModelId, list[list[NotNegative]]] = Field(
        description="Row i, column j: citizens moving from state i to j, summed over the weeks "
        "after the fork, mean over replications"
    )
    gains: dict[Pair, Gains]
    gains_other_luck: OtherLuck | Nothing = Field(
        description="In the replications with luck alone; empty without them"
    )
    gains_dead_band: DeadBand
    levels_today: dict[str, LevelToday] = Field(
        description="Levels under today's practice in the last year before the fork, over "
        "replications; empty without a burn-in"
    )
    targets: list[Target]
    assumed: dict[Pair, Assumed] = Field(
        description="By pair: levers that both models have, at values that differ"
    )
    luck_replications: Count = Field(description="Replications with luck alone")
    digest: Digest
    ample: Ample | None = Field(
        description="null under --no-ample or when no replication was run with both"
    )
    change: Change | None = Field(
        None, description="null when nothing that a run can feel is otherwise than in the parent"
    )
    steadiness: Steadiness | None = Field(
        description="null when the burn-in holds no two whole years"
    )
    failures: list[ReplicationFailure]
    notes: list[Sentence]
    out: str | None = Field(description="Folder of the results")
    accounts: dict[ModelId, Account]


class Compare(Compared):
    """Support models compared on the same residents with the same luck.

    A number that is undefined is null, with a reason beside it.
    """

    seconds: Seconds
