"""``wijksim country``: every wijk of the country, or some, under every model."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.analysis.national import nation_of
from sim.comparison.country_document import country_document, digest_of
from sim.comparison.country_tables import FinishedTasks, write_map, write_wijken
from sim.execution.failures import raise_first
from sim.execution.pool import Workers, cores
from sim.execution.progress import Progress
from sim.inputs.files.errors import InputError
from sim.inputs.request import CountryRequest
from sim.runs.account import check_means
from sim.runs.country_run import Job, Lived, Task, failed, live_wijken, tasks_of
from sim.runs.dated import stages
from sim.runs.how import HERE, How
from sim.runs.paired import Plan
from sim.runs.planning import make_plan
from sim.runs.unfinished import identity
from sim.runs.warm_up import warm_up
from sim.runs.wijken import Wijk, chosen_wijken
from sim.storage import folder as store
from sim.storage.checkpoint import FOLDER, held
from sim.storage.manifest import manifest, run_key
from sim.storage.resume import damaged_files, run_in_parts

WHAT = "wijksim country"


@dataclass
class _Work:
    """The wijken to live through, and how far they are."""

    plan: Plan
    wijken: Mapping[str, Wijk]  # by code, those that can be lived in
    kept: FinishedTasks
    progress: Progress
    inhabitants: int = 0  # to live through, over all replications
    lived: int = 0  # of these
    failures: list[dict[str, Any]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def weight(self, jobs: Iterable[Job]) -> int:
        """Inhabitants of some jobs."""
        return sum(self.wijken[job.code].inhabitants for job in jobs)

    def take(self, task: Task, lived: Lived) -> None:
        """Keep what a task gave, at once, and tell how far it is."""
        self.kept.keep(lived.rows)
        self.failures += lived.failures
        for name, seconds in lived.seconds.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + seconds
        self.lived += self.weight(task.jobs)
        lived.rows.clear()  # they are on disk
        self.progress(self.lived, self.inhabitants)


def country(request: CountryRequest, how: How = HERE) -> dict[str, Any]:
    """Live through the wijken and write a folder; returns the document ``wijksim/country/1``.

    how: who does the work, and what writes the summary of the document. From a
    script, call this under ``if __name__ == "__main__"``: the processes are spawned.
    A run that was cut short goes on where it was, in the same folder.
    Raises InputError for bad input and when not one wijk could be lived through.
    """
    began = time.perf_counter()
    plan = make_plan(request, request.models)
    every = checked(plan, chosen_wijken(request.places, request.places_file))
    run = {**identity(plan), "wijken": _named(every)}
    key = run_key(plan.resolved, f"country {run['wijken']}")
    folder = store.folder_of(request.out, f"country-{plan.resolved.id}", key)
    store.check_folder(folder, key)
    with held(FinishedTasks(folder / FOLDER, run)) as kept:
        with store.staged(folder, key) as part:
            work = _Work(
                plan=plan,
                wijken={wijk.code: wijk for wijk in every if not wijk.skipped},
                kept=kept,
                progress=Progress(f"{WHAT}, inhabitants", request.progress),
            )
            _live(work, request.workers or cores(), how.executor)
            document = _write(work, every, part, key, request, folder, began, how)
        kept.clear()
    return document


def checked(plan: Plan, every: tuple[Wijk, ...]) -> tuple[Wijk, ...]:
    """The wijken, once sure that they can be lived through. InputError when not."""
    if all(wijk.skipped for wijk in every):
        raise InputError(
            code="out_of_range",
            where="places",
            found=", ".join(wijk.code for wijk in every[:5]),
            allowed="at least one wijk with inhabitants and households",
            message="nobody lives in these wijken, or CBS published no households",
        )
    settings = plan.resolved.settings
    if settings.citizens:
        raise InputError(
            code="inconsistent",
            where="settings.citizens",
            found=str(settings.citizens),
            allowed="all: every wijk has its own inhabitants",
            message="a country has no number of citizens of its own",
        )
    values = plan.resolved.values
    parts = {m.id: stages(plan.resolved, m, values, plan.weeks) for m in plan.resolved.models}
    check_means(parts, settings.means, plan.place.inhabitants, plan.weeks)
    return every


def _named(every: Sequence[Wijk]) -> str:
    """What tells one list of wijken from another."""
    codes = " ".join(wijk.code for wijk in every)
    return f"{len(every)} wijken, {hashlib.sha256(codes.encode()).hexdigest()[:12]}"


def _live(work: _Work, workers: int, executor: Executor | None) -> None:
    """Everything that was not done before."""
    numbers = range(work.plan.resolved.settings.replications)
    every = {Job(code, number) for code in work.wijken for number in numbers}
    before = {Job(*job) for job in work.kept.done()} & every
    left = every - before
    if before:
        work.progress.say(f"{len(before)} of {len(every)} runs of a wijk were done before")
    if work.kept.damaged:
        work.progress.say(damaged_files(work.kept.damaged))
    if not left:
        return
    warm_up(work.plan, work.progress, workers)
    work.inhabitants = work.weight(left)
    try:
        lost = run_in_parts(
            live_wijken,
            tasks_of(work.plan, left, work.wijken, workers),
            lambda task: [Task(work.plan, (job,)) for job in task.jobs],
            work.take,
            Workers(workers, executor),
        )
    except KeyboardInterrupt:
        if done := len(work.kept.done()):
            work.progress.say(
                f"{done} of {len(every)} runs of a wijk are kept in {work.kept.folder}; "
                "the same command goes on from there"
            )
        raise
    work.failures += [failed(task.jobs[0], item.error, item.died) for task, item in lost]


def _write(
    work: _Work,
    every: Sequence[Wijk],
    part: Path,
    key: str,
    request: CountryRequest,
    folder: Path,
    began: float,
    how: How,
) -> dict[str, Any]:
    """The folder's files from what was kept; returns the document."""
    failures = sorted(work.failures, key=lambda item: (item["wijk"], item["replication"]))
    if work.kept.count() == 0:
        raise_first(failures)
    models = [model.id for model in work.plan.resolved.models]
    table = work.kept.table(models)
    nation = nation_of(table.to_pydict(), every, models)
    marks = (table[name].to_pylist() for name in ("statcode", "replication", "model", "digest"))
    digest = digest_of(zip(*marks, strict=True))
    document = country_document(work.plan, every, nation, failures, request.lang)
    document["digest"] = digest
    document["out"] = str(folder)
    with store.told(folder):
        write_wijken(part, table, nation)
        write_map(part, every, nation)
        if how.page is not None:
            how.page((document, work.plan.resolved), part, request.lang)
        document["seconds"] = {**work.seconds, "total": time.perf_counter() - began}
        store.write_json(part / "country.json", document)
        found = {
            "digest": digest,
            "seed": document["seed"],
            "seconds": document["seconds"],
            "failures": failures,
        }
        store.write_manifest(part, manifest(work.plan.resolved, request, key, found))
    return document
