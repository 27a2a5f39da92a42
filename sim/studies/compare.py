"""``wijksim compare``: all models on the same residents and random numbers, many times."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from sim.comparison.ample import ample_draws
from sim.comparison.assemble import comparison_of
from sim.comparison.comparison import Comparison
from sim.comparison.kept import DOCUMENT, keep
from sim.inputs.request import CompareRequest
from sim.runs.frame import HERE, How, Undertaking, Underway, identity, underway
from sim.runs.paired import Plan, make_plan
from sim.runs.replicate import Draw, Replication, people_of
from sim.runs.replication_tables import write_replications
from sim.runs.replication_work import ReplicationWork, replications
from sim.runs.without import with_other
from sim.runs.work import raise_first
from sim.storage import folder as store
from sim.storage.csv_files import write_summary
from sim.storage.manifest import run_key


def compare(request: CompareRequest, how: How = HERE) -> dict[str, Any]:
    """Run a comparison and write its folder; returns the document ``wijksim/compare/2``.

    how: who does the work, and what writes the report of the comparison. From a
    script, call this under ``if __name__ == "__main__"``: the processes are spawned.
    Raises InputError for bad input and when not one run could be finished.
    """
    plan = with_other(make_plan(request, request.models), request)
    other = None if plan.without is None else plan.without.resolved
    what = Undertaking(
        name=plan.resolved.id,
        title=f"wijksim compare {plan.resolved.id}",
        key=run_key(plan.resolved, "compare" if request.ample else "compare --no-ample", other),
        identity=identity(plan),
        plan=plan,
        work=ReplicationWork(plan),
    )
    with underway(what, request, how) as under:
        began = time.process_time()
        people = people_of(plan, 0)
        under.spent["population"] = time.process_time() - began
        draws = draws_of(plan)
        done = replications(under, draws + (ample_draws(draws) if request.ample else []))
        if all(item.kind == "ample" for item in done):
            raise_first(under.failures)
        comparison = comparison_of(plan, people, done, under.failures, request)
        comparison.document["out"] = str(under.folder)
        return _write(under, comparison, done)


def draws_of(plan: Plan) -> list[Draw]:
    """The replications to do: with parameters drawn, and beside them fixed.

    Under ``ranges`` the set with fixed parameters has half as many, on the same seeds.
    """
    settings = plan.resolved.settings
    if settings.uncertainty == "luck":
        return [Draw("luck", n, n == 0) for n in range(settings.replications)]
    full = [Draw("full", n, n == 0) for n in range(settings.replications)]
    beside = min(settings.replications, max(2, (settings.replications + 1) // 2))
    return full + [Draw("luck", n) for n in range(beside)]


def _write(under: Underway, comparison: Comparison, done: Sequence[Replication]) -> dict[str, Any]:
    """The folder's files; the times of the document are complete but for the last writes."""
    document, began = comparison.document, time.perf_counter()

    def found() -> Mapping[str, Any]:
        """The part of the manifest about the result, with the time of the report."""
        document["seconds"] = {
            "population": under.spent["population"],
            "compile": under.compiling,
            "burn_in": sum(item.cpu for item in done),
            "simulate": sum(run.cpu for item in done for run in item.models.values()),
            "report": time.perf_counter() - began,
            "total": under.elapsed(),
        }
        write_summary(under.part, document)
        return {
            "digest": document["digest"],
            "seed": comparison.resolved.settings.seed,
            "seeds": {str(item.number): item.seed for item in done},
            "drawn": sorted(comparison.drawn),
            "seconds": document["seconds"],
            "failures": comparison.failures,
        }

    with store.write_errors(under.folder):
        write_replications(under.part, done)
        store.write_json(under.part / "population.json", comparison.population)
        keep(comparison, under.part)
    return under.finish(document, DOCUMENT, found, comparison)
