"""Designs: the places of a study on its inputs, as rows of numbers from 0 to 1.

Rows are a function of the design, its size and the seed alone. Sampling is that of scipy and of
SALib (Saltelli's scheme on a scrambled Sobol sequence; Morris's trajectories).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from sim.foundation.units import F8
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.runs.axis import Axis, replication_at, values_at
from sim.runs.axis_names import LUCK
from sim.runs.draws import derived_seed
from sim.runs.point_work import Point

MORRIS_LEVELS = 4


@dataclass(frozen=True)
class Design:
    """Points on some inputs.

    rows: [points, inputs], each from 0 to 1, in the order of ``axes``. groups: for every input
    what it moves together with, when a design of Saltelli or Morris moves groups. second: of
    Saltelli's, whether it has the rows that interactions need.
    """

    method: str
    size: int
    axes: tuple[Axis, ...]
    rows: F8
    groups: tuple[str, ...] = ()
    second: bool = False

    @property
    def factors(self) -> list[str]:
        """Names that have an index: every input, or every group."""
        return list(dict.fromkeys(self.groups)) or [axis.name for axis in self.axes]

    def points(self, base: int = 0, first: int = 0) -> list[Point]:
        """The points of one scenario, numbered from ``first``."""
        return [
            Point(first + i, base, values_at(self.axes, row.tolist()), self._replication(i, row))
            for i, row in enumerate(self.rows)
        ]

    def _replication(self, number: int, row: F8) -> int | None:
        """The replication of a row, when that is an input; of Morris each trajectory has one."""
        names = [axis.name for axis in self.axes]
        if LUCK not in names:
            return None
        share = float(row[names.index(LUCK)])
        if self.method != "morris":
            return replication_at(share)
        trajectory = number // (len(self.factors) + 1)
        return trajectory * MORRIS_LEVELS + round(share * (MORRIS_LEVELS - 1))


@dataclass(frozen=True)
class Wanted:
    """Indices that a design of Saltelli or Morris serves: of groups of inputs, of pairs of them."""

    by_group: bool = False
    second: bool = False


def design_of(
    method: str, axes: Sequence[Axis], size: int, seed: int, wanted: Wanted = Wanted()
) -> Design:
    """A design in a pattern; ``size`` as in :class:`sim.inputs.scenarios.design_file.DesignFile`.

    Raises InputError when nothing moves, or when Saltelli's N is no power of two.
    """
    if not axes:
        raise InputError(
            code="missing_key",
            where="input",
            allowed=Said.ONE_INPUT(),
            message="this design moves nothing",
        )
    groups = tuple(axis.group for axis in axes) if wanted.by_group else ()
    problem = problem_of([axis.name for axis in axes], groups)
    draw = np.random.default_rng(derived_seed(seed, "design", method))
    if method == "grid":
        rows = np.array(list(product(*(axis.shares() for axis in axes))))
    else:
        rows = _PATTERNS[method]({**problem, "second": wanted.second}, size, draw)
    return Design(method, size, tuple(axes), rows, groups, wanted.second)


def _lhs(problem: dict[str, Any], size: int, draw: np.random.Generator) -> F8:
    from scipy.stats.qmc import LatinHypercube

    found: F8 = LatinHypercube(problem["num_vars"], seed=draw).random(size)
    return found


def _sobol(problem: dict[str, Any], size: int, draw: np.random.Generator) -> F8:
    from scipy.stats.qmc import Sobol

    with warnings.catch_warnings():  # a size that is no power of two is the user's choice
        warnings.simplefilter("ignore", UserWarning)
        found: F8 = Sobol(problem["num_vars"], seed=draw).random(size)
    return found


def _saltelli(problem: dict[str, Any], size: int, draw: np.random.Generator) -> F8:
    from SALib.sample import sobol

    if size & (size - 1):
        raise InputError(
            code="out_of_range",
            where="size",
            found=str(size),
            allowed=Said.POWER_OF_TWO(),
            message="Saltelli's design stands on a Sobol sequence, which is balanced only there",
        )
    found: F8 = sobol.sample(problem, size, calc_second_order=bool(problem["second"]), seed=draw)
    return found


def _morris(problem: dict[str, Any], size: int, draw: np.random.Generator) -> F8:
    from SALib.sample import morris

    found: F8 = morris.sample(problem, size, num_levels=MORRIS_LEVELS, seed=draw)
    return found


_PATTERNS = {"lhs": _lhs, "sobol": _sobol, "saltelli": _saltelli, "morris": _morris}


def problem_of(names: Sequence[str], groups: Sequence[str] = ()) -> dict[str, Any]:
    """Inputs from 0 to 1 as SALib describes them; groups: of every input, or none."""
    found = {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
    return {**found, "groups": list(groups)} if groups else found


def one_at_a_time(axes: Sequence[Axis], base: int, first: int) -> list[Point]:
    """The scenario as it is, then every input at each of its levels with the rest as it is."""
    points = [Point(first, base)]
    for axis in axes:
        for share in axis.shares():
            points.append(Point(first + len(points), base, axis.at(share)))
    return points
