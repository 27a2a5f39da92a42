"""Everything the command line does as a typed call: a study, and the page that people read of it.

Each call is imported when it is made, so that the package itself costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any, TypeAlias

from sim.inputs import request as asked
from sim.inputs import study_request as many

if TYPE_CHECKING:
    from sim.runs.how import How

Document: TypeAlias = dict[str, Any]


def _with_page(
    study: Callable[[Any, How], Document], request: many.StudyRequest, executor: Executor | None
) -> Document:
    """A study of many points, and its page."""
    from sim.runs.how import How
    from sim.show.studies.pages import write_page

    return study(request, How(executor, write_page))


def compare(request: asked.CompareRequest, executor: Executor | None = None) -> Document:
    """Every model on the same residents with the same luck, many times; see its module."""
    from sim.runs.how import How
    from sim.show.report import write_report
    from sim.studies.compare import compare as study

    return study(request, How(executor, write_report))


def country(request: asked.CountryRequest, executor: Executor | None = None) -> Document:
    """Every wijk of the country, or some, under every model; see its module."""
    from sim.runs.how import How
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
    """Which model is the safest choice over everything that is not known; see its module."""
    from sim.studies.robust import robust as study

    return _with_page(study, request, executor)


def search(request: many.SearchRequest, executor: Executor | None = None) -> Document:
    """Levers of one model that are best together; see its module."""
    from sim.studies.search import search as study

    return _with_page(study, request, executor)


def sensitivity(request: many.SensitivityRequest, executor: Executor | None = None) -> Document:
    """What carries an outcome, and what carries a difference of models; see its module."""
    from sim.studies.sensitivity import sensitivity as study

    return _with_page(study, request, executor)


def structures(request: many.StructuresRequest, executor: Executor | None = None) -> Document:
    """Which conclusions survive another reading of how the world works; see its module."""
    from sim.studies.structures import structures as study

    return _with_page(study, request, executor)


def sweep(request: many.SweepRequest, executor: Executor | None = None) -> Document:
    """The points of a design, every one under every model with the same luck; see its module."""
    from sim.studies.sweep import sweep as study

    return _with_page(study, request, executor)


def foregone(request: asked.EvidenceRequest) -> Document:
    """How often each model is better over drawn worlds; see its module."""
    from sim.studies.foregone import foregone as study

    return study(request)


def liveness(request: asked.EvidenceRequest) -> Document:
    """What moving every parameter does; see its module."""
    from sim.studies.liveness import liveness as study

    return study(request)


def luck(request: asked.EvidenceRequest) -> Document:
    """What the shared luck is worth; see its module."""
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
