"""A scenario resolved: its files laid over each other, the command line last; and restated."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.inputs.files.errors import InputError, known
from sim.inputs.files.folders import scenarios_folder
from sim.inputs.files.said import Said
from sim.inputs.files.sought import Sought
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Parameter, Value
from sim.inputs.scenarios.answers import from_key
from sim.inputs.scenarios.building import Building
from sim.inputs.scenarios.bundling import agree, check_fit, lay_bundles
from sim.inputs.scenarios.dates import start_with_the_first_date, within_the_run
from sim.inputs.scenarios.departures import SIMULATED, SIZES
from sim.inputs.scenarios.layering import assume, lay
from sim.inputs.scenarios.resolved import Change, Resolved
from sim.inputs.scenarios.scenario_file import (
    DEFAULT,
    MODELS_FILE,
    Layer,
    chain,
    read_layer,
    scenario_names,
)
from sim.inputs.scenarios.settings import Settings, checked, setting_of

__all__ = ["Change", "Resolved", "resolve"]

COMMAND_LINE, WITH = "--set", "--with"
SETTING = "settings."  # before the name of a setting among keys of parameters


def resolve(
    name: str | Path = DEFAULT,
    *,
    settings: Mapping[str, Any] | None = None,
    set: Mapping[str, str | Value] | None = None,
    models: Sequence[str] | None = None,
    place: str | None = None,
    parameters: Mapping[str, Parameter] | None = None,
    models_where: str = "--models",
    where: str = "scenario",
    bundles: Sequence[str] = (),
    fit: bool = True,
) -> Resolved:
    """A built-in scenario or a file with what the caller changes, checked whole.

    ``settings`` by name (None values are left as they are); ``set`` by parameter
    key, or by the name of a setting; ``models`` are ids or ``reach+admit+work+pay+build``,
    which errors call ``models_where``; ``place``: another one than the files name; ``bundles`` are
    ``name`` or ``name=strength``, of which each must set something that these models have, unless
    ``fit`` is False; ``where``: what errors call a scenario that is not there.
    Raises ``InputError`` for anything that is not there or out of range.
    """
    layers = chain(str(name), where)
    building = _laid(layers, dict(read_parameters() if parameters is None else parameters))
    _fits(building)
    files = dict(building.asked)
    _command_line(building, settings or {}, set or {}, bundles)
    if place is not None and place != building.place:
        building.place, building.place_titled = place, False
    found = _finished(building, layers, models, models_where)
    if fit:
        typed = {name: where for name, where in building.asked.items() if files.get(name) != where}
        check_fit(typed, found.models, found.changes)
    within_the_run(found, layers)
    return found


def _fits(building: Building) -> None:
    """InputError for a bundle of a file that sets nothing the models of that file have."""
    known, where = building.known, building.models_where
    models = [from_key(m, known, where) for m in building.models if m in known or "+" in m]
    if len(models) == len(building.models):
        check_fit(building.asked, models, building.changes)


def parent_of(
    name: str | Path,
    *,
    settings: Mapping[str, Any] | None = None,
    set: Mapping[str, str | Value] | None = None,
    models: Sequence[str] | None = None,
    bundles: Sequence[str] = (),
    place: str | None = None,
) -> Resolved | None:
    """The scenario that a request departs from; None where there is none.

    The built-in name itself when the caller changes a value of it, else what it extends; of a
    file what it extends. Of what extends nothing itself, when the caller changes anything.
    """
    layers = chain(str(name))
    given = {one for one in SIMULATED if (settings or {}).get(one) is not None}
    elsewhere = place is not None and place != _laid(layers, dict(read_parameters())).place
    changed = bool(set) or bool(bundles) or bool(given - {*SIZES}) or elsewhere
    if len(layers) > 1:
        own = changed and str(name) in scenario_names()
    else:
        own = changed or bool(given)
    layers = layers if own else layers[:-1]
    if not layers:
        return None
    building = _laid(layers, dict(read_parameters()))
    if models is not None and any("+" not in m and m not in building.known for m in models):
        models = None
    return _finished(building, layers, models)


def _laid(layers: Sequence[Layer], known: dict[str, Parameter]) -> Building:
    """The defaults, the support models, and these files over them."""
    building = Building(known, {key: parameter.value for key, parameter in known.items()})
    building.origin = {key: f"default ({p.file})" for key, p in known.items()}
    building.origin.update({f"settings.{name}": "default" for name in Settings.model_fields})
    for layer in (read_layer(scenarios_folder() / f"{MODELS_FILE}.toml"), *layers):
        lay(building, layer)
    return building


def _command_line(
    building: Building,
    settings: Mapping[str, Any],
    values: Mapping[str, str | Value],
    bundles: Sequence[str],
) -> None:
    given = {name: raw for name, raw in settings.items() if raw is not None}
    building.set_settings(checked(given, lambda keys: f"--{keys[0]}", strict=False), "option")
    keys = lay_bundles(building, bundles, [WITH] * len(bundles), WITH)
    prefix = SETTING if any(name.startswith(SETTING) for name in values) else ""
    names = [*building.parameters, *(prefix + one for one in Settings.model_fields)]
    for name, raw in values.items():
        where = f"{COMMAND_LINE} {name}"
        setting = name.removeprefix(SETTING)
        if setting != name and setting in values:
            raise InputError(
                code="duplicate",
                where=where,
                found=f"{setting}={values[setting]}, {name}={raw}",
                allowed=Said.ONCE(),
                message="this is set twice",
            )
        if name == "place":
            raise InputError(
                code="usage",
                where=where,
                found=str(raw),
                allowed=Sought.PLACE_OPTION(place=shlex.quote(str(raw))),
                message=Sought.NOT_SET(),
            )
        if setting in Settings.model_fields:
            given = {setting: setting_of(setting, raw, where, strict=False)}
            building.set_settings(given, COMMAND_LINE)
        else:
            message = "this parameter or setting does not exist"
            known(name, names, where, "unknown_key", message, Said.PARAMETER())
            value = building.parameters[name].parse(raw, where)
            agree(building, keys, {name: value}, lambda key: f"{COMMAND_LINE} {key}")
            if name not in keys:
                building.set_all(name, value, COMMAND_LINE)


def _finished(
    building: Building,
    layers: Sequence[Layer],
    models: Sequence[str] | None,
    models_where: str = "--models",
) -> Resolved:
    """The scenario with nothing left open; models: other ones than it names."""
    assume(building)
    start_with_the_first_date(building)
    if models is not None:
        building.models, building.models_where = list(models), models_where
    files = [layer.name for layer in layers]
    if not building.place or not building.models:
        raise InputError(
            code="missing_key",
            where=files[-1],
            allowed=Said.PLACE_AND_MODELS(),
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
    return Resolved(
        id=building.id,
        title_en=building.title_en,
        title_nl=building.title_nl,
        place=building.place,
        settings=settings,
        models=chosen,
        values=dict(building.values),
        model_values={m.id: dict(building.model_values.get(m.id, {})) for m in chosen},
        stated=frozenset(building.stated),
        origin=building.origin,
        changes=tuple(changes),
        files=tuple(files),
        place_titled=building.place_titled,
        bundles=dict(building.bundles),
        events=tuple(sorted(building.events, key=lambda event: event.date)),
    )


def restated(resolved: Resolved, values: Mapping[str, Value], origin: str) -> Resolved:
    """The scenario with these values, by parameter key or ``settings.<name>``, already checked.

    Equal to resolving it anew with them, for a hundredth of the time. A hypothesis that the
    scenario has on cannot be switched off here: what it set is no longer known apart.
    Raises InputError when a hypothesis contradicts what is stated, or a change never happens.
    """
    building = Building(
        dict(read_parameters()),
        dict(resolved.values),
        model_values={model: dict(own) for model, own in resolved.model_values.items()},
        stated=set(resolved.stated),
        origin=dict(resolved.origin),
        settings=resolved.settings.model_dump(),
        bundles=dict(resolved.bundles),
    )
    for key, value in values.items():
        if key.startswith(SETTING):
            building.set_settings({key.removeprefix(SETTING): value}, origin)
        else:
            building.set_all(key, value, origin)
    assume(building)
    found = replace(
        resolved,
        settings=Settings.model_construct(**building.settings),
        values=building.values,
        model_values=building.model_values,
        stated=frozenset(building.stated),
        origin=building.origin,
        bundles=building.bundles,
    )
    within_the_run(found)
    return found
