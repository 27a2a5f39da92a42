"""The file of a sweep as it is written: what is moved, between which ends, in which pattern."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, Field, field_validator

from sim.inputs.files.folders import find_file, scenarios_folder
from sim.inputs.files.toml_file import place_in, places_under, read_toml
from sim.inputs.files.validation import validated
from sim.inputs.scenarios.scenario_file import DEFAULT, Title

Method: TypeAlias = Literal["grid", "lhs", "sobol", "saltelli", "morris", "oat", "list"]


class _Table(BaseModel, extra="forbid", frozen=True):
    """A table of a design."""


class Span(_Table, frozen=True):
    """The span that an input moves over; by default its range in the parameter files.

    ``values`` are taken as they are; ``levels`` is how many values a grid or a one-at-a-time
    design takes from one end to the other. ``together``: everything that a pattern names is one
    input, each part of which moves from its own low end to its own high end.
    """

    low: float | None = None
    high: float | None = None
    levels: int = Field(default=3, ge=2, le=1001)
    values: tuple[bool | int | float | str, ...] = ()
    together: bool = False


class PointTable(_Table, frozen=True):
    """``[[point]]``: one point of a list, with what differs there."""

    scenario: str | None = None
    place: str | None = None
    set: dict[str, Any] = {}


class DesignFile(_Table, frozen=True):
    """Everything that a design may state.

    ``scenario`` and ``place`` may each be one or many: every one of them gets every point.
    ``size``: points of ``lhs`` and ``sobol``, N of ``saltelli``, trajectories of ``morris``.
    ``luck``: ``replications`` gives every point the same random numbers, so often as the settings
    say; ``factor`` makes them one more input, drawn as the others are.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Title | None = None
    scenario: tuple[str, ...] = (DEFAULT,)
    place: tuple[str, ...] = ()
    models: tuple[str, ...] | None = None
    method: Method
    size: int = Field(default=64, ge=1, le=1_000_000)
    luck: Literal["replications", "factor"] = "replications"
    settings: dict[str, Any] = {}
    set: dict[str, Any] = {}
    input: dict[str, Span] = {}
    point: tuple[PointTable, ...] = ()

    @field_validator("scenario", "place", mode="before")
    @classmethod
    def _one_or_many(cls, raw: object) -> object:
        return (raw,) if isinstance(raw, str) else raw


@dataclass(frozen=True, slots=True)
class DesignLayer:
    """A design with where its keys stand, for messages."""

    path: Path
    text: str
    content: DesignFile

    def where(self, *keys: str) -> str:
        """``file:line, section.key``."""
        return place_in(self.path, self.text, keys)


def design_names() -> list[str]:
    """The designs that are shipped."""
    return sorted(path.stem for path in (scenarios_folder() / "designs").glob("*.toml"))


def read_design(name: str | Path) -> DesignLayer:
    """A shipped design or a file, checked for unknown keys and wrong types."""
    folder, missing = scenarios_folder() / "designs", "the file of the design does not exist"
    path = find_file(str(name), folder, design_names(), "design", "design", missing)
    tables, text = read_toml(path)
    where = places_under(path, text)
    return DesignLayer(path, text, validated(DesignFile, _untangled(tables), where))


def _untangled(tables: dict[str, Any]) -> dict[str, Any]:
    """Inputs by their dotted key: TOML reads an unquoted ``[input.a.b]`` as two tables."""
    if not isinstance(tables.get("input"), dict):
        return tables
    return {**tables, "input": dict(_spans(tables["input"]))}


def _spans(table: dict[str, Any], above: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, item in table.items():
        inner = isinstance(item, dict) and any(isinstance(part, dict) for part in item.values())
        found += _spans(item, f"{above}{key}.") if inner else [(above + key, item)]
    return found
