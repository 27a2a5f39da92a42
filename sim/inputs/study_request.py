"""Requests of studies of many points: their options as typed values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal, TypeAlias

from sim.inputs.option import Option, argument, option, stated
from sim.inputs.request import (
    CompareRequest,
    CountryRequest,
    EvidenceRequest,
    ExportRequest,
    PopulationRequest,
    Repeated,
    RunRequest,
    VerifyRequest,
)

Method: TypeAlias = Literal["morris", "emulator", "sobol", "pawn", "rbd_fast"]

MOST_POINTS = 1_000_000  # as of a design

_OUTCOMES = Option("Outcomes; default the main ones.", "A,B", commas=True)
_DIFFERENCE = Option("Of which two models.", "LATER-EARLIER")
_POINTS = Option("Points; default 500.", "N", least=10, most=MOST_POINTS)
_STORED = Option("Take the runs of a study that was done, and simulate none.", "DIR")
_INPUTS = Option(
    "A parameter, a pattern, a group; more than once. Default all that has a range.", "NAME"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRequest(Repeated):
    """Options of commands that run many points.

    ``limit``: seconds that a burn-in, or a point under its models, may take; None is no limit.
    ``runs``, where a study has it: the folder of one that was done, whose runs are taken.
    """

    command: ClassVar[str]
    usual: ClassVar[int | None] = 10
    scenario: str | Path = argument("pilot")
    replications: int | None = option(
        None,
        "Runs of every point, each with its own random numbers; by default fewer than of a "
        "comparison.",
        "N",
    )
    limit: float | None = option(
        None, "The longest that one point may take.", "SECONDS", above=0.0, written=False
    )
    dry_run: bool = option(
        False, "Say how many runs, how long and how much disk; run nothing.", written=False
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepRequest(StudyRequest):
    """One ``wijksim sweep``: a design from its file; options stand above those of the design.

    ``status``: a folder to say the progress of, and nothing else. ``point``: one point, run by
    itself with the random numbers of ``replication``, to see what became of it.
    """

    command = "sweep"
    usual = None
    scenario: str | Path = "pilot"
    design: str | Path = argument("")
    status: Path | None = option(None, "How far it is.", "DIR", written=False)
    point: int | None = option(None, "Run this point alone.", "P", least=0, written=False)
    replication: int = option(0, "In replication R.", "R", least=0, written=False)

    @property
    def only(self) -> tuple[int, int] | None:
        """The one point and replication to run; None is all."""
        return None if self.point is None else (self.point, self.replication)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainRequest(StudyRequest):
    """One ``wijksim explain``: the difference of ``later`` minus ``earlier``."""

    command = "explain"
    usual = 20
    models: tuple[str, ...] | None = None
    earlier: str = option("fragmented", "As it is now.", "MODEL", name="from", model=True)
    later: str = option("wijkbudget", "As it would be.", "MODEL", name="to", model=True)
    levers: bool = option(False, "Also run both models with every lever at neutral.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityRequest(StudyRequest):
    """One ``wijksim sensitivity``.

    inputs: names, patterns or groups of what moves; without any everything that has a range.
    size: trajectories of ``morris``, N of ``sobol``, points of the others; None is the method's
    own. difference: ``later-earlier``; None is the last model minus the first. relative: a share,
    which worlds of very different size have in common.
    """

    command = "sensitivity"
    replications: int | None = None
    method: Method = option("morris", "How; morris screens many inputs.")
    inputs: tuple[str, ...] = stated((), _INPUTS)
    size: int | None = option(None, "Trajectories, N, or points.", "N", least=2, most=MOST_POINTS)
    outcomes: tuple[str, ...] = stated((), _OUTCOMES)
    difference: str | None = stated(None, _DIFFERENCE)
    by_group: bool = option(False, "Move groups of inputs (morris, sobol).")
    interactions: bool = option(False, "Of every two inputs (sobol): twice the runs.")
    direct: bool = option(True, "Run what the emulator does not predict well enough by sobol.")
    relative: bool = option(False, "Of the difference as a share of what the earlier model has.")
    runs: Path | None = stated(None, _STORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoverRequest(StudyRequest):
    """One ``wijksim discover``: where does a statement about a difference hold?

    statement: ``burden < 0``, or more of these that must all hold, of ``difference``
    (``later-earlier``; None is the last model minus the first). inputs, size: as in
    ``SensitivityRequest``; ``replications`` runs of every point, of which means are taken.
    """

    command = "discover"
    usual = 2
    statement: tuple[str, ...] = option(
        (), "Such as 'burden < 0', of the difference; more than once: all must hold.", "TEXT"
    )
    difference: str | None = stated(None, _DIFFERENCE)
    inputs: tuple[str, ...] = stated((), _INPUTS)
    size: int = stated(500, _POINTS)
    runs: Path | None = stated(None, _STORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustRequest(StudyRequest):
    """One ``wijksim robust``: which model is the safest choice over all that is not known?

    outcomes are weighed one by one; enough: ``burden < 1500``, levels that are good enough.
    """

    command = "robust"
    usual = 2
    outcomes: tuple[str, ...] = stated((), _OUTCOMES)
    enough: tuple[str, ...] = option(
        (), "What is good enough, such as 'public_cost <= 2500'; more than once.", "TEXT"
    )
    inputs: tuple[str, ...] = stated((), _INPUTS)
    size: int = stated(500, _POINTS)
    runs: Path | None = stated(None, _STORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuresRequest(StudyRequest):
    """One ``wijksim structures``: which conclusions survive another reading of the world?

    outcomes: whose differences are concluded on; none is the main ones.
    """

    command = "structures"
    outcomes: tuple[str, ...] = stated((), _OUTCOMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryRequest(StudyRequest):
    """One ``wijksim gallery``: the scenarios of the catalogue, or those that are named.

    ``quick``: fewer residents and runs, to see it in minutes.
    """

    command = "gallery"
    usual = None
    scenario: str | Path = "pilot"
    scenarios: tuple[str, ...] = argument((), "[SCENARIO]...")
    quick: bool = option(False, "Fewer residents and runs: some minutes.")

    @property
    def size(self) -> tuple[int, int, int]:
        """Residents of a place at most, runs with parameters drawn, and runs at best guesses."""
        citizens, runs, best = (1500, 6, 3) if self.quick else (4000, 12, 6)
        asked = self.replications
        best = best if asked is None else max(1, (asked + 1) // 2)
        most = citizens if self.citizens is None else int(self.citizens or MOST_POINTS)
        return most, asked or runs, best


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvesRequest(StudyRequest):
    """One ``wijksim curves``: outcomes against hours, money and outreach.

    inputs: names or patterns (a pattern moves as one); none is hours, budgets and outreach.
    """

    command = "curves"
    inputs: tuple[str, ...] = option(
        (), "A parameter, or a pattern that moves as one; default hours, budgets, outreach.", "NAME"
    )
    levels: int = option(7, "Default 7.", "N", least=2, most=1001)
    outcomes: tuple[str, ...] = stated((), _OUTCOMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest(StudyRequest):
    """One ``wijksim search``: levers of one model that give the best outcomes together.

    objectives: outcomes, each the better way; within: ``public_cost <= 2500``, what must hold;
    inputs: levers to choose, none is all of the model's answers; population and generations of
    the evolutionary search.
    """

    command = "search"
    usual = 5
    models: tuple[str, ...] | None = None
    model: str = option("wijkbudget", "Whose levers are chosen.", "ID", model=True)
    objectives: tuple[str, ...] = option(
        ("burden", "public_cost"), "What to improve.", "A,B", commas=True
    )
    within: tuple[str, ...] = option((), "What must hold: 'public_cost <= 2500'.", "TEXT")
    inputs: tuple[str, ...] = stated((), _INPUTS)
    population: int = option(24, None, "N", least=4, most=10_000)
    generations: int = option(10, None, "N", least=1, most=10_000)


Request: TypeAlias = CompareRequest | RunRequest | CountryRequest | EvidenceRequest | StudyRequest
Writing: TypeAlias = Request | VerifyRequest | PopulationRequest | ExportRequest
