"""Read and check the parameter files: ``scenarios/parameters/*.toml``.

A parameter is any table with a key ``value``; its name is the dotted path of the
table. ``_role`` at the top of a file gives the role of the parameters in it that
state none. Without a ``direction`` either of two answers may have the higher value of a lever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field

from sim.inputs.files.errors import InputError, known
from sim.inputs.files.folders import scenarios_folder, short_name
from sim.inputs.files.toml_file import place_in, places_under, read_toml
from sim.inputs.files.validation import validated
from sim.inputs.parameters.parameter import Direction, Evidence, Parameter, Role
from sim.inputs.parameters.price_index import check_year

# Decisions about what to look at are not uncertain quantities and are never drawn.
_DRAWN_ROLES = ("world", "lever", "price", "staff")


class _Label(BaseModel, extra="forbid", strict=True):
    en: str = Field(min_length=1)
    nl: str = Field(min_length=1)


class _Direction(BaseModel, extra="forbid", strict=True):
    side: Literal["higher", "lower"]
    source: str = Field(min_length=1)


class _Leaf(BaseModel, extra="forbid", strict=True):
    """One parameter table as it stands in a file."""

    value: bool | int | float | str
    unit: str = ""
    low: float | None = Field(default=None, allow_inf_nan=False)
    high: float | None = Field(default=None, allow_inf_nan=False)
    evidence: Evidence
    source: str = Field(min_length=1)
    label: _Label
    role: Role | None = None
    neutral: bool | int | float | str | None = None
    formula: str | None = None
    note: str | None = None
    choices: list[str] = []
    draw: bool | None = None
    integer: bool = False
    prices: int | None = None
    sets: dict[str, bool | int | float | str] = {}
    direction: _Direction | None = None


@cache
def _built_in() -> Mapping[str, Parameter]:
    return _read_folder(scenarios_folder() / "parameters")


def read_parameters(folder: Path | None = None) -> dict[str, Parameter]:
    """All parameters by dotted key, in the order of files (by name) and of keys in them.

    ``folder`` holds ``*.toml``; None reads the built-in ones, once per process.
    Raises ``InputError`` naming file, line and key at the first thing wrong.
    """
    return dict(_built_in()) if folder is None else _read_folder(folder)


def _read_folder(folder: Path) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    where: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        tables, text = read_toml(path)
        role = tables.pop("_role", None)
        for keys, table in _leaves(tables, ()):
            place = place_in(path, text, keys)
            parameter = _parameter(keys, {"role": role, **table}, path, text)
            if parameter.key in found:
                raise InputError(
                    code="duplicate",
                    where=place,
                    found=f"{parameter.key} also in {found[parameter.key].file}",
                    message=f"parameter {parameter.key} is stated twice",
                )
            found[parameter.key] = parameter
            where[parameter.key] = place
    return {
        key: _with_sets(item, found, where[key]) if item.sets else item
        for key, item in found.items()
    }


def _leaves(
    tables: Mapping[str, Any], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every parameter table with its path, in the order of the file."""
    for name, item in tables.items():
        keys = (*above, name)
        if not isinstance(item, dict):
            raise InputError(
                code="unknown_key",
                where=".".join(keys),
                found=name,
                allowed="tables with a key 'value'; '_role' at the top",
                message="a key stands outside a parameter table",
            )
        if "value" in item and not isinstance(item["value"], dict):
            yield keys, item
        else:
            yield from _leaves(item, keys)


def _parameter(keys: tuple[str, ...], table: dict[str, Any], path: Path, text: str) -> Parameter:
    """A parameter with its values in their own type; InputError where it contradicts itself."""
    where = places_under(path, text, *keys)
    leaf = validated(_Leaf, table, where)
    role: Role = leaf.role or "world"
    number = not isinstance(leaf.value, (bool, str))
    drawn = number and leaf.low != leaf.high and role in _DRAWN_ROLES
    raw = Parameter(
        key=".".join(keys),
        role=role,
        draw=drawn if leaf.draw is None else leaf.draw,
        label_en=leaf.label.en,
        label_nl=leaf.label.nl,
        file=short_name(path),
        choices=tuple(leaf.choices),
        sets=tuple(leaf.sets.items()),
        direction=None if leaf.direction is None else Direction(**dict(leaf.direction)),
        **leaf.model_dump(exclude={"role", "draw", "label", "choices", "sets", "direction"}),
    )
    if (problem := _contradiction(raw)) is not None:
        raise InputError(
            code="inconsistent", where=where(()), message=f"parameter {raw.key}: {problem}"
        )
    if raw.prices is not None:
        check_year(raw.prices, where(("prices",)))
    neutral = None if raw.neutral is None else raw.parse(raw.neutral, where(("neutral",)))
    return replace(raw, value=raw.parse(raw.value, where(("value",))), neutral=neutral)


def _contradiction(raw: Parameter) -> str | None:
    """The first contradiction in a parameter; None when all holds together."""
    bounded = raw.low is not None and raw.high is not None
    if raw.numeric and (not bounded or not raw.unit):
        return "a number needs unit, low and high"
    if raw.low is not None and raw.high is not None and raw.low > raw.high:
        return f"low {raw.low:g} is above high {raw.high:g}"
    if not raw.numeric and (raw.low is not None or raw.high is not None or raw.draw):
        return "only a number has a range to draw from"
    if isinstance(raw.value, str) != bool(raw.choices):
        return "a text value needs choices, and only a text value has them"
    if raw.in_euros and raw.prices is None:
        return f"an amount in {raw.unit} needs the year of its prices, such as prices = 2015"
    if raw.prices is not None and not raw.in_euros:
        return "only an amount in euros has the year of its prices"
    if raw.integer and not raw.numeric:
        return "only a number can be whole"
    if raw.role == "lever" and raw.neutral is None:
        return "a lever needs a neutral value"
    if raw.direction is not None and raw.role != "lever":
        return "only a lever has a direction"
    if raw.evidence == "derived" and not raw.formula:
        return "a derived value needs its formula"
    switch = raw.role == "hypothesis" and raw.value is False
    if bool(raw.sets) != switch:
        return "a hypothesis is false by default and sets something; nothing else does"
    return None


def _with_sets(item: Parameter, found: Mapping[str, Parameter], where: str) -> Parameter:
    """A hypothesis with what it sets in its own type; it may set the world, nothing else."""
    world = [key for key, other in found.items() if other.role == "world"]
    allowed = "the key of a parameter of the world"
    message = f"what {item.key} sets is not a parameter of the world"
    values = []
    for key, raw in item.sets:
        known(key, world, where, "unknown_key", message, allowed)
        values.append((key, found[key].parse(raw, f"{where}, sets.{key}")))
    return replace(item, sets=tuple(values))
