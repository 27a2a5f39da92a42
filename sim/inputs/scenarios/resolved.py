"""A scenario with nothing left open: what the engine, the manifest and the report read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
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
    """A difference from ``date`` on; ``models`` empty means under every model."""

    date: dt.date
    models: tuple[str, ...]
    set: dict[str, Value]
    answers: dict[str, str]
    origin: str

    @property
    def content(self) -> tuple[Any, ...]:
        """All of it but where it stands."""
        return self.date, self.models, tuple(self.set.items()), tuple(self.answers.items())


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

    @property
    def last_day(self) -> dt.date:
        """The last day that is simulated."""
        start, weeks = self.settings.start, self.settings.weeks
        try:
            day = start + dt.timedelta(days=7 + weeks * 366 // WEEKS_PER_YEAR)
        except OverflowError:
            day = dt.date.max
        while week_of(day, start) >= weeks:
            day -= dt.timedelta(days=1)
        return day

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
            "changes": [
                {**asdict(change), "date": str(change.date), "models": list(change.models)}
                for change in self.changes
            ],
            "files": list(self.files),
        }

    def choices(self) -> dict[str, Any]:
        """The fields that a document does not hold, for :func:`resolved_of`."""
        models = [asdict(model) for model in self.models]
        titled, bundles = self.place_titled, dict(self.bundles)
        return {"models": models, "place_titled": titled, "bundles": bundles}


def resolved_of(document: Mapping[str, Any], choices: Mapping[str, Any]) -> Resolved:
    """The scenario of a document, and of what it does not say."""
    changes = [
        Change(
            **{**one, "date": dt.date.fromisoformat(one["date"]), "models": tuple(one["models"])}
        )
        for one in document["changes"]
    ]
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
        changes=tuple(changes),
        files=tuple(document["files"]),
        place_titled=choices["place_titled"],
        bundles=choices.get("bundles", {}),  # a folder of before there were any
    )
