"""``wijksim robust``: which model is the safest choice over everything that is not known?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.analysis.interval import wilson
from sim.analysis.quadrants import quadrants
from sim.analysis.robustness import METRICS, agreement, ranks
from sim.analysis.statement import Statement, statements
from sim.comparison.opening import opening
from sim.foundation.units import F8
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.study_request import RobustRequest
from sim.record.headlines import HEADLINES
from sim.record.outcomes import OUTCOMES
from sim.runs.arrays import Runs, known_outcomes
from sim.runs.axis import Axis
from sim.runs.axis_names import LUCK
from sim.runs.frame import HERE, How, Underway
from sim.runs.gains import pairs
from sim.runs.paired import make_plan
from sim.runs.stored import stored_for
from sim.runs.study import Answer, conduct, sampled

SCHEMA = "wijksim/robust/1"
ENOUGH = "enough"  # the metric of statements that are good enough
PLANE, CLOUD = ("burden", "public_cost"), 400  # what is drawn against what, of so many points
AT = (0.0, 0.05, 0.5, 0.95, 1.0)  # quantiles of what is possible


def robust(request: RobustRequest, how: How = HERE) -> dict[str, Any]:
    """Run points and write a folder; returns the document ``wijksim/robust/1``.

    With ``runs`` it takes the runs of a study that was done, and writes nothing. how: as
    in :func:`sim.studies.sweep.sweep`. Raises InputError for bad input.
    """
    weighed = tuple(name for name in HEADLINES if OUTCOMES[name].better != "neither")
    names = known_outcomes(request.outcomes) or weighed
    enough = statements(request.enough, "--enough")
    if request.runs is not None:
        there = stored_for(request)
        found = document_of(there.runs, there.design.axes, names, enough)
        return there.answer(SCHEMA, found, request, how)
    plan = make_plan(request, request.models)
    study, design = sampled("robust", plan, request.inputs, request.size)

    def work(runs: Runs, _: Underway) -> Answer:
        """Robustness of every model over the points."""
        document = document_of(runs, design.axes, names, enough)
        found = {"schema": SCHEMA, **opening(plan), **document, "runs": runs.count}
        return Answer(found, {"possible": _possible_table(runs, names)})

    return conduct(request, study, work, how)


def document_of(
    runs: Runs, axes: Sequence[Axis], names: Sequence[str], enough: Sequence[Statement]
) -> dict[str, Any]:
    """Every metric by outcome and model, ranks, and whether metrics agree."""
    if len(runs.models) < 2:
        raise InputError(
            code="out_of_range",
            where="--models",
            found=", ".join(runs.models),
            allowed=Said.TWO_MODELS(),
            message="there is nothing to choose from",
        )
    outcomes = {name: _weighed_outcome(runs, name) for name in names}
    orders = [
        [item["ranks"][metric][model] for model in runs.models]
        for item in outcomes.values()
        for metric in item["ranks"]
    ]
    return {
        "models": runs.models,
        "points": len(runs.each_point),
        "inputs": {axis.name: axis.document() for axis in axes if axis.name != LUCK},
        "outcomes": outcomes,
        "agreement": agreement(np.array(orders)) if orders else None,
        ENOUGH: {model: _enough(runs, model, enough) for model in runs.models} if enough else {},
        "statements": [str(one) for one in enough],
        "possible": {
            model: {
                name: _quantiles(runs.over_replications(runs.of(name, model))) for name in names
            }
            for model in runs.models
        },
        "cloud": _cloud(runs),
        "plane": _plane(runs),
        "luck": {
            name: {
                pair: noise_in(runs, name, later, earlier)
                for pair, later, earlier in pairs(runs.models)
            }
            for name in names
        },
    }


def _cloud(runs: Runs) -> dict[str, Any]:
    """Unmet need and cost that go together, by model: the points, or so many of them."""
    found = {model: _both([runs.of(n, model) for n in PLANE], runs) for model in runs.models}
    return {"outcomes": list(PLANE), "points": {m: _some(x).tolist() for m, x in found.items()}}


def _plane(runs: Runs) -> dict[str, Any]:
    """Differences in unmet need and cost that go together, and the share of points in every
    quadrant."""
    found: dict[str, Any] = {}
    for pair, later, earlier in pairs(runs.models):
        own = _both([runs.difference(n, later, earlier) for n in PLANE], runs)
        counts = quadrants(own[:, 0], own[:, 1])
        shares = {name: count / len(own) for name, count in counts.items()} if len(own) else {}
        found[pair] = {"points": _some(own).tolist(), "shares": shares}
    return {"outcomes": list(PLANE), "pairs": found}


def _both(values: Sequence[F8], runs: Runs) -> F8:
    """Means over replications of two things, [points in which both are defined, 2]."""
    own: F8 = np.column_stack([runs.over_replications(one) for one in values])
    return own[np.isfinite(own).all(axis=1)]


def _some(points: F8) -> F8:
    """No more points than a figure can hold."""
    return points[:: -(-len(points) // CLOUD) or 1]


def noise_in(runs: Runs, name: str, later: str, earlier: str) -> float | None:
    """The share of noise in how a difference varies over points, as it is weighed: means over
    replications. None when every point was run once or nothing varies."""
    values = runs.difference(name, later, earlier)
    noise, count = runs.noise_of(values)
    means = runs.over_replications(values)
    seen = float(np.nanvar(means, ddof=1)) if len(count) > 1 else 0.0
    return min(1.0, float((noise / count).mean()) / seen) if seen > 0.0 else None


def _weighed_outcome(runs: Runs, name: str) -> dict[str, Any]:
    """Metrics, ranks and the share in which each is best, of means over replications; points in
    which the outcome is undefined under some model are left out."""
    sign = -1.0 if OUTCOMES[name].better == "higher" else 1.0  # so that less is better
    means = [sign * runs.over_replications(runs.of(name, model)) for model in runs.models]
    own = np.column_stack(means)
    own = own[np.isfinite(own).all(axis=1)]
    if len(own) == 0:
        return {"points": 0, "metrics": {}, "ranks": {}, "agreement": None, "best": {}}
    metrics = {metric: how(own) for metric, how in METRICS.items()}
    # A loss of a level is reported as the level; regret stays what it is.
    shown = {m: values if "regret" in m else sign * values for m, values in metrics.items()}
    orders = {metric: ranks(values) for metric, values in metrics.items()}
    equal = own == own.min(axis=1, keepdims=True)
    best = (equal / equal.sum(axis=1, keepdims=True)).mean(axis=0)  # a tie is shared
    return {
        "points": len(own),
        "better": OUTCOMES[name].better,
        "metrics": {metric: _by_model(runs, values) for metric, values in shown.items()},
        "ranks": {metric: _by_model(runs, values) for metric, values in orders.items()},
        "agreement": agreement(np.array(list(orders.values()))),
        "best": _by_model(runs, best),
    }


def _by_model(runs: Runs, values: F8) -> dict[str, float]:
    return {model: float(value) for model, value in zip(runs.models, values, strict=True)}


def _enough(runs: Runs, model: str, enough: Sequence[Statement]) -> dict[str, Any]:
    """The share of points in which everything is good enough under a model."""
    holds = np.ones(len(runs.each_point), dtype=np.bool_)
    for one in enough:
        holds &= one.holds(runs.over_replications(runs.of(one.outcome, model)))
    share = float(holds.mean())
    low, high = wilson(share, len(holds))
    return {"share": share, "low": low, "high": high}


def _quantiles(values: F8) -> Mapping[str, float | None]:
    """Quantiles of an outcome over all points."""
    known = values[np.isfinite(values)]
    if len(known) == 0:
        return {f"q{100 * at:g}": None for at in AT}
    return {f"q{100 * at:g}": float(np.quantile(known, at)) for at in AT}


def _possible_table(runs: Runs, names: Sequence[str]) -> dict[str, list[Any]]:
    """A row per point and model: which outcomes go together at all."""
    columns: dict[str, list[Any]] = {"point": [], "model": [], **{name: [] for name in names}}
    for model in runs.models:
        columns["point"] += runs.each_point.tolist()
        columns["model"] += [model] * len(runs.each_point)
        for name in names:
            columns[name] += runs.over_replications(runs.of(name, model)).tolist()
    return columns
