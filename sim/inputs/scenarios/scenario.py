"""A scenario resolved: its files laid over each other, the command line last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.inputs.files.errors import InputError
from sim.inputs.files.folders import scenarios_folder
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Parameter, Value
from sim.inputs.scenarios.answers import from_key
from sim.inputs.scenarios.layering import Building, assume, lay, parameter_of
from sim.inputs.scenarios.resolved import Change, Resolved
from sim.inputs.scenarios.scenario_file import DEFAULT, MODELS_FILE, chain, read_layer
from sim.inputs.scenarios.settings import Settings, checked

__all__ = ["Change", "Resolved", "resolve"]

COMMAND_LINE = "--set"


def resolve(
    name: str | Path = DEFAULT,
    *,
    settings: Mapping[str, Any] | None = None,
    set: Mapping[str, str | Value] | None = None,
    models: Sequence[str] | None = None,
    parameters: Mapping[str, Parameter] | None = None,
    models_where: str = "--models",
) -> Resolved:
    """A built-in scenario or a file with what the caller changes, checked whole.

    ``settings`` by name (None values are left as they are); ``set`` by parameter
    key, or by the name of a setting; ``models`` are ids or ``reach+admit+work+pay+build``,
    which errors call ``models_where``.
    Raises ``InputError`` for anything that is not there or out of range.
    """
    known = dict(read_parameters() if parameters is None else parameters)
    start = {key: parameter.value for key, parameter in known.items()}
    building = Building(known, start)
    building.origin = {key: f"default ({p.file})" for key, p in known.items()}
    building.origin.update({f"settings.{name}": "default" for name in Settings.model_fields})
    models_layer = read_layer(scenarios_folder() / f"{MODELS_FILE}.toml")
    layers = chain(str(name))
    for layer in (models_layer, *layers):
        lay(building, layer)
    _command_line(building, settings or {}, set or {})
    assume(building)
    if models is not None:
        building.models, building.models_where = list(models), models_where
    return _finished(building, [layer.name for layer in layers])


def _command_line(
    building: Building, settings: Mapping[str, Any], values: Mapping[str, str | Value]
) -> None:
    given = {name: raw for name, raw in settings.items() if raw is not None}
    building.set_settings(checked(given, lambda keys: f"--{keys[0]}", strict=False), "option")
    for name, raw in values.items():
        where = f"{COMMAND_LINE} {name}"
        setting = name.removeprefix("settings.")
        if setting in Settings.model_fields:
            building.set_settings(_setting(setting, raw, where), COMMAND_LINE)
        else:
            value = parameter_of(building.parameters, name, where).parse(raw, where)
            building.set_all(name, value, COMMAND_LINE)


def _setting(name: str, raw: str | Value, where: str) -> dict[str, Any]:
    return checked({name: raw}, lambda _: where, strict=False)


def _finished(building: Building, files: Sequence[str]) -> Resolved:
    if not building.place or not building.models:
        raise InputError(
            code="missing_key",
            where=files[-1],
            allowed="place and models, here or in what it extends",
            message="the scenario names no place or no models",
        )
    where = building.models_where
    chosen = tuple(from_key(key, building.known, where) for key in building.models)
    twice = next((key for key in building.models if building.models.count(key) > 1), None)
    if twice is not None:
        raise InputError(
            code="duplicate", where=where, found=twice, message="this model is named twice"
        )
    settings = Settings.model_construct(**{**Settings().model_dump(), **building.settings})
    changes = sorted(building.changes, key=lambda change: change.date)
    if changes and changes[0].date < settings.start:
        raise InputError(
            code="out_of_range",
            where=changes[0].origin,
            found=changes[0].date.isoformat(),
            allowed=f"on or after settings.start, {settings.start.isoformat()}",
            message="a change falls before the day on which the models part",
        )
    own = {model.id: dict(building.model_values.get(model.id, {})) for model in chosen}
    return Resolved(
        id=building.id,
        title_en=building.title_en,
        title_nl=building.title_nl,
        place=building.place,
        settings=settings,
        models=chosen,
        values=dict(building.values),
        model_values=own,
        stated=frozenset(building.stated),
        origin=building.origin,
        changes=tuple(changes),
        files=tuple(files),
    )
