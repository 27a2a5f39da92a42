"""Requests of commands: their options as typed values, each stated once, as a field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, MISSING, dataclass, field, fields
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from sim.inputs.files.errors import no_path
from sim.inputs.option import Option, argument, option, pairs, stated
from sim.inputs.parameters.parameter import Value

Lang: TypeAlias = Literal["nl", "en"]
Uncertainty: TypeAlias = Literal["luck", "ranges"]
Citizens: TypeAlias = int | Literal["all"]

_PATHS = ("Path", "Path | None")  # annotations of what is a path and nothing else
_IN_FULL = "reach+admit+work+pay+build"
MODELS = Option(f"Names, or {_IN_FULL}.", "A,B,C", commas=True, model=True)
_CITIZENS = Option("Residents; default all.", "N", words=("all",))
WITH = Option("A bundle of levers; more than once.", "NAME[=STRENGTH]", name="with")
_SEED = Option("Seed of all random numbers.", "S")
_WORKERS = Option("Processes; default cores.", "N", least=1, most=10_000, written=False)
_SCHEDULER = Option("A dask scheduler, instead of processes here.", "ADDRESS", written=False)
_CACHE = Option("Read and keep burn-ins on disk.", written=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """An answer in Dutch or English."""

    lang: Lang = option("en", "Language of text and report.", written=False)

    def __post_init__(self) -> None:
        """A path may be given as text. InputError when it is empty."""
        for item in fields(self):
            given = getattr(self, item.name)
            if item.type in _PATHS and isinstance(given, str):
                if not given:
                    raise no_path(f"--{item.name}")
                object.__setattr__(self, item.name, Path(given))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored(Printed):
    """An answer that may go to a folder."""

    out: Path | None = option(None, "Folder for the results.", written=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Stored):
    """Options that most studies share. None leaves what the scenario says.

    ``place`` by code or name, or a CSV file; ``set`` by parameter key; ``bundles`` as ``name`` or
    ``name=strength``; ``out`` None makes a folder under ``results`` (``run`` then writes nothing);
    ``progress``: show progress on stderr.
    """

    place: str | None = option(None, "Another place: a code, a name or a CSV file.", "PLACE")
    weeks: int | None = option(None, "Weeks after the fork.", "N")
    citizens: Citizens | None = stated(None, _CITIZENS)
    seed: int | None = stated(None, _SEED)
    bundles: tuple[str, ...] = stated((), WITH)
    set: Mapping[str, str | Value] = pairs("A parameter or setting.", "KEY=VALUE")
    progress: bool = False

    def settings(self) -> dict[str, object]:
        """The options that are settings of a scenario, for ``resolve``."""
        return {"weeks": self.weeks, "citizens": self.citizens, "seed": self.seed}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated(Asked):
    """Options of paired comparisons; ``workers`` None is one per core.

    ``usual``: replications, of the same parameters, unless something else is asked for; None
    leaves what the scenario says.
    """

    usual: ClassVar[int | None] = None
    models: tuple[str, ...] | None = stated(None, MODELS)
    replications: int | None = option(None, "Paired runs of every model.", "N")
    uncertainty: Uncertainty | None = option(None, "Random numbers only, or parameters too.")
    workers: int | None = stated(None, _WORKERS)
    scheduler: str | None = stated(None, _SCHEDULER)

    def settings(self) -> dict[str, object]:
        """The options that are settings of a scenario, for ``resolve``."""
        alone = None if self.usual is None else "luck"
        return {
            **Asked.settings(self),
            "replications": self.usual if self.replications is None else self.replications,
            "uncertainty": self.uncertainty or alone,
        }


@dataclass(frozen=True, slots=True)
class CompareRequest(Repeated):
    """One ``wijksim compare``."""

    command = "compare"
    scenario: str | Path = argument("pilot")
    vary_people: bool = option(False, "A new population in every replication.")
    ample: bool = option(True, "Also run a few replications with ample first-line hours.")
    against: str | None = option(
        None, "Compare with this scenario too; default the one it departs from.", "NAME|FILE|none"
    )
    cache: bool = stated(True, _CACHE)

    def settings(self) -> dict[str, object]:
        """The options that are settings of a scenario, for ``resolve``."""
        return {**Repeated.settings(self), "vary_people": True if self.vary_people else None}


@dataclass(frozen=True, slots=True)
class RunRequest(Asked):
    """One ``wijksim run``: a single neighbourhood under one support model."""

    command = "run"
    scenario: str | Path = argument("pilot")
    model: str | None = option(None, f"A name, or {_IN_FULL}.", "ID", model=True)
    cache: bool = stated(True, _CACHE)


@dataclass(frozen=True, slots=True)
class CountryRequest(Repeated):
    """One ``wijksim country``: wijken that are each simulated on their own, in full.

    ``places`` are codes of wijken, buurten and municipalities, and ``places_file`` is a
    file of them; without either it is every wijk. One replication with the same parameters
    unless something else is asked for; the rest as in ``CompareRequest``.
    """

    command = "country"
    usual = 1
    _: KW_ONLY
    citizens: None = field(default=None, init=False)
    place: None = field(default=None, init=False)
    places: tuple[str, ...] = argument((), "[PLACE]...")
    places_file: Path | None = option(
        None, "Codes of wijken, buurten or municipalities, one on a line.", "FILE", name="places"
    )
    scenario: str | Path = option("nederland", "A scenario or a file.", "NAME")
    replications: int | None = option(None, "Runs of every wijk; default 1.", "N")


About: TypeAlias = Literal["liveness", "foregone", "luck"]


class Size(NamedTuple):
    """Size of a check: residents, weeks before and after the fork, paired runs."""

    citizens: int
    burn_in_weeks: int
    weeks: int
    runs: int


# Sizes that two cores simulate in minutes (liveness: an hour).
SIZES: dict[About, Size] = {
    "liveness": Size(citizens=1000, burn_in_weeks=26, weeks=104, runs=5),
    "foregone": Size(citizens=1500, burn_in_weeks=208, weeks=104, runs=500),
    "luck": Size(citizens=2000, burn_in_weeks=52, weeks=104, runs=40),
}


def _runs(request: EvidenceRequest) -> Option:
    name, of = "seeds", "Runs with random numbers of their own"
    if request.about == "foregone":
        name, of = "draws", "Draws, each run as it is and reversed"
    line = f"{of}; default {SIZES[request.about].runs}."
    return Option(line, "N", name=name, counts="many")


def _size(part: str, of: str, words: tuple[str, ...] = ()) -> Callable[[EvidenceRequest], Option]:
    def made(asked: EvidenceRequest) -> Option:
        line = f"{of}; default {getattr(SIZES[asked.about], part)}."
        return Option(line, "N", words=words)

    return made


def _only(request: EvidenceRequest) -> Option | None:
    line = "A parameter, or a pattern such as 'desks.*'; may be given more than once."
    return Option(line, "PATTERN") if request.about == "liveness" else None


@dataclass(frozen=True, slots=True)
class EvidenceRequest(Asked):
    """One ``wijksim evidence``: a trial of the model.

    about: ``liveness`` moves every parameter, ``foregone`` draws them all, ``luck`` leaves
    them and varies random numbers alone. None is the size in ``SIZES``; ``runs`` are seeds or
    draws. ``only`` are patterns (``desks.*``) of the parameters to move; without any it is all.
    """

    about: About
    scenario: str | Path = argument("pilot")
    _: KW_ONLY
    only: tuple[str, ...] = stated((), _only)
    runs: int | None = stated(None, _runs)
    citizens: Citizens | None = stated(None, _size("citizens", "Residents", ("all",)))
    weeks: int | None = stated(None, _size("weeks", "Weeks after the fork"))
    workers: int | None = stated(None, _WORKERS)
    scheduler: str | None = stated(None, _SCHEDULER)

    @property
    def command(self) -> str:
        """The words of the command."""
        return f"evidence {self.about}"

    @property
    def many(self) -> int:
        """Number of seeds or draws."""
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


@dataclass(frozen=True, slots=True)
class VerifyRequest(Stored):
    """One ``wijksim verify``: known answers beside those of the engine.

    ``progress`` shows how far the work is on stderr.
    """

    command = "verify"
    quick: bool = option(False, "Fewer weeks, wider tolerances, no busiest queues.")
    _: KW_ONLY
    out: Path = option(Path("results") / "known_answers", "Folder for the results.")
    progress: bool = False


@dataclass(frozen=True, slots=True)
class PopulationRequest(Stored):
    """One ``wijksim population``: the residents of a place and their fit to published figures."""

    command = "population"
    place: str = argument("pilot")
    citizens: Citizens | None = stated(None, _CITIZENS)
    seed: int | None = stated(None, _SEED)


@dataclass(frozen=True, slots=True)
class ExportRequest(Stored):
    """One ``wijksim export``: the tables of a results folder as CSV, or those of a comparison as a
    workbook; ``out`` None is in it."""

    command = "export"
    folder: Path = argument(MISSING)
    style: Literal["excel", "plain"] = option(
        "excel", "Of CSV. excel: ; and a decimal comma; plain: , and a point."
    )
    xlsx: bool = option(False, "One Excel workbook of a comparison, instead of CSV.")


@dataclass(frozen=True, slots=True)
class ReportRequest(Printed):
    """One ``wijksim report``: the page of a finished results folder, written again."""

    command = "report"
    folder: Path = argument(MISSING)
