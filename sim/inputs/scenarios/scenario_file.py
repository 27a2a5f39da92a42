"""A scenario file as it is written, and the chain of files that it extends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field

from sim.inputs.files.errors import InputError
from sim.inputs.files.folders import (
    OTHER_WORKBOOKS,
    WORKBOOK,
    find_file,
    scenarios_folder,
    short_name,
)
from sim.inputs.files.toml_file import Key, places_under, read_toml
from sim.inputs.files.validation import Where, validated
from sim.inputs.scenarios.settings import Date

DEFAULT = "pilot"
MODELS_FILE = "models"
CATALOGUE = "catalogue"  # folder of the scenarios of real places and of policies
BUNDLES_FILE = "bundles"
_FOUND = ("scenario", "the scenario file does not exist")  # what is looked for; when there is none
# Files beside the scenarios that are not scenarios.
_OTHERS = (
    MODELS_FILE,
    BUNDLES_FILE,
    "facts",
    "facts_nl",
    "targets",
    "births",
    "hours",
    "prices",
    "outcomes",
    "rates",
)


class _Table(BaseModel, extra="forbid"):
    """A table of a scenario."""


class Title(_Table):
    """A name for people in two languages."""

    nl: str
    en: str


def _as_list(raw: object) -> object:
    return [raw] if isinstance(raw, dict) else raw


class Measure(_Table):
    """An outcome that a claim is about, and the side of it that is claimed.

    ``level``: the claim is about where the outcome stands, not about a difference.
    """

    outcome: str
    side: Literal["lower", "higher"]
    level: float | None = Field(default=None, strict=True)


class Claim(Title):
    """Something that a source says of a case, and the outcome it would show in, if any."""

    measure: Measure | None = None


Texts = Annotated[list[Title], BeforeValidator(_as_list)]  # one table, or a list of them
Claims = Annotated[list[Claim], BeforeValidator(_as_list)]


class Answers(_Table):
    """Answers to some of the five questions."""

    reach: str | None = None
    admit: str | None = None
    work: str | None = None
    pay: str | None = None
    build: str | None = None


class ModelTable(Answers):
    """``[model.<id>]``: a new support model, or what differs in one that exists."""

    extends: str | None = None
    title: Title | None = None
    bundles: list[str] = Field(default=[], alias="with")
    set: dict[str, Any] = {}


class ChangeTable(_Table):
    """``[[change]]``: what differs from a date on, until another or to the end, for all models
    or the named ones."""

    date: Date
    until: Date | None = None
    model: str | list[str] = []
    set: dict[str, Any] = {}
    answers: Answers = Answers()


class EventTable(_Table):
    """``[[event]]``: a centre or an initiative of residents opens or closes in an area, for all
    models or the named ones."""

    date: Date
    open: Literal["centre", "initiative"] | None = None
    close: Literal["centre", "initiative"] | None = None
    area: str
    places: int | None = Field(default=None, ge=1, le=10_000, strict=True)
    model: str | list[str] = []


class ScenarioFile(_Table):
    """Everything that a scenario file may state; it states only what differs.

    ``bundles`` stand under the key ``with``, each as ``name`` or ``name=strength``. ``sources`` are
    ids of the table of sources; ``story``, ``claims`` (what is said of this case) and ``open``
    (what nobody knows of it) are for people and change no result; these four are of this file
    alone.
    """

    extends: str | None = None
    name: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9_]*$")
    title: Title | None = None
    story: Title | None = None
    claims: Claims = []
    open: Texts = []
    sources: list[str] = []
    place: str | None = None
    models: list[str] | None = Field(default=None, min_length=1)
    levers: Literal["neutral"] | None = None
    settings: dict[str, Any] = {}
    bundles: list[str] = Field(default=[], alias="with")
    set: dict[str, Any] = {}
    model: dict[str, ModelTable] = {}
    change: list[ChangeTable] = []
    event: list[EventTable] = []


@dataclass(frozen=True, slots=True)
class Layer:
    """One file of the chain: its content, and where its keys stand for messages."""

    path: Path
    content: ScenarioFile
    places: Where
    strict: bool = True  # a number is not written as text

    @property
    def name(self) -> str:
        """The name of this file in messages and origins."""
        return short_name(self.path)

    def where(self, keys: tuple[Key, ...]) -> str:
        """``file:line, section.key``, or ``file: sheet!cell, key``."""
        return self.places(keys)

    def under(self, *above: Key) -> Where:
        """The place of keys in the table that stands at ``above``."""
        return lambda inner: self.places((*above, *inner))


def catalogue_names() -> list[str]:
    """The scenarios of real places and of policies: those that tell a story."""
    return [name for name, path in _shipped().items() if read_layer(path).content.story]


def scenario_names() -> list[str]:
    """The built-in scenarios: the default one first, those of the catalogue last."""
    return list(_shipped())


@cache
def _shipped() -> Mapping[str, Path]:
    """The files of the built-in scenarios by name."""
    here = [p for p in scenarios_folder().glob("*.toml") if p.stem not in _OTHERS]
    first = sorted(here, key=lambda path: (path.stem != DEFAULT, path.stem))
    rest = sorted((scenarios_folder() / CATALOGUE).glob("*.toml"))
    return {path.stem: path for path in (*first, *rest)}


def read_layer(path: Path) -> Layer:
    """One file or workbook, checked for unknown keys and wrong types."""
    if path.suffix.lower() in (WORKBOOK, *OTHER_WORKBOOKS):
        # Imported here: most scenarios are no workbooks.
        from sim.inputs.scenarios.sheet import read_sheet

        tables, places = read_sheet(path, ScenarioFile)
        return Layer(path, validated(ScenarioFile, tables, places), places, strict=False)
    tables, text = read_toml(path)
    places = places_under(path, text)
    return Layer(path, validated(ScenarioFile, tables, places), places)


def built_in_models() -> list[str]:
    """The support models that every scenario may name."""
    return list(read_layer(scenarios_folder() / f"{MODELS_FILE}.toml").content.model)


def chain(name: str, where: str = "scenario") -> list[Layer]:
    """The files a scenario rests on, the first one first, itself last.

    Raises ``InputError`` naming the whole circle when files extend each other.
    """
    path = find_file(name, _shipped(), where, *_FOUND)
    found: list[Layer] = []
    seen: list[Path] = []
    while True:
        layer = read_layer(path)
        if path.resolve() in seen:
            names = [short_name(p) for p in seen[seen.index(path.resolve()) :]]
            raise InputError(
                code="circular_extends",
                where=short_name(seen[-1]),
                found=" -> ".join([*names, names[0]]),
                message="these scenarios extend each other in a circle",
            )
        seen.append(path.resolve())
        found.append(layer)
        if (base := layer.content.extends) is None:
            return found[::-1]
        where, beside = layer.where(("extends",)), path.parent
        path = find_file(base, _shipped(), where, *_FOUND, beside)


def where_of_place(name: str) -> str:
    """The place, for a message, where the place of a scenario is stated."""
    stated = [layer for layer in chain(name) if layer.content.place is not None]
    return stated[-1].where(("place",)) if stated else "place"
