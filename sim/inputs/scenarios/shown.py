"""A scenario as it is shown: its values with what is known of each, all of them or some."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.inputs.files.errors import InputError, nearest
from sim.inputs.files.sought import Sought
from sim.inputs.lookup_request import ShowRequest
from sim.inputs.parameters.groups import group_of, groups_of
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Parameter
from sim.inputs.parameters.prices import price_year
from sim.inputs.scenarios.resolved import Resolved
from sim.inputs.scenarios.scenario import SETTING
from sim.inputs.scenarios.settings import Settings


def shown(resolved: Resolved, request: ShowRequest) -> dict[str, Any]:
    """The document of a scenario with what a request chooses of its values.

    Raises InputError for a search that finds nothing.
    """
    known, document = read_parameters(), resolved.document()
    keys = [key for key in resolved.values if _chosen(request, known[key], resolved)]
    settings = [name for name in document["settings"] if _setting(request, name, resolved)]
    if request.search is not None and not keys and not settings:
        raise _nothing(request.search, known)
    some = {"values": keys, "settings": settings}
    document |= {part: {key: document[part][key] for key in of} for part, of in some.items()}
    own = {m: _of(values, keys) for m, values in document["model_values"].items()}
    document["model_values"] = {model: values for model, values in own.items() if values}
    document["changes"] = [
        change | {"set": _of(change["set"], keys)}
        for change in document["changes"]
        if _of(change["set"], keys) or change["answers"]
    ]
    described = {key: _described(known[key]) for key in keys}
    year = price_year(resolved.values)
    titles = {m.id: {lang: m.title(lang) for lang in ("en", "nl")} for m in resolved.models}
    document |= {"titles": titles, "prices_year": year, "parameters": described}
    return {"schema": "wijksim/scenario/1", **document}


def _of(values: Mapping[str, Any], keys: list[str]) -> dict[str, Any]:
    return {key: values[key] for key in keys if key in values}


def _chosen(request: ShowRequest, parameter: Parameter, resolved: Resolved) -> bool:
    groups = groups_of(parameter)
    said = f"{parameter.key} {parameter.label_en} {parameter.label_nl}"
    return (
        (request.search is None or request.search.lower() in said.lower())
        and (request.group is None or request.group in groups)
        and (request.question is None or request.question in groups)
        and (not request.changed or _differs(parameter, resolved))
    )


def _differs(parameter: Parameter, resolved: Resolved) -> bool:
    """True for a value that is not its default, for any model or from any date."""
    key = parameter.key
    values = [resolved.values_for(model.id)[key] for model in resolved.models]
    values += [change.set[key] for change in resolved.changes if key in change.set]
    return any(value != parameter.value for value in values)


def _setting(request: ShowRequest, name: str, resolved: Resolved) -> bool:
    if request.group is not None or request.question is not None:
        return False
    found = request.search is None or request.search.lower() in f"{SETTING}{name}"
    otherwise = getattr(resolved.settings, name) != Settings.model_fields[name].default
    return found and (otherwise or not request.changed)


def _described(parameter: Parameter) -> dict[str, Any]:
    return {
        "label": {"en": parameter.label_en, "nl": parameter.label_nl},
        "unit": parameter.unit,
        "prices": parameter.prices,
        "default": parameter.value,
        "low": parameter.low,
        "high": parameter.high,
        "choices": list(parameter.choices),
        "evidence": parameter.evidence,
        "source": parameter.source,
        "role": parameter.role,
        "group": group_of(parameter),
    }


def _nothing(word: str, known: Mapping[str, Parameter]) -> InputError:
    words = {part for p in known.values() for part in f"{p.label_en} {p.label_nl}".split()}
    return InputError(
        code="unknown_key",
        where="--search",
        found=word,
        allowed=Sought.PART_OF_A_LABEL(),
        nearest=nearest(word, [*sorted(words), *known]),
        message=Sought.NO_SUCH_VALUE(),
    )
