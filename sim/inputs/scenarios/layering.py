"""Lay scenario files over each other: the last word counts.

A value set for all models replaces what an earlier file set for one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sim.inputs.files.errors import InputError, known
from sim.inputs.files.folders import beside
from sim.inputs.files.said import Said
from sim.inputs.files.sought import Sought
from sim.inputs.files.toml_file import Key
from sim.inputs.parameters.parameter import Role, Value
from sim.inputs.parameters.sources import read_facts
from sim.inputs.scenarios.answers import QUESTIONS, ModelChoice, check_answer, from_key
from sim.inputs.scenarios.building import Building, parameter_of
from sim.inputs.scenarios.bundling import agree, lay_bundles, lay_own
from sim.inputs.scenarios.events import event_of
from sim.inputs.scenarios.resolved import Change
from sim.inputs.scenarios.scenario_file import Answers, Layer, ModelTable, ScenarioFile
from sim.inputs.scenarios.settings import checked

# The world and how it might work are the same on every day and under every model;
# staff may differ by model for what was really spent, and equal means are checked later.
DATED_ROLES: tuple[Role, ...] = ("lever", "price", "staff", "setting")
MODEL_ROLES: tuple[Role, ...] = ("lever", "staff")
_MODEL_ID = re.compile(r"[a-z][a-z0-9_]*")


def lay(building: Building, layer: Layer) -> None:
    """Lay one file over what is there."""
    content = layer.content
    _check_sources(layer)
    building.id = content.name or layer.path.stem
    if (place := content.place) is not None:
        # The path of a CSV is as seen from the file that names it.
        building.place = beside(layer.path, place, layer.where(("place",)))
    _title(building, content)
    if content.models is not None:
        building.models, building.models_where = content.models, layer.where(("models",))
    settings = checked(content.settings, layer.under("settings"), strict=layer.strict)
    building.set_settings(settings, layer.name)
    if content.levers == "neutral":
        # Every benefit and friction at the value where it vanishes, and nothing dated.
        for key, parameter in building.parameters.items():
            if parameter.neutral is not None:
                building.set_all(key, parameter.neutral, f"{layer.name} (neutral)")
        building.changes.clear()
        building.events.clear()
    set_here = _values(building, layer, content.set, ("set",))
    places = [layer.where(("with", number)) for number in range(len(content.bundles))]
    keys = lay_bundles(building, content.bundles, places, layer.name)
    agree(building, keys, set_here, lambda key: layer.where(("set", key)))
    for key, value in set_here.items():
        if key not in keys:
            building.set_all(key, value, layer.name)
    for model, table in content.model.items():
        _model(building, layer, model, table)
    changes = [_change(building, layer, number) for number in range(len(content.change))]
    _one_value_a_day(changes, layer)
    building.changes += changes
    numbers = range(len(content.event))
    building.events += [event_of(layer, number, building.known) for number in numbers]


def _check_sources(layer: Layer) -> None:
    """InputError for an id that stands nowhere in the table of sources."""
    where, message = layer.where(("sources",)), "this source does not exist"
    for name in layer.content.sources:
        known(name, read_facts(), where, "unknown_source", message, Said.A_SOURCE())


def _title(building: Building, content: ScenarioFile) -> None:
    """The title that a file states, or that of what it extends with the file's own name."""
    if content.title is not None:
        building.title_en, building.title_nl = content.title.en, content.title.nl
        building.place_titled = True
        return
    above = building.title_en, building.title_nl
    building.title_en, building.title_nl = (
        f"{title}: {building.id}" if title else building.id for title in above
    )
    building.place_titled &= content.place is None


def dotted(table: Mapping[str, Any], where: Callable[[str], str]) -> dict[str, Any]:
    """Nested tables as dotted keys: TOML reads an unquoted ``a.b = 1`` as two tables.

    InputError for a key that is there both quoted and dotted. An empty table is kept, since
    whoever wrote it meant something.
    """
    flat: dict[str, Any] = {}
    for key, item in _leaves(table, ""):
        if key in flat:
            raise InputError(
                code="duplicate",
                where=where(key),
                found=f"{flat[key]}, {item}",
                allowed=Said.ONCE(),
                message="this key is there twice, quoted and with dots",
            )
        flat[key] = item
    return flat


def _leaves(table: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for key, item in table.items():
        if isinstance(item, Mapping) and item:
            yield from _leaves(item, f"{above}{key}.")
        else:
            yield f"{above}{key}", item


def _values(
    building: Building,
    layer: Layer,
    table: Mapping[str, Any],
    at: tuple[Key, ...],
    roles: tuple[Role, ...] | None = None,
) -> dict[str, Value]:
    """The checked values of a ``set`` table; ``roles`` limits which may stand there."""
    found: dict[str, Value] = {}
    for key, raw in dotted(table, lambda key: layer.where((*at, key))).items():
        where = layer.where((*at, key))
        parameter = parameter_of(building.parameters, key, where)
        if roles is not None and parameter.role not in roles:
            raise InputError(
                code="not_a_lever",
                where=where,
                found=f"{key} ({parameter.role})",
                allowed=Said.ROLES(roles=", ".join(roles)),
                message="this may not differ here: all models meet the same world",
            )
        if isinstance(raw, str) and parameter.numeric and layer.strict:
            raise InputError(
                code="wrong_type",
                where=where,
                found=f'"{raw}"',
                allowed=parameter.allowed,
                message=f"{key} is a number without quotes",
            )
        found[key] = parameter.parse(raw, where)
    return found


def _answers(table: Answers, layer: Layer, at: tuple[Key, ...]) -> dict[str, str]:
    stated = {q: getattr(table, q) for q in QUESTIONS if getattr(table, q) is not None}
    return {q: check_answer(q, answer, layer.where((*at, q))) for q, answer in stated.items()}


def _model(building: Building, layer: Layer, model: str, table: ModelTable) -> None:
    """Define a support model, or change one that exists."""
    at = ("model", model)
    if not _MODEL_ID.fullmatch(model):
        raise InputError(
            code="wrong_type",
            where=layer.where(at),
            found=model,
            allowed=Said.NAME(),
            message="this cannot be the id of a model",
        )
    answers = _answers(table, layer, at)
    base = building.known.get(model)
    if table.extends is not None:
        base = from_key(table.extends, building.known, layer.where((*at, "extends")))
        base = _variant(base, model)
        building.take_over(base.base, model)
    if base is None and not answers:
        where = layer.where(at)
        allowed = Sought.MODEL_OR_NEW(names=", ".join(building.known))
        known(model, building.known, where, "unknown_model", Sought.NO_MODEL(), allowed)
    if base is None:
        missing = [question for question in QUESTIONS if question not in answers]
        if missing:
            raise InputError(
                code="missing_key",
                where=layer.where(at),
                found=", ".join(answers) or "no answers",
                allowed=Said.ANSWERS(),
                message=f"a new model misses {', '.join(missing)}",
            )
        base = ModelChoice(model, **answers)
    if table.title is not None:
        base = replace(base, title_en=table.title.en, title_nl=table.title.nl)
    building.known[model] = replace(base, id=model, **answers)
    own = _values(building, layer, table.set, (*at, "set"), roles=MODEL_ROLES)
    building.model_values.setdefault(model, {})
    places = [layer.where((*at, "with", number)) for number in range(len(table.bundles))]
    keys = lay_own(building, model, table.bundles, places, layer.name, MODEL_ROLES)
    agree(building, keys, own, lambda key: layer.where((*at, "set", key)), model)
    for key, value in own.items():
        if key not in keys:
            building.set_own(model, key, value, layer.name)


def _variant(base: ModelChoice, model: str) -> ModelChoice:
    """A model that extends another, with a name that tells the two apart."""
    title_en, title_nl = (f"{base.title(lang)} ({model})" for lang in ("en", "nl"))
    return replace(base, title_en=title_en, title_nl=title_nl, base=base.id)


def _change(building: Building, layer: Layer, number: int) -> Change:
    table = layer.content.change[number]
    at = ("change", number)
    named = [table.model] if isinstance(table.model, str) else table.model
    for model in named:
        from_key(model, building.known, layer.where((*at, "model")))
    roles: tuple[Role, ...] = MODEL_ROLES if named else DATED_ROLES
    return Change(
        date=table.date,
        models=tuple(named),
        set=_values(building, layer, table.set, (*at, "set"), roles=roles),
        answers=_answers(table.answers, layer, (*at, "answers")),
        origin=origin_of(layer, number),
        until=table.until,
    )


def origin_of(layer: Layer, number: int) -> str:
    """The name of a change of a file, whatever the line it stands at."""
    return f"{layer.name}, change {number + 1}"


def _one_value_a_day(changes: Sequence[Change], layer: Layer) -> None:
    """InputError when two changes of a file give something two values on one day."""
    for number, change in enumerate(changes):
        values = {**change.set, **change.answers}
        for before, other in enumerate(changes[:number]):
            apart = change.models and other.models and not {*change.models} & {*other.models}
            both = [key for key in values if key in {**other.set, **other.answers}]
            if change.date == other.date and both and not apart:
                key, date = both[0], change.date.isoformat()
                table = "set" if key in change.set else "answers"
                first = layer.where(("change", before, table, key))
                raise InputError(
                    code="duplicate",
                    where=layer.where(("change", number, table, key)),
                    found=str(values[key]),
                    allowed=Said.ONCE(),
                    message=Said.TWO_ON_A_DAY(key=key, date=date, first=first),
                )


def assume(building: Building) -> None:
    """Set what the hypotheses that are switched on set.

    ``InputError`` when something else is stated for the same parameter, by a file, the command
    line or another hypothesis.
    """
    for name, hypothesis in building.parameters.items():
        if not (hypothesis.sets and building.values[name]):
            continue
        for key, value in hypothesis.sets:
            if key in building.stated and building.values[key] != value:
                raise InputError(
                    code="inconsistent",
                    where=building.origin[key],
                    found=f"{key} = {building.values[key]}",
                    allowed=Said.WITHOUT(key=key, value=value, name=name),
                    message=f"{name} says otherwise",
                )
            building.set_all(key, value, name)
