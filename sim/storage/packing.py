"""Nested tables with arrays as the content of a file: numbers in NumPy's format, the rest in JSON.

Nothing is pickled, so a folder from somebody else can be read without running its code. What
comes back equals what went in, bit for bit.
"""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.foundation.sentence import Sentence, sentence_of

_TREE, _ARRAY, _SENTENCE = "tree", "$array", "$sentence"


def packed(tree: dict[str, Any], compress: bool = True) -> bytes:
    """Nested tables as the content of a file."""
    arrays: list[NDArray[Any]] = []
    text = json.dumps(_emptied(tree, arrays), default=np.generic.item)  # scalars of NumPy too
    members: dict[str, Any] = {str(number): array for number, array in enumerate(arrays)}
    members[_TREE] = np.frombuffer(text.encode(), dtype=np.uint8)
    stream = io.BytesIO()
    (np.savez_compressed if compress else np.savez)(stream, **members)
    return stream.getvalue()


def unpacked(content: bytes) -> dict[str, Any]:
    """The nested tables in the content of a file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as found:
        tree: dict[str, Any] = _filled(json.loads(found[_TREE].tobytes().decode()), found)
    return tree


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
