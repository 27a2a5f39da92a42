"""``wijksim run``: one neighbourhood under one support model, year by year."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from sim.execution.progress import Progress
from sim.foundation.units import WEEKS_PER_YEAR
from sim.inputs.request import RunRequest
from sim.inputs.scenarios.answers import ModelChoice
from sim.model.digest import state_digest
from sim.model.fork import inhabitants_at
from sim.runs.dated import stages
from sim.runs.draws import replication_seed
from sim.runs.paired import Plan, begun, burn_in, make_plan, run_until
from sim.runs.replicate import people_of, values_of
from sim.runs.warm_up import warm_up
from sim.storage import folder as store
from sim.storage.manifest import manifest, run_key

SCHEMA = "wijksim/run/2"
FIRST = 0  # the random numbers of a run are those of a comparison's first replication


def run_command(request: RunRequest) -> dict[str, Any]:
    """Run one model once; returns the document ``wijksim/run/2`` with a row per year.

    Parameters keep their stated or default values. A year has 52 weeks; a last, shorter
    one is reported with its number of weeks. Files are written when ``out`` is given.
    Raises InputError for bad input.
    """
    began = time.perf_counter()
    plan = make_plan(request, None if request.model is None else (request.model,))
    model = plan.resolved.models[0]
    key = run_key(plan.resolved, f"run {model.id}")
    if request.out is not None:
        store.check_folder(request.out, key)
    warm_up(plan, Progress(f"wijksim run {plan.resolved.id}", request.progress), 1)
    document = _simulated(plan, model, request.progress)
    document["out"] = None if request.out is None else str(request.out)
    document["seconds"] = {"total": time.perf_counter() - began}
    if request.out is not None:
        with store.staged(request.out, key) as part, store.write_errors(request.out):
            store.write_json(part / "run.json", document)
            found = {"digest": document["digest"], "seed": document["seed"], "failures": []}
            store.write_manifest(part, manifest(plan.resolved, request, key, found))
    return document


def _simulated(plan: Plan, model: ModelChoice, progress: bool) -> dict[str, Any]:
    settings = plan.resolved.settings
    seed = replication_seed(settings.seed, FIRST)
    values, _ = values_of(plan, "luck", FIRST)
    people = people_of(plan, FIRST)
    # The digest is over every row, as that of the Mesa model.
    start, levels = burn_in(replace(plan, leavers=True), values, people, seed)
    parts = stages(plan.resolved, model, values, plan.weeks)
    now, has = begun(start, model, parts[0], settings.means)
    tick = Progress(f"wijksim run {plan.resolved.id}", progress)
    years = []
    for first in range(0, plan.weeks, WEEKS_PER_YEAR):
        last = min(first + WEEKS_PER_YEAR, plan.weeks)
        results = run_until(now, model, parts, last, settings.means)
        years.append(
            {
                "weeks": last - first,
                "levels": dict(results.levels),
                "outcomes": dict(results.outcomes),
                "reasons": {name: why.document() for name, why in results.reasons.items()},
            }
        )
        tick(last, plan.weeks)
    return {
        "schema": SCHEMA,
        "scenario": plan.resolved.id,
        "model": model.id,
        "seed": settings.seed,
        "weeks": plan.weeks,
        "burn_in_weeks": settings.burn_in_weeks,
        "citizens": inhabitants_at(start),
        "means": settings.means,
        "before": levels,
        "years": years,
        "account": has,
        "digest": state_digest(now),
    }
