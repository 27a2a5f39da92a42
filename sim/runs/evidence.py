"""What ``wijksim evidence`` does whatever it is about: one folder, resumed when it was stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sim.execution.failures import failure, raise_first
from sim.execution.pool import Outcome
from sim.execution.progress import Progress
from sim.inputs.files.errors import InputError
from sim.inputs.parameters.evidence import evidence_digests
from sim.inputs.request import About, EvidenceRequest
from sim.runs.paired import Plan
from sim.runs.planning import make_plan
from sim.runs.unfinished import identity
from sim.runs.warm_up import warm_up
from sim.storage import folder as store
from sim.storage.checkpoint import FOLDER, Kept, held
from sim.storage.csv_files import write_csv
from sim.storage.manifest import manifest, run_key

LEAST: dict[About, int] = {"liveness": 1, "foregone": 1, "luck": 2}  # one run has no variance
K = TypeVar("K", bound=Kept)
Columns = Mapping[str, Sequence[Any]]
# What a check makes of its plan: a part of the document, and a table.
Work = Callable[[Plan, K, Progress], tuple[dict[str, Any], Columns]]


def evidence(request: EvidenceRequest, kept_as: type[K], work: Work[K]) -> dict[str, Any]:
    """Do ``work`` and write its folder; returns the document ``wijksim/evidence-.../1``.

    kept_as: how finished tasks are kept. A check that was stopped goes on in the same folder
    when the same command is given again; with ``out`` named, also when it asks for more runs.
    Raises InputError for bad input.
    """
    began = time.perf_counter()
    least = LEAST[request.about]
    if request.many < least:
        raise InputError(
            code="out_of_range",
            where="--draws" if request.about == "foregone" else "--seeds",
            found=str(request.many),
            allowed=f"a whole number of at least {least}",
            message="that is not enough to say anything",
        )
    plan = make_plan(request, None)
    told = evidence_digests()
    key = run_key(plan.resolved, f"evidence {request.about} {request.many} {request.only} {told}")
    folder = store.folder_of(request.out, f"evidence-{request.about}-{plan.resolved.id}", key)
    store.check_folder(folder, key)
    run = {**identity(plan), "evidence": request.about, "told": told}
    tell = Progress(f"wijksim evidence {request.about}", request.progress)
    with held(kept_as(folder / FOLDER, run)) as kept:
        with store.staged(folder, key) as part:
            warm_up(plan, tell, request.workers)
            found, table = work(plan, kept, tell)
            document = {**_opening(request, plan), **found, "out": str(folder)}
            document["seconds"] = {"total": time.perf_counter() - began}
            _write(part, folder, document, table, manifest(plan.resolved, request, key, _of(found)))
        kept.clear()
    return document


def _opening(request: EvidenceRequest, plan: Plan) -> dict[str, Any]:
    """What was run, at what size."""
    settings = plan.resolved.settings
    return {
        "schema": f"wijksim/evidence-{request.about}/1",
        "scenario": plan.resolved.id,
        "models": {model.id: model.answers for model in plan.resolved.models},
        "titles": {model.id: {lang: model.title(lang) for lang in ("en", "nl")}
                   for model in plan.resolved.models},
        "seed": settings.seed,
        "runs": request.many,
        "citizens": settings.citizens or plan.place.inhabitants,
        "burn_in_weeks": settings.burn_in_weeks,
        "weeks": settings.weeks,
        "means": settings.means,
    }  # fmt: skip


def _of(found: Mapping[str, Any]) -> dict[str, Any]:
    """What the manifest tells of the result."""
    return {"failures": found["failures"]}


def _write(
    part: Path, folder: Path, document: Mapping[str, Any], table: Columns, about: Mapping[str, Any]
) -> None:
    with store.told(folder):
        store.write_json(part / "evidence.json", document)
        store.write_table(part / "evidence.parquet", table)
        rows = zip(*table.values(), strict=True)
        write_csv(part / "evidence.csv", list(table), rows, "excel")
        store.write_manifest(part, about)


def failures_of(outcome: Outcome[Any], names: Sequence[str]) -> list[dict[str, Any]]:
    """What failed, by what was tried, with the reason."""
    return [{"run": names[item.index], **failure(item.error, item.died)} for item in outcome.failed]


def something_done(outcome: Outcome[Any], failures: Sequence[Mapping[str, Any]]) -> None:
    """Raises the first failure when nothing was done."""
    if failures and not outcome.done:
        raise_first(failures, outcome.failed[0].error)


def columns_of(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> dict[str, list[Any]]:
    """Rows as the columns of a table."""
    return {name: [row[name] for row in rows] for name in names}
