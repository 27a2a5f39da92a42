"""A finished replication as one file, and back: numbers in NumPy's format, the rest in JSON.

Nothing is pickled, so a folder from somebody else can be read without running its code.
What comes back equals what went in, bit for bit.
"""

from __future__ import annotations

import io
import json
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.foundation.sentence import Sentence, sentence_of
from sim.runs.paired import ModelRun
from sim.runs.replicate import Replication

_TREE, _ARRAY, _SENTENCE = "tree", "$array", "$sentence"


def packed(item: Replication) -> bytes:
    """A replication as the content of a file."""
    arrays: list[NDArray[Any]] = []
    tree = _fields(item, arrays)
    tree["models"] = {model: _fields(run, arrays) for model, run in item.models.items()}
    text = json.dumps(tree, default=_plain).encode()
    members: dict[str, Any] = {str(number): array for number, array in enumerate(arrays)}
    members[_TREE] = np.frombuffer(text, dtype=np.uint8)
    stream = io.BytesIO()
    np.savez_compressed(stream, **members)
    return stream.getvalue()


def unpacked(content: bytes) -> Replication:
    """The replication in the content of a file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as found:
        tree = _filled(json.loads(found[_TREE].tobytes().decode()), found)
    models = {model: ModelRun(**run) for model, run in tree.pop("models").items()}
    return Replication(**tree, models=models)


def _fields(item: Replication | ModelRun, arrays: list[NDArray[Any]]) -> dict[str, Any]:
    names = [field.name for field in fields(item) if field.name != "models"]
    return {name: _emptied(getattr(item, name), arrays) for name in names}


def _emptied(value: Any, arrays: list[NDArray[Any]]) -> Any:
    """Nested tables with every array replaced by its place in ``arrays``, sentences as JSON."""
    if isinstance(value, dict):
        return {key: _emptied(part, arrays) for key, part in value.items()}
    if isinstance(value, np.ndarray):
        arrays.append(value)
        return {_ARRAY: len(arrays) - 1}
    if isinstance(value, Sentence):
        return {_SENTENCE: value.document()}
    return value


def _filled(value: Any, found: Any) -> Any:
    """The reverse of ``_emptied``."""
    if not isinstance(value, dict):
        return value
    if value.keys() == {_ARRAY}:
        return found[str(value[_ARRAY])]
    if value.keys() == {_SENTENCE}:
        return sentence_of(value[_SENTENCE])
    return {key: _filled(part, found) for key, part in value.items()}


def _plain(value: object) -> Any:
    """NumPy's own scalars as Python's."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} cannot be written")
