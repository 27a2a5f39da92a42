"""A study: scenarios at many points, each with one replication or more."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sim.inputs.command_line import command_line
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.scenarios.design_file import Span
from sim.inputs.scenarios.scenario import SETTING
from sim.inputs.study_request import StudyRequest
from sim.runs.arrays import Runs
from sim.runs.axis import Axis, axes_of
from sim.runs.axis_names import GROUP_NAMES
from sim.runs.designs import Design, design_of
from sim.runs.estimate import estimate
from sim.runs.frame import HERE, How, Undertaking, Underway, identity, underway
from sim.runs.paired import Plan
from sim.runs.point_work import Extra, Point, PointWork, groups_of, job_of
from sim.storage import folder as store
from sim.storage.checkpoint import FOLDER, RUN, Checkpoint, read_run
from sim.storage.owned import altered, read_manifest

RUNS, POINTS = "runs.parquet", "points.parquet"
WHERE = "--inputs"  # where inputs are named
AT = "at:"  # of columns that say where a point stands on an input, from 0 to 1


@dataclass(frozen=True)
class Study:
    """Points to run, by the name of the study in its folder and its identity."""

    name: str
    plans: tuple[Plan, ...]
    points: tuple[Point, ...]
    extra: Extra = field(default_factory=Extra)
    design: Design | None = None  # where the points come from, when they come from a pattern

    @property
    def models(self) -> list[str]:
        """Every model of the study, in order."""
        ids = (model.id for plan in self.plans for model in plan.resolved.models)
        return list(dict.fromkeys(ids))

    @cached_property
    def todo(self) -> list[tuple[Point, int]]:
        """Every point with every replication."""
        return [
            (point, number)
            for point in self.points
            for number in (
                range(self.plans[point.base].resolved.settings.replications)
                if point.luck is None
                else (point.luck,)
            )
        ]

    def identity(self) -> dict[str, Any]:
        """All that its rows are a function of, as JSON holds it."""
        points = [[p.number, p.base, sorted(p.set.items()), p.luck] for p in self.points]
        text = json.dumps(points, default=str)
        return {
            **identity(self.plans[0]),
            "others": [identity(plan)["scenario"] for plan in self.plans[1:]],
            "places": [plan.resolved.place for plan in self.plans],
            "study": {
                "name": self.name,
                "points": hashlib.sha256(text.encode()).hexdigest(),
                "runs": sum(len(self.plans[p.base].resolved.models) for p, _ in self.todo),
                "jobs": len(self.todo),
                "keep": [self.extra.levels, self.extra.groups],
            },
        }


@dataclass(frozen=True)
class Answer:
    """A document of a study's runs, and more files."""

    document: dict[str, Any]
    tables: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)
    write: Callable[[Path], None] | None = None


Work = Callable[[Runs, Underway], Answer]


def conduct(request: StudyRequest, study: Study, work: Work, how: How = HERE) -> dict[str, Any]:
    """Do a study and write its folder; returns the document that ``work`` makes of its runs.

    A study in which something failed is written with what is there. Of one that is whole the
    runs are read back, for whatever is asked of them now. A dry run does nothing and says what
    it would take. Raises InputError for bad input, and when no run could be finished.
    """
    if request.dry_run:
        return estimate(study, request)
    what = Undertaking(
        name=study.name,
        title=f"wijksim {study.name}",
        key=run_key_of(study),
        identity=study.identity(),
        plan=study.plans[0],
        work=PointWork(study.plans, study.extra, request.limit),
    )
    with underway(what, request, how) as under:
        table = _done_before(under)
        if table is None:
            todo = {job_of(point, number): (point, number) for point, number in study.todo}
            under.carry_out(todo, lambda left: groups_of(study.plans, left))
            table = under.table(study.models)
        else:
            under.progress.say(f"all {len(study.todo)} points were done before")
        answer = work(Runs(table, study.models), under)
        document = {**answer.document, "out": str(under.folder), "failures": under.failures}
        document["command"] = command_line(request)
        document["seconds"] = seconds_of(under)
        with store.write_errors(under.folder):
            points = points_table(study.plans, study.points, study.design)
            store.write_table(under.part / POINTS, points)
            store.write_table(under.part / RUNS, {name: table[name] for name in table.column_names})
            for part, columns in answer.tables.items():
                store.write_table(under.part / f"{part}.parquet", columns)
            if answer.write is not None:
                answer.write(under.part)
        name = f"{document['schema'].split('/')[1]}.json"
        about = {key: document[key] for key in ("failures", "seconds")} | {"document": name}
        return under.finish(document, name, lambda: about)


def seconds_of(under: Underway) -> dict[str, float | None]:
    """Time spent now: by all processors on runs, by the clock on everything.

    citizen_weeks: with burn-ins, and what a week costs by itself counted in citizens.
    ratio: the clock over what the processors would take if they did nothing but runs.
    """
    total, ideal = under.elapsed(), under.cpu / under.workers
    return {
        "cpu": under.cpu,
        "total": total,
        "citizen_weeks": under.cost,
        "nanoseconds": 1e9 * under.cpu / under.cost if under.cost else None,
        "ratio": total / ideal if ideal else None,
    }


def _done_before(under: Underway) -> pa.Table | None:
    """The runs of a study that is in place, whole and with nothing failed; None when it is not."""
    folder = under.folder
    manifest = None if under.checkpoint.files() else read_manifest(folder)
    if manifest is None or manifest["failures"] or altered(folder, manifest, (RUNS,)):
        return None
    return pq.read_table(folder / RUNS)


def run_key_of(study: Study) -> str:
    """Key of a study, equal for the same of everything that its rows are a function of (hex)."""
    return hashlib.sha256(json.dumps(study.identity(), sort_keys=True).encode()).hexdigest()


def points_table(
    plans_of: Sequence[Plan], every: Sequence[Point], design: Design | None
) -> dict[str, list[Any]]:
    """A row per point: its scenario and place, where it stands, what differs there."""
    plans = [plans_of[point.base].resolved for point in every]
    found: dict[str, list[Any]] = {
        "point": [point.number for point in every],
        "scenario": [plan.id for plan in plans],
        "place": [plan.place for plan in plans],
        "luck": [point.luck for point in every],
    }
    if design is not None:
        rows = design.rows
        for number, axis in enumerate(design.axes):
            at = rows[:, number].tolist()
            # Beside the points of the design there may be others, which have no place in it.
            repeated = at * len(plans_of) + [None] * len(every)
            found[AT + axis.name] = repeated[: len(every)]
    keys = dict.fromkeys(key for point in every for key in point.set)
    return {**found, **{key: [point.set.get(key) for point in every] for key in keys}}


def status(folder: Path) -> dict[str, Any]:
    """State of a folder: ``done`` of ``points`` (in one replication each), and failures.

    Reads only, also while a study is under way there. Raises InputError when the folder holds
    no study.
    """
    unfinished, ended = folder / FOLDER, read_manifest(folder)
    opening = {"schema": "wijksim/status/1", "out": str(folder)}
    failures = [] if ended is None else ended.get("failures", [])
    run = read_run(unfinished / RUN)
    if run is None and ended is None:
        raise InputError(
            code="missing_file",
            where="--status",
            found=str(folder),
            allowed=Said.STUDY_FOLDER(),
            message="no study is in this folder",
        )
    if run is None:
        return {**opening, "state": "finished", "failures": failures}
    about = run.get("study", {})
    own = Checkpoint(unfinished, run, PointWork.job, PointWork.types)
    return {
        **opening,
        "state": "unfinished",
        "study": about.get("name"),
        "done": len(own.done(tidy=False)),
        "points": about.get("jobs"),
        "failures": failures,
    }


def moving(names: Sequence[str] = ()) -> tuple[Axis, ...]:
    """The inputs that are named; without any, all that has a range, and how means are compared."""
    if names:
        return axes_of({name: Span() for name in names}, WHERE)
    drawn = {axis.group for axis in axes_of({"*": Span()}, WHERE)}
    groups = [name for name in GROUP_NAMES if name in drawn]
    return axes_of({name: Span() for name in [*groups, SETTING + "means"]}, WHERE)


def sampled(name: str, plan: Plan, inputs: Sequence[str], size: int) -> tuple[Study, Design]:
    """A study of a Latin hypercube over these inputs, all points with the same random numbers."""
    design = design_of("lhs", moving(inputs), size, plan.resolved.settings.seed)
    return Study(name, (plan,), tuple(design.points()), design=design), design
