"""Compile phases before anybody calls them, from what their arguments are said to be.

A phase is otherwise compiled when it is first called, one after the other. What is
compiled here stays on disk, so several processes can share the work.
"""

from __future__ import annotations

import importlib
import inspect
from typing import Any

import numba
import numpy as np
from numba import from_dtype

from sim.foundation.compiled import PHASES
from sim.foundation.table import COLUMNS, Table

FIRST_TIME = "compiling the rules, this first time only; it takes a few minutes"
PLAIN_ARRAY = "NDArray[np."  # of one dimension, and the name of what it holds
SCALARS = {"int": numba.int64, "float": numba.float64, "bool": numba.boolean}


def type_of(annotation: str, known: dict[str, Any]) -> Any:
    """The compiled type of an annotated argument; None when that is not known.

    known: names of the module in which it is written.
    """
    if annotation in SCALARS:
        return SCALARS[annotation]
    if annotation in COLUMNS:
        dtype, rank = COLUMNS[annotation]
        return numba.types.Array(from_dtype(dtype), rank, "C")
    if annotation.startswith(PLAIN_ARRAY):
        dtype = np.dtype(annotation.removeprefix(PLAIN_ARRAY).rstrip("_]"))
        return numba.types.Array(from_dtype(dtype), 1, "C")
    found = known.get(annotation)
    if isinstance(found, type) and issubclass(found, Table):
        return found._numba_type_
    return None


def compile_module(name: str) -> int:
    """Compile every phase of a module whose arguments have known types; returns how many."""
    importlib.import_module(name)
    count = 0
    for made in PHASES.get(name, ()):
        function = made.py_func
        notes = inspect.get_annotations(function)
        kinds = [
            type_of(notes[arg], function.__globals__)
            for arg in inspect.signature(function).parameters
        ]
        if None in kinds:
            continue
        made.compile(tuple(kinds))
        count += 1
    return count
