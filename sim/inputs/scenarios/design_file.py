"""The file of a sweep as it is written: what is moved, between which ends, in which pattern."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, Field, field_validator

from sim.inputs.files.errors import InputError
from sim.inputs.files.folders import SCENARIO_ENDINGS, beside, find_file, scenarios_folder
from sim.inputs.files.said import Said
from sim.inputs.files.toml_file import Key, place_in, places_under, read_toml
from sim.inputs.files.validation import Where, validated
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

    low: float | None = Field(default=None, strict=True)
    high: float | None = Field(default=None, strict=True)
    levels: int = Field(default=3, ge=2, le=1001, strict=True)
    values: tuple[bool | int | float | str, ...] = ()
    together: bool = Field(default=False, strict=True)


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
    scenario: tuple[str, ...] = Field(default=(DEFAULT,), min_length=1)
    place: tuple[str, ...] = ()
    models: tuple[str, ...] | None = Field(default=None, min_length=1)
    method: Method
    size: int = Field(default=64, ge=1, le=1_000_000, strict=True)
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

    def where(self, *keys: Key) -> str:
        """``file:line, section.key``."""
        return place_in(self.path, self.text, keys)

    def place(self, named: str | None, *keys: Key) -> str | None:
        """A place that the design names; the path of a CSV is as seen from the design."""
        return None if named is None else beside(self.path, named, self.where(*keys))

    def scenario(self, named: str, *keys: Key) -> str:
        """A scenario that the design names; a path is as seen from the design."""
        return beside(self.path, named, self.where(*keys), SCENARIO_ENDINGS)


def design_names() -> list[str]:
    """The designs that are shipped."""
    return sorted(_shipped())


def _shipped() -> dict[str, Path]:
    return {path.stem: path for path in (scenarios_folder() / "designs").glob("*.toml")}


def read_design(name: str | Path) -> DesignLayer:
    """A shipped design or a file, checked for unknown keys and wrong types."""
    missing = "the file of the design does not exist"
    path = find_file(str(name), _shipped(), "design", "design", missing)
    tables, text = read_toml(path)
    where = places_under(path, text)
    return DesignLayer(path, text, validated(DesignFile, _untangled(tables, where), where))


def _untangled(tables: dict[str, Any], where: Where) -> dict[str, Any]:
    """Inputs by their dotted key: TOML reads an unquoted ``[input.a.b]`` as two tables."""
    if not isinstance(tables.get("input"), dict):
        return tables
    found: dict[str, Any] = {}
    for key, span in _spans(tables["input"]):
        if key in found:
            raise InputError(
                code="duplicate",
                where=where(("input", key)),
                found=key,
                allowed=Said.ONCE(),
                message="this input is there twice, quoted and with dots",
            )
        found[key] = span
    return {**tables, "input": found}


def _spans(table: dict[str, Any], above: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, item in table.items():
        inner = isinstance(item, dict) and any(isinstance(part, dict) for part in item.values())
        found += _spans(item, f"{above}{key}.") if inner else [(above + key, item)]
    return found
