"""Published documents against their models and the schemas that are shipped with the package."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeAlias

import jsonschema
from pydantic import ValidationError

from sim.documents.schemas import FOLDER as SCHEMAS
from sim.documents.schemas import KINDS
from tests.made import made

At: TypeAlias = tuple[str | int, ...]  # keys from the document inwards
Case: TypeAlias = tuple[str, At, Any]  # kind of document, place, value


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


def fault(kind: str, at: At, value: Any) -> At | None:
    """Where the model of a kind finds fault first when a value stands in a document with
    everything; None when it finds none. KeyError when nothing stands there."""
    document = copy.deepcopy(made(schema(kind)))
    inside = document
    for key in at[:-1]:
        inside = inside[key]
    _ = inside[at[-1]]
    inside[at[-1]] = value
    try:
        KINDS[kind].model_validate(document)
    except ValidationError as error:
        return error.errors()[0]["loc"]
    return None


def bounds_hold(taken: Iterable[Case], refused: Iterable[Case]) -> None:
    """AssertionError when the model of a kind refuses what may stand at a place, or takes what
    may not or finds the fault elsewhere."""
    for kind, at, value in taken:
        assert fault(kind, at, value) is None, (kind, at, value)
    for kind, at, value in refused:
        place = fault(kind, at, value)
        keys = iter(place or ())  # where one of several parts may stand, with the name of it
        assert place and all(key in keys for key in at), (kind, at, value, place)
