"""Published documents against their models and the schemas that are shipped with the package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import jsonschema

from sim.documents.schemas import FOLDER as SCHEMAS
from sim.documents.schemas import KINDS


@cache
def schema(name: str) -> dict[str, Any]:
    """The schema of a document ``wijksim/NAME/NUMBER``."""
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def fits(document: Mapping[str, Any], name: str | None = None) -> None:
    """ValidationError when a document is not as the schema and the model of its kind say."""
    kind = name or str(document["schema"]).split("/")[1]
    jsonschema.validate(document, schema(kind), cls=jsonschema.Draft202012Validator)
    KINDS[kind].model_validate(document)
