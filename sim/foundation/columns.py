"""New columns of tables, all rows alike."""

from __future__ import annotations

import numpy as np

from sim.foundation.units import F8, I1, I4, I8

Shape = int | tuple[int, ...]


def real(shape: Shape) -> F8:
    """Float64 zeros."""
    return np.zeros(shape, dtype=np.float64)


def small(shape: Shape, value: int = 0) -> I1:
    """Whole numbers of 8 bits, all ``value``."""
    return np.full(shape, value, dtype=np.int8)


def whole(shape: Shape, value: int = 0) -> I4:
    """Whole numbers of 32 bits, all ``value``."""
    return np.full(shape, value, dtype=np.int32)


def large(shape: Shape) -> I8:
    """Zeros of 64 bits, for sums, cents and sets of bits."""
    return np.zeros(shape, dtype=np.int64)
