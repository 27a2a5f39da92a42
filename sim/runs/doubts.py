"""Doubts about a scenario file: nothing that is wrong, but what may not have been meant.

A doubt is told as an error is, with its file and key, and is not raised.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Both
from sim.inputs.files.sought import Sought
from sim.inputs.files.toml_file import Key
from sim.inputs.parameters.evidence import one_sided
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.answers import ANSWERS
from sim.inputs.scenarios.differences import value_at
from sim.inputs.scenarios.layering import dotted, origin_of
from sim.inputs.scenarios.resolved import Change, Resolved
from sim.inputs.scenarios.scenario import resolve
from sim.inputs.scenarios.scenario_file import Layer, chain
from sim.population.place_names import folded
from sim.population.places import find_place

_PAYER = "payer."  # how the keys of budgets begin
_LEVERS = {answer for answers in ANSWERS.values() for answer in answers}


def doubts(name: str) -> Iterator[InputError]:
    """Everything doubtful in a scenario that is right, in reading order."""
    file = _File(tuple(chain(name)), resolve(name))
    yield from file.title()
    yield from file.values()
    yield from file.changes()
    yield from file.frictions()
    yield from file.cuts()


@dataclass(frozen=True)
class _File:
    """A scenario, and the files that it rests on, itself last."""

    layers: tuple[Layer, ...]
    resolved: Resolved

    @property
    def own(self) -> Layer:
        return self.layers[-1]

    def title(self) -> Iterator[InputError]:
        """No title of its own, or one that names a place of before."""
        title = self.own.content.title
        if title is None:
            where, allowed = f"{self.own.name}, title", Sought.TITLE()
            yield _doubt("no_title", where, None, allowed, Sought.NO_TITLE())
            return
        here = find_place(self.resolved.place).name
        for name in dict.fromkeys(part for place in self._before() for part in _parts(place)):
            for lang in ("nl", "en"):
                text = str(getattr(title, lang))
                if _holds(text, name) and not _holds(here, name):
                    where, allowed = self.own.where(("title",)), Sought.NAME_OF_PLACE(place=here)
                    yield _doubt("other_place", where, text, allowed, Sought.OTHER_PLACE())
                    return

    def _before(self) -> Iterator[str]:
        """Names of the places of the files that this one extends."""
        for layer in self.layers[:-1]:
            if layer.content.place is not None:
                yield find_place(resolve(layer.path).place).name

    def values(self) -> Iterator[InputError]:
        """Values of a lever that no model has, in the tables of this file."""
        content = self.own.content
        tables: list[tuple[tuple[Key, ...], Mapping[str, Any], tuple[str, ...]]]
        tables = [(("set",), content.set, self._models)]
        tables += [(("model", m, "set"), t.set, (m,)) for m, t in content.model.items()]
        for at, table, models in tables:
            compared = tuple(model for model in models if model in self._models)
            for key in _flat(table):
                yield from self._unused(self.own.where((*at, key)), key, compared)

    def changes(self) -> Iterator[InputError]:
        """Changes of this file that do nothing."""
        for number in range(len(self.own.content.change)):
            origin = origin_of(self.own, number)
            change = next((one for one in self.resolved.changes if one.origin == origin), None)
            if change is not None:
                yield from self._change(change, number)

    def _change(self, change: Change, number: int) -> Iterator[InputError]:
        models = tuple(m for m in change.models or self._models if m in self._models)
        for key, new in change.given.items():
            table = "set" if key in change.set else "answers"
            where = self.own.where(("change", number, table, key))
            unused = list(self._unused(where, key, models))
            yield from unused
            eve = change.date - dt.timedelta(days=1)
            if not unused and all(value_at(self.resolved, m, key, eve) == new for m in models):
                found = f"{key} = {new}, {change.date}"
                yield _doubt("no_effect", where, found, None, Sought.NO_EFFECT())

    def _unused(self, where: str, key: str, models: Sequence[str]) -> Iterator[InputError]:
        """A value for models that are not compared, or of an answer that none of them gives."""
        answer = key.partition(".")[0]
        if not models:
            allowed = ", ".join(self._models)
            yield _doubt("not_compared", where, key, allowed, Sought.NOT_COMPARED())
        elif answer in _LEVERS and not any(answer in self._given[model] for model in models):
            message = Sought.NOT_GIVEN(answer=answer)
            yield _doubt("not_given", where, key, None, message)

    @cached_property
    def _models(self) -> tuple[str, ...]:
        return tuple(model.id for model in self.resolved.models)

    @cached_property
    def _given(self) -> dict[str, set[str]]:
        """Answers that each model gives at some time."""
        found = {model.id: set(model.answers.values()) for model in self.resolved.models}
        for change in self.resolved.changes:
            for model in set(change.models or found) & found.keys():
                found[model] |= set(change.answers.values())
        return found

    def frictions(self) -> Iterator[InputError]:
        """Benefits without the friction that their source reports."""
        known = read_parameters()
        found: dict[tuple[str, str], list[str]] = {}
        for one in one_sided(self.resolved):
            since = "" if one.date is None else f" {one.date}"
            found.setdefault((one.benefit, one.friction), []).append(f"{one.model}{since}")
        for (benefit, friction), when in found.items():
            neutral = known[friction].neutral
            allowed = Sought.NOT_NEUTRAL(friction=friction, neutral=neutral)
            message = Sought.NO_FRICTION(benefit=benefit)
            where = self._stated(friction, benefit)
            yield _doubt("no_friction", where, ", ".join(dict.fromkeys(when)), allowed, message)

    def cuts(self) -> Iterator[InputError]:
        """Cuts of a budget that nobody's help feels."""
        stated = {*self.resolved.stated, *(k for c in self.resolved.changes for k in c.set)}
        if not any(key.startswith(_PAYER) for key in stated):
            return
        # Imported here: it asks the compiled model how it meets an overrun.
        from sim.runs.cuts import BOOKED, toothless

        for (code, payer, share), models in toothless(self.resolved):
            if code == BOOKED:
                keys = (f"{_PAYER}{payer}.{name}" for name in ("cut", "budget", "share"))
                found = f"{share:g} ({', '.join(models)})"
                where, message = self._stated(*keys), Sought.CUT_BOOKED()
                yield _doubt("cut_not_felt", where, found, Sought.A_LIMIT(), message)

    def _stated(self, *keys: str) -> str:
        """The place of the first of these keys that a file states, the last file first."""
        for key in keys:
            for layer in reversed(self.layers):
                content = layer.content
                tables: list[tuple[tuple[Key, ...], Mapping[str, Any]]] = [(("set",), content.set)]
                tables += [(("model", m, "set"), t.set) for m, t in content.model.items()]
                tables += [(("change", n, "set"), c.set) for n, c in enumerate(content.change)]
                for at, table in tables:
                    if key in _flat(table):
                        return layer.where((*at, key))
        return f"{self.own.name}, {keys[0]}"


def _doubt(
    code: str, where: str, found: str | None, allowed: str | None, message: Both
) -> InputError:
    return InputError(code=code, where=where, found=found, allowed=allowed, message=message)


def _flat(table: Mapping[str, Any]) -> dict[str, Value]:
    return dotted(table, lambda key: key)


def _parts(place: str) -> list[str]:
    """``Ruwaard (Oss)`` as its own name and that of its municipality."""
    return [part.strip(" )") for part in place.split("(")]


def _holds(text: str, name: str) -> bool:
    return f" {folded(name)} " in f" {folded(text)} "
