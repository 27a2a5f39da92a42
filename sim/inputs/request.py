"""What one asks of a command: the options of the command line as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple, TypeAlias

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
class _Repeated(_Asked):
    """What paired comparisons share; ``workers`` None is one per core."""

    models: tuple[str, ...] | None = None
    replications: int | None = None
    uncertainty: Uncertainty | None = None
    workers: int | None = None


@dataclass(frozen=True, slots=True)
class CompareRequest(_Repeated):
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
class CountryRequest(_Repeated):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRequest(_Repeated):
    """What commands that live many points share.

    ``limit``: seconds that a burn-in, or a point under its models, may take; None is no limit.
    ``scheduler``: address of a dask.distributed scheduler, instead of processes of our own.
    ``dry_run`` lives nothing and says what it would take. ``runs``: the folder of a study that
    was done, whose runs are taken instead of living new ones. ``usual``: replications of every
    point unless something else is asked for, fewer than of a comparison: there are many points.
    """

    usual: ClassVar[int] = 10
    scenario: str | Path = "pilot"
    citizens: int | None = None
    limit: float | None = None
    scheduler: str | None = None
    dry_run: bool = False
    runs: Path | None = None

    def settings(self) -> dict[str, object]:
        """The options that are settings of a scenario, for ``resolve``."""
        return {
            "replications": self.usual if self.replications is None else self.replications,
            "weeks": self.weeks,
            "citizens": self.citizens,
            "seed": self.seed,
            "uncertainty": self.uncertainty or "luck",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepRequest(StudyRequest):
    """One ``wijksim sweep``: a design from its file.

    ``only``: one point and replication of it, lived by itself, to see what became of it.
    """

    design: str | Path = ""
    only: tuple[int, int] | None = None

    def settings(self) -> dict[str, object]:
        """The options that are settings: they stand above those of the design."""
        given = StudyRequest.settings(self)
        return {**given, "uncertainty": self.uncertainty, "replications": self.replications}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainRequest(StudyRequest):
    """One ``wijksim explain``: the difference of ``later`` minus ``earlier``.

    ``levers``: also live both models with every lever at its neutral value.
    """

    usual: ClassVar[int] = 20
    earlier: str = "fragmented"
    later: str = "wijkbudget"
    levers: bool = False


Method: TypeAlias = Literal["morris", "emulator", "sobol", "pawn", "rbd_fast"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityRequest(StudyRequest):
    """One ``wijksim sensitivity``.

    inputs: names, patterns or groups of what moves; without any everything that has a range.
    size: trajectories of ``morris``, N of ``sobol``, points of the others; None is the method's
    own. difference: ``later-earlier``; None is the last model minus the first. by_group moves
    groups instead of single inputs (``morris``, ``sobol``); interactions doubles what ``sobol``
    lives. direct: outcomes that an emulator does not predict are lived by ``sobol`` as well.
    relative: the difference as a share of what it is under the earlier model, which worlds of
    very different size have in common.
    """

    method: Method = "morris"
    inputs: tuple[str, ...] = ()
    size: int | None = None
    outcomes: tuple[str, ...] = ()
    difference: str | None = None
    by_group: bool = False
    interactions: bool = False
    direct: bool = True
    relative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoverRequest(StudyRequest):
    """One ``wijksim discover``: where does a statement about a difference hold?

    statement: ``burden < 0``, or more of these that must all hold, of ``difference``
    (``later-earlier``; None is the last model minus the first). inputs, size: as in
    ``SensitivityRequest``; ``replications`` runs of every point, of which means are taken.
    """

    usual: ClassVar[int] = 2
    statement: tuple[str, ...] = ()
    difference: str | None = None
    inputs: tuple[str, ...] = ()
    size: int = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustRequest(StudyRequest):
    """One ``wijksim robust``: which model is the safest choice over all that is not known?

    outcomes are weighed one by one; enough: ``burden < 1500``, levels that are good enough.
    """

    usual: ClassVar[int] = 2
    outcomes: tuple[str, ...] = ()
    enough: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    size: int = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuresRequest(StudyRequest):
    """One ``wijksim structures``: which conclusions survive another reading of the world?

    outcomes: whose differences are concluded on; none is the main ones.
    """

    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvesRequest(StudyRequest):
    """One ``wijksim curves``: outcomes against hours, money and outreach.

    inputs: names or patterns (a pattern moves as one); none is hours, budgets and outreach.
    """

    inputs: tuple[str, ...] = ()
    levels: int = 7
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest(StudyRequest):
    """One ``wijksim search``: levers of one model that give the best outcomes together.

    objectives: outcomes, each the better way; within: ``public_cost <= 2500``, what must hold;
    inputs: levers to choose, none is all of the model's answers; population and generations of
    the evolutionary search.
    """

    usual: ClassVar[int] = 5
    model: str = "wijkbudget"
    objectives: tuple[str, ...] = ("burden", "public_cost")
    within: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    population: int = 24
    generations: int = 10


Request: TypeAlias = CompareRequest | RunRequest | CountryRequest | EvidenceRequest | StudyRequest
