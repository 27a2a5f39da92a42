"""A scenario with nothing left open: what the engine, the manifest and the report read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sim.foundation.weeks import WEEKS_PER_YEAR, week_of
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.answers import ModelChoice
from sim.inputs.scenarios.settings import Settings


def own_key(model: str, key: str) -> str:
    """The name of a value that one model has of its own, among keys of all models."""
    return f"model.{model}.{key}"


@dataclass(frozen=True, slots=True)
class Change:
    """A difference from ``date`` on, to the day before ``until`` or the end; ``models`` empty
    means under every model."""

    date: dt.date
    models: tuple[str, ...]
    set: dict[str, Value]
    answers: dict[str, str]
    origin: str
    until: dt.date | None = None

    @property
    def content(self) -> tuple[Any, ...]:
        """All of it but where it stands."""
        given = tuple(self.set.items()), tuple(self.answers.items())
        return self.date, self.until, self.models, *given

    @property
    def given(self) -> dict[str, Value]:
        """Values and answers, which have no key in common."""
        return {**self.set, **self.answers}

    def document(self) -> dict[str, Any]:
        """As JSON holds it; without an end where it has none."""
        until = {} if self.until is None else {"until": str(self.until)}
        rest = {key: value for key, value in asdict(self).items() if key != "until"}
        return {**rest, "date": str(self.date), **until, "models": list(self.models)}

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """The days on which it begins and ends."""
        return (self.date,) if self.until is None else (self.date, self.until)

    def holds(self, model: str, day: dt.date) -> bool:
        """True when a model is under this change on a day."""
        begun = self.date <= day and (self.until is None or day < self.until)
        return begun and (not self.models or model in self.models)


def last_day(settings: Settings) -> dt.date:
    """The last day that a run with these settings simulates."""
    start, weeks = settings.start, settings.weeks
    try:
        day = start + dt.timedelta(days=7 + weeks * 366 // WEEKS_PER_YEAR)
    except OverflowError:
        day = dt.date.max
    while week_of(day, start) >= weeks:
        day -= dt.timedelta(days=1)
    return day


def overlaid(changes: Iterable[Change], model: str, day: dt.date) -> dict[str, Value]:
    """Values and answers that changes give a model on a day: of those that hold then the last
    word counts, so that after ``until`` all is as it would be without that change.

    changes: in order of date.
    """
    found: dict[str, Value] = {}
    for change in changes:
        if change.holds(model, day):
            found.update(change.given)
    return found


@dataclass(frozen=True, slots=True)
class Event:
    """A centre, or an initiative of residents, opens or closes in an area on a day; ``places``
    None: as many as it has without being told; ``models`` empty means under every model."""

    date: dt.date
    opens: bool
    what: str  # centre or initiative
    area: str  # code or name of an area of the place
    places: int | None
    models: tuple[str, ...]
    origin: str

    @property
    def content(self) -> tuple[Any, ...]:
        """All of it but where it stands."""
        return self.date, self.opens, self.what, self.area, self.places, self.models

    def under(self, model: str) -> bool:
        """True when it happens under a model."""
        return not self.models or model in self.models

    def document(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {**asdict(self), "date": str(self.date), "models": list(self.models)}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A scenario with nothing left open.

    ``values`` has every parameter; ``model_values`` what differs for one model;
    ``stated`` the keys that a scenario or ``--set`` states, which are never drawn;
    ``origin`` the file (or ``--set``, or ``default``) of every value by key, with
    ``settings.<name>`` and ``model.<id>.<key>`` for the others; ``place_titled`` False where
    the title is that of another place; ``bundles`` the bundle that a value comes from, by key or
    ``model.<id>.<key>``.
    """

    id: str
    title_en: str
    title_nl: str
    place: str
    settings: Settings
    models: tuple[ModelChoice, ...]
    values: dict[str, Value]
    model_values: dict[str, dict[str, Value]]
    stated: frozenset[str]
    origin: dict[str, str]
    changes: tuple[Change, ...]
    files: tuple[str, ...]
    place_titled: bool = True
    bundles: dict[str, str] = field(default_factory=dict)
    events: tuple[Event, ...] = ()

    @property
    def last_day(self) -> dt.date:
        """The last day that is simulated."""
        return last_day(self.settings)

    def moments(self, model: str) -> list[dt.date]:
        """The days on which a change begins or ends, or an event falls, for a model, ascending."""
        mine = (one for one in self.changes if not one.models or model in one.models)
        events = {one.date for one in self.events if one.under(model)}
        return sorted({day for one in mine for day in one.dates} | events)

    def title(self, lang: str) -> str:
        """The title in Dutch (``nl``) or English."""
        return self.title_nl if lang == "nl" else self.title_en

    def values_for(self, model: str) -> dict[str, Value]:
        """Every parameter as it is under one model at the fork."""
        return {**self.values, **self.model_values.get(model, {})}

    def bundle_of(self, key: str, model: str) -> str | None:
        """The bundle that the value of a parameter under a model comes from, if any."""
        apart = key in self.model_values.get(model, {})
        return self.bundles.get(own_key(model, key) if apart else key)

    def document(self) -> dict[str, Any]:
        """The scenario as JSON can hold it, for the manifest and ``scenarios show``."""
        settings = self.settings.model_dump(mode="json")
        return {
            "id": self.id,
            "title": {"en": self.title_en, "nl": self.title_nl},
            "place": self.place,
            "settings": {**settings, "citizens": settings["citizens"] or "all"},
            "models": {model.id: model.answers for model in self.models},
            "values": dict(self.values),
            "model_values": {key: dict(item) for key, item in self.model_values.items()},
            "stated": sorted(self.stated),
            "origin": dict(self.origin),
            "changes": [change.document() for change in self.changes],
            **({"events": [event.document() for event in self.events]} if self.events else {}),
            "files": list(self.files),
        }

    def choices(self) -> dict[str, Any]:
        """The fields that a document does not hold, for :func:`resolved_of`."""
        models = [asdict(model) for model in self.models]
        titled, bundles = self.place_titled, dict(self.bundles)
        return {"models": models, "place_titled": titled, "bundles": bundles}


def resolved_of(document: Mapping[str, Any], choices: Mapping[str, Any]) -> Resolved:
    """The scenario of a document, and of what it does not say."""
    title = document["title"]
    return Resolved(
        id=document["id"],
        title_en=title["en"],
        title_nl=title["nl"],
        place=document["place"],
        settings=Settings(**document["settings"]),
        models=tuple(ModelChoice(**one) for one in choices["models"]),
        values=document["values"],
        model_values=document["model_values"],
        stated=frozenset(document["stated"]),
        origin=document["origin"],
        changes=tuple(_change_of(one) for one in document["changes"]),
        files=tuple(document["files"]),
        place_titled=choices["place_titled"],
        bundles=choices.get("bundles", {}),  # a folder of before there were any
        events=tuple(_event_of(one) for one in document.get("events", [])),
    )


def _change_of(one: Mapping[str, Any]) -> Change:
    """A change of a document."""
    days = {key: dt.date.fromisoformat(one[key]) for key in ("date", "until") if key in one}
    return Change(**{**one, **days, "models": tuple(one["models"])})


def _event_of(one: Mapping[str, Any]) -> Event:
    """An event of a document."""
    day = dt.date.fromisoformat(one["date"])
    return Event(**{**one, "date": day, "models": tuple(one["models"])})
