"""Knowledge that stands before the model is checked: ``scenarios/evidence/*.toml``.

``frictions.toml`` pairs every benefit with the frictions that its source reports;
``acts_on.toml`` says in what each of them acts;
``liveness.toml`` names the partner that a parameter needs before it can matter;
``foregone.toml`` names the mechanism that forces a sign, where one is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from pydantic import BaseModel, Field

from sim.inputs.files.errors import known as a_known_one
from sim.inputs.files.folders import checksum, scenarios_folder
from sim.inputs.files.toml_file import place_in
from sim.inputs.files.validation import M, read_rows
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.parameters.sources import read_facts, source_ids
from sim.inputs.scenarios.answers import ModelChoice
from sim.inputs.scenarios.resolved import Resolved, overlaid

Kind: TypeAlias = Literal["benefit", "friction", "structure"]
Side: TypeAlias = Literal["higher", "lower"]


class _Row(BaseModel, extra="forbid", frozen=True):
    """A row of one of the files."""


class Pairing(_Row, frozen=True):
    """A lever: a benefit with its frictions, or what else it is.

    otherwise: by scenario, the source that says a friction may be neutral there. better: which way
    speaks for an answer, where the neutral value lies inside the range and cannot tell. unlike: why
    no friction acts in what the benefit acts in; empty when one does.
    """

    kind: Kind = "benefit"
    friction: tuple[str, ...] = ()
    source: str = Field(min_length=1)
    otherwise: dict[str, str] = {}
    better: Side | None = None
    unlike: str = ""


class Acts(_Row, frozen=True):
    """In what levers act: a few words, and the patterns of their keys."""

    what: str = Field(min_length=1)
    levers: tuple[str, ...] = Field(min_length=1)


class Partner(_Row, frozen=True):
    """Values that must hold before a parameter can matter, and why.

    beside: values by key, set in the run that is moved and in the one beside it; in a key *
    stands for what it stands for in the pattern of the parameter.
    """

    beside: dict[str, bool | int | float | str] = {}
    why: str = Field(min_length=1)


class Forced(_Row, frozen=True):
    """A sign that hardly ever differs, the mechanism that forces it and who allows that.

    sign: of the difference later minus earlier.
    """

    outcome: str
    pair: str
    sign: Literal["lower", "higher", "same"]
    mechanism_en: str = Field(min_length=1)
    mechanism_nl: str = Field(min_length=1)
    source: str = Field(min_length=1)


@cache
def pairings() -> Mapping[str, Pairing]:
    """The kind of every lever; InputError for a key, friction or source that does not exist."""
    path, text, found = _read("frictions.toml", Pairing)
    known = read_parameters()
    for key, row in found.items():
        where = place_in(path, text, (key,))
        for name in (key, *row.friction):
            _known(name, known, where, "the key of a parameter")
        _known_sources((row.source, *row.otherwise.values()), where)
    return found


@cache
def acts_on() -> Mapping[str, str]:
    """In what every benefit and every friction of one acts: ``hours``, ``effect``, by key.

    InputError for a pattern that fits none of them, or one that has been said to act elsewhere.
    """
    path, text, rows = _read("acts_on.toml", Acts)
    pairs = {key: row for key, row in pairings().items() if row.kind == "benefit"}
    asked = [*pairs, *(name for row in pairs.values() for name in row.friction)]
    found: dict[str, str] = {}
    for kind, row in rows.items():
        for pattern in row.levers:
            new = {key for key in asked if _star(pattern, key) is not None} - found.keys()
            if not new:
                where = place_in(path, text, (kind,))
                _known(pattern, (), where, "a benefit or friction that no earlier row has")
            found.update(dict.fromkeys(new, kind))
    return found


def kind_of_lever(key: str) -> Kind:
    """The kind of a lever: a benefit, a friction (of one, or by itself), or structure.

    Raises KeyError for a lever that stands nowhere in the file.
    """
    rows = pairings()
    if key in rows:
        return rows[key].kind
    if any(key in row.friction for row in rows.values()):
        return "friction"
    raise KeyError(key)


def better_side(key: str) -> Side | None:
    """The side of a lever that speaks for the answer that has it; None for structure.

    A benefit speaks for it away from its neutral value, a friction towards it.
    """
    kind, row, known = kind_of_lever(key), pairings().get(key), read_parameters()[key]
    if row is not None and row.better is not None:
        return row.better
    if kind == "structure" or known.neutral not in (known.low, known.high):
        return None
    upwards = known.neutral == known.low
    return "higher" if upwards == (kind == "benefit") else "lower"


@cache
def partners() -> Mapping[str, Partner]:
    """The partners of parameters, by key; InputError for what is not right in the file.

    A row whose pattern fits no parameter, or only those that an earlier row has, is refused.
    """
    path, text, rows = _read("liveness.toml", Partner)
    known, found = read_parameters(), dict[str, Partner]()
    for pattern, row in rows.items():
        where, fits = place_in(path, text, (pattern,)), False
        for key in known:
            if key not in found and (part := _star(pattern, key)) is not None:
                beside = {name.replace("*", part): value for name, value in row.beside.items()}
                for name, value in beside.items():
                    _known(name, known, where, "the key of a parameter")
                    known[name].parse(value, where)
                beside.pop(key, None)
                found[key], fits = row.model_copy(update={"beside": beside}), True
        if not fits:
            _known(pattern, (), where, "a parameter that no earlier row has")
    return found


def _star(pattern: str, key: str) -> str | None:
    """The text that * stands for when a pattern fits a key, empty without *; None: no fit."""
    head, star, tail = pattern.partition("*")
    if not star:
        return "" if pattern == key else None
    fits = len(key) > len(head) + len(tail) and key.startswith(head) and key.endswith(tail)
    return key[len(head) : len(key) - len(tail)] if fits else None


@cache
def forced_signs() -> tuple[Forced, ...]:
    """Every sign that is known to be forced; InputError for a source that does not exist."""
    path, text, found = _read("foregone.toml", Forced)
    for key, row in found.items():
        _known_sources((row.source,), place_in(path, text, (key,)))
    return tuple(found.values())


def evidence_digests() -> dict[str, str]:
    """SHA-256 (hex) of every file that the checks start from, by name."""
    folder = scenarios_folder() / "evidence"
    return {path.name: checksum(path) for path in sorted(folder.glob("*.toml"))}


def _read(name: str, row: type[M]) -> tuple[Path, str, dict[str, M]]:
    """A file of ``scenarios/evidence``: its path, its text, its rows by their key."""
    path = scenarios_folder() / "evidence" / name
    rows, text = read_rows(path, row)
    return path, text, rows


def _known(name: str, names: Collection[str], where: str, allowed: str) -> None:
    a_known_one(name, names, where, "unknown_key", "this does not exist", allowed)


def _known_sources(sources: Iterable[str], where: str) -> None:
    for name in (name for source in sources for name in source_ids(source)):
        _known(name, read_facts(), where, "an id of facts.toml")


def lonely_benefits(
    values: Mapping[str, Value], answers: Mapping[str, str], scenario: str
) -> Iterator[tuple[str, str]]:
    """(benefit, friction) where a benefit is at work and its friction stands at neutral.

    values: every parameter as it is under a model; answers: of that model. What belongs to an
    answer that the model does not give is at work nowhere.
    """
    known, chosen = read_parameters(), set(answers.values())

    def at_work(key: str) -> bool:
        """True when a lever of one of the answers is away from its neutral value."""
        return key.partition(".")[0] in chosen and values[key] != known[key].neutral

    for benefit, row in pairings().items():
        if row.kind != "benefit" or scenario in row.otherwise or not at_work(benefit):
            continue
        for friction in row.friction:
            if friction.partition(".")[0] in chosen and not at_work(friction):
                yield benefit, friction


class OneSided(NamedTuple):
    """A benefit without its friction, under a model, from a date on (None: from the fork)."""

    model: str
    date: dt.date | None
    benefit: str
    friction: str


def one_sided(resolved: Resolved) -> Iterator[OneSided]:
    """Every benefit that a scenario takes without its friction."""
    for model in resolved.models:
        for date, values in _moments(resolved, model):
            for benefit, friction in lonely_benefits(values, model.answers, resolved.id):
                yield OneSided(model.id, date, benefit, friction)


def _moments(
    resolved: Resolved, model: ModelChoice
) -> Iterator[tuple[dt.date | None, dict[str, Value]]]:
    """Every parameter under a model, at the fork and from every date on."""
    values = resolved.values_for(model.id)
    yield None, values
    for day in resolved.moments(model.id):
        yield day, {**values, **overlaid(resolved.changes, model.id, day)}
