"""Dates of a scenario: within its run, in order, and with a start that holds the first of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from sim.foundation.weeks import week_of
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Both, Said
from sim.inputs.files.sought import Sought
from sim.inputs.scenarios.building import Building
from sim.inputs.scenarios.events import event_origin
from sim.inputs.scenarios.layering import origin_of
from sim.inputs.scenarios.resolved import Change, Event, Resolved, last_day
from sim.inputs.scenarios.scenario_file import Layer
from sim.inputs.scenarios.settings import Settings

FIRST_DATE = "the first date"


def start_with_the_first_date(building: Building) -> None:
    """Let a run of which nobody states the start begin on 1 January of the year of its first date,
    where the default start would leave that date outside."""
    dates = [one.date for one in building.changes] + [one.date for one in building.events]
    if "start" in building.settings or not dates:
        return
    stated = {**Settings().model_dump(), **building.settings}
    usual, first = Settings.model_construct(**stated), min(dates)
    if not usual.start <= first <= last_day(usual):
        building.set_settings({"start": dt.date(first.year, 1, 1)}, FIRST_DATE)


def within_the_run(resolved: Resolved, layers: Sequence[Layer] = ()) -> None:
    """InputError for a change that never happens, before the fork or after the last day, and for
    one that ends before a week of it has passed or after the run."""
    dated: list[Change | Event] = [*resolved.changes, *resolved.events]
    for change in dated:
        for key, day, message in _wrong(resolved, change):
            raise InputError(
                code="out_of_range",
                where=_stands(layers, change, key),
                found=day.isoformat(),
                allowed=_allowed(resolved, change, key),
                message=message,
            )


def _wrong(resolved: Resolved, change: Change | Event) -> Iterator[tuple[str, dt.date, Both]]:
    """Dates of a change that cannot be: which of the two, the day, and what is wrong with it."""
    first, last = resolved.settings.start, resolved.last_day
    if not first <= change.date <= last:
        yield "date", change.date, Said.OUTSIDE_RUN()
    until = change.until if isinstance(change, Change) else None
    if until is None:
        return
    if until <= change.date:
        yield "until", until, Sought.ENDS_BEFORE()
    if until > last:
        yield "until", until, Sought.ENDS_AFTER_RUN()
    if week_of(until, first) == week_of(change.date, first):
        yield "until", until, Sought.NO_WEEK_LONG()


def _allowed(resolved: Resolved, change: Change | Event, key: str) -> Both:
    first = resolved.settings.start if key == "date" else change.date + dt.timedelta(days=7)
    said = Said.IN_RUN if key == "date" else Sought.UNTIL_IN_RUN
    last, weeks = resolved.last_day, resolved.settings.weeks
    return said(first=first.isoformat(), last=last.isoformat(), weeks=weeks)


def _stands(layers: Sequence[Layer], change: Change | Event, key: str) -> str:
    """The place of a change in the file that states it; of its end, that of ``until``."""
    for layer in layers:
        for number in range(len(layer.content.change)):
            if origin_of(layer, number) == change.origin:
                at = ("change", number) if key == "date" else ("change", number, key)
                return layer.where(at)
        for number in range(len(layer.content.event)):
            if event_origin(layer, number) == change.origin:
                return layer.where(("event", number))
    return change.origin
