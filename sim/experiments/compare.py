"""``wijksim compare``: every model on the same residents with the same luck, many times."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from sim.experiments import document as parts
from sim.experiments import ledger, store
from sim.experiments.comparison import Comparison, Sample
from sim.experiments.csv_files import write_summary
from sim.experiments.dated import check_changes
from sim.experiments.gains import DEAD_BAND
from sim.experiments.ledger import Ledger
from sim.experiments.manifest import command_line, manifest, run_key
from sim.experiments.notes import notes_of
from sim.experiments.pool import Failed, Outcome, run_tasks
from sim.experiments.progress import Progress
from sim.experiments.replicate import (
    Kind,
    Plan,
    Replication,
    Task,
    people_of,
    replicate,
    values_of,
)
from sim.inputs.errors import InputError, WijksimError
from sim.inputs.load import read_parameters
from sim.inputs.request import CompareRequest, RunRequest
from sim.inputs.resolved import Resolved
from sim.inputs.scenario import resolve
from sim.model.outcomes import OUTCOMES, STATES
from sim.world.places import find_place
from sim.world.population import People, population_report

SCHEMA = "wijksim/compare/1"
TODAY = "fragmented"
# The report is one room up: named here as text, so that this room does not lean on it.
REPORT = "sim.show.report"
WARM_WEEKS, WARM_CITIZENS = 14, 60


@dataclass
class _Clock:
    """Seconds by what they were spent on; processor time of all runs together."""

    began: float
    population: float = 0.0
    compile: float = 0.0
    report: float = 0.0


def compare(request: CompareRequest, executor: Executor | None = None) -> dict[str, Any]:
    """Run a comparison and write its folder; returns the document ``wijksim/compare/1``.

    executor: any ``concurrent.futures.Executor`` instead of processes of our own. From a
    script, call this under ``if __name__ == "__main__"``: the processes are spawned.
    A comparison that was cut short goes on where it was, in the same folder.
    Raises InputError for bad input and when not one run could be finished.
    """
    clock = _Clock(time.perf_counter())
    plan = make_plan(request, request.models)
    key = run_key(plan.resolved, "compare")
    folder = store.folder_of(request.out, plan.resolved.id, key)
    began = time.process_time()
    people = people_of(plan, 0)
    clock.population = time.process_time() - began
    store.check_folder(folder, key)
    with ledger.opened(folder, ledger.identity(plan)) as kept:
        with store.staged(folder, key) as part:
            began = time.process_time()
            warm_up(plan)
            clock.compile = time.process_time() - began
            tasks = tasks_of(plan)
            outcome = _run(tasks, kept, request, executor)
            failures = [_failure(tasks[item.index], item) for item in outcome.failed]
            _someone_finished(outcome.done, outcome.failed)
            done = [outcome.done[index] for index in sorted(outcome.done)]
            comparison = _comparison(plan, people, done, failures, request, folder)
            _write(comparison, done, part, key, request, clock)
        kept.clear()
    return comparison.document


def _run(
    tasks: Sequence[Task], kept: Ledger, request: CompareRequest, executor: Executor | None
) -> Outcome[Replication]:
    """Every task that was not done before; what is done is kept at once."""
    found = {index: kept.read(task) for index, task in enumerate(tasks)}
    before = {index: item for index, item in found.items() if item is not None}
    left = [index for index in found if index not in before]
    tick = Progress("wijksim compare " + tasks[0].plan.resolved.id, request.progress)
    if before:
        tick.say(f"{len(before)} of {len(tasks)} replications were done before")
    try:
        outcome = run_tasks(
            replicate,
            [tasks[index] for index in left],
            request.workers,
            executor,
            lambda finished, _: tick(len(before) + finished, len(tasks)),
            lambda index, item: kept.write(tasks[left[index]], item),
        )
    except KeyboardInterrupt:
        if kept.count():
            tick.say(f"{kept.count()} of {len(tasks)} replications are kept in {kept.folder}; "
                     "the same command goes on from there")  # fmt: skip
        raise
    done = before | {left[index]: item for index, item in outcome.done.items()}
    failed = [replace(item, index=left[item.index]) for item in outcome.failed]
    return Outcome(done, failed)


def make_plan(request: CompareRequest | RunRequest, models: Sequence[str] | None) -> Plan:
    """The scenario of a request, checked, with today's practice for its burn-in."""

    def resolved(chosen: Sequence[str] | None) -> Resolved:
        return resolve(
            request.scenario, settings=request.settings(), set=request.set, models=chosen
        )

    scenario, today = resolved(models), resolved([TODAY])
    check_changes(scenario, read_parameters())
    place = find_place(scenario.place)
    return Plan(scenario, today.models[0], today.model_values[TODAY], place)


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


def warm_up(plan: Plan) -> None:
    """Compile every kernel once, on a hamlet: workers then read it from disk."""
    settings = plan.resolved.settings.model_copy(
        update={"weeks": WARM_WEEKS, "burn_in_weeks": WARM_WEEKS, "citizens": WARM_CITIZENS}
    )
    small = replace(plan.resolved, settings=settings, changes=())
    # What is wrong with the values is told by the runs themselves.
    with contextlib.suppress(InputError):
        replicate(Task(replace(plan, resolved=small, place=find_place("synthetic")), "luck", 0))


def _failure(task: Task, item: Failed) -> dict[str, Any]:
    """A run without a result, with what is needed to do it again."""
    error = item.error
    told = error.document() if isinstance(error, InputError) else {}
    return {
        "sample": task.kind,
        "replication": task.number,
        "code": told.get("code") or ("worker_died" if item.died else "unexpected"),
        "where": told.get("where"),
        "found": told.get("found"),
        "allowed": told.get("allowed"),
        "message": told.get("message") or f"{type(error).__name__}: {error}",
        "drawn": values_of(task.plan, task.kind, task.number)[1],
    }


def _someone_finished(done: Mapping[int, Replication], failed: Sequence[Failed]) -> None:
    if done:
        return
    error = failed[0].error
    if isinstance(error, WijksimError):
        raise error
    raise WijksimError(f"not one run could be finished: {type(error).__name__}: {error}") from error


def digest_of(done: Sequence[Replication]) -> str:
    """SHA-256 (hex) over the citizens of every model in every replication, in fixed order."""
    digest = hashlib.sha256()
    for item in sorted(done, key=lambda item: (item.kind, item.number)):
        for model, run in item.models.items():
            digest.update(f"{item.kind}/{item.number}/{model}/{run.digest}\n".encode())
    return digest.hexdigest()


def _sample(done: Sequence[Replication], kind: Kind) -> Sample | None:
    chosen = [item for item in done if item.kind == kind]
    return parts.sample_of(chosen) if chosen else None


def _comparison(
    plan: Plan,
    people: People,
    done: Sequence[Replication],
    failures: list[dict[str, Any]],
    request: CompareRequest,
    folder: Path,
) -> Comparison:
    luck, full = _sample(done, "luck"), _sample(done, "full")
    head = full or luck
    assert head is not None
    kind = done[0].kind
    own = [item for item in done if item.kind == kind]
    notes = notes_of(plan.resolved, head, luck, failures, people, own)
    comparison = Comparison(
        resolved=plan.resolved,
        luck=luck or head,
        full=full,
        document=_document(plan, done, luck, full, request.lang),
        accounts={model: run.account for model, run in done[0].models.items()},
        drawn=_drawn(own),
        population=population_report(people),
        notes=notes,
        failures=failures,
        command=command_line(request),
    )
    comparison.document.update(
        failures=failures, notes=notes, out=str(folder), accounts=comparison.accounts
    )
    return comparison


def _document(
    plan: Plan,
    done: Sequence[Replication],
    luck: Sample | None,
    full: Sample | None,
    lang: str,
) -> dict[str, Any]:
    head, settings = full or luck, plan.resolved.settings
    assert head is not None
    reasons = parts.reasons_of(done)
    levels = parts.levels_part([item for item in done if item.kind == done[0].kind])
    return {
        "schema": SCHEMA,
        "scenario": plan.resolved.id,
        "seed": settings.seed,
        "replications": head.replications,
        "weeks": settings.weeks,
        "burn_in_weeks": settings.burn_in_weeks,
        "citizens": done[0].inhabitants,
        "means": settings.means,
        "interval": {
            "level": parts.LEVEL,
            "covers": ["luck"] if full is None else ["luck", "parameters"],
        },
        "outcomes": {
            name: {
                "unit": item.unit,
                "better": item.better,
                "label": item.label_nl if lang == "nl" else item.label_en,
            }
            for name, item in OUTCOMES.items()
            if name in next(iter(head.outcomes.values()))
        },
        "models": parts.models_part(luck, full, reasons),
        "differences": parts.differences_part(luck, full, reasons),
        "flow_states": list(STATES),
        "flows": {model: flows.tolist() for model, flows in head.flows.items()},
        "gains": parts.gains_part(head),
        "gains_other_luck": parts.other_luck_part(done),
        "gains_dead_band": {"value": DEAD_BAND, "unit": "burden-weeks over the whole run"},
        "levels_today": levels,
        "targets": parts.targets_part(levels),
        "luck_replications": luck.replications if luck else 0,
        "digest": digest_of(done),
    }


def _drawn(done: Sequence[Replication]) -> dict[str, Any]:
    return {key: np.array([float(item.drawn[key]) for item in done]) for key in done[0].drawn}


def write_report(comparison: Comparison, folder: Path, lang: str) -> None:
    """The report of a comparison, in ``folder``."""
    import_module(REPORT).write_report(comparison, folder, lang)


def _write(
    comparison: Comparison,
    done: Sequence[Replication],
    part: Path,
    key: str,
    request: CompareRequest,
    clock: _Clock,
) -> None:
    """The folder's files; the times of the document are complete but for the last writes."""
    began = time.perf_counter()
    final = Path(str(comparison.document["out"]))
    with store.told(final):
        store.write_replications(part, done)
        store.write_json(part / "population.json", comparison.population)
        write_report(comparison, part, request.lang)
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
