"""Departures of a scenario: its values that are otherwise than in the one it starts from.

The parent of a file is what it extends; that of a built-in name with options is the name itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

from sim.foundation.weeks import week_of
from sim.inputs.parameters.parameter import Parameter, Value
from sim.inputs.scenarios.answers import QUESTIONS, ModelChoice
from sim.inputs.scenarios.bundles import read_bundles
from sim.inputs.scenarios.resolved import Resolved

Kind: TypeAlias = Literal["place", "setting", "parameter", "answer", "model", "left_out"]

# Settings of what is simulated; the others say how often and with which random numbers.
SIZES = ("weeks", "burn_in_weeks", "citizens", "vary_people")
SIMULATED = ("start", *SIZES, "means", "closed")


@dataclass(frozen=True, slots=True)
class Departure:
    """One value that is otherwise. ``models`` empty: under every model; ``week`` and ``date``:
    from then on, None: from the fork on (a setting or place: for the whole run). ``bundle``: the
    name of the one that the new value comes from."""

    kind: Kind
    key: str
    old: Value | None
    new: Value | None
    models: tuple[str, ...] = ()
    date: dt.date | None = None
    week: int | None = None
    bundle: str | None = None

    def document(self, parameters: Mapping[str, Parameter]) -> dict[str, Any]:
        """As JSON holds it, with label and unit; a bundle by its label."""
        known = parameters.get(self.key) if self.kind == "parameter" else None
        label = None if known is None else {"en": known.label_en, "nl": known.label_nl}
        unit = None if known is None else known.unit
        held = {"models": list(self.models), "date": self.date and self.date.isoformat()}
        named = None if self.bundle is None else read_bundles()[self.bundle].label.model_dump()
        return {**asdict(self), **held, "label": label, "unit": unit, "bundle": named}


def departures(resolved: Resolved, parent: Resolved) -> tuple[Departure, ...]:
    """Everything that differs from the parent, in reading order: place, settings, models,
    values at the fork, then by date."""
    found = [*_place(resolved, parent), *_settings(resolved, parent)]
    found += [*_models(resolved, parent), *_values(resolved, parent), *_dated(resolved, parent)]
    return tuple(found)


def _place(resolved: Resolved, parent: Resolved) -> Iterator[Departure]:
    if resolved.place != parent.place:
        yield Departure("place", "place", parent.place, resolved.place)


def _settings(resolved: Resolved, parent: Resolved) -> Iterator[Departure]:
    old, new = (one.settings.model_dump(mode="json") for one in (parent, resolved))
    for name in SIMULATED:
        if old[name] != new[name]:
            yield Departure("setting", name, old[name], new[name])


def _models(resolved: Resolved, parent: Resolved) -> Iterator[Departure]:
    """Models that the parent has not or has otherwise, and those that are left out."""
    before = {model.id: model for model in parent.models}
    now = {model.id for model in resolved.models}
    for model in parent.models:
        if model.id not in now:
            yield Departure("left_out", model.id, None, None)
    for model in resolved.models:
        base = before.get(model.id)
        if base is None:
            yield Departure("model", model.id, model.base or None, model.id, (model.id,))
            base = before.get(model.base)
        if base is not None:
            yield from _answers(base, model)


def _answers(base: ModelChoice, model: ModelChoice) -> Iterator[Departure]:
    old, new = base.answers, model.answers
    for question in QUESTIONS:
        if old[question] != new[question]:
            yield Departure("answer", question, old[question], new[question], (model.id,))


def _values(resolved: Resolved, parent: Resolved) -> Iterator[Departure]:
    """Values at the fork: once where every model meets the same, else by model."""
    now = {model.id: resolved.values_for(model.id) for model in resolved.models}
    before = {model.id: parent.values_for(_base(model, parent)) for model in resolved.models}
    for key in resolved.values:
        moved: dict[tuple[Value, Value, str | None], tuple[str, ...]] = {}
        for model in now:
            old, new = before[model][key], now[model][key]
            if old != new:
                found = old, new, resolved.bundle_of(key, model)
                moved[found] = (*moved.get(found, ()), model)
        for (old, new, bundle), models in moved.items():
            under = () if len(models) == len(now) else models
            yield Departure("parameter", key, old, new, under, bundle=bundle)


def _base(model: ModelChoice, parent: Resolved) -> str:
    """The model of the parent that one starts from."""
    known = {one.id for one in parent.models}
    return model.id if model.id in known else model.base


def _dated(resolved: Resolved, parent: Resolved) -> Iterator[Departure]:
    """Values and answers that change at a date, beside what holds until then."""
    models = {model.id: model for model in resolved.models}
    before = {change.content for change in parent.changes}
    for number, change in enumerate(resolved.changes):
        of = change.models or tuple(models)
        if change.content in before or not set(of) & set(models):
            continue
        at = change.date, week_of(change.date, resolved.settings.start)
        earlier = resolved.changes[:number]
        for key, new in change.set.items():
            start = {resolved.values_for(model)[key] for model in of if model in models}
            old = _until(start, of, [(one.models, one.set.get(key)) for one in earlier])
            yield Departure("parameter", key, old, new, change.models, *at)
        for question, answer in change.answers.items():
            start = {models[model].answers[question] for model in of if model in models}
            old = _until(start, of, [(one.models, one.answers.get(question)) for one in earlier])
            yield Departure("answer", question, old, answer, change.models, *at)


def _until(
    start: set[Value],
    of: tuple[str, ...],
    earlier: list[tuple[tuple[str, ...], Value | None]],
) -> Value | None:
    """The value of these models after earlier changes; None where it is not one.

    start: their values at the fork; earlier: the models of a change (empty: all), its value.
    """
    found = set(start)
    for models, value in earlier:
        if value is not None and (not models or set(of) <= set(models)):
            found = {value}
        elif value is not None and set(of) & set(models):
            found.add(value)
    return found.pop() if len(found) == 1 else None
