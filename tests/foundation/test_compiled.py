"""One compiled version for whole numbers of all sizes; phases compiled before they are called."""

from __future__ import annotations

import os

import numba
import numpy as np
import pytest
from numba.core import types

from sim.experiments.warm import modules
from sim.foundation import ahead, streams
from sim.foundation.compiled import COMPILED_ROOMS, PHASES, phase, rule
from sim.foundation.units import I1, I4, I8
from sim.world.lives import Cells

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


@compiled
def test_numbers_of_every_size_share_one_version() -> None:
    sizes = (np.int8, np.int32, np.int64)
    assert each_doubled(*(np.array([100, -3], dtype=size) for size in sizes)) == 3 * 2 * 97
    assert doubled.signatures == [(numba.int64,)]  # type: ignore[attr-defined]


def test_an_argument_has_the_type_that_its_annotation_tells() -> None:
    array = types.Array
    assert ahead.told_type("int", {}) == numba.int64
    assert ahead.told_type("F8x3", {}) == array(numba.float64, 3, "C")
    assert ahead.told_type("NDArray[np.bool_]", {}) == array(numba.boolean, 1, "C")
    assert ahead.told_type("Cells", {"Cells": Cells}) == Cells._numba_type_  # type: ignore[attr-defined]
    assert ahead.told_type("str", {"str": str}) is None


@compiled
def test_a_module_is_compiled_before_it_is_called() -> None:
    name = streams.__name__
    assert ahead.compile_module(name) == len(PHASES[name])
    before = len(streams.uniforms.signatures)  # type: ignore[attr-defined]
    streams.uniforms(1, streams.JOIN, np.arange(3), 0, 0)
    assert len(streams.uniforms.signatures) == before  # type: ignore[attr-defined]


def test_every_module_with_phases_is_compiled_ahead() -> None:
    rooms = tuple(f"sim.{room}." for room in COMPILED_ROOMS)
    with_phases = {name for name in PHASES if name.startswith(rooms)}
    assert len(with_phases) > 20 and with_phases <= set(modules())
