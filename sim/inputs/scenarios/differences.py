"""Differences between two scenarios, neither of which has to depart from the other.

A difference has the value in the first as ``old`` and that in the second as ``new``; None where one
of them has no such model.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from sim.foundation.weeks import week_of
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.departures import SIMULATED, Departure, Kind, departures, happenings
from sim.inputs.scenarios.resolved import Resolved, overlaid
from sim.inputs.scenarios.settings import Settings

Pair: TypeAlias = tuple[Value, Value]


def differences(first: Resolved, second: Resolved) -> tuple[Departure, ...]:
    """Everything that differs, in reading order: place, settings, models, values and answers at
    the fork, then by date."""
    found = [one for one in departures(second, first) if one.date is None]
    there = [one for one in found if one.kind in ("place", "setting")]
    rest = [one for one in found if one.kind not in ("place", "setting")]
    return (
        *there,
        *_how_often(first, second),
        *rest,
        *_of_the_first_alone(first, second),
        *_dated(first, second),
        *(replace(one, old=None) for one in happenings(second, first)),
        *(replace(one, old=one.new, new=None) for one in happenings(first, second)),
    )


def _how_often(first: Resolved, second: Resolved) -> Iterator[Departure]:
    """Settings that do not change what is simulated."""
    old, new = (one.settings.model_dump(mode="json") for one in (first, second))
    for name in Settings.model_fields:
        if name not in SIMULATED and old[name] != new[name]:
            yield Departure("setting", name, old[name], new[name])


def _of_the_first_alone(first: Resolved, second: Resolved) -> Iterator[Departure]:
    """Answers and values of models that the second has not, beside those they are variants of."""
    alone = [model.id for model in first.models if model.id not in _ids(second)]
    for one in departures(first, second):
        # What no model is named for holds for all, and is among what the second has otherwise.
        models = tuple(model for model in one.models if model in alone)
        if one.kind in ("answer", "parameter") and one.date is None and models:
            yield replace(one, old=one.new, new=one.old, models=models, bundle=None)


def _ids(resolved: Resolved) -> tuple[str, ...]:
    return tuple(model.id for model in resolved.models)


def _dated(first: Resolved, second: Resolved) -> Iterator[Departure]:
    """Values that differ from a date on, or are the same again, in models that both have."""
    both = tuple(model for model in _ids(first) if model in _ids(second))
    changes = (*first.changes, *second.changes)
    for date in sorted({day for change in changes for day in change.dates}):
        touched = [change for change in changes if date in change.dates]
        for key in dict.fromkeys(key for change in touched for key in change.given):
            moved: dict[Pair, tuple[str, ...]] = {}
            for model in both:
                eve = date - dt.timedelta(days=1)
                before, now = (_pair(first, second, model, key, day) for day in (eve, date))
                if before != now and (now[0] != now[1] or before[0] != before[1]):
                    moved[now] = (*moved.get(now, ()), model)
            for (old, new), models in moved.items():
                of = () if models == both == _ids(first) == _ids(second) else models
                kind: Kind = "parameter" if key in first.values else "answer"
                week = week_of(date, second.settings.start)
                yield Departure(kind, key, old, new, of, date, week)


def _pair(first: Resolved, second: Resolved, model: str, key: str, day: dt.date) -> Pair:
    return value_at(first, model, key, day), value_at(second, model, key, day)


def value_at(resolved: Resolved, model: str, key: str, day: dt.date) -> Value:
    """The value or answer of a model that a scenario compares, on a day."""
    chosen = next(one for one in resolved.models if one.id == model)
    given = overlaid(resolved.changes, model, day)
    return {**resolved.values_for(model), **chosen.answers, **given}[key]
