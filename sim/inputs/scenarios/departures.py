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
from sim.inputs.scenarios.resolved import Resolved, overlaid

Kind: TypeAlias = Literal[
    "place", "setting", "parameter", "answer", "model", "left_out", "opens", "closes"
]

# Settings of what is simulated; the others say how often and with which random numbers.
SIZES = ("weeks", "burn_in_weeks", "citizens", "vary_people")
SIMULATED = ("start", *SIZES, "means", "hours", "closed")


@dataclass(frozen=True, slots=True)
class Departure:
    """One value that is otherwise. ``models`` empty: under every model; ``week`` and ``date``:
    from then on, None: from the fork on (a setting or place: for the whole run); ``until``: to
    the day before, None: to the end. ``bundle``: the name of the one that the new value comes
    from."""

    kind: Kind
    key: str
    old: Value | None
    new: Value | None
    models: tuple[str, ...] = ()
    date: dt.date | None = None
    week: int | None = None
    until: dt.date | None = None
    until_week: int | None = None
    bundle: str | None = None

    def document(self, parameters: Mapping[str, Parameter]) -> dict[str, Any]:
        """As JSON holds it, with label and unit; a bundle by its label."""
        known = parameters.get(self.key) if self.kind == "parameter" else None
        label = None if known is None else {"en": known.label_en, "nl": known.label_nl}
        unit = None if known is None else known.unit
        held = {"models": list(self.models), "date": self.date and self.date.isoformat()}
        named = None if self.bundle is None else read_bundles()[self.bundle].label.model_dump()
        found = {**asdict(self), **held, "label": label, "unit": unit, "bundle": named}
        if self.until is None:
            return {key: value for key, value in found.items() if not key.startswith("until")}
        return {**found, "until": self.until.isoformat()}


def departures(resolved: Resolved, parent: Resolved) -> tuple[Departure, ...]:
    """Everything that differs from the parent, in reading order: place, settings, models,
    values at the fork, then by date."""
    found = [*_place(resolved, parent), *_settings(resolved, parent)]
    found += [*_models(resolved, parent), *_values(resolved, parent), *_dated(resolved, parent)]
    found += happenings(resolved, parent)
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
    start = resolved.settings.start
    for number, change in enumerate(resolved.changes):
        of = [model for model in models if not change.models or model in change.models]
        if change.content in before or not of:
            continue
        ends = None if change.until is None else week_of(change.until, start)
        at = change.date, week_of(change.date, start), change.until, ends
        for key, new in change.given.items():
            old = {_held(resolved, number, models[model], key) for model in of}
            kind: Kind = "parameter" if key in change.set else "answer"
            one = old.pop() if len(old) == 1 else None
            yield Departure(kind, key, one, new, change.models, *at)


def happenings(resolved: Resolved, parent: Resolved) -> Iterator[Departure]:
    """Openings and closings in an area that the parent has not: ``key`` is of what, ``new`` the
    area, ``old`` the places if they are told."""
    before = {event.content for event in parent.events}
    for event in resolved.events:
        if event.content not in before:
            kind: Kind = "opens" if event.opens else "closes"
            at = event.date, week_of(event.date, resolved.settings.start)
            yield Departure(kind, event.what, event.places, event.area, event.models, *at)


def _held(resolved: Resolved, number: int, model: ModelChoice, key: str) -> Value:
    """Values of a model on the day of a change by this number, without it and later ones."""
    day = resolved.changes[number].date
    given = overlaid(resolved.changes[:number], model.id, day)
    return {**resolved.values_for(model.id), **model.answers, **given}[key]
