"""What one asks of a study of many points: the options of the command line as typed values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal, TypeAlias

from sim.inputs.request import CompareRequest, CountryRequest, EvidenceRequest, Repeated, RunRequest

Method: TypeAlias = Literal["morris", "emulator", "sobol", "pawn", "rbd_fast"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRequest(Repeated):
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
