"""The document of the wijken of a country together."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.documents.base import (
    Count,
    Digest,
    Means,
    ModelId,
    NotNegative,
    Number,
    Pair,
    Part,
    Some,
    Sometimes,
)
from sim.documents.parts import (
    BySign,
    Confidence,
    Departing,
    Failure,
    LevelToday,
    Outcome,
    Sentence,
    Summary,
    Target,
)


class Wijken(Part):
    """A number of wijken, and of the people who live in them."""

    wijken: Count
    inhabitants: Count = Field(description="As published")


class Skipped(Part):
    """Left out, by reason."""

    no_inhabitants: Wijken
    no_households: Wijken


class Imputed(Part):
    """Lived in, with something that is not as published; a wijk may count under more than one."""

    any: Wijken
    no_rivm_row: Wijken
    rivm_gaps: Wijken
    no_liveability: Wijken
    suppressed_margins: Wijken


class Places(Part):
    """Wijken that were asked for, run, skipped, imputed and failed."""

    asked: Wijken
    lived: Wijken
    skipped: Skipped
    imputed: Imputed
    margins_off: Wijken = Field(
        description="Lived in, with a published margin missed beyond its rounding"
    )
    failed: Wijken = Field(description="Failed in at least one replication")


class OverWijken(Part):
    """Spread over wijken: low, median and high hold 2.5, 50 and 97.5 % of the inhabitants."""

    wijken: Count
    low: Number
    median: Number
    high: Number


class National(Summary):
    """A mean over wijken, weighted by inhabitants, its spread over replications, where wijken lie.

    The standard deviation and the interval of the mean are null with one replication.
    """

    reason: Sometimes[Sentence] = Field(None, description="Why something here is null")
    over_wijken: OverWijken


class NationalDifference(National):
    """A difference, with how much luck there is in it and in whose wijken it is what."""

    luck_at_most: NotNegative | None = Field(
        description="Half a 95 % interval of luck in the mean, at most; null below two wijken"
    )
    inhabitants: BySign = Field(description="Shares of inhabitants, by the sign in their wijk")


class Total(Part):
    """A sum over inhabitants, for all wijken together."""

    unit: str
    inhabitants: float = Field(
        gt=0, description="Inhabitants that the outcome's own unit is counted over"
    )
    models: dict[ModelId, Number]


class WijkTried(Part):
    """A wijk with one luck."""

    wijk: str
    replication: Count


class WijkFailure(Failure, WijkTried):
    """A wijk without a result, and why."""


class CountrySeconds(Part):
    """Seconds of this command, processors together but for the total; not of what was done."""

    population: Sometimes[NotNegative] = None
    burn_in: Sometimes[NotNegative] = None
    simulate: Sometimes[NotNegative] = None
    total: NotNegative


class Nation(Departing):
    """Wijken together as their summary reads them: all but the time that it took."""

    schema_: Literal["wijksim/country/2"] = Field(alias="schema")
    seed: Count
    replications: Some
    weeks: Some = Field(description="Weeks after the fork")
    burn_in_weeks: Count
    means: Means
    interval: Confidence
    places: Places
    outcomes: Annotated[dict[str, Outcome], Field(min_length=1)]
    models: Annotated[dict[ModelId, dict[str, National]], Field(min_length=1)]
    differences: dict[Pair, dict[str, NationalDifference]]
    totals: dict[str, Total]
    levels_today: dict[str, LevelToday] = Field(
        description="Levels under today's practice in the last year before the fork, weighted by "
        "inhabitants; empty without a year of burn-in"
    )
    targets: list[Target]
    notes: list[Sentence]
    failures: list[WijkFailure]
    digest: Digest
    out: str


class Country(Nation):
    """Support models compared in every wijk of a country, or in some.

    A number that is undefined is null, with a reason beside it. The numbers of every wijk are in
    the tables beside it.
    """

    seconds: CountrySeconds
