"""``wijksim country``: every wijk of the country, or some, under every model."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sim.analysis.national import nation_of
from sim.comparison.country import country_document, digest_of, write_map, write_wijken
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.request import CountryRequest
from sim.runs.account import check_means
from sim.runs.dated import stages
from sim.runs.frame import HERE, How, Undertaking, Underway, identity, underway
from sim.runs.paired import Plan, make_plan
from sim.runs.wijk_work import WijkWork
from sim.runs.wijken import Wijk, chosen_wijken
from sim.runs.work import Job
from sim.storage import folder as store
from sim.storage.manifest import run_key


def country(request: CountryRequest, how: How = HERE) -> dict[str, Any]:
    """Run the wijken and write a folder; returns the document ``wijksim/country/2``.

    how: who does the work, and what writes the summary of the document. From a
    script, call this under ``if __name__ == "__main__"``: the processes are spawned.
    Raises InputError for bad input and when not one wijk could be run.
    """
    plan = make_plan(request, request.models)
    every = checked(plan, chosen_wijken(request.places, request.places_file))
    named = _named(every)
    wijken = {wijk.code: wijk for wijk in every if not wijk.skipped}
    what = Undertaking(
        name=f"country-{plan.resolved.id}",
        title="wijksim country, inhabitants",
        key=run_key(plan.resolved, f"country {named}"),
        identity={**identity(plan), "wijken": named},
        plan=plan,
        work=WijkWork.of(plan, wijken),
    )
    todo = jobs_of(wijken, plan.resolved.settings.replications)
    with underway(what, request, how) as under:
        jobs = dict(zip(todo, todo, strict=True))
        under.carry_out(jobs, list, lambda job: wijken[job[0]].inhabitants)
        return _write(under, every, request.lang)


def jobs_of(wijken: Mapping[str, Wijk], replications: int) -> list[Job]:
    """Wijken in replications, the largest first: what takes long should not begin last."""
    codes = sorted(wijken, key=lambda code: (-wijken[code].inhabitants, code))
    return [(code, number) for code in codes for number in range(replications)]


def checked(plan: Plan, every: tuple[Wijk, ...]) -> tuple[Wijk, ...]:
    """The wijken, once sure that they can be simulated. InputError when not."""
    if all(wijk.skipped for wijk in every):
        raise InputError(
            code="out_of_range",
            where="places",
            found=", ".join(wijk.code for wijk in every[:5]),
            allowed=Said.A_WIJK(),
            message="nobody lives in these wijken, or CBS published no households",
        )
    settings = plan.resolved.settings
    if settings.citizens:
        raise InputError(
            code="inconsistent",
            where="settings.citizens",
            found=str(settings.citizens),
            allowed=Said.ALL_OF_A_WIJK(),
            message="a country has no number of citizens of its own",
        )
    values = plan.resolved.values
    parts = {m.id: stages(plan.resolved, m, values, plan.weeks) for m in plan.resolved.models}
    check_means(parts, settings.means, plan.place.inhabitants, plan.weeks)
    return every


def _named(every: Sequence[Wijk]) -> str:
    """Name of a list of wijken, that no other list has."""
    codes = " ".join(wijk.code for wijk in every)
    return f"{len(every)} wijken, {hashlib.sha256(codes.encode()).hexdigest()[:12]}"


def _write(under: Underway, every: Sequence[Wijk], lang: str) -> dict[str, Any]:
    """The folder's files from the rows of all wijken; returns the document."""
    plan = under.what.plan
    failures = sorted(under.failures, key=lambda item: (item["wijk"], item["replication"]))
    table = under.table(plan.models)
    nation = nation_of(table.to_pydict(), every, plan.models)
    marks = (table[name].to_pylist() for name in ("statcode", "replication", "model", "digest"))
    digest = digest_of(zip(*marks, strict=True))
    document = country_document(plan, every, nation, failures, lang)
    document |= {"digest": digest, "out": str(under.folder)}

    def found() -> Mapping[str, Any]:
        """The part of the manifest about the result, with the time of the page."""
        document["seconds"] = {**under.spent, "total": under.elapsed()}
        return {
            "digest": digest,
            "seed": document["seed"],
            "seconds": document["seconds"],
            "failures": failures,
        }

    with store.write_errors(under.folder):
        write_wijken(under.part, table, nation)
        write_map(under.part, every, nation)
    return under.finish(document, "country.json", found, (document, plan.resolved))
