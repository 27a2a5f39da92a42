"""An emulator of an outcome: a Gaussian process with luck as noise, used only when it is good.

Two are made, infinitely smooth and twice differentiable (Matern 5/2); the likelier one is taken.

It stands for the mean over luck. How good it is, is measured on points that it has not seen: some
are held out, each simulated with two random seeds, so that luck can be taken out; the others are
predicted by emulators that learnt from all but an eighth. Q2 is the share of the variance of the
mean over luck that is predicted there. Below ``GATE`` it is not used. (From the points that are
held out alone Q2 is known to a tenth or worse, where a few worlds hold most of the variance.)

Indices are those of Saltelli's scheme on the emulator; their intervals are a jackknife over parts
of the points that it learnt from, so they hold that ignorance and not that of its form.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from sim.analysis import indices
from sim.analysis.indices import Index
from sim.foundation.units import F8, I8
from sim.inputs.files.errors import library
from sim.runs.axis import Axis
from sim.runs.designs import Design, Wanted, design_of

GATE = 0.9
PER_INPUT = 64  # points to learn from, for every input
HELD_OUT = 64  # points that are held out, each with two kinds of luck
FOLDS = 8
EVALUATIONS = 2048  # base rows of Saltelli's scheme on the emulator
BLOCK = 8192  # rows that are asked for at once, which bounds memory
T_95 = 2.365  # of a jackknife over FOLDS parts (Student's t, 7 degrees of freedom)


@dataclass(frozen=True)
class Checked:
    """Quality of an emulator. noise: share of luck in the variance of single runs."""

    q2: float
    noise: float

    @property
    def good(self) -> bool:
        """True when it may be used."""
        return self.q2 >= GATE


@dataclass(frozen=True)
class Emulator:
    """A Gaussian process on inputs from 0 to 1; made by :func:`learn`."""

    rows: F8  # [points, inputs] that it learnt from
    values: F8  # what was seen there, [points]
    middle: float
    scale: float
    process: Any

    def at(self, rows: F8) -> F8:
        """Prediction of the mean over luck, [rows]."""
        parts = np.array_split(rows, 1 + len(rows) // BLOCK)
        found: F8 = np.concatenate([self.process.predict(part) for part in parts])
        return self.middle + self.scale * found

    @cached_property
    def parts(self) -> list[tuple[I8, Emulator]]:
        """Some of its points and the same without them; every point once."""
        folds = [np.arange(fold, len(self.rows), FOLDS) for fold in range(FOLDS)]
        return [(own, self._without(own)) for own in folds]

    def _without(self, own: I8) -> Emulator:
        """The same, not having learnt from these points (with what it knows of smoothness)."""
        from sklearn.gaussian_process import GaussianProcessRegressor

        rows, values = np.delete(self.rows, own, axis=0), np.delete(self.values, own)
        process = GaussianProcessRegressor(self.process.kernel_, alpha=1e-10, optimizer=None)
        process.fit(rows, (values - self.middle) / self.scale)
        return replace(self, rows=rows, values=values, process=process)


def learn(rows: F8, values: F8) -> Emulator:
    """An emulator from points. InputError when scikit-learn is not there (extra ``analysis``)."""
    with library("sklearn", "scikit-learn", "--method", "emulator", "--method sobol"):
        from sklearn.gaussian_process import GaussianProcessRegressor
        from sklearn.gaussian_process.kernels import RBF, ConstantKernel, Matern, WhiteKernel
    middle, scale = float(values.mean()), float(values.std()) or 1.0
    lengths, bounds = np.full(rows.shape[1], 1.0), (0.05, 100.0)
    fits = []
    for smooth in (RBF(lengths, bounds), Matern(lengths, bounds, nu=2.5)):
        kernel = ConstantKernel(1.0, (1e-3, 1e3)) * smooth + WhiteKernel(0.1, (1e-8, 10.0))
        process = GaussianProcessRegressor(kernel, alpha=1e-10, n_restarts_optimizer=0)
        with warnings.catch_warnings():  # a length at its bound: an input that does nothing
            warnings.simplefilter("ignore")
            fits.append(process.fit(rows, (values - middle) / scale))
    likelier = max(fits, key=lambda fit: fit.log_marginal_likelihood_value_)
    return Emulator(rows, values, middle, scale, likelier)


def checked(emulator: Emulator, held: F8, twice: F8) -> Checked:
    """Quality on points it has not seen.

    held: [points, inputs] that are held out; twice: what was seen there with two kinds of luck,
    [points, 2].
    """
    rows, values = emulator.rows, emulator.values
    off = [twice - emulator.at(held)[:, None]]
    off += [values[own] - part.at(rows[own]) for own, part in emulator.parts]
    of_luck = float(np.mean((twice[:, 0] - twice[:, 1]) ** 2) / 2.0)
    error = float(np.mean(np.concatenate([each.ravel() for each in off]) ** 2)) - of_luck
    between = float(np.concatenate([values, twice.ravel()]).var(ddof=1)) - of_luck
    if between <= 0.0:
        return Checked(float("-inf"), 1.0)
    return Checked(1.0 - max(0.0, error) / between, of_luck / (between + of_luck))


@dataclass(frozen=True)
class Emulated:
    """Indices of the mean over luck."""

    indices: dict[str, Index]
    second: list[dict[str, Any]]


def emulated(axes: tuple[Axis, ...], emulator: Emulator, seed: int) -> Emulated:
    """Indices of every input, with their intervals, and the interactions."""
    design = design_of("saltelli", axes, EVALUATIONS, seed, Wanted(second=True))
    less = design_of("saltelli", axes, EVALUATIONS, seed)
    whole = _on(design, emulator, seed)
    parts = [_on(less, part, seed) for _, part in emulator.parts]
    found: dict[str, Index] = {}
    for name, (first, total) in whole.items():
        half_first = _jackknife([part[name][0] for part in parts])
        half = _jackknife([part[name][1] for part in parts])
        found[name] = {
            "first": first,
            "total": total,
            "low": total - half,
            "high": total + half,
            "first_low": first - half_first,
            "first_high": first + half_first,
        }
    return Emulated(found, indices.second_order(design, emulator.at(design.rows), seed))


def _on(design: Design, emulator: Emulator, seed: int) -> dict[str, tuple[float, float]]:
    """First-order and total index of every input."""
    found = indices.sobol(design, emulator.at(design.rows), seed)
    return {name: (item["first"] or 0.0, item["total"] or 0.0) for name, item in found.items()}


def _jackknife(parts: list[float]) -> float:
    """Half the 95 % interval of a number from what it is without each part."""
    values, count = np.array(parts), len(parts)
    error = np.sqrt((count - 1) / count * np.sum((values - values.mean()) ** 2))
    return float(T_95 * error)


def main_effects(
    axes: tuple[Axis, ...], emulator: Emulator, seed: int, steps: int = 21
) -> dict[str, dict[str, list[float]]]:
    """Mean outcome at every value of an input, over all values of the others."""
    around = design_of("sobol", axes, 256, seed).rows
    at = np.linspace(0.0, 1.0, steps)
    found = {}
    for number, axis in enumerate(axes):
        rows = np.repeat(around, steps, axis=0)
        rows[:, number] = np.tile(at, len(around))
        means = emulator.at(rows).reshape(len(around), steps).mean(axis=0)
        found[axis.name] = {"share": at.tolist(), "mean": means.tolist()}
    return found
