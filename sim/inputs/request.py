"""What one asks of a command: the options of the command line as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from sim.inputs.parameters.parameter import Value

Lang: TypeAlias = Literal["nl", "en"]
Uncertainty: TypeAlias = Literal["luck", "ranges"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What most commands share. None leaves what the scenario says.

    ``set`` by parameter key; ``out`` None makes a folder under ``results`` (``run`` then
    writes nothing); ``progress`` shows how far the work is on stderr.
    """

    weeks: int | None = None
    seed: int | None = None
    set: Mapping[str, str | Value] = field(default_factory=dict)
    out: Path | None = None
    lang: Lang = "en"
    progress: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated(_Asked):
    """What paired comparisons share; ``workers`` None is one per core."""

    models: tuple[str, ...] | None = None
    replications: int | None = None
    uncertainty: Uncertainty | None = None
    workers: int | None = None


@dataclass(frozen=True, slots=True)
class CompareRequest(Repeated):
    """One ``wijksim compare``.

    ample: live a few replications once more with ample first-line hours.
    """

    scenario: str | Path = "pilot"
    citizens: int | None = None
    vary_people: bool = False
    ample: bool = True

    def settings(self) -> dict[str, object]:
        """The options that are settings of a scenario, for ``resolve``."""
        return {
            "replications": self.replications,
            "weeks": self.weeks,
            "citizens": self.citizens,
            "seed": self.seed,
            "uncertainty": self.uncertainty,
            "vary_people": True if self.vary_people else None,
        }


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """One ``wijksim verify``: what is known beforehand beside what the engine makes of it.

    ``quick`` takes fewer weeks and leaves out the busiest queues; ``progress`` shows how far
    the work is on stderr.
    """

    quick: bool = False
    out: Path = Path("results") / "known_answers"
    lang: Lang = "en"
    progress: bool = False


@dataclass(frozen=True, slots=True)
class RunRequest(_Asked):
    """One ``wijksim run``: a single neighbourhood under one support model."""

    scenario: str | Path = "pilot"
    model: str | None = None
    citizens: int | None = None

    def settings(self) -> dict[str, object]:
        """The options that are settings of a scenario, for ``resolve``."""
        return {"weeks": self.weeks, "citizens": self.citizens, "seed": self.seed}


@dataclass(frozen=True, slots=True)
class CountryRequest(Repeated):
    """One ``wijksim country``: wijken that are each lived through on their own.

    ``places`` are codes of wijken, buurten and municipalities, and ``places_file`` is a
    file of them; without either it is every wijk. One replication and luck alone unless
    something else is asked for; the rest as in ``CompareRequest``.
    """

    places: tuple[str, ...] = ()
    places_file: Path | None = None
    scenario: str | Path = "nederland"

    def settings(self) -> dict[str, object]:
        """The options that are settings of a scenario, for ``resolve``."""
        return {
            "replications": 1 if self.replications is None else self.replications,
            "weeks": self.weeks,
            "seed": self.seed,
            "uncertainty": self.uncertainty or "luck",
        }


About: TypeAlias = Literal["liveness", "foregone", "luck"]


class Size(NamedTuple):
    """How large a check is: residents, weeks before and after the fork, paired runs."""

    citizens: int
    burn_in_weeks: int
    weeks: int
    runs: int


# Sizes that two cores live through in minutes (liveness: an hour).
SIZES: dict[About, Size] = {
    "liveness": Size(citizens=1000, burn_in_weeks=26, weeks=104, runs=5),
    "foregone": Size(citizens=1500, burn_in_weeks=208, weeks=104, runs=500),
    "luck": Size(citizens=2000, burn_in_weeks=52, weeks=104, runs=40),
}


@dataclass(frozen=True, slots=True)
class EvidenceRequest(_Asked):
    """One ``wijksim evidence``: what can be said of the model by trying it out.

    about: ``liveness`` moves every parameter, ``foregone`` draws them all, ``luck`` holds
    them and varies luck alone. None is the size in ``SIZES``; ``runs`` are seeds or draws.
    ``only`` are patterns (``desks.*``) of the parameters to move; without any it is all.
    """

    about: About
    scenario: str | Path = "pilot"
    citizens: int | None = None
    runs: int | None = None
    only: tuple[str, ...] = ()
    workers: int | None = None

    @property
    def many(self) -> int:
        """How many seeds or draws."""
        return SIZES[self.about].runs if self.runs is None else self.runs

    def settings(self) -> dict[str, object]:
        """The options that are settings of a scenario, for ``resolve``."""
        size = SIZES[self.about]
        return {
            "citizens": size.citizens if self.citizens is None else self.citizens,
            "burn_in_weeks": size.burn_in_weeks,
            "weeks": size.weeks if self.weeks is None else self.weeks,
            "seed": self.seed,
            "uncertainty": "ranges" if self.about == "foregone" else "luck",
        }
