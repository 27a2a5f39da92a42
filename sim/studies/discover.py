"""``wijksim discover``: under which conditions does a statement about two models hold?

Points over everything that is not known, each run a few times; what is said of a point is said
of its mean over replications. Inputs that differ by more than chance between points where the
statement holds and where not, boxes of these (:mod:`sim.analysis.prim`) and a small tree say where
it holds; a map shows it over the two inputs that matter most, and a table against hidden need,
which nobody has counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.analysis.interval import wilson
from sim.analysis.prim import B1, Box, Resampled, apart, box_of, resampled
from sim.analysis.statement import Statement, statements
from sim.analysis.tree import leaves_of
from sim.comparison.opening import opening
from sim.foundation.units import F8
from sim.inputs.files.errors import library
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.scenario import resolve
from sim.inputs.study_request import DiscoverRequest
from sim.record.outcomes import TODAY_PREFIX
from sim.runs.arrays import Runs, difference_of
from sim.runs.axis import Axis
from sim.runs.axis_names import LUCK
from sim.runs.designs import Design
from sim.runs.frame import HERE, How, Underway
from sim.runs.paired import make_plan
from sim.runs.stored import stored_for
from sim.runs.study import Answer, conduct, sampled

SCHEMA = "wijksim/discover/1"
USUAL = ("burden < 0",)
BOXES = 3  # after each, its points are taken out and the next is looked for
SLICES = 5  # of a map on each side
PARTS = 10  # of the points by hidden need
HIDDEN = "share_hidden"


@dataclass(frozen=True)
class Cases:
    """Points on their inputs, and where a statement holds."""

    axes: tuple[Axis, ...]
    rows: F8  # [points, inputs]
    holds: B1  # [points]
    hidden: F8  # hidden need of the earlier model, [points]


@dataclass(frozen=True)
class About:
    """Statements, and the difference between two models that they are about."""

    said: Sequence[Statement]
    later: str
    earlier: str


def discover(request: DiscoverRequest, how: How = HERE) -> dict[str, Any]:
    """Run points and write a folder; returns the document ``wijksim/discover/1``.

    With ``runs`` it takes the runs of a study that was done, and writes nothing. how: as
    in :func:`sim.studies.sweep.sweep`. Raises InputError for bad input.
    """
    with library("sklearn", "scikit-learn", "discover"):
        import sklearn  # noqa: F401
    said = statements(request.statement or USUAL, "--statement")
    if request.runs is not None:
        there = stored_for(request)
        about = About(said, *difference_of(request.difference, there.runs.models))
        seed = resolve(settings={"seed": request.seed}).settings.seed
        found = document_of(cases_of(there.runs, there.design, about), about, seed)
        return there.answer(SCHEMA, found, request, how)
    plan = make_plan(request, request.models)
    seed = plan.resolved.settings.seed
    about = About(said, *difference_of(request.difference, plan.models))
    study, design = sampled("discover", plan, request.inputs, request.size)

    def work(runs: Runs, _: Underway) -> Answer:
        """The conditions under which the statement holds."""
        cases = cases_of(runs, replace(design, rows=design.rows[runs.points]), about)
        found = document_of(cases, about, seed)
        return Answer({"schema": SCHEMA, **opening(plan), **found, "runs": runs.count})

    return conduct(request, study, work, how)


def cases_of(runs: Runs, design: Design, about: About) -> Cases:
    """Points of a design that has a row for every job, and where all statements hold there of
    the mean over replications."""
    moved = [number for number, axis in enumerate(design.axes) if axis.name != LUCK]
    first = np.unique(runs.points, return_index=True)[1]
    holds = np.ones(len(first), dtype=np.bool_)
    for one in about.said:
        difference = runs.difference(one.outcome, about.later, about.earlier)
        holds &= one.holds(runs.over_replications(difference))
    today = TODAY_PREFIX + HIDDEN
    hidden = runs.of(today if today in runs.columns else HIDDEN, about.earlier)
    axes = tuple(design.axes[number] for number in moved)
    return Cases(axes, design.rows[first][:, moved], holds, runs.over_replications(hidden))


def document_of(cases: Cases, about: About, seed: int) -> dict[str, Any]:
    """Share of points in which it holds, and where these are."""
    everywhere = _counted(cases.holds)
    boxes = list(_boxes(cases, seed))
    return {
        "difference": f"{about.later}-{about.earlier}",
        "statement": [str(one) for one in about.said],
        "points": everywhere["points"],
        "holds": {name: everywhere[name] for name in ("share", "low", "high")},
        "inputs": {axis.name: axis.document() for axis in cases.axes},
        "matters": _matters(cases),
        "boxes": boxes,
        "tree": _tree(cases, seed),
        "map": _map(cases, boxes),
        "hidden_need": _by_hidden(cases),
        "both": bool(cases.holds.any() and not cases.holds.all()),
    }


def _matters(cases: Cases) -> list[dict[str, Any]]:
    """Inputs that differ between points where it holds and where not, the furthest apart first."""
    found = apart(cases.rows, cases.holds)

    def median(number: int, own: B1) -> Value:
        """Of an input over some points."""
        return cases.axes[number].reported(float(np.median(cases.rows[own, number])))

    return [
        {
            "input": cases.axes[number].name,
            "distance": float(found.distance[number]),
            "chance": float(found.chance[number]),
            "holds": median(number, cases.holds),
            "not": median(number, ~cases.holds),
            "unit": cases.axes[number].unit,
        }
        for number in found.found
    ]


def _boxes(cases: Cases, seed: int) -> list[dict[str, Any]]:
    """The best box, then the best of what lies outside it, and so on."""
    found: list[dict[str, Any]] = []
    rows, holds = cases.rows, cases.holds
    for _ in range(BOXES):
        box = box_of(rows, holds)
        if box is None or not box.limited.any():
            break
        found.append(_box_document(cases, box, resampled(rows, holds, seed), holds))
        outside = ~box.holds(rows)
        rows, holds = rows[outside], holds[outside]
    return found


def _box_document(cases: Cases, box: Box, again: Resampled, holds: B1) -> dict[str, Any]:
    """A box with its limits in the units of its inputs, and how sure each is.

    holds: of the points in which it was looked for.
    """
    limits = {}
    for number in np.flatnonzero(box.limited):
        axis, sides = cases.axes[number], (again.low[:, number], again.high[:, number])
        ends = {
            name: axis.reported(float(share))
            for name, share in (("low", box.low[number]), ("high", box.high[number]))
        }
        sure = {
            name: [axis.reported(float(x)) for x in np.quantile(side, [0.025, 0.975])]
            for name, side in zip(("low_between", "high_between"), sides, strict=True)
        }
        shares = {"from": float(box.low[number]), "to": float(box.high[number])}
        same = {"unit": axis.unit, "again": float(again.limited[number])}
        limits[axis.name] = {**ends, **sure, **shares, **same}
    good = {"coverage": box.coverage, "density": box.density, "mass": box.mass}
    return {**good, "elsewhere": _elsewhere(again, holds), "limits": limits}


def _elsewhere(again: Resampled, holds: B1) -> dict[str, float | None]:
    """Mean quality of boxes made the same way, on points that they were not made from."""
    means = {"coverage": again.coverage, "density": again.density}
    found = {
        name: float(np.nanmean(each)) if np.isfinite(each).any() else None
        for name, each in means.items()
    }
    return {**found, "everywhere": float(holds.mean())}


def _tree(cases: Cases, seed: int) -> list[dict[str, Any]]:
    """The leaves of a small tree: conditions, how many points, how often it holds there."""
    looked = np.sort(apart(cases.rows, cases.holds).found)
    return [
        {
            "conditions": [
                {
                    "input": cases.axes[number].name,
                    "value": cases.axes[number].reported(value),
                    "sign": sign,
                }
                for number, sign, value in leaf.conditions
            ],
            **_counted(leaf.holds),
        }
        for leaf in leaves_of(cases.rows, cases.holds, looked, seed)
    ]


def _counted(holds: B1) -> dict[str, Any]:
    """Number of points, and the share in which it holds, with a 95 % interval of Wilson."""
    share = float(holds.mean()) if len(holds) else None
    low, high = wilson(share, len(holds))
    return {"points": len(holds), "share": share, "low": low, "high": high}


def _map(cases: Cases, boxes: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Share of points in which it holds, over the two inputs that the first box limits best."""
    if not boxes:
        return None
    limits = boxes[0]["limits"]
    first = sorted(limits, key=lambda name: (-limits[name]["again"], name))[:2]
    if len(first) < 2:
        return None
    names = [axis.name for axis in cases.axes]
    two = [names.index(name) for name in first]
    slices = np.minimum((cases.rows[:, two] * SLICES).astype(int), SLICES - 1)
    count = np.zeros((SLICES, SLICES))
    right = np.zeros((SLICES, SLICES))
    np.add.at(count, tuple(slices.T), 1.0)
    np.add.at(right, tuple(slices.T), cases.holds.astype(float))
    return {
        "inputs": first,
        "edges": [
            [cases.axes[number].reported(i / SLICES) for i in range(SLICES + 1)] for number in two
        ],
        "share": [
            [float(r / c) if c else None for r, c in zip(*pair, strict=True)]
            for pair in zip(right, count, strict=True)
        ],
        "points": count.tolist(),
    }


def _by_hidden(cases: Cases) -> list[dict[str, Any]]:
    """Share of points in which it holds, by how much need is hidden: tenths of the points."""
    known = np.isfinite(cases.hidden)
    hidden, holds = cases.hidden[known], cases.holds[known]
    order = np.argsort(hidden, kind="stable")
    found = []
    for part in np.array_split(order, min(PARTS, max(1, len(order)))):
        if len(part):
            ends = {"from": float(hidden[part].min()), "to": float(hidden[part].max())}
            found.append({**ends, **_counted(holds[part])})
    return found
