"""Requests of commands that look things up: their options as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from sim.inputs.option import argument, option, pairs, stated
from sim.inputs.parameters.parameter import Value
from sim.inputs.request import MODELS, WITH, Printed

Question: TypeAlias = Literal["reach", "admit", "work", "pay", "build"]
Group: TypeAlias = Literal[
    "world", "levers", "reach", "admit", "work", "pay", "build", "prices", "means", "hypotheses",
    "settings",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlacesRequest(Printed):
    """One ``wijksim places search``: places whose name has these words in it, at most ``limit``."""

    command = "places search"
    text: tuple[str, ...] = argument(MISSING, "TEXT...")
    limit: int = option(20, "At most this many; default 20.", "N", least=1, most=10_000)


@dataclass(frozen=True, slots=True)
class ListRequest(Printed):
    """One ``wijksim scenarios list``."""

    command = "scenarios list"


@dataclass(frozen=True, slots=True)
class ShowRequest(Printed):
    """One ``wijksim scenarios show``: values with what is known of each.

    search: in keys and labels of both languages; changed: only what differs from the defaults.
    """

    command = "scenarios show"
    scenario: str | Path = argument("pilot")
    search: str | None = option(None, "Only values with this in their key or label.", "WORD")
    group: Group | None = option(None, "Only values of this group.")
    question: Question | None = option(None, "Only levers that answer this question.")
    changed: bool = option(False, "Only values that are not the default.")
    models: tuple[str, ...] | None = stated(None, MODELS)
    bundles: tuple[str, ...] = stated((), WITH)
    set: Mapping[str, str | Value] = pairs("A parameter or setting.", "KEY=VALUE")


@dataclass(frozen=True, slots=True)
class DiffRequest(Printed):
    """One ``wijksim scenarios diff``: what differs between scenario ``a`` and scenario ``b``."""

    command = "scenarios diff"
    a: str | Path = argument(MISSING, "A")
    b: str | Path = argument(MISSING, "B")


@dataclass(frozen=True, slots=True)
class NewRequest(Printed):
    """One ``wijksim scenarios new``: a file to begin with; ``file`` None is ``NAME.toml`` here, or
    ``NAME.xlsx``."""

    command = "scenarios new"
    name: str = argument(MISSING)
    extends: str | Path = option("pilot", "What it departs from; default pilot.", "SCENARIO")
    place: str | None = option(None, "Who live there: a code, a name or a CSV file.", "PLACE")
    xlsx: bool = option(False, "An Excel workbook to fill in, instead of a TOML file.")
    file: Path | None = option(
        None, "The file; default NAME.toml (or NAME.xlsx) here.", "FILE", name="out"
    )


@dataclass(frozen=True, slots=True)
class ResultsDiffRequest(Printed):
    """One ``wijksim results diff``: two folders of finished comparisons."""

    command = "results diff"
    a: Path = argument(MISSING, "A")
    b: Path = argument(MISSING, "B")


@dataclass(frozen=True, slots=True)
class SchemaRequest(Printed):
    """One ``wijksim scenarios schema``."""

    command = "scenarios schema"


@dataclass(frozen=True, slots=True)
class BundlesRequest(Printed):
    """One ``wijksim scenarios bundles``: levers that belong together, by name."""

    command = "scenarios bundles"


@dataclass(frozen=True, slots=True)
class CheckRequest(Printed):
    """One ``wijksim scenarios check``; without files it is every built-in scenario."""

    command = "scenarios check"
    files: tuple[str, ...] = argument((), "[SCENARIO]...")
    strict: bool = option(False, "What is doubtful is an error too (exit code 2).")
