"""``wijksim evidence`` whatever it is about: one folder with a document and its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.parameters.evidence import evidence_digests
from sim.inputs.request import About, EvidenceRequest
from sim.runs.frame import HERE, How, Undertaking, Underway, identity, underway
from sim.runs.paired import Plan, make_plan
from sim.runs.work import Work, failure
from sim.storage import folder as store
from sim.storage.csv_files import write_csv
from sim.storage.manifest import run_key

SCHEMAS: dict[About, str] = {
    "liveness": "wijksim/evidence-liveness/1",
    "foregone": "wijksim/evidence-foregone/1",
    "luck": "wijksim/evidence-luck/2",
}
LEAST: dict[About, int] = {"liveness": 1, "foregone": 1, "luck": 2}  # one run has no variance
Columns = Mapping[str, Sequence[Any]]
# A part of the document, and a table, of a check that is under way.
Check = Callable[[Underway], tuple[dict[str, Any], Columns]]


def evidence(
    request: EvidenceRequest, work_of: Callable[[Plan], Work[Any]], check: Check, how: How = HERE
) -> dict[str, Any]:
    """Do a check and write its folder; returns the document ``wijksim/evidence-...``.

    With ``out`` named, a check that was stopped also goes on when it asks for more runs.
    Raises InputError for bad input.
    """
    least = LEAST[request.about]
    if request.many < least:
        raise InputError(
            code="out_of_range",
            where="--draws" if request.about == "foregone" else "--seeds",
            found=str(request.many),
            allowed=Said.WHOLE_LEAST(least=least),
            message="that is not enough to say anything",
        )
    plan, sources = make_plan(request, None), evidence_digests()
    asked = f"evidence {request.about} {request.many} {request.only} {sources}"
    what = Undertaking(
        name=f"evidence-{request.about}-{plan.resolved.id}",
        title=f"wijksim evidence {request.about}",
        key=run_key(plan.resolved, asked),
        identity={**identity(plan), "evidence": request.about, "told": sources},
        plan=plan,
        work=work_of(plan),
    )
    with underway(what, request, how) as under:
        found, table = check(under)
        document = {**_opening(request, plan), **found, "out": str(under.folder)}
        document["seconds"] = {"total": under.elapsed()}
        with store.write_errors(under.folder):
            store.write_table(under.part / "evidence.parquet", table)
            rows = zip(*table.values(), strict=True)
            write_csv(under.part / "evidence.csv", list(table), rows, "excel")
        return under.finish(document, "evidence.json", lambda: {"failures": found["failures"]})


def _opening(request: EvidenceRequest, plan: Plan) -> dict[str, Any]:
    """Scenario, models, titles and size of the runs."""
    settings = plan.resolved.settings
    return {
        "schema": SCHEMAS[request.about],
        "scenario": plan.resolved.id,
        "models": {model.id: model.answers for model in plan.resolved.models},
        "titles": plan.titles,
        "seed": settings.seed,
        "runs": request.many,
        "citizens": plan.residents,
        "burn_in_weeks": settings.burn_in_weeks,
        "weeks": settings.weeks,
        "means": settings.means,
    }


def runs_of(under: Underway, name: Callable[[Mapping[str, Any]], str]) -> list[dict[str, Any]]:
    """Failures, by what was tried, with the reason. name: of a failure."""
    return [
        {"run": name(item), **{key: item[key] for key in failure(ValueError())}}
        for item in under.failures
    ]
