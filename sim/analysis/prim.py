"""Boxes of inputs in which a statement holds: patient rule induction (Friedman & Fisher 1999).

From all points, a small slice is peeled off at the side where the statement holds least, again
and again; then the box is widened again where that makes it better (pasting). Of all boxes on the
way the one with the best balance of coverage (how much of what holds lies in the box) and density
(how much of the box holds) is taken. Only inputs that differ by more than chance are looked at
(:func:`apart`): among hundreds, chance alone finds a box that looks good. How sure
its limits are is seen by doing all of it again on halves of the points; how good such boxes are on
points that they were not made from, on the other halves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.foundation.units import F8, I8
from sim.runs.draws import derived_seed

B1 = NDArray[np.bool_]
PEEL = 0.05  # of the points in the box, a slice
PASTE = 0.01
LEAST = 0.02  # of all points that a box must keep
HALVES = 40
FALSE = 0.05  # share of the inputs found that may be there by chance


@dataclass(frozen=True)
class Apart:
    """Distance between two distributions of every input, [inputs] each."""

    distance: F8  # from 0 to 1
    chance: F8  # of a distance at least as large where nothing differs, all inputs asked at once

    @property
    def found(self) -> I8:
        """The inputs that count, the furthest apart first."""
        order = np.argsort(-self.distance, kind="stable")
        found: I8 = order[self.chance[order] <= FALSE].astype(np.int64)
        return found


def apart(rows: F8, holds: B1) -> Apart:
    """Distance of every input between points where a statement holds and where it does not.

    Among hundreds of inputs chance alone always finds some that look as if they matter. An input
    counts when the distributions of its values differ (Kolmogorov and Smirnov's distance) by more
    than chance explains, with all inputs asked at once (Benjamini & Hochberg 1995). What matters
    only together with another input, in both directions alike, is not found this way.

    rows: [points, inputs]; holds: [points].
    """
    count = len(rows)
    right = int(holds.sum())
    if right in (0, count):
        return Apart(np.zeros(rows.shape[1]), np.ones(rows.shape[1]))
    order = np.argsort(rows, axis=0, kind="stable")
    sorted_rows = np.take_along_axis(rows, order, axis=0)
    below = np.cumsum(holds[order], axis=0) / right
    others = np.cumsum(~holds[order], axis=0) / (count - right)
    # Equal values are one step: only the last of them says how much lies below.
    last = np.ones(rows.shape, dtype=np.bool_)
    last[:-1] = sorted_rows[1:] != sorted_rows[:-1]
    distance = np.where(last, np.abs(below - others), 0.0).max(axis=0)
    effective = round(right * (count - right) / count)
    alone = stats.kstwo.sf(distance, max(1, effective))
    return Apart(distance, stats.false_discovery_control(np.clip(alone, 0.0, 1.0)))


@dataclass(frozen=True)
class Box:
    """Limits of a box, [inputs] from 0 to 1, and how good it is."""

    low: F8
    high: F8
    coverage: float
    density: float
    mass: float  # share of all points that lie in it

    @property
    def limited(self) -> B1:
        """Mask of the inputs that it limits."""
        found: B1 = np.asarray((self.low > 0.0) | (self.high < 1.0))
        return found

    def holds(self, rows: F8) -> B1:
        """Mask of the points that lie in it."""
        found: B1 = np.all((rows >= self.low) & (rows <= self.high), axis=1)
        return found


def box_of(rows: F8, holds: B1) -> Box | None:
    """The best box; None when the statement holds nowhere or everywhere, or no input matters.

    rows: [points, inputs] from 0 to 1; holds: [points].
    """
    if not holds.any() or holds.all():
        return None
    looked = np.sort(apart(rows, holds).found)
    if len(looked) == 0:
        return None
    some = rows[:, looked]
    best = max(_peeled(some, holds), key=_balance)
    box = _simplified(some, holds, _pasted(some, holds, best))
    low, high = np.zeros(rows.shape[1]), np.ones(rows.shape[1])
    low[looked], high[looked] = box.low, box.high  # the others are not limited
    return replace(box, low=low, high=high)


def _balance(box: Box) -> float:
    """The harmonic mean of coverage and density."""
    total = box.coverage + box.density
    return 0.0 if total == 0.0 else 2.0 * box.coverage * box.density / total


def _measured(rows: F8, holds: B1, low: F8, high: F8) -> Box:
    within = ((rows >= low) & (rows <= high)).all(axis=1)
    inside = int(within.sum())
    right = int((holds & within).sum())
    density = right / inside if inside else 0.0
    return Box(low, high, right / holds.sum(), density, inside / len(rows))


def _peeled(rows: F8, holds: B1) -> list[Box]:
    """Every box on the way from all points to the smallest one."""
    low, high = np.zeros(rows.shape[1]), np.ones(rows.shape[1])
    found = [_measured(rows, holds, low, high)]
    inside, held = rows, holds
    least = max(2, int(LEAST * len(rows)))
    while len(inside) > least:
        side = _slice(inside, held)
        if side is None:
            break
        number, limit, upper = side
        low, high = low.copy(), high.copy()
        (high if upper else low)[number] = limit
        stays = inside[:, number] <= limit if upper else inside[:, number] >= limit
        inside, held = inside[stays], held[stays]
        found.append(_measured(rows, holds, low, high))
    return found


def _slice(inside: F8, held: B1) -> tuple[int, float, bool] | None:
    """The slice whose removal leaves most that holds: input, new limit, whether the upper one."""
    best, found = float(held.mean()), None
    few = max(1, int(PEEL * len(inside)))
    ordered = np.sort(inside, axis=0)
    for upper, limits in ((False, ordered[few]), (True, ordered[-few - 1])):
        stays = inside <= limits if upper else inside >= limits
        count = stays.sum(axis=0)
        density = np.where(count > 0, (stays & held[:, None]).sum(axis=0) / np.maximum(count, 1), 0)
        # A step that takes nothing away, or everything, is no step.
        density = np.where((count < len(inside)) & (count > 0), density, -1.0)
        number = int(np.argmax(density))
        if density[number] > best:
            best, found = float(density[number]), (number, float(limits[number]), upper)
    return found


def _pasted(rows: F8, holds: B1, box: Box) -> Box:
    """The box, widened a little at a time as long as that makes its balance better."""
    step = max(1, int(PASTE * len(rows)))
    while True:
        wider = [_measured(rows, holds, *limits) for limits in _wider(rows, box, step)]
        better = max(wider, key=_balance, default=box)
        if _balance(better) <= _balance(box):
            return box
        box = better


def _wider(rows: F8, box: Box, step: int) -> list[tuple[F8, F8]]:
    """The box with one limit moved out by so many points."""
    found = []
    for number in np.flatnonzero(box.limited):
        low, high = box.low.copy(), box.high.copy()
        low[number], high[number] = 0.0, 1.0
        at = np.sort(rows[((rows >= low) & (rows <= high)).all(axis=1), number])
        for upper in (False, True):
            low, high = box.low.copy(), box.high.copy()
            beyond = at[at > high[number]] if upper else at[at < low[number]][::-1]
            end = 1.0 if upper else 0.0
            (high if upper else low)[number] = beyond[step - 1] if len(beyond) > step else end
            if (low != box.low).any() or (high != box.high).any():
                found.append((low, high))
    return found


def _simplified(rows: F8, holds: B1, box: Box) -> Box:
    """The box without limits that do nothing for its balance."""
    for number in np.flatnonzero(box.limited):
        low, high = box.low.copy(), box.high.copy()
        low[number], high[number] = 0.0, 1.0
        without = _measured(rows, holds, low, high)
        if _balance(without) >= _balance(box):
            box = without
    return box


@dataclass(frozen=True)
class Resampled:
    """Boxes made of halves of the points: limits, [halves, inputs] each; how good each is on the
    other half."""

    low: F8
    high: F8
    coverage: F8  # [halves]; NaN where there is no box, or no point that counts
    density: F8

    @property
    def limited(self) -> F8:
        """Share of the halves in which an input is limited, [inputs]."""
        found: F8 = ((self.low > 0.0) | (self.high < 1.0)).mean(axis=0)
        return found


def resampled(rows: F8, holds: B1, seed: int) -> Resampled:
    """Boxes of ``HALVES`` halves of the points, drawn without replacement.

    With halves the spread of a number is about that of the number from all points (a delete-half
    jackknife); drawing with replacement would make chance look like more than it is.
    """
    draw = np.random.default_rng(derived_seed(seed, "prim", len(rows)))
    low = np.zeros((HALVES, rows.shape[1]))
    high = np.ones((HALVES, rows.shape[1]))
    coverage, density = np.full((2, HALVES), np.nan)
    for number in range(HALVES):
        some, rest = np.array_split(draw.permutation(len(rows)), 2)
        box = box_of(rows[some], holds[some])
        if box is not None:
            low[number], high[number] = box.low, box.high
            coverage[number], density[number] = _elsewhere(box, rows[rest], holds[rest])
    return Resampled(low, high, coverage, density)


def _elsewhere(box: Box, rows: F8, holds: B1) -> tuple[float, float]:
    """Coverage and density of a box on points it was not made from; NaN where none counts."""
    within = box.holds(rows)
    right = float((within & holds).sum())
    coverage = right / holds.sum() if holds.any() else np.nan
    return coverage, right / within.sum() if within.any() else np.nan
