"""All outcomes by id, read once from ``scenarios/outcomes.toml`` when somebody asks for one; the
lines of support that a resident is in; and numbers as tables hold them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field

from sim.inputs.files.errors import InputError, nearest
from sim.inputs.files.folders import scenarios_folder
from sim.inputs.files.toml_file import place_in, places_under, read_toml
from sim.inputs.files.validation import validated

FILE = "outcomes.toml"
TODAY_PREFIX = "today_"  # before the name of a level of today's practice, in the tables
STATES = (
    *("crisis", "intensive", "specialist", "first_line", "collective"),
    *("network", "waiting", "hidden", "self_reliant", "outside"),
)
CRISIS, INTENSIVE, SPECIALIST, FIRST_LINE, COLLECTIVE = range(5)
NETWORK, WAITING, HIDDEN, SELF_RELIANT, OUTSIDE = range(5, len(STATES))

Kind = Literal["stock", "event"]
Better = Literal["higher", "lower", "neither"]


def number_or_none(value: float | None) -> float | None:
    """A number for a table: what is undefined is None."""
    return float(value) if value is not None and math.isfinite(value) else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome: what is counted, over whom, in which window, and what it is called.

    kind: a stock is averaged over the weeks of the window, an event is counted in it.
    source: FACTS id of the definition or figure it stands beside; empty when the
    definition is this model's own.
    """

    id: str
    unit: str
    kind: Kind
    window: str
    counted: str
    population: str
    better: Better
    definition_en: str
    source: str
    label_en: str
    label_nl: str


class _Label(BaseModel, extra="forbid", strict=True):
    """A name in English and in Dutch."""

    en: str = Field(min_length=1)
    nl: str = Field(min_length=1)


class _Stated(BaseModel, extra="allow", strict=True):
    """Fields of an outcome that an entry of the file states, whatever they are."""

    label: _Label


class _Entry(_Stated):
    """An outcome of the file; with ``over`` a template, for the product of these lists."""

    over: list[str] = []
    without: list[str] = Field(default=[], alias="except")


class _Outcomes(BaseModel, extra="forbid", strict=True):
    """The file: members of lists, then outcomes and templates in order."""

    list: dict[str, dict[str, _Stated]] = {}
    outcome: dict[str, _Entry]


class _Row(BaseModel, extra="forbid", strict=True):
    """All fields of an outcome but id and label."""

    unit: str = Field(min_length=1)
    kind: Kind
    window: str = Field(default="weeks after the fork", min_length=1)
    counted: str = Field(min_length=1)
    population: str = Field(min_length=1)
    better: Better
    definition: str = Field(min_length=1)
    source: str = ""


class _Reader:
    """A file that is being read, and where its keys stand for messages."""

    def __init__(self, path: Path) -> None:
        self.path = path
        tables, self.text = read_toml(path)
        self.content = validated(_Outcomes, tables, places_under(path, self.text))

    def outcomes(self) -> dict[str, Outcome]:
        """Every outcome by id, templates expanded."""
        found: dict[str, Outcome] = {}
        for template, entry in self.content.outcome.items():
            for outcome in self._expanded(template, entry):
                if outcome.id in found:
                    message = "an outcome is declared twice"
                    raise self._wrong("duplicate", outcome.id, message, template)
                found[outcome.id] = outcome
        return found

    def _expanded(self, template: str, entry: _Entry) -> Iterator[Outcome]:
        """The outcomes of an entry: one, or one per combination of members."""
        lists = [self._members(name, template) for name in entry.over]
        for keys in product(*lists):
            name = self._filled(template, dict(zip(entry.over, keys, strict=True)), template)
            if name not in entry.without:
                members = {a: b[key] for a, b, key in zip(entry.over, lists, keys, strict=True)}
                yield self._outcome(name, template, entry, members)

    def _members(self, name: str, template: str) -> Mapping[str, _Stated]:
        if name not in self.content.list:
            message = "this list does not exist"
            raise self._wrong("unknown_key", name, message, template, self.content.list)
        return self.content.list[name]

    def _outcome(
        self, name: str, template: str, entry: _Entry, members: Mapping[str, _Stated]
    ) -> Outcome:
        said = {
            key: value for m in members.values() for key, value in (m.model_extra or {}).items()
        }
        where = places_under(self.path, self.text, "outcome", template)
        row = validated(_Row, {**said, **(entry.model_extra or {})}, where)
        english = {key: member.label.en for key, member in members.items()}
        dutch = {key: member.label.nl for key, member in members.items()}
        return Outcome(
            id=name,
            definition_en=row.definition,
            label_en=self._filled(entry.label.en, english, template),
            label_nl=self._filled(entry.label.nl, dutch, template),
            **row.model_dump(exclude={"definition"}),
        )

    def _filled(self, text: str, values: Mapping[str, str], template: str) -> str:
        """A text with its placeholders filled in."""
        try:
            return text.format_map(values)
        except (LookupError, ValueError, AttributeError):
            message = "a placeholder names no list that the template is over"
            raise self._wrong("unknown_key", text, message, template) from None

    def _wrong(
        self, code: str, found: str, message: str, template: str, choices: Iterable[str] = ()
    ) -> InputError:
        return InputError(
            code=code,
            where=place_in(self.path, self.text, ("outcome", template)),
            found=found,
            allowed=", ".join(choices) or None,
            nearest=nearest(found, choices),
            message=message,
        )


@cache
def _built_in() -> _Reader:
    return _Reader(scenarios_folder() / FILE)


@cache
def read_outcomes(path: Path | None = None) -> Mapping[str, Outcome]:
    """Outcomes of a file, by id in order; None is the built-in one. InputError for a bad file."""
    return (_built_in() if path is None else _Reader(path)).outcomes()


@cache
def labels(name: str) -> Mapping[str, tuple[str, str]]:
    """English and Dutch label of the members of a list, such as ``organisation`` and ``flow``."""
    members = _built_in().content.list[name]
    return {key: (member.label.en, member.label.nl) for key, member in members.items()}


class _Lazy(Mapping[str, Outcome]):
    """The built-in outcomes; the file is read when one is asked for, not at import."""

    def __getitem__(self, key: str) -> Outcome:
        return read_outcomes()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(read_outcomes())

    def __len__(self) -> int:
        return len(read_outcomes())


OUTCOMES: Mapping[str, Outcome] = _Lazy()
