"""``wijksim curves``: outcomes against hours, money and outreach, and where models break even."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from sim.analysis.interval import UPPER, interval, sign
from sim.comparison.opening import opening
from sim.foundation.units import F8
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.design_file import Span
from sim.inputs.study_request import CurvesRequest
from sim.record.headlines import HEADLINES
from sim.runs.arrays import Runs, known_outcomes
from sim.runs.axis import Axis, axes_of
from sim.runs.draws import derived_seed
from sim.runs.frame import HERE, How, Underway
from sim.runs.gains import pairs
from sim.runs.paired import Plan, make_plan
from sim.runs.point_work import Point
from sim.runs.study import WHERE, Answer, Study, conduct

SCHEMA = "wijksim/curves/1"
USUAL = ("staff.fte", "payer.*.cut", "outreach.presence")
RESAMPLES = 1000


def curves(request: CurvesRequest, how: How = HERE) -> dict[str, Any]:
    """Run the points along every input and write a folder; returns ``wijksim/curves/1``.

    how: as in :func:`sim.studies.sweep.sweep`. Raises InputError for bad input.
    """
    plan = make_plan(request, request.models)
    names = known_outcomes(request.outcomes) or HEADLINES
    study, lines = study_of(request, plan)
    seed = plan.resolved.settings.seed

    def work(runs: Runs, _: Underway) -> Answer:
        """The curves, and where they cross."""
        found = {axis.name: _line(axis, along, runs, names, seed) for axis, along in lines}
        document = {"schema": SCHEMA, **opening(plan), "inputs": found, "runs": runs.count}
        return Answer(document)

    return conduct(request, study, work, how)


def study_of(request: CurvesRequest, plan: Plan) -> tuple[Study, list[tuple[Axis, list[Point]]]]:
    """Every input at so many levels, the others as the scenario has them; and the points along it,
    from its low end to its high end."""
    known, points = read_parameters(), list[Point]()
    lines = []
    for name in request.inputs or USUAL:
        span = Span(levels=request.levels, together=name not in known)
        for axis in axes_of({name: span}, WHERE):
            own = [Point(len(points) + i, set=axis.at(at)) for i, at in enumerate(axis.shares())]
            lines.append((axis, own))
            points += own
    return Study("curves", (plan,), tuple(points)), lines


def _line(
    axis: Axis, points: Sequence[Point], runs: Runs, names: Sequence[str], seed: int
) -> dict[str, Any]:
    """One input: its values, outcomes and differences at each, and where differences are nought."""
    shares = list(axis.shares())

    def along(values: F8) -> F8:
        """[levels, replications] of a value for every job."""
        return np.stack([values[runs.points == point.number] for point in points])

    differences: dict[str, dict[str, Any]] = {}
    crossings: dict[str, dict[str, Any]] = {}
    for pair, later, earlier in pairs(runs.models):
        own = {name: along(runs.difference(name, later, earlier)) for name in names}
        differences[pair] = {n: [interval(level) for level in v] for n, v in own.items()}
        crossings[pair] = {
            n: _in_units(axis, break_even(np.array(shares), v, seed)) for n, v in own.items()
        }
    return {
        **axis.document(),
        "shares": shares,
        "values": [axis.reported(share) for share in shares],
        "outcomes": {
            model: {
                name: [interval(level) for level in along(runs.of(name, model))] for name in names
            }
            for model in runs.models
        },
        "differences": differences,
        "break_even": crossings,
    }


def break_even(shares: F8, values: F8, seed: int) -> dict[str, Any]:
    """First place of an input at which a mean difference is nought; values: [levels, replications].

    ``at`` is from 0 to 1, None without a crossing; ``low`` and ``high`` hold 95 of 100 crossings
    of replications drawn anew, and ``crosses`` is the share of those that cross at all: a line
    of nothing but noise crosses nearly always, so ``clear`` says whether the difference is
    clearly below nought somewhere and clearly above it elsewhere.
    """
    known = values[:, np.isfinite(values).all(axis=0)]
    nothing = {**dict.fromkeys(("at", "low", "high", "crosses")), "clear": False}
    if known.shape[1] == 0:
        return nothing
    at = _crossing(shares, known.mean(axis=1))
    if known.shape[1] < 2:
        return {**nothing, "at": at}
    draw = np.random.default_rng(derived_seed(seed, "break even", known.shape[1]))
    some = draw.integers(0, known.shape[1], (RESAMPLES, known.shape[1]))
    again = [_crossing(shares, known[:, rows].mean(axis=1)) for rows in some]
    crossed = [x for x in again if x is not None]
    low, high = np.quantile(crossed, [1.0 - UPPER, UPPER]).tolist() if crossed else (None, None)
    return {
        "at": at,
        "low": low,
        "high": high,
        "crosses": len(crossed) / RESAMPLES,
        "clear": {-1, 1} <= {sign(interval(level)) for level in known},
    }


def _crossing(shares: F8, means: F8) -> float | None:
    """The first place where a line through the means changes its sign."""
    at = np.flatnonzero(means)  # where they are nought all along, nothing breaks even
    for i, j in pairwise(at.tolist()):
        a, b = float(means[i]), float(means[j])
        if a * b < 0.0:
            return float(shares[i] + (shares[j] - shares[i]) * a / (a - b))
    return None


def _in_units(axis: Axis, found: dict[str, Any]) -> dict[str, Any]:
    """Shares of an input beside what they are in its own unit."""
    values = {
        f"{name}_value": None if found[name] is None else axis.reported(found[name])
        for name in ("at", "low", "high")
    }
    return {**found, **values}
