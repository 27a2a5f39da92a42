"""Outcomes of a study's runs: by the names that are asked for, as arrays over the points."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pyarrow as pa

from sim.foundation.units import F8, I8
from sim.inputs.files.errors import InputError, known
from sim.inputs.files.said import Said
from sim.record.outcomes import OUTCOMES


class Runs:
    """Rows of a study by point, replication and model.

    ``points`` and ``replications`` say of every place in the arrays which job it is; an outcome
    that is undefined there, or a model that was not run, is NaN.
    """

    def __init__(self, table: pa.Table, models: Sequence[str]) -> None:
        self.table, self.models = table, list(models)
        point = table["point"].to_numpy().astype(np.int64)
        number = table["replication"].to_numpy().astype(np.int64)
        jobs, self._at = np.unique(np.stack([point, number]), axis=1, return_inverse=True)
        self._at = self._at.reshape(-1)
        self.points: I8 = jobs[0]
        self.replications: I8 = jobs[1]
        ids = np.array(table["model"].to_pylist())
        self._rows = {model: np.flatnonzero(ids == model) for model in self.models}

    @property
    def count(self) -> int:
        """Runs: a point under one model in one replication."""
        return int(self.table.num_rows)

    @property
    def columns(self) -> list[str]:
        """Names of the columns of every run."""
        return list(self.table.column_names)

    def of(self, name: str, model: str) -> F8:
        """A column under one model, [jobs]."""
        found: F8 = np.full(len(self.points), np.nan)
        rows = self._rows[model]
        values = self.table[name].to_numpy(zero_copy_only=False).astype(np.float64)
        found[self._at[rows]] = values[rows]
        return found

    def difference(self, name: str, later: str, earlier: str) -> F8:
        """Later minus earlier with the same random numbers, [jobs]."""
        return self.of(name, later) - self.of(name, earlier)

    def relative(self, name: str, later: str, earlier: str) -> F8:
        """The difference as a share of what the earlier model has; NaN where that is nought."""
        base = self.of(name, earlier)
        with np.errstate(divide="ignore", invalid="ignore"):
            found: F8 = np.where(base == 0.0, np.nan, self.difference(name, later, earlier) / base)
        return found

    @cached_property
    def each_point(self) -> I8:
        """The points that have at least one row, in order."""
        return np.unique(self.points)

    def noise_of(self, values: F8) -> tuple[F8, I8]:
        """Variance over replications at every point that has several, and how many it has."""
        means = self.over_replications(values)
        at = np.searchsorted(self.each_point, self.points)
        known = np.isfinite(values)
        count = np.bincount(at[known], minlength=len(means))
        off = np.bincount(at[known], (values - means[at])[known] ** 2, len(means))
        again = count > 1
        return off[again] / (count[again] - 1), count[again]

    def over_replications(self, values: F8) -> F8:
        """Means over replications of what has a value for every job, [points that were run]."""
        at = np.searchsorted(self.each_point, self.points)
        known = np.isfinite(values)
        total = np.bincount(at[known], values[known], len(self.each_point))
        count = np.bincount(at[known], minlength=len(self.each_point))
        with np.errstate(invalid="ignore"):
            found: F8 = np.where(count > 0, total / count, np.nan)
        return found


def known_outcomes(names: Sequence[str], where: str = "--outcomes") -> tuple[str, ...]:
    """The same names, once sure that they exist; InputError with the nearest spelling."""
    no = Said.NO_OUTCOME()
    return tuple(known(name, OUTCOMES, where, "unknown_outcome", no) for name in names)


def difference_of(named: str | None, models: Sequence[str]) -> tuple[str, str]:
    """(later, earlier) of ``later-earlier``; without a name the last model minus the first."""
    if len(models) < 2:
        raise InputError(
            code="out_of_range",
            where="--models",
            found=", ".join(models),
            allowed=Said.TWO_MODELS(),
            message="there is no difference of one model",
        )
    every = {f"{b}-{a}": (b, a) for a in models for b in models if a != b}
    if named is None:
        return models[-1], models[0]
    message = "this is no difference of these models"
    return every[known(named, every, "--difference", "unknown_key", message)]
