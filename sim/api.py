"""Everything the command line does as a typed call: a study, and the page that people read of it.

Each call is imported when it is made, so that the package itself costs nothing.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, TypeAlias

from sim.inputs import lookup_request as look
from sim.inputs import request as asked
from sim.inputs import study_request as many

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from sim.runs.frame import How

Document: TypeAlias = dict[str, Any]


def _with_page(
    study: Callable[[Any, How], Document], request: many.StudyRequest, executor: Executor | None
) -> Document:
    """A study of many points, and its page."""
    from sim.runs.frame import How
    from sim.show.studies.pages import write_page

    return study(request, How(executor, write_page))


def compare(request: asked.CompareRequest, executor: Executor | None = None) -> Document:
    """Every model on the same residents with the same random numbers; see its module."""
    from sim.runs.frame import How
    from sim.show.report import write_report
    from sim.studies.compare import compare as study

    return study(request, How(executor, write_report))


def country(request: asked.CountryRequest, executor: Executor | None = None) -> Document:
    """Every wijk of the country, or some, under every model; see its module."""
    from sim.runs.frame import How
    from sim.show.country_summary import write_summary
    from sim.studies.country import country as study

    return study(request, How(executor, write_summary))


def curves(request: many.CurvesRequest, executor: Executor | None = None) -> Document:
    """Outcomes along one input at a time, and where models break even; see its module."""
    from sim.studies.curves import curves as study

    return _with_page(study, request, executor)


def discover(request: many.DiscoverRequest, executor: Executor | None = None) -> Document:
    """Under which conditions a statement about two models holds; see its module."""
    from sim.studies.discover import discover as study

    return _with_page(study, request, executor)


def explain(request: many.ExplainRequest, executor: Executor | None = None) -> Document:
    """A difference between two models divided over the five questions; see its module."""
    from sim.studies.explain import explain as study

    return _with_page(study, request, executor)


def robust(request: many.RobustRequest, executor: Executor | None = None) -> Document:
    """The model that is the safest choice over everything that is not known; see its module."""
    from sim.studies.robust import robust as study

    return _with_page(study, request, executor)


def search(request: many.SearchRequest, executor: Executor | None = None) -> Document:
    """Levers of one model that are best together; see its module."""
    from sim.studies.search import search as study

    return _with_page(study, request, executor)


def sensitivity(request: many.SensitivityRequest, executor: Executor | None = None) -> Document:
    """Inputs that carry an outcome, and a difference of models; see its module."""
    from sim.studies.sensitivity import sensitivity as study

    return _with_page(study, request, executor)


def structures(request: many.StructuresRequest, executor: Executor | None = None) -> Document:
    """Conclusions that survive another reading of how the world works; see its module."""
    from sim.studies.structures import structures as study

    return _with_page(study, request, executor)


def sweep(request: many.SweepRequest, executor: Executor | None = None) -> Document:
    """The points of a design, every one under every model with the same random numbers.

    With ``status`` it is how far the study in that folder is, and nothing is run.
    """
    from sim.runs.study import status
    from sim.studies.sweep import sweep as study

    if request.status is not None:
        return status(request.status)
    return _with_page(study, request, executor)


def foregone(request: asked.EvidenceRequest) -> Document:
    """Share of drawn worlds in which each model is better; see its module."""
    from sim.studies.foregone import foregone as study

    return study(request)


def gallery(request: many.GalleryRequest, executor: Executor | None = None) -> Document:
    """Every scenario of the catalogue beside today's practice, and its claims; see its module."""
    from sim.studies.gallery import gallery as study

    return _with_page(study, request, executor)


def liveness(request: asked.EvidenceRequest) -> Document:
    """The effect of moving every parameter; see its module."""
    from sim.studies.liveness import liveness as study

    return study(request)


def luck(request: asked.EvidenceRequest) -> Document:
    """The worth of common random numbers; see its module."""
    from sim.studies.luck import luck as study

    return study(request)


def run(request: asked.RunRequest) -> Document:
    """One neighbourhood under one model, year by year; see its module."""
    from sim.studies.run import run_command as study

    return study(request)


def known_answers(request: asked.VerifyRequest) -> Document:
    """The engine held against known answers; see its module."""
    from sim.show.known_answers import known_answers as study

    return study(request)


def population(request: asked.PopulationRequest) -> Document:
    """The residents of a place, and their fit to the published figures."""
    from sim.inputs.scenarios.scenario import resolve
    from sim.population.places import find_place
    from sim.population.population import build_people, population_report, write_population
    from sim.storage import folder as store
    from sim.storage.manifest import brief

    given = {"citizens": request.citizens, "seed": request.seed}
    settings = resolve(settings=given).settings
    people = build_people(find_place(request.place), settings.citizens or None, settings.seed)
    if request.out is not None:
        key = hashlib.sha256(f"population {people.place!r} {settings!r}".encode()).hexdigest()
        with store.staged(request.out, key) as part, store.write_errors(request.out):
            write_population(people, part)
            store.write_manifest(part, brief(request, key))
    return population_report(people)


def search_places(request: look.PlacesRequest) -> Document:
    """Places by name or a part of it; see its module."""
    from sim.population.place_search import search as find

    return find(" ".join(request.text), request.limit)


def export(request: asked.ExportRequest) -> Document:
    """Tables of a results folder as CSV, or as a workbook: the paths written."""
    if request.xlsx:
        from sim.show.sheets.export import export_workbook

        return {"written": [str(export_workbook(request))]}
    from sim.storage.csv_files import export as write

    return {"written": [str(path) for path in write(request)]}


def report(request: asked.ReportRequest) -> Document:
    """The page of a finished results folder, written again: the paths written."""
    from sim.show.again import report as write

    return write(request)


def list_scenarios(request: look.ListRequest) -> Document:
    """The built-in scenarios; see its module."""
    from sim.inputs.scenarios.scenario_file import scenario_names
    from sim.inputs.scenarios.shipped import shipped

    return shipped(scenario_names(), request.lang)


def show_scenario(request: look.ShowRequest) -> Document:
    """A scenario: its values with what is known of each; see its module."""
    from sim.inputs.scenarios.scenario import resolve
    from sim.inputs.scenarios.shown import shown

    given: dict[str, Any] = {"models": request.models, "bundles": request.bundles}
    return shown(resolve(request.scenario, set=request.set, **given), request)


def list_bundles(_: look.BundlesRequest) -> Document:
    """Levers that belong together, by name: what they set, how strong, on which sources."""
    from sim.inputs.scenarios.bundles import read_bundles

    return {"bundles": {name: row.model_dump() for name, row in read_bundles().items()}}


def new_scenario(request: look.NewRequest) -> Document:
    """A scenario file to begin with: the paths written; see its module."""
    from sim.show.new_scenario import new_scenario as write

    return write(request)


def schema_of_scenarios(request: look.SchemaRequest) -> Document:
    """The JSON Schema of scenario files; see its module."""
    from sim.show.scenario_schema import scenario_schema

    return scenario_schema(request.lang)


def diff_scenarios(request: look.DiffRequest) -> Document:
    """Differences between two scenarios; see its module."""
    from sim.comparison.scenario_diff import scenario_diff

    return scenario_diff(request.a, request.b)


def diff_results(request: look.ResultsDiffRequest) -> Document:
    """Differences between two finished comparisons; see its module."""
    from sim.comparison.results_diff import results_diff

    return results_diff(request.a, request.b)


def check_scenarios(request: look.CheckRequest) -> Document:
    """Scenarios that are right, and what is doubtful in each.

    Raises InputError for the first thing wrong in a scenario, its place or its sources.
    """
    from sim.inputs.parameters.facts_worded import facts_in
    from sim.inputs.parameters.load import read_parameters
    from sim.inputs.parameters.sources import check_sources, read_facts
    from sim.inputs.scenarios.scenario import resolve
    from sim.inputs.scenarios.scenario_file import chain, scenario_names, where_of_place
    from sim.population.places import find_place
    from sim.runs.claims import check_claims
    from sim.runs.doubts import doubts

    names = list(request.files or scenario_names())
    for name in names:
        find_place(resolve(name).place, where_of_place(name))
        check_claims(chain(name)[-1])
    check_sources(read_parameters(), read_facts())
    facts_in("nl")
    return {
        "schema": "wijksim/check/1",
        "checked": names,
        "strict": request.strict,
        "warnings": [
            {"scenario": name, **doubt.spoken(request.lang)}
            for name in names
            for doubt in doubts(name)
        ],
    }
