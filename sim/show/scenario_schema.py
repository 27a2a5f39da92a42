"""The JSON Schema of scenario files, by which an editor completes and checks them.

Made of the same types and parameters that read the files. A date is a text to it, as TOML editors
have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Parameter
from sim.inputs.parameters.sources import read_facts
from sim.inputs.scenarios.answers import ANSWERS, QUESTIONS
from sim.inputs.scenarios.bundles import read_bundles
from sim.inputs.scenarios.layering import DATED_ROLES, MODEL_ROLES
from sim.inputs.scenarios.scenario_file import ScenarioFile, built_in_models, scenario_names
from sim.inputs.scenarios.settings import ALL, Settings
from sim.population.places import NAMED
from sim.show.reader import Reader
from sim.show.stated import parameter_name, setting_name

Schema: TypeAlias = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NAME = r"^[a-z][a-z0-9_]*$"
_IN_FULL = r"^[a-z_]+(\+[a-z_]+){4}$"


def scenario_schema(lang: str) -> Schema:
    """The schema, with names and explanations in a language."""
    reader, made = Reader(lang, {}), ScenarioFile.model_json_schema()
    parts: Schema = made["$defs"]
    known = read_parameters()
    defs = {key: _parameter(reader, parameter) for key, parameter in known.items()}
    answers = {q: _choice(ANSWERS[q], reader.text(f"questions.{q}")) for q in QUESTIONS}
    model = {"anyOf": [{"enum": built_in_models()}, _pattern(_NAME), _pattern(_IN_FULL)]}
    own = _values(p.key for p in known.values() if p.role in MODEL_ROLES)
    dated = _values(p.key for p in known.values() if p.role in DATED_ROLES)
    bundles = _bundles()
    parts["ModelTable"]["properties"] |= {**answers, "extends": model, "set": own, "with": bundles}
    parts["Answers"]["properties"] |= answers
    one_or_more = {"anyOf": [model, {"type": "array", "items": model}]}
    parts["ChangeTable"]["properties"] |= {"model": one_or_more, "set": dated}
    parts["EventTable"]["properties"]["model"] = one_or_more
    made["properties"] |= {
        "extends": {"anyOf": [{"enum": scenario_names()}, _pattern(r"\.toml$")]},
        "place": {"type": "string", "examples": list(NAMED)},
        "models": {"type": "array", "items": model, "minItems": 1},
        "sources": {"type": "array", "items": {"enum": list(read_facts())}},
        "settings": _settings(reader),
        "with": bundles,
        "set": _values(known),
        "model": {
            "type": "object",
            "propertyNames": {"pattern": _NAME},
            "additionalProperties": {"$ref": "#/$defs/ModelTable"},
        },
        "claims": _one_or_more("Claim"),
        "open": _one_or_more("Title"),
    }
    for name, found in made["properties"].items():
        found["description"] = reader.text(f"scenario_keys.{name}")
    return _tidy({"$schema": DRAFT, **made, "$defs": {**parts, **defs}})


def _one_or_more(part: str) -> Schema:
    """A table, or a list of them."""
    one = {"$ref": f"#/$defs/{part}"}
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _tidy(schema: Schema) -> Schema:
    """The titles and explanations of the classes taken out: they are not for who writes a file."""
    for part in (schema, *(schema["$defs"][name] for name in _tables(schema["$defs"]))):
        part.pop("description", None)
        part.pop("title", None)
        for inner in part["properties"].values():
            if isinstance(inner.get("title"), str) and "anyOf" not in inner:
                inner.pop("title")
    return schema


def _tables(defs: Mapping[str, Schema]) -> list[str]:
    return [name for name, one in defs.items() if "properties" in one]


def _parameter(reader: Reader, known: Parameter) -> Schema:
    """Name, explanation and bounds of a parameter."""
    unit = reader.parameter_unit(known.unit)
    said = {
        "title": parameter_name(reader, known.key, known.label(reader.lang)),
        "description": reader.text(
            "scenario_keys.parameter",
            unit=unit or reader.text("scenario_keys.no_unit"),
            evidence=reader.text(f"evidence.{known.evidence}"),
            source=reader.source(known.source),
        ),
        "default": known.value,
    }
    if known.choices:
        return {**said, "enum": list(known.choices)}
    if isinstance(known.value, bool):
        return {**said, "type": "boolean"}
    kind = "integer" if known.integer else "number"
    return {**said, "type": kind, "minimum": known.low, "maximum": known.high}


def _values(keys: Iterable[str]) -> Schema:
    """A table of values by key: in quotes, or without, when TOML reads tables in tables."""
    table: Schema = _closed({})
    for key in keys:
        here = {"$ref": f"#/$defs/{key}"}
        table["properties"][key] = here
        at, (*above, last) = table, key.split(".")
        for part in above:
            at = at["properties"].setdefault(part, _closed({}))
        at["properties"][last] = here
    return table


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _settings(reader: Reader) -> Schema:
    """The settings with their bounds."""
    found: Schema = Settings.model_json_schema()["properties"]
    found["citizens"] = {"anyOf": [{"const": ALL}, {**found["citizens"], "minimum": 1}]}
    for name, one in found.items():
        one["title"] = setting_name(reader, name)
        one.pop("default", None)
    return _closed(found)


def _choice(names: Iterable[str], title: str) -> Schema:
    return {"title": title, "enum": list(names)}


def _bundles() -> Schema:
    """A list of bundles, each by its name or with how strong it is."""
    rows = read_bundles()
    strong = "|".join(name for name, row in rows.items() if row.strength is not None)
    one = {"anyOf": [{"enum": list(rows)}, _pattern(rf"^({strong})=[0-9.]+$")]}
    return {"type": "array", "items": one, "uniqueItems": True}


def _pattern(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}
