"""Assumptions of the default values: levers with different values in two compared models.

At the fork, before anything is drawn: the values of the scenario where it states one, else those of
the parameter files. Only levers that both models have; what one alone has is part of its answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.inputs.parameters.evidence import better_side, kind_of_lever
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Parameter, Value
from sim.inputs.scenarios.answers import ModelChoice
from sim.inputs.scenarios.resolved import Resolved
from sim.runs.gains import pairs
from sim.runs.shared_levers import lever_name


def assumed(resolved: Resolved) -> dict[str, dict[str, Any]]:
    """By pair (``later-earlier``): the levers that differ, and how many favour which model."""
    models = {model.id: model for model in resolved.models}
    found = {}
    for pair, later, earlier in pairs(list(models)):
        levers = list(_levers(resolved, models[later], models[earlier]))
        favoured = [item["favours"] for item in levers]
        found[pair] = {
            "levers": levers,
            "favours": {name: favoured.count(name) for name in (later, earlier)},
            "no_direction": favoured.count(None),
        }
    return found


def _levers(
    resolved: Resolved, later: ModelChoice, earlier: ModelChoice
) -> Iterator[dict[str, Any]]:
    """Every lever that both models have, at values that differ."""
    known = read_parameters()
    of_later, of_earlier = (
        {lever_name(key): key for key in known if _has(model, known[key])}
        for model in (later, earlier)
    )
    for name in (name for name in of_later if name in of_earlier):
        keys = {later.id: of_later[name], earlier.id: of_earlier[name]}
        values = {model: resolved.values_for(model)[own] for model, own in keys.items()}
        if values[later.id] != values[earlier.id]:
            yield _told(resolved, name, keys, values)


def _has(model: ModelChoice, parameter: Parameter) -> bool:
    """True when a parameter is a lever of one of the answers that a model gives."""
    answer = parameter.key.partition(".")[0]
    return parameter.role == "lever" and answer in model.answers.values()


def _told(
    resolved: Resolved, name: str, keys: dict[str, str], values: dict[str, Value]
) -> dict[str, Any]:
    """A lever with the value of both models, the model it favours, and what it rests on."""
    known = [read_parameters()[key] for key in keys.values()]
    labels = {lang: dict.fromkeys(p.label(lang) for p in known) for lang in ("en", "nl")}
    stated = {
        resolved.origin.get(f"model.{model}.{key}", resolved.origin.get(key, ""))
        for model, key in keys.items()
        if key in resolved.stated or key in resolved.model_values.get(model, {})
    }
    return {
        "lever": name,
        "keys": keys,
        "label": {lang: " / ".join(some) for lang, some in labels.items()},
        "unit": known[0].unit,
        "values": values,
        "kind": kind_of_lever(known[0].key),
        "favours": _favoured(keys, values),
        "evidence": list(dict.fromkeys(p.evidence for p in known)),
        "source": list(dict.fromkeys(p.source for p in known)),
        "stated": sorted(stated),
    }


def _favoured(keys: dict[str, str], values: dict[str, Value]) -> str | None:
    """The model for which a lever speaks; None when it has no direction."""
    side = better_side(next(iter(keys.values())))
    if side is None or any(isinstance(value, str) for value in values.values()):
        return None
    pick = max if side == "higher" else min
    return pick(values, key=lambda model: float(values[model]))
