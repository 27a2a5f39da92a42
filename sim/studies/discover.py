"""``wijksim discover``: under which conditions does a statement about two models hold?

Points over everything that is not known, each lived a few times; what is said of a point is said
of its mean over luck. Inputs that differ by more than chance between points where the statement
holds and where not (:mod:`sim.analysis.relevant`), boxes (:mod:`sim.analysis.prim`) and a small
tree of these say where it holds; a map shows it over the two inputs that matter most, and a table
against hidden need, which nobody has counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.interval import wilson
from sim.analysis.prim import B1, Box, Resampled, box_of, resampled
from sim.analysis.relevant import apart
from sim.analysis.statement import Statement, statements
from sim.analysis.tree import leaves_of
from sim.comparison.opening import opening
from sim.foundation.units import F8
from sim.inputs.files.errors import needed
from sim.inputs.study_request import DiscoverRequest
from sim.record.numbers import TODAY_PREFIX
from sim.runs.arrays import Runs
from sim.runs.axis import Axis
from sim.runs.axis_names import LUCK
from sim.runs.differences import difference_of
from sim.runs.frame import Underway
from sim.runs.how import HERE, How
from sim.runs.planning import make_plan
from sim.runs.sampled import sampled
from sim.runs.stored import stored
from sim.runs.study import Answer, conduct

SCHEMA = "wijksim/discover/1"
USUAL = ("burden < 0",)
BOXES = 3  # after each, its points are taken out and the next is looked for
SLICES = 5  # of a map on each side
PARTS = 10  # of the points by hidden need
HIDDEN = "share_hidden"


@dataclass(frozen=True)
class Held:
    """Points on their inputs, and where a statement holds."""

    axes: tuple[Axis, ...]
    rows: F8  # [points, inputs]
    holds: B1  # [points]
    hidden: F8  # hidden need of the earlier model, [points]


def discover(request: DiscoverRequest, how: How = HERE) -> dict[str, Any]:
    """Live points and write a folder; returns the document ``wijksim/discover/1``.

    With ``runs`` it takes the runs of a study that was done, and writes nothing. how: as
    in :func:`sim.studies.sweep.sweep`. Raises InputError for bad input.
    """
    needed("sklearn", "scikit-learn", "analysis", "discover")
    plan = make_plan(request, request.models)
    said = statements(request.statement or USUAL, "--statement")
    later, earlier = difference_of(request.difference, [m.id for m in plan.resolved.models])
    if request.runs is not None:
        there = stored(request.runs)
        held = held_of(there.runs, there.design.axes, there.design.rows, said, later, earlier)
        document = document_of(held, said, later, earlier, plan.resolved.settings.seed)
        return {"schema": SCHEMA, **there.opening, **document, "runs": there.runs.count,
                "out": str(request.runs), "failures": []}  # fmt: skip
    study = sampled("discover", plan, request.inputs, request.size)
    design = study.design
    assert design is not None

    def work(runs: Runs, _: Underway) -> Answer:
        """Where the statement holds."""
        rows = design.rows[runs.points]
        held = held_of(runs, design.axes, rows, said, later, earlier)
        found = document_of(held, said, later, earlier, plan.resolved.settings.seed)
        return Answer({"schema": SCHEMA, **opening(plan), **found, "runs": runs.count})

    return conduct(request, study, work, how)


def held_of(
    runs: Runs,
    axes: Sequence[Axis],
    rows: F8,
    said: Sequence[Statement],
    later: str,
    earlier: str,
) -> Held:
    """Where all statements hold of the mean over luck; rows: of every job of the runs."""
    keep = [number for number, axis in enumerate(axes) if axis.name != LUCK]
    first = np.unique(runs.points, return_index=True)[1]
    holds = np.ones(len(first), dtype=np.bool_)
    for one in said:
        holds &= one.holds(runs.over_luck(runs.difference(one.outcome, later, earlier)))
    today = TODAY_PREFIX + HIDDEN
    hidden = runs.of(today if today in runs.columns else HIDDEN, earlier)
    return Held(tuple(axes[n] for n in keep), rows[first][:, keep], holds, runs.over_luck(hidden))


def document_of(
    held: Held, said: Sequence[Statement], later: str, earlier: str, seed: int
) -> dict[str, Any]:
    """How often it holds, and where."""
    everywhere = _counted(held.holds)
    names = [axis.name for axis in held.axes]
    boxes = list(_boxes(held, seed))
    return {
        "difference": f"{later}-{earlier}",
        "statement": [str(one) for one in said],
        "points": everywhere["points"],
        "holds": {name: everywhere[name] for name in ("share", "low", "high")},
        "inputs": {axis.name: axis.document() for axis in held.axes},
        "matters": _matters(held),
        "boxes": boxes,
        "tree": _tree(held, seed),
        "map": _map(held, boxes, names),
        "hidden_need": _by_hidden(held),
        "both": bool(held.holds.any() and not held.holds.all()),
    }


def _matters(held: Held) -> list[dict[str, Any]]:
    """Inputs that differ between points where it holds and where not, the furthest apart first."""
    found = apart(held.rows, held.holds)
    return [
        {
            "input": held.axes[number].name,
            "distance": float(found.distance[number]),
            "chance": float(found.chance[number]),
            **{name: held.axes[number].told(float(np.median(held.rows[own, number])))
               for name, own in (("holds", held.holds), ("not", ~held.holds))},
            "unit": held.axes[number].unit,
        }
        for number in found.found
    ]  # fmt: skip


def _boxes(held: Held, seed: int) -> list[dict[str, Any]]:
    """The best box, then the best of what lies outside it, and so on."""
    found: list[dict[str, Any]] = []
    rows, holds = held.rows, held.holds
    for _ in range(BOXES):
        box = box_of(rows, holds)
        if box is None or not box.limited.any():
            break
        found.append(_told(held, box, resampled(rows, holds, seed), holds))
        outside = ~box.holds(rows)
        rows, holds = rows[outside], holds[outside]
    return found


def _told(held: Held, box: Box, again: Resampled, holds: B1) -> dict[str, Any]:
    """A box with its limits in the units of its inputs, and how sure each is.

    holds: of the points in which it was looked for.
    """
    limits = {}
    for number in np.flatnonzero(box.limited):
        axis, sides = held.axes[number], (again.low[:, number], again.high[:, number])
        ends = {
            name: axis.told(float(share))
            for name, share in (("low", box.low[number]), ("high", box.high[number]))
        }
        sure = {
            name: [axis.told(float(x)) for x in np.quantile(side, [0.025, 0.975])]
            for name, side in zip(("low_between", "high_between"), sides, strict=True)
        }
        shares = {"from": float(box.low[number]), "to": float(box.high[number])}
        limits[axis.name] = {
            **ends, **sure, **shares, "unit": axis.unit,
            "again": float(again.limited[number]),
        }  # fmt: skip
    return {"coverage": box.coverage, "density": box.density, "mass": box.mass,
            "elsewhere": _elsewhere(again, holds), "limits": limits}  # fmt: skip


def _elsewhere(again: Resampled, holds: B1) -> dict[str, float | None]:
    """How good boxes made the same way are on points they were not made from, on average."""
    means = {"coverage": again.coverage, "density": again.density}
    found = {name: float(np.nanmean(each)) if np.isfinite(each).any() else None
             for name, each in means.items()}  # fmt: skip
    return {**found, "everywhere": float(holds.mean())}


def _tree(held: Held, seed: int) -> list[dict[str, Any]]:
    """The leaves of a small tree: conditions, how many points, how often it holds there."""
    if held.holds.all() or not held.holds.any():
        return []
    looked = np.sort(apart(held.rows, held.holds).found)
    return [
        {
            "conditions": [
                {"input": held.axes[number].name, "value": held.axes[number].told(value),
                 "sign": sign}
                for number, sign, value in leaf.conditions
            ],
            **_counted(leaf.holds),
        }
        for leaf in leaves_of(held.rows, held.holds, looked, seed)
    ]  # fmt: skip


def _counted(holds: B1) -> dict[str, Any]:
    """How many points, and in which share of them it holds, with a 95 % interval of Wilson."""
    share = float(holds.mean()) if len(holds) else None
    low, high = wilson(share, len(holds))
    return {"points": len(holds), "share": share, "low": low, "high": high}


def _map(
    held: Held, boxes: Sequence[Mapping[str, Any]], names: Sequence[str]
) -> dict[str, Any] | None:
    """How often it holds over the two inputs that the first box limits most surely."""
    if not boxes:
        return None
    limits = boxes[0]["limits"]
    first = sorted(limits, key=lambda name: (-limits[name]["again"], name))[:2]
    if len(first) < 2:
        return None
    at = [np.minimum((held.rows[:, names.index(n)] * SLICES).astype(int), SLICES - 1)
          for n in first]  # fmt: skip
    count = np.zeros((SLICES, SLICES))
    right = np.zeros((SLICES, SLICES))
    np.add.at(count, tuple(at), 1.0)
    np.add.at(right, tuple(at), held.holds.astype(float))
    share = [[float(r / c) if c else None for r, c in zip(*pair, strict=True)]
             for pair in zip(right, count, strict=True)]  # fmt: skip
    edges = [[held.axes[names.index(n)].told(i / SLICES) for i in range(SLICES + 1)]
             for n in first]  # fmt: skip
    return {"inputs": first, "edges": edges, "share": share, "points": count.tolist()}


def _by_hidden(held: Held) -> list[dict[str, Any]]:
    """How often it holds, by how much need is hidden: tenths of the points."""
    known = np.isfinite(held.hidden)
    hidden, holds = held.hidden[known], held.holds[known]
    order = np.argsort(hidden, kind="stable")
    found = []
    for part in np.array_split(order, min(PARTS, max(1, len(order)))):
        if len(part):
            ends = {"from": float(hidden[part].min()), "to": float(hidden[part].max())}
            found.append({**ends, **_counted(holds[part])})
    return found
