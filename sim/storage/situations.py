"""A neighbourhood as nested tables that can be packed, and back: the same bits and types.

The practice is left out: its answers are code, and who reads a neighbourhood back knows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_type_hints

import numpy as np

from sim.support.situation import Practice, Situation

_DICT, _LIST, _TUPLE, _SCALAR = "$dict", "$list", "$tuple", "$scalar"
_LEFT_OUT = "practice"


def tree_of(now: Situation) -> dict[str, Any]:
    """Every part of a neighbourhood but its practice, by name."""
    records, tree = _records(), dict[str, Any]()
    for name in _parts(Situation):
        value = getattr(now, name)
        if name in records:
            tree[name] = {part: encoded(getattr(value, part)) for part in _parts(records[name])}
        else:
            tree[name] = encoded(value)
    return tree


def situation_of(tree: dict[str, Any], practice: Practice) -> Situation:
    """The neighbourhood of such tables, under this practice. KeyError when a part is missing."""
    records, parts = _records(), dict[str, Any]()
    for name in _parts(Situation):
        value = tree[name]
        if name in records:
            own = {part: decoded(value[part]) for part in _parts(records[name])}
            parts[name] = records[name](**own)
        else:
            parts[name] = decoded(value)
    return Situation(**parts, practice=practice)


def encoded(value: Any) -> Any:
    """A value in which every container and every scalar of NumPy says what it is."""
    if isinstance(value, np.generic):
        return {_SCALAR: [value.dtype.str, value.item()]}
    if isinstance(value, dict):
        return {_DICT: {key: encoded(item) for key, item in value.items()}}
    if isinstance(value, (list, tuple)):
        kind = _LIST if isinstance(value, list) else _TUPLE
        return {kind: {str(number): encoded(item) for number, item in enumerate(value)}}
    return value


def decoded(value: Any) -> Any:
    """The reverse of ``encoded``."""
    if not isinstance(value, dict):
        return value
    ((kind, found),) = value.items()
    if kind == _SCALAR:
        return np.dtype(found[0]).type(found[1])
    if kind == _DICT:
        return {key: decoded(item) for key, item in found.items()}
    return (list if kind == _LIST else tuple)(map(decoded, found.values()))


def _parts(record: Any) -> Iterator[str]:
    """Names of the fields of a dataclass, table or named tuple; never the practice."""
    named = getattr(record, "_fields", None)
    names = named or tuple(field.name for field in fields(record))
    return (name for name in names if name != _LEFT_OUT)


@cache
def _records() -> dict[str, Any]:
    """Parts of a neighbourhood that have fields of their own, and their types."""
    hints = get_type_hints(Situation).items()
    known = {name: hint for name, hint in hints if isinstance(hint, type)}
    return {
        name: hint
        for name, hint in known.items()
        if name != _LEFT_OUT and (is_dataclass(hint) or hasattr(hint, "_fields"))
    }
