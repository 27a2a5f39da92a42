"""``wijksim compare``: every model on the same residents with the same luck, many times."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.comparison.ample import ample_tasks
from sim.comparison.assemble import comparison_of
from sim.comparison.comparison import Comparison
from sim.execution.failures import failure, raise_first
from sim.execution.pool import Failed
from sim.execution.progress import Progress
from sim.inputs.request import CompareRequest
from sim.runs import unfinished as ledger
from sim.runs.how import HERE, How
from sim.runs.paired import Plan
from sim.runs.planning import make_plan
from sim.runs.replicate import Replication, Task, people_of, replicate, values_of
from sim.runs.replication_tables import write_replications
from sim.runs.warm_up import warm_up
from sim.storage import folder as store
from sim.storage.csv_files import write_summary
from sim.storage.manifest import manifest, run_key
from sim.storage.resume import go_on

# The report is one room up: named here as text, so that this room does not lean on it.
WHAT = "wijksim compare "


@dataclass
class _Clock:
    """Seconds by what they were spent on: of the clock for compiling and the report, of the
    processors for the rest."""

    began: float
    population: float = 0.0
    compile: float = 0.0
    report: float = 0.0


def compare(request: CompareRequest, how: How = HERE) -> dict[str, Any]:
    """Run a comparison and write its folder; returns the document ``wijksim/compare/1``.

    how: who does the work, and what writes the report of the comparison. From a
    script, call this under ``if __name__ == "__main__"``: the processes are spawned.
    A comparison that was cut short goes on where it was, in the same folder.
    Raises InputError for bad input and when not one run could be finished.
    """
    clock = _Clock(time.perf_counter())
    plan = make_plan(request, request.models)
    key = run_key(plan.resolved, "compare" if request.ample else "compare --no-ample")
    folder = store.folder_of(request.out, plan.resolved.id, key)
    store.check_folder(folder, key)
    with ledger.opened(folder, ledger.identity(plan)) as kept:
        with store.staged(folder, key) as part:
            began = time.perf_counter()
            warm_up(plan, Progress(WHAT + plan.resolved.id, request.progress), request.workers)
            clock.compile = time.perf_counter() - began
            began = time.process_time()
            people = people_of(plan, 0)
            clock.population = time.process_time() - began
            tasks = tasks_of(plan)
            tasks += ample_tasks(plan, tasks) if request.ample else []
            outcome = go_on(
                replicate,
                tasks,
                kept,
                Progress(WHAT + plan.resolved.id, request.progress),
                "replications",
                request.workers,
                how.executor,
            )
            failures = [_failure(tasks[item.index], item) for item in outcome.failed]
            if all(tasks[index].kind == "ample" for index in outcome.done):
                raise_first(failures, outcome.failed[0].error)
            done = [outcome.done[index] for index in sorted(outcome.done)]
            comparison = comparison_of(plan, people, done, failures, request)
            comparison.document["out"] = str(folder)
            _write(comparison, done, part, key, request, clock, how)
        kept.clear()
    return comparison.document


def tasks_of(plan: Plan) -> list[Task]:
    """The replications to do: parameters drawn, and beside them luck alone.

    Under ``ranges`` the luck-only set has half as many, on the same seeds.
    """
    settings = plan.resolved.settings
    if settings.uncertainty == "luck":
        return [Task(plan, "luck", n, n == 0) for n in range(settings.replications)]
    full = [Task(plan, "full", n, n == 0) for n in range(settings.replications)]
    beside = min(settings.replications, max(2, (settings.replications + 1) // 2))
    return full + [Task(plan, "luck", n) for n in range(beside)]


def _failure(task: Task, item: Failed) -> dict[str, Any]:
    """A run without a result, with what is needed to do it again."""
    return {
        "sample": task.kind,
        "replication": task.number,
        **failure(item.error, item.died),
        "drawn": values_of(task.plan, task.kind, task.number)[1],
    }


def _write(
    comparison: Comparison,
    done: Sequence[Replication],
    part: Path,
    key: str,
    request: CompareRequest,
    clock: _Clock,
    how: How,
) -> None:
    """The folder's files; the times of the document are complete but for the last writes."""
    began = time.perf_counter()
    final = Path(str(comparison.document["out"]))
    with store.told(final):
        write_replications(part, done)
        store.write_json(part / "population.json", comparison.population)
        if how.page is not None:
            how.page(comparison, part, request.lang)
        clock.report = time.perf_counter() - began
        seconds = {
            "population": clock.population,
            "compile": clock.compile,
            "burn_in": sum(item.cpu for item in done),
            "simulate": sum(run.cpu for item in done for run in item.models.values()),
            "report": clock.report,
            "total": time.perf_counter() - clock.began,
        }
        comparison.document["seconds"] = seconds
        store.write_json(part / "comparison.json", comparison.document)
        write_summary(part, comparison.document)
        seeds = {str(item.number): item.seed for item in done}
        found = {
            "digest": comparison.document["digest"],
            "seed": comparison.resolved.settings.seed,
            "seeds": seeds,
            "drawn": sorted(comparison.drawn),
            "seconds": seconds,
            "failures": comparison.failures,
        }
        store.write_manifest(part, manifest(comparison.resolved, request, key, found))
