"""The smallest document with one of everything that a schema knows, made from that schema."""

from __future__ import annotations

import re
from typing import Any

KEYS = ("one", "one-other")  # of tables whose keys are free, or follow a pattern
TEXTS = (*KEYS, "0" * 64, "intake.wait")
FREE = "anything"  # where a schema says nothing


def made(schema: dict[str, Any], root: dict[str, Any] | None = None) -> Any:
    """A value that fits: no null, every key, one item; text where text is one of the choices."""
    root = schema if root is None else root
    if "$ref" in schema:
        return made(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    if "anyOf" in schema:
        texts = [one for one in schema["anyOf"] if one.get("type") == "string"]
        return made((texts or schema["anyOf"])[0], root)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    kind = schema.get("type")
    if kind == "object":
        return _table(schema, root)
    if kind == "array":
        return [made(schema["items"], root) for _ in range(schema.get("minItems", 1))]
    if kind == "string":
        return _text(TEXTS, schema.get("pattern", ""))
    return {"number": max(0.5, schema.get("minimum", 0.5)), "integer": 1, "boolean": True}.get(
        str(kind), FREE
    )


def _table(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    found = {key: made(own, root) for key, own in schema.get("properties", {}).items()}
    values = schema.get("additionalProperties", True)
    if values is not False:
        key = _text(KEYS, schema.get("propertyNames", {}).get("pattern", ""))
        found[key] = FREE if values is True else made(values, root)
    return found


def _text(choices: tuple[str, ...], pattern: str) -> str:
    return next(text for text in choices if re.search(pattern, text))
