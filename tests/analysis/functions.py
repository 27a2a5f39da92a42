"""Functions whose indices of sensitivity are known, on inputs from 0 to 1."""

from __future__ import annotations

import math

import numpy as np

from sim.foundation.units import F8
from sim.runs.axis import Axis, replication_at, replication_axis

ISHIGAMI = {"first": (0.3139, 0.4424, 0.0), "total": (0.5576, 0.4424, 0.2437)}
G_WEIGHTS = (0.0, 1.0, 4.5, 9.0, *[99.0] * 8)


def axes(count: int, luck: bool = False) -> tuple[Axis, ...]:
    """So many inputs, the last of them luck when asked for."""
    own = tuple(Axis(f"x{i + 1}", (), "world") for i in range(count))
    return (*own, replication_axis()) if luck else own


def ishigami(rows: F8, a: float = 7.0, b: float = 0.1) -> F8:
    x = math.pi * (2.0 * rows - 1.0)
    found: F8 = np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])
    return found


def g_function(rows: F8) -> F8:
    """Sobol's G with ``G_WEIGHTS``."""
    a = np.array(G_WEIGHTS)
    found: F8 = np.prod((np.abs(4.0 * rows - 2.0) + a) / (1.0 + a), axis=1)
    return found


def g_indices() -> tuple[F8, F8]:
    """First-order and total indices of the G function, from its variances."""
    own = 1.0 / 3.0 / (1.0 + np.array(G_WEIGHTS)) ** 2
    whole = float(np.prod(1.0 + own) - 1.0)
    total = own * np.prod(1.0 + own) / (1.0 + own) / whole
    return own / whole, total


def morris_function(rows: F8) -> F8:
    """Morris's own test function of twenty inputs (1991), with his fixed coefficients and the
    small ones at the values of Campolongo's implementation in SALib's documentation."""
    w = 2.0 * (rows - 0.5)
    for i in (2, 4, 6):
        w[:, i] = 2.0 * (1.1 * rows[:, i] / (rows[:, i] + 0.1) - 0.5)
    first = np.array([20.0] * 10 + [(-1.0) ** (i + 1) for i in range(10, 20)])
    found = w @ first
    for i in range(20):
        for j in range(i + 1, 20):
            found += (-15.0 if j < 6 else (-1.0) ** (i + j + 2)) * w[:, i] * w[:, j]
    for i in range(5):
        for j in range(i + 1, 5):
            for k in range(j + 1, 5):
                found += -10.0 * w[:, i] * w[:, j] * w[:, k]
    found += 5.0 * w[:, 0] * w[:, 1] * w[:, 2] * w[:, 3]
    return np.asarray(found)


def noisy(rows: F8, share: float) -> F8:
    """x1 + 2 x2 and luck that is ``share`` of the variance; x3 is in nothing; luck is last.

    Luck is a number that every kind of luck has, without any order in it.
    """
    own = rows[:, 0] + 2.0 * rows[:, 1]
    lucks = np.array(
        [np.random.default_rng(replication_at(float(u))).standard_normal() for u in rows[:, -1]]
    )
    return own + lucks * math.sqrt(5.0 / 12.0 * share / (1.0 - share))
