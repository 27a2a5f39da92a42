"""``wijksim sweep``: the points of a design, each under all models, with common random numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.analysis.interval import result
from sim.comparison.opening import opening
from sim.foundation.units import F8
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.files.toml_file import Key
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.building import parameter_of
from sim.inputs.scenarios.design_file import DesignLayer, read_design
from sim.inputs.scenarios.layering import dotted
from sim.inputs.scenarios.scenario import SETTING
from sim.inputs.scenarios.settings import checked, setting_of
from sim.inputs.study_request import SweepRequest
from sim.record.headlines import HEADLINES
from sim.runs.arrays import Runs
from sim.runs.axis import Axis, axes_of, replication_axis
from sim.runs.axis_names import MOVABLE
from sim.runs.designs import Design, design_of, one_at_a_time
from sim.runs.frame import HERE, How, Underway
from sim.runs.gains import pairs
from sim.runs.paired import Plan, plan_of
from sim.runs.point_work import Group, Point, PointWork, job_of
from sim.runs.study import Answer, Study, conduct
from sim.runs.work import Task, do

SCHEMA = "wijksim/sweep/2"
FEW = 100  # points that a document tells one by one
ONE_BY_ONE = ("grid", "list", "oat")  # methods of which every point means something by itself


def sweep(request: SweepRequest, how: How = HERE) -> dict[str, Any]:
    """Run a design and write its folder; returns the document ``wijksim/sweep/2``.

    how: who does the work, and what writes the page of the document. From a
    script, call this under ``if __name__ == "__main__"``: the processes are spawned.
    A sweep that was stopped goes on in the same folder. Raises InputError for bad input and
    when not one run could be finished.
    """
    layer = read_design(request.design)
    study, axes = study_of(request, layer)

    if request.only is not None:
        return only(study, *request.only)

    def work(runs: Runs, _: Underway) -> Answer:
        """The outcomes of the points."""
        return Answer(_document(layer, study, axes, runs))

    return conduct(request, study, work, how)


def only(study: Study, number: int, replication: int) -> dict[str, Any]:
    """One point in one replication, run here and now: its rows, or why there are none."""
    jobs = {job_of(point, number): (point, number) for point, number in study.todo}
    job = (number, replication)
    if job not in jobs:
        raise InputError(
            code="out_of_range",
            where="--point",
            found=f"point {number}, replication {replication}",
            allowed=Said.POINTS(last=len(study.points) - 1),
            message="the design has no such point",
        )
    point, own = jobs[job]
    found = do(Task(PointWork(study.plans, study.extra), (Group(own, (point,)),)))
    return {
        "schema": "wijksim/point/1",
        **dict(zip(PointWork.job, job, strict=True)),
        "set": dict(point.set),
        "rows": found.rows,
        "failures": [failure for _, failure in found.failures],
    }


def study_of(request: SweepRequest, layer: DesignLayer) -> tuple[Study, tuple[Axis, ...]]:
    """The study of a design, and its inputs."""
    content = layer.content
    settings = {
        "uncertainty": "luck",
        **checked(content.settings, lambda keys: layer.where("settings", *keys), strict=True),
        **{name: value for name, value in request.settings().items() if value is not None},
    }
    values = {**_values(content.set, layer, ("set",)), **request.set}
    models = request.models or content.models
    axes = axes_of(content.input, layer.where("input"))
    if content.luck == "factor":
        axes = (*axes, replication_axis())
    if content.method == "list":
        plans, points = _listed(layer, settings, values, models, request)
        design = None
    else:
        if content.point:
            raise _only_in_a_list(layer)
        plans = [
            plan_of(
                layer.scenario(scenario, "scenario"),
                *(settings, values, models, *place),
                bundles=request.bundles,
            )
            for scenario in content.scenario
            for place in _places(layer, request.place)
        ]
        points, design = _pattern(layer, plans, axes)
    return Study(content.name, tuple(plans), tuple(points), design=design), axes


def _places(layer: DesignLayer, asked: str | None) -> list[tuple[str | None, str]]:
    """Places of a design with what names them, or the one that is asked for; None: that of its
    scenario."""
    if asked is not None:
        return [(asked, "--place")]
    where = layer.where("place")
    return [(layer.place(one, "place"), where) for one in layer.content.place or (None,)]


def _values(table: Mapping[str, Any], layer: DesignLayer, at: Sequence[Key]) -> dict[str, Value]:
    """Checked values of a ``set`` table: parameters, and settings that may move."""
    known, found = read_parameters(), dict[str, Value]()
    for key, raw in dotted(table, lambda key: layer.where(*at, key)).items():
        where, setting = layer.where(*at, key), key.removeprefix(SETTING)
        if key != setting and setting in MOVABLE:
            found[key] = setting_of(setting, raw, where)
        else:
            found[key] = parameter_of(known, key, where).parse(raw, where)
    return found


def _pattern(
    layer: DesignLayer, plans: Sequence[Plan], axes: Sequence[Axis]
) -> tuple[list[Point], Design | None]:
    """The points of every scenario, in the pattern that the design names."""
    content, points = layer.content, list[Point]()
    seed = plans[0].resolved.settings.seed
    if content.method == "oat":
        for base in range(len(plans)):
            points += one_at_a_time(axes, base, len(points))
        return points, None
    design = design_of(content.method, axes, content.size, seed)
    for base in range(len(plans)):
        points += design.points(base, len(points))
    return points, design


def _listed(
    layer: DesignLayer,
    settings: Mapping[str, Any],
    values: Mapping[str, Any],
    models: Sequence[str] | None,
    request: SweepRequest,
) -> tuple[list[Plan], list[Point]]:
    """Every point that is written out, each with its own scenario, and place unless one is asked
    for all of them."""
    content, asked = layer.content, request.place
    if not content.point or content.input:
        raise _only_in_a_list(layer)
    plans: dict[tuple[str, str | None], Plan] = {}
    points = []
    for number, table in enumerate(content.point):
        own = ("point", number)
        named = table.place or (content.place[0] if content.place else None)
        place = asked or layer.place(named, *own, "place")
        where = "--place" if asked else layer.where(*own, "place")
        key = (layer.scenario(table.scenario or content.scenario[0], *own, "scenario"), place)
        if key not in plans:
            plans[key] = plan_of(
                key[0], settings, values, models, place, where, bundles=request.bundles
            )
        values_here = _values(table.set, layer, (*own, "set"))
        points.append(Point(number, list(plans).index(key), values_here))
    return list(plans.values()), points


def _only_in_a_list(layer: DesignLayer) -> InputError:
    return InputError(
        code="inconsistent",
        where=layer.where("method"),
        found=layer.content.method,
        allowed=Said.LIST_OR_INPUTS(),
        message="points are either written out or follow from inputs",
    )


def _document(layer: DesignLayer, study: Study, axes: Sequence[Axis], runs: Runs) -> dict[str, Any]:
    """Size of the design, and the main outcomes and differences over all of it."""
    content = layer.content
    return {
        "schema": SCHEMA,
        **_opening(study),
        "design": content.name,
        "title": content.title and content.title.model_dump(),
        "method": content.method,
        "scenarios": list(dict.fromkeys(plan.resolved.id for plan in study.plans)),
        "places": list(dict.fromkeys(plan.resolved.place for plan in study.plans)),
        "models": study.models,
        "inputs": {axis.name: axis.document() for axis in axes},
        "points": len(study.points),
        "runs": runs.count,
        "outcomes": {
            model: {name: _spread(runs.of(name, model)) for name in HEADLINES}
            for model in study.models
        },
        "differences": {
            pair: {name: _spread(runs.difference(name, later, earlier)) for name in HEADLINES}
            for pair, later, earlier in pairs(study.models)
        },
        "grid": _grid(study, runs) if content.method in ONE_BY_ONE else [],
    }


def _opening(study: Study) -> dict[str, Any]:
    """Of the first scenario; with several of them or places, no departures hold for all."""
    alone = len(study.plans) == 1
    return {**opening(study.plans[0]), **({} if alone else {"parent": None, "departures": []})}


def _grid(study: Study, runs: Runs) -> list[dict[str, Any]]:
    """The runs of every point; nothing where points are many."""
    if len(study.points) > FEW:
        return []
    values = {
        pair: {name: runs.difference(name, later, earlier) for name in HEADLINES}
        for pair, later, earlier in pairs(study.models)
    }
    return [
        {
            "scenario": study.plans[point.base].resolved.id,
            "place": study.plans[point.base].resolved.place,
            "set": dict(point.set),
            "differences": {
                pair: {n: ends(v[runs.points == point.number]) for n, v in of.items()}
                for pair, of in values.items()
            },
        }
        for point in study.points
    ]


def ends(values: F8) -> dict[str, Any]:
    """The number of runs with their mean, the middle one and the ends; None without any."""
    known = values[np.isfinite(values)]
    if len(known) == 0:
        return {"runs": 0, "mean": None, "least": None, "middle": None, "most": None}
    least, middle, most = np.quantile(known, [0.0, 0.5, 1.0]).tolist()
    mean = float(known.mean())
    return {"runs": len(known), "mean": mean, "least": least, "middle": middle, "most": most}


def _spread(values: F8) -> dict[str, Any]:
    """Mean over all runs, and the central 95 % of single runs."""
    found = result(values, None, None)
    return {"mean": found["mean"], **found["luck"]}
