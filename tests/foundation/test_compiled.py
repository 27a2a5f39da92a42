"""One compiled version for whole numbers of all sizes; phases compiled before they are called."""

from __future__ import annotations

import os
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import numba
import numpy as np
import pytest
from numba.core import types

from sim.foundation import ahead, streams
from sim.foundation.compiled import COMPILED_ROOMS, PHASES, phase, rule
from sim.foundation.units import I1, I4, I8
from sim.runs.warm_up import modules
from sim.world.state import Cells

OFF = os.environ.get("NUMBA_DISABLE_JIT") == "1"
compiled = pytest.mark.skipif(OFF, reason="compilation is off")


@rule
def doubled(x: int) -> int:
    return 2 * x


@phase
def each_doubled(small: I1, middle: I4, large: I8) -> int:
    total = 0
    for k in range(len(small)):
        total += doubled(small[k]) + doubled(middle[k]) + doubled(large[k])
    return total


def versions(function: Any) -> Any:
    """The types of arguments for which a function was compiled."""
    return function.signatures


@compiled
def test_numbers_of_every_size_share_one_version() -> None:
    sizes = (np.int8, np.int32, np.int64)
    assert each_doubled(*(np.array([100, -3], dtype=size) for size in sizes)) == 3 * 2 * 97
    for size in (numba.int8, numba.int32, numba.int64):  # as callers that are compiled ask
        doubled.get_call_template((size,), {})
    assert versions(doubled) == [(numba.int64,)]


def test_an_argument_has_the_type_that_its_annotation_tells() -> None:
    array = types.Array
    assert ahead.type_of("int", {}) == numba.int64
    assert ahead.type_of("F8x3", {}) == array(numba.float64, 3, "C")
    assert ahead.type_of("NDArray[np.bool_]", {}) == array(numba.boolean, 1, "C")
    assert ahead.type_of("Cells", {"Cells": Cells}) == vars(Cells)["_numba_type_"]
    assert ahead.type_of("str", {"str": str}) is None


@compiled
def test_a_module_is_compiled_before_it_is_called() -> None:
    name = streams.__name__
    assert ahead.compile_module(name) == len(PHASES[name])
    before = len(versions(streams.uniforms))
    streams.uniforms(1, streams.JOIN, np.arange(3), 0, 0)
    assert len(versions(streams.uniforms)) == before


@compiled
def test_every_module_with_phases_is_compiled_ahead() -> None:
    for room in COMPILED_ROOMS:
        package = import_module(f"sim.{room}")
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    rooms = tuple(f"sim.{room}." for room in COMPILED_ROOMS)
    assert {name for name in PHASES if name.startswith(rooms)} == set(modules())
