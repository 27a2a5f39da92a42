"""A study: scenarios at many points, lived once or more, kept as they are done, and resumed.

Every command that asks for many runs lives them here. What is kept belongs to one study under
one code, data and set of libraries; see :mod:`sim.runs.unfinished`.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa
import pyarrow.parquet as pq

from sim.execution.cluster import scheduler
from sim.execution.failures import raise_first
from sim.execution.pool import Workers, cores
from sim.execution.progress import Progress
from sim.inputs.command_line import command_line
from sim.inputs.study_request import StudyRequest
from sim.runs.arrays import Runs
from sim.runs.designs import Design
from sim.runs.estimate import estimate
from sim.runs.how import HERE, How
from sim.runs.living import (
    Job,
    Keep,
    Lived,
    Task,
    cost_of,
    failed,
    groups_of,
    live,
    parts_of_task,
    replication_of,
    tasks_of,
)
from sim.runs.paired import Plan
from sim.runs.point import Point
from sim.runs.points_table import points_table
from sim.runs.unfinished import identity
from sim.runs.warm_up import warm_up
from sim.storage import folder as store
from sim.storage.checkpoint import FOLDER, held
from sim.storage.manifest import manifest
from sim.storage.resume import damaged_files, run_in_parts
from sim.storage.rows import TEXT, WHOLE, KeptRows

RUNS, POINTS = "runs.parquet", "points.parquet"


class KeptRuns(KeptRows):
    """The rows of finished points."""

    job: ClassVar = ("point", "replication")
    types: ClassVar = {
        "point": WHOLE, "replication": WHOLE, "seed": WHOLE, "residents": WHOLE,
        "model": TEXT, "digest": TEXT,
    }  # fmt: skip


@dataclass(frozen=True)
class Study:
    """What is lived. ``name`` says what the study is about, for its folder and its identity."""

    name: str
    plans: tuple[Plan, ...]
    points: tuple[Point, ...]
    keep: Keep = field(default_factory=Keep)
    design: Design | None = None  # where the points come from, when they come from a pattern

    @property
    def models(self) -> list[str]:
        """Every model of the study, in order."""
        ids = (model.id for plan in self.plans for model in plan.resolved.models)
        return list(dict.fromkeys(ids))

    @cached_property
    def todo(self) -> list[tuple[Point, int]]:
        """Every point with every luck."""
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
                "keep": [self.keep.levels, self.keep.groups],
            },
        }


@dataclass
class Living:
    """A study under way: what is kept of it, and how far it is."""

    study: Study
    kept: KeptRuns
    tell: Progress
    failures: list[dict[str, Any]] = field(default_factory=list)
    cpu: float = 0.0
    cost: float = 0.0  # citizen-weeks of what was lived now, its burn-ins included
    lived: int = 0  # points with a luck
    workers: int = 1

    def take(self, task: Task, found: Lived) -> None:
        """Keep what a task gave, at once, and tell how far it is."""
        self.kept.keep(found.rows)
        self.failures += found.failures
        self.cpu += found.cpu
        self.lived += found.jobs
        self.cost += sum(cost_of(task.plans, group) for group in task.groups)
        found.rows.clear()  # they are on disk
        self.tell(self.lived, len(self.study.todo))

    def seconds(self, total: float) -> dict[str, float | None]:
        """What was spent now: by all processors on runs, by the clock on everything.

        citizen_weeks: with burn-ins, and what a week costs by itself told in citizens.
        ratio: the clock over what the processors would take if they did nothing but runs.
        """
        ideal = self.cpu / self.workers
        return {
            "cpu": self.cpu,
            "total": total,
            "citizen_weeks": self.cost,
            "nanoseconds": 1e9 * self.cpu / self.cost if self.cost else None,
            "ratio": total / ideal if ideal else None,
        }


def live_all(
    living: Living, workers: int | None, executor: Executor | None, limit: float | None
) -> None:
    """Live everything that was not done before. InputError when not one run could be finished."""
    study = living.study
    done = living.kept.done()
    left = [(point, n) for point, n in study.todo if job_of(point, n) not in done]
    living.lived = len(study.todo) - len(left)
    if living.lived:
        living.tell.say(f"{living.lived} of {len(study.todo)} points were done before")
    if living.kept.damaged:
        living.tell.say(damaged_files(living.kept.damaged))
    if not left:
        return
    count = living.workers = workers or cores()
    warm_up(study.plans[0], living.tell, count)
    tasks = tasks_of(study.plans, groups_of(study.plans, left), count, study.keep, limit)
    try:
        by = Workers(workers, executor, apart=limit is not None)
        lost = run_in_parts(live, tasks, parts_of_task, living.take, by)
    except KeyboardInterrupt:
        if kept := len(living.kept.done()):
            living.tell.say(
                f"{kept} of {len(study.todo)} points are kept in {living.kept.folder}; "
                "the same command goes on from there"
            )
        raise
    for task, item in lost:
        group = task.groups[0]
        living.failures.append(failed(task.plans, group, group.jobs()[0], item.error, item.died))


def job_of(point: Point, number: int) -> Job:
    """How tables call a point with a luck."""
    return Job(point.number, replication_of(point, number))


@dataclass(frozen=True)
class Answer:
    """What a study makes of its runs: its document, and more files."""

    document: dict[str, Any]
    tables: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)
    write: Callable[[Path], None] | None = None


Work = Callable[[Runs, Living], Answer]


def conduct(request: StudyRequest, study: Study, work: Work, how: How = HERE) -> dict[str, Any]:
    """Live a study and write its folder; returns the document that ``work`` makes of its runs.

    work: gets every run that was lived. A study that was stopped goes on in the same folder;
    one in which something failed is written with what is there, and tries again what failed
    when the same command is given. Of one that is whole the runs are read back, for whatever
    is asked of them now. A dry run lives nothing and says what it would take. Raises InputError
    for bad input, and when no run could be finished.
    """
    if request.dry_run:
        return estimate(study, request)
    began = time.perf_counter()
    key = run_key_of(study)
    folder = store.folder_of(request.out, study.name, key)
    store.check_folder(folder, key)
    tell = Progress(f"wijksim {study.name}", request.progress)
    with held(KeptRuns(folder / FOLDER, study.identity())) as kept:
        living = Living(study, kept, tell)
        with store.staged(folder, key) as part:
            table = _lived_before(folder, kept, tell)
            if table is None:
                _live(living, request, how.executor)
                table = kept.table(study.models)
            else:
                tell.say(f"all {len(study.todo)} points were done before")
            answer = work(Runs(table, study.models), living)
            document = {**answer.document, "out": str(folder), "failures": living.failures}
            document["command"] = command_line(request)
            document["seconds"] = living.seconds(time.perf_counter() - began)
            with store.told(folder):
                _write(part, study, table, answer, document)
                if how.page is not None:
                    how.page(document, part, request.lang)
                told = {name: document[name] for name in ("failures", "seconds")}
                told["document"] = name_of(document)
                first = study.plans[0].resolved
                store.write_manifest(part, manifest(first, request, key, told))
        if not living.failures:
            kept.clear()
    return document


def _live(living: Living, request: StudyRequest, executor: Executor | None) -> None:
    """Everything that was not done before, by the executor, a cluster or processes of our own."""
    if executor is not None:
        live_all(living, request.workers, executor, request.limit)
    else:
        with scheduler(request.scheduler) as (cluster, size):
            live_all(living, request.workers or size, cluster, request.limit)
    if living.kept.count() == 0:
        raise_first(living.failures)


def _lived_before(folder: Path, kept: KeptRuns, tell: Progress) -> pa.Table | None:
    """The runs of a study that is in place, whole and with nothing failed; None when it is not."""
    if kept.count() or not (folder / store.MANIFEST).is_file():
        return None
    if not store.intact(folder, RUNS):
        tell.say(f"{folder / RUNS} is not what was written there; every point is done again")
        return None
    told = json.loads((folder / store.MANIFEST).read_text(encoding="utf-8"))
    return None if told["failures"] else pq.read_table(folder / RUNS)


def name_of(document: Mapping[str, Any]) -> str:
    """The file of a document: by its kind."""
    return f"{document['schema'].split('/')[1]}.json"


def run_key_of(study: Study) -> str:
    """What makes two studies the same: everything that their rows are a function of (hex)."""
    return hashlib.sha256(json.dumps(study.identity(), sort_keys=True).encode()).hexdigest()


def _write(
    part: Path, study: Study, table: pa.Table, answer: Answer, document: Mapping[str, Any]
) -> None:
    store.write_table(part / POINTS, points_table(study.plans, study.points, study.design))
    store.write_table(part / RUNS, {name: table[name] for name in table.column_names})
    for name, columns in answer.tables.items():
        store.write_table(part / f"{name}.parquet", columns)
    store.write_json(part / name_of(document), document)
    if answer.write is not None:
        answer.write(part)
