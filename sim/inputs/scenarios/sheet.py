"""A what-if as a sheet: rows of key, value, date and model as the tables of a scenario file.

The tables are checked as those of a TOML file are, with the cell where each value stands. Which
keys there are, and what type each has, is asked of the model of that file: a new key of the
language is a row here without more ado.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, get_args, get_origin

from pydantic import BaseModel

from sim.inputs.files.errors import InputError
from sim.inputs.files.folders import short_name
from sim.inputs.files.numbers import meant, number_in
from sim.inputs.files.said import Both, Said
from sim.inputs.files.sheet_said import SheetSaid
from sim.inputs.files.toml_file import Key
from sim.inputs.files.validation import Where, kind_at
from sim.inputs.files.workbook import Cell, Grid
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import YES_OR_NO, Parameter, yes_or_no
from sim.inputs.scenarios.answers import QUESTIONS
from sim.inputs.scenarios.settings import Settings
from sim.inputs.scenarios.sheet_rows import DATE, KEY, MODEL, VALUE, Row, names, read_rows_of

Keys: TypeAlias = tuple[Key, ...]
_LANGUAGES = ("nl", "en")
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")  # or a decimal: nobody can tell
_WITH_UNIT = re.compile(r"([+-]?[0-9]+(?:[.,][0-9]+)?)\s*(%|[^0-9.,\s].*)")


def read_sheet(path: Path, language: type[BaseModel]) -> tuple[dict[str, Any], Where]:
    """The tables of a workbook as those of a scenario file, and the place of their keys.

    language: the model of a scenario file. InputError for what is no such workbook, and for what
    stands in it that a reader of the sheet would not see or could read in two ways.
    """
    grid, rows = read_rows_of(path, language)
    tables = _Tables(grid, language)
    for row in rows:
        tables.take(row)
    return {str(key): _lists(item) for key, item in tables.found.items()}, tables.where


@dataclass
class _Tables:
    """The tables in the making; by its names, joined with dots, the cell to tell of every key and
    table, and that of every value."""

    grid: Grid
    language: type[BaseModel]
    found: dict[Key, Any] = field(default_factory=dict)
    stands: dict[str, tuple[Cell, str]] = field(default_factory=dict)
    taken: dict[str, Cell] = field(default_factory=dict)
    blocks: list[tuple[Any, ...]] = field(default_factory=list)

    def where(self, keys: Keys) -> str:
        """``file: sheet!C7, key``; of what has no cell of its own that of the table around it."""
        name = _joined(keys)
        while name and name not in self.stands:
            name = name.rpartition(".")[0]
        if not name:
            return short_name(self.grid.path)
        cell, key = self.stands[name]
        return f"{self.grid.where(cell.at)}, {key}"

    def take(self, row: Row) -> None:
        """One row, at every place where it says something."""
        for keys in self._places(row):
            if (first := self._before(keys)) is not None:
                message = SheetSaid.TWICE(key=row.key, first=first.at)
                raise self._wrong(row, message, Said.ONCE(), "duplicate")
            self._put(keys, self._value(row, keys))
            self.taken[_joined(keys)] = row.value
            self.stands[_joined(keys)] = row.cells[VALUE if self._exists(keys) else KEY], row.key

    def _before(self, keys: Keys) -> Cell | None:
        """The cell that says this already, the whole of it or a part."""
        name = _joined(keys)
        around = {_joined(keys[:count]) for count in range(1, len(keys) + 1)}
        for there, cell in self.taken.items():
            if there in around or there.startswith(f"{name}."):
                return cell
        return None

    def _places(self, row: Row) -> Iterator[Keys]:
        """The keys under which the value of a row stands in a scenario file."""
        keys = self._keys(row.key)
        if keys[0] == "change":  # what a row with a date makes
            raise self._wrong(row, SheetSaid.BY_DATE(), SheetSaid.A_DATE(), "unknown_key")
        if row.block:
            if keys[0] != "set" and row.key not in QUESTIONS:
                raise self._whole_run(row)
            at = "answers" if row.key in QUESTIONS else "set"
            yield ("change", self._change(row), at, row.key)
        elif row.models:
            for model in row.models:
                inside: Keys = ("model", model, *keys)
                if keys[0] != "set" and kind_at(self.language, inside) is None:
                    raise self._whole_run(row)
                self.stands.setdefault(_joined(inside[:2]), (row.cells[MODEL], row.key))
                yield inside
        elif row.key in QUESTIONS:
            message = SheetSaid.OF_A_MODEL(key=row.key)
            raise self._wrong(row, message, SheetSaid.A_MODEL(), "missing_key")
        else:
            yield keys

    def _keys(self, key: str) -> Keys:
        """A key of the language in its parts; any other with a dot is that of a parameter."""
        first, *rest = key.split(".")
        if rest and (first == "set" or kind_at(self.language, (first,)) is None):
            return ("set", key.removeprefix("set."))
        return (first, *(int(part) - 1 if part.isdigit() else part for part in rest))

    def _change(self, row: Row) -> int:
        """The number of the change that a row belongs to; a new one where there is none."""
        block = (sorted(row.block.items()), row.models)
        if block not in self.blocks:
            number = len(self.blocks)
            self.blocks.append(block)
            stated: dict[str, Any] = dict(row.block)
            if row.models:
                stated[MODEL] = list(row.models)
            self.stands[_joined(("change", number))] = row.cells.get(DATE, row.cells[KEY]), row.key
            for name, content in stated.items():
                self._put(("change", number, name), content)
                self.stands[_joined(("change", number, name))] = row.cells[name], row.key
        return self.blocks.index(block)

    def _put(self, keys: Keys, value: Any) -> None:
        at = self.found
        for key in keys[:-1]:
            at = at.setdefault(key, {})
        at[keys[-1]] = value

    def _exists(self, keys: Keys) -> bool:
        """True where there is such a key: else the error is in its name, not in its value."""
        if keys[0] == "settings":
            return kind_at(Settings, keys[1:]) is not None
        return _parameter(keys) is not None or kind_at(self.language, keys) is not None

    def _value(self, row: Row, keys: Keys) -> Any:
        """The value of a row in the type of its key, as far as a sheet says it otherwise."""
        content, parameter = row.value.content, _parameter(keys)
        unit = "" if parameter is None else parameter.unit
        share = parameter is not None and parameter.in_percent
        if row.value.percent and isinstance(content, (int, float)) and not share:
            allowed = Said.NUMBER() if parameter is None else parameter.allowed
            found = f"{100.0 * content:g}%"
            raise self._wrong(row, SheetSaid.PERCENT(), allowed, found=found)
        if unit == YES_OR_NO and isinstance(content, (bool, str)):
            said = yes_or_no(str(content))
            return content if said is None else int(said)
        if not isinstance(content, str):
            return content
        kind = kind_at(Settings, keys[1:]) if keys[0] == "settings" else None
        if kind in (int, float) or (parameter is not None and parameter.numeric):
            return self._number(row, content, parameter)
        kind = kind_at(self.language, keys)
        if get_origin(kind) is list:
            inner = get_args(kind)[0]
            return [_worded(part, inner) for part in _listed(content, inner)]
        return _worded(content, kind)

    def _number(self, row: Row, text: str, parameter: Parameter | None) -> float | str:
        """A decimal comma as the number that it is; another text as it is, for later checks."""
        if _COMMA.fullmatch(text) and not _THOUSANDS.fullmatch(text):
            return float(text.replace(",", "."))
        found = _WITH_UNIT.fullmatch(text)
        if found is None or number_in(text) is not None or meant(text) is not None:
            return text
        number = float(found[1].replace(",", "."))
        share = found[2] == "%" and parameter is not None and parameter.in_percent
        near = f"{number / 100.0 if share else number:.12g}"
        allowed = Said.WHOLE() if parameter is None else parameter.allowed
        message = SheetSaid.WITH_UNIT(key=row.key)
        raise self._wrong(row, message, allowed, found=text, nearest=near)

    def _whole_run(self, row: Row) -> InputError:
        message = SheetSaid.WHOLE_RUN(key=row.key)
        at = next(row.cells[name] for name in row.cells if name not in (KEY, VALUE))
        return self.grid.wrong(message, at.at, SheetSaid.EMPTY(), found=at.text)

    def _wrong(
        self, row: Row, message: Both, allowed: str, code: str = "wrong_type", **more: Any
    ) -> InputError:
        at = f"{row.value.at}, {row.key}"
        return self.grid.wrong(message, at, allowed, code, **more)


def _joined(keys: Keys) -> str:
    return ".".join(map(str, keys))


def _parameter(keys: Keys) -> Parameter | None:
    """The parameter that a key in a ``set`` table names, if there is one."""
    if "set" not in keys:
        return None
    return read_parameters().get(_joined(keys[keys.index("set") + 1 :]))


def _listed(text: str, kind: Any) -> list[str]:
    """Names in a list, a decimal comma in them as a point; a sentence for people is one."""
    if kind is not str:
        return [text]
    return [re.sub(r"(?<=[0-9]),(?=[0-9])", ".", part) for part in names(text)]


def _worded(text: str, kind: Any) -> Any:
    """A text for people as that of both languages; any other as it is."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return text
    needed = {name for name, one in kind.model_fields.items() if one.is_required()}
    return dict.fromkeys(_LANGUAGES, text) if needed == {*_LANGUAGES} else text


def _lists(table: Any) -> Any:
    """Tables whose keys are numbers as lists, in the order of these."""
    if not isinstance(table, dict):
        return table
    inner = {key: _lists(item) for key, item in table.items()}
    numbered = bool(inner) and all(isinstance(key, int) for key in inner)
    return [inner[key] for key in sorted(inner)] if numbered else inner
