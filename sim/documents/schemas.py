"""The kinds of published documents, their JSON Schemas, and whether a document is as it says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from sim.documents.base import Document
from sim.documents.compare import Compare
from sim.documents.country import Country
from sim.documents.evidence import EvidenceForegone, EvidenceLiveness, EvidenceLuck
from sim.documents.explain import Explain, Sensitivity
from sim.documents.gallery import Gallery
from sim.documents.lookup import Check, Places, ResultsDiff, Scenario, ScenarioDiff, Scenarios
from sim.documents.points import Discover, Robust
from sim.documents.small import Error, Estimate, Point, Status, Verify
from sim.documents.studies import Curves, Search, Structures, Sweep

FOLDER = Path(__file__).parent.parent / "schemas"


def _name_of(model: type[Document]) -> str:
    """The name of a kind in its documents: ``wijksim/KIND/NUMBER``."""
    (name,) = get_args(model.model_fields["schema_"].annotation)
    return str(name)


MODELS: tuple[type[Document], ...] = (
    *(Check, Compare, Country, Curves, Discover, Error, Estimate, EvidenceForegone),
    *(
        EvidenceLiveness,
        EvidenceLuck,
        Explain,
        Gallery,
        Places,
        Point,
        ResultsDiff,
        Robust,
        Scenario,
    ),
    *(ScenarioDiff, Scenarios, Search, Sensitivity, Status, Structures, Sweep, Verify),
)
KINDS = {_name_of(model).split("/")[1]: model for model in MODELS}


class _Generator(GenerateJsonSchema):
    """Schemas without titles and defaults, which say nothing more than names and required keys."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: a title would be the key once more."""
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A default only says that a key may be left out."""
        return self.generate_inner(schema["schema"])

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """All keys are of the pattern: ``patternProperties`` by itself lets others pass."""
        found = super().dict_schema(schema)
        for pattern, values in found.pop("patternProperties", {}).items():
            found |= {"propertyNames": {"pattern": pattern}, "additionalProperties": values}
        return found


def _tidy(schema: dict[str, Any]) -> dict[str, Any]:
    """Of a model: its docstring as one line, without the name of the class."""
    rest = {key: value for key, value in schema.items() if key != "title"}
    return {**rest, "description": " ".join(schema["description"].split())}


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document ``wijksim/KIND/NUMBER``."""
    model = KINDS[kind]
    found = model.model_json_schema(schema_generator=_Generator)
    parts = {name: _tidy(part) for name, part in found.pop("$defs", {}).items()}
    return {
        "$schema": _Generator.schema_dialect,
        "title": _name_of(model),
        **_tidy(found),
        **({"$defs": parts} if parts else {}),
    }


def text_of(kind: str) -> str:
    """The schema of a kind as its file holds it: one line."""
    return json.dumps(schema_of(kind), separators=(", ", ": ")) + "\n"


def write_schemas(folder: Path = FOLDER) -> None:
    """Write the schema of every kind, each to a file of its own."""
    for kind in KINDS:
        (folder / f"{kind}.json").write_text(text_of(kind), encoding="utf-8")


def check(document: Mapping[str, Any]) -> None:
    """ValueError when a document is of no known kind, or not as its kind says."""
    found = {_name_of(model): model for model in KINDS.values()}
    name = document.get("schema")
    if name not in found:
        raise ValueError(f"no kind of document is called {name!r}; there are {', '.join(found)}")
    found[name].model_validate(dict(document))
