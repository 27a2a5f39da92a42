"""Bundles: levers that belong together under one name, rows of ``scenarios/bundles.toml``.

A bundle sets parameters to a value, or to what a formula gives of its ``strength`` and of what a
parameter ``was``. What it takes is a name, or ``name=strength``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from pydantic import BaseModel, Field

from sim.inputs.files.errors import InputError, known, nearest
from sim.inputs.files.folders import scenarios_folder
from sim.inputs.files.numbers import meant, number_in
from sim.inputs.files.said import Said
from sim.inputs.files.toml_file import place_in
from sim.inputs.files.validation import read_rows
from sim.inputs.parameters.arithmetic import bad_formula, computed, names_in
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Evidence, Parameter, Value
from sim.inputs.parameters.sources import read_facts
from sim.inputs.scenarios.answers import ANSWERS
from sim.inputs.scenarios.building import parameter_of
from sim.inputs.scenarios.scenario_file import BUNDLES_FILE, Title

STRENGTH, WAS = "strength", "was"  # the names that a formula may use
_ANSWERS = {answer for answers in ANSWERS.values() for answer in answers}


class Strength(BaseModel, extra="forbid", strict=True, frozen=True):
    """The strength of a bundle: what counts when nothing is said, and its bounds."""

    value: float
    low: float
    high: float
    unit: str = Field(min_length=1)

    @property
    def bounds(self) -> str:
        """Its range, for a message."""
        return Said.RANGE(low=f"{self.low:g}", high=f"{self.high:g}", unit=self.unit)


class Bundle(BaseModel, extra="forbid", frozen=True):
    """Levers that belong together, with what the sources say of them.

    story: what is done; open: what sources leave open, so that it stays as it was or is assumed.
    ``set`` by key: a value, or for a number a formula in ``strength`` and ``was``.
    """

    label: Title
    story: Title
    open: Title | None = None
    sources: tuple[str, ...] = Field(min_length=1)
    evidence: Evidence
    strength: Strength | None = None
    set: dict[str, bool | int | float | str] = Field(min_length=1)

    @cached_property
    def relative(self) -> frozenset[str]:
        """Keys whose value hangs on what they were."""
        texts = {key: raw for key, raw in self.set.items() if isinstance(raw, str)}
        parameters = read_parameters()
        formulas = {key: raw for key, raw in texts.items() if parameters[key].numeric}
        return frozenset(key for key, raw in formulas.items() if WAS in names_in(raw))

    def value(
        self, key: str, was: Value, strength: float | None, known: Parameter, where: str
    ) -> Value:
        """The value that a key gets; InputError when that is outside its range."""
        raw = self.set[key]
        if isinstance(raw, str) and known.numeric:
            number = computed(raw, lambda name: self._named(name, was, strength, where), where)
            raw = float(f"{number:.12g}")  # what 0.1 + 0.2 leaves behind is no part of a value
        return known.parse(raw, where)

    def _named(self, name: str, was: Value, strength: float | None, where: str) -> float:
        if name == WAS:
            return float(was)
        if name == STRENGTH and strength is not None:
            return strength
        near = nearest(name, (WAS, STRENGTH))
        raise bad_formula(name, "the formula names what is not there", where, near=near)

    def acts_under(self, answers: Mapping[str, str] | frozenset[str]) -> bool:
        """True when it sets anything that matters under these answers."""
        heads = {key.partition(".")[0] for key in self.set}
        chosen = set(answers.values()) if isinstance(answers, Mapping) else set(answers)
        return bool(heads & chosen) or bool(heads - _ANSWERS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A bundle as somebody asks for it, with where that stands."""

    id: str
    bundle: Bundle
    strength: float | None
    where: str

    def values(
        self, was: Callable[[str], Value], parameters: Mapping[str, Parameter]
    ) -> dict[str, Value]:
        """Values that it sets, by key."""
        return {
            key: self.bundle.value(
                key,
                was(key),
                self.strength,
                parameter_of(parameters, key, self.where),
                f"{self.where}, {key}",
            )
            for key in self.bundle.set
        }


@cache
def read_bundles() -> Mapping[str, Bundle]:
    """The shipped bundles by name, read and checked once per process."""
    return bundles_in(scenarios_folder() / f"{BUNDLES_FILE}.toml")


def bundles_in(path: Path) -> Mapping[str, Bundle]:
    """The bundles of a file by name.

    InputError for a key or source that does not exist, or a value outside the range of its key at
    default values, at any end of the strength.
    """
    rows, text = read_rows(path, Bundle)
    for name, row in rows.items():
        _check(row, path, text, name)
    return rows


def _check(row: Bundle, path: Path, text: str, name: str) -> None:
    parameters = read_parameters()
    for key in row.set:
        parameter_of(parameters, key, place_in(path, text, (name, "set", key)))
    for source in row.sources:
        where = place_in(path, text, (name, "sources"))
        message = "this source does not exist"
        known(source, read_facts(), where, "unknown_source", message, Said.A_SOURCE())
    how = row.strength
    ends = (None,) if how is None else (how.low, how.value, how.high)
    if how is not None and not how.low <= how.value <= how.high:
        raise InputError(
            code="out_of_range",
            where=place_in(path, text, (name, "strength")),
            found=f"{how.value:g}",
            allowed=how.bounds,
            message=Said.STRENGTH_OUTSIDE(name=name),
        )
    for end in ends:
        for key in row.set:
            where = place_in(path, text, (name, "set", key))
            row.value(key, parameters[key].value, end, parameters[key], where)


def asked(text: str, where: str) -> Asked:
    """The bundle that ``name`` or ``name=strength`` asks for; InputError when there is none, or
    when it cannot be so strong."""
    name, sign, raw = (part.strip() for part in text.partition("="))
    rows = read_bundles()
    known(name, rows, where, "unknown_bundle", Said.NO_BUNDLE())
    how = rows[name].strength
    if not sign:
        return Asked(name, rows[name], None if how is None else how.value, where)
    if how is None:
        raise InputError(
            code="no_strength",
            where=where,
            found=text,
            allowed=name,
            message=Said.NO_STRENGTH(name=name),
        )
    return Asked(name, rows[name], _strength(raw, how, where, name), where)


def _strength(raw: str, how: Strength, where: str, name: str) -> float:
    number, allowed = number_in(raw), how.bounds
    if number is None:
        raise InputError(
            code="wrong_type",
            where=where,
            found=f"{name}={raw}",
            allowed=allowed,
            nearest=meant(raw),
            message=Said.STRENGTH_NUMBER(name=name),
        )
    if not how.low <= number <= how.high:
        raise InputError(
            code="out_of_range",
            where=where,
            found=f"{name}={raw}",
            allowed=allowed,
            message=Said.STRENGTH_OUTSIDE(name=name),
        )
    return number
