"""The commands that live many points: sweep, explain, sensitivity, discover, robust, and so on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from sim import api
from sim.cli import options as opt
from sim.cli.errors import DONE, SOME_FAILED
from sim.cli.options import asked, names_of, print_document, quiet_stdout, resolves
from sim.cli.text import outline
from sim.inputs.files.errors import InputError
from sim.inputs.study_request import (
    CurvesRequest,
    DiscoverRequest,
    ExplainRequest,
    RobustRequest,
    SearchRequest,
    SensitivityRequest,
    StructuresRequest,
    StudyRequest,
    SweepRequest,
)

Study = Callable[[Any], dict[str, Any]]

limit = click.option(
    "--limit", type=click.FloatRange(0.0, min_open=True), metavar="SECONDS",
    help="The longest that one point may take.",
)  # fmt: skip
scheduler = click.option(
    "--scheduler", metavar="ADDRESS", help="A dask scheduler, instead of processes here."
)
dry_run = click.option(
    "--dry-run", is_flag=True, help="Say how many runs, how long and how much disk; live nothing."
)
replications = click.option(
    "--replications", type=int, metavar="N",
    help="Runs of every point, each with its own luck; by default fewer than of a comparison.",
)  # fmt: skip
SHARED = (
    replications, opt.models, opt.weeks, opt.citizens, opt.seed, opt.set_values, opt.uncertainty,
    opt.workers, limit, scheduler, dry_run, opt.out, opt.lang, opt.json_out,
)  # fmt: skip


inputs = click.option(
    "--inputs", multiple=True, metavar="NAME",
    help="A parameter, a pattern, a group; more than once. Default all that has a range.",
)  # fmt: skip
outcomes = click.option("--outcomes", metavar="A,B", help="Outcomes; default the main ones.")
difference = click.option("--difference", metavar="LATER-EARLIER", help="Of which two models.")
runs = click.option(
    "--runs", type=click.Path(path_type=Path), metavar="DIR",
    help="Take the runs of a study that was done, and live none.",
)  # fmt: skip
points = click.option(
    "--size", type=click.IntRange(10), default=500, metavar="N", help="Points; default 500."
)


def _told(document: Mapping[str, Any], as_json: bool, lang: str) -> int:
    """Print an answer; the exit code says whether something failed."""
    from sim.show.studies.pages import ESTIMATE, KINDS, kind_of, lines

    known = kind_of(document) in (*KINDS, ESTIMATE)
    print_document(document, as_json, (lambda d: lines(d, lang)) if known else outline)
    return SOME_FAILED if document.get("failures") or document.get("failed") else DONE


def _done(study: Study, kind: type[StudyRequest], as_json: bool, **given: Any) -> int:
    """Check what is asked of a study, do it, tell it."""
    for name in {"outcomes", "objectives"} & given.keys():
        given[name] = names_of(given[name]) or ()
    request = asked(kind, as_json, **given)
    for option, models in _models(request).items():
        resolves(request, models, option)
    with quiet_stdout():
        document = study(request)
    return _told(document, as_json, request.lang)


def _models(request: StudyRequest) -> dict[str, tuple[str, ...] | None]:
    """The models that a request names, by the option that names them."""
    if isinstance(request, ExplainRequest):
        return {"--from": (request.earlier,), "--to": (request.later,)}
    if isinstance(request, SearchRequest):
        return {"--model": (request.model,)}
    return {"--models": request.models}


@click.command()
@click.argument("design", required=False)
@click.option("--status", type=click.Path(path_type=Path), metavar="DIR", help="How far it is.")
@click.option("--point", type=click.IntRange(0), metavar="P", help="Live this point alone.")
@click.option("--replication", type=click.IntRange(0), default=0, metavar="R", help="With luck R.")
@opt.options(*SHARED)
def sweep(
    as_json: bool,
    design: str | None,
    status: Path | None,
    point: int | None,
    replication: int,
    **given: Any,
) -> int:
    """Live every point of DESIGN (a name or a file), under each model with the same luck.

    What was stopped goes on when the same command is given again.
    """
    if status is not None:
        with quiet_stdout():
            from sim.runs.status import status as state_of

            found = state_of(status)
        print_document(found, as_json, outline)
        return SOME_FAILED if found["failures"] else DONE
    if design is None:
        raise InputError(
            code="usage",
            where="sweep",
            allowed="the name of a design, a file ending in .toml, or --status DIR",
            message="no design is given",
        )
    only = None if point is None else (point, replication)
    request = asked(SweepRequest, as_json, design=design, only=only, **given)
    with quiet_stdout():
        document = api.sweep(request)
    return _told(document, as_json, request.lang)


@click.command()
@opt.scenario
@click.option("--from", "earlier", default="fragmented", metavar="MODEL", help="As it is now.")
@click.option("--to", "later", default="wijkbudget", metavar="MODEL", help="As it would be.")
@click.option("--levers", is_flag=True, help="Also live both models with every lever at neutral.")
@opt.options(*(option for option in SHARED if option is not opt.models))
def explain(**given: Any) -> int:
    """Divide the difference between two models over the five questions, exactly.

    All combinations of their answers are lived, by the same residents with the same luck.
    """
    return _done(api.explain, ExplainRequest, **given)


@click.command()
@opt.scenario
@click.option(
    "--method", type=click.Choice(["morris", "emulator", "sobol", "pawn", "rbd_fast"]),
    default="morris", help="How; morris screens many inputs.",
)  # fmt: skip
@opt.options(inputs)
@click.option("--by-group", is_flag=True, help="Move groups of inputs (morris, sobol).")
@click.option("--size", type=click.IntRange(2), metavar="N", help="Trajectories, N, or points.")
@opt.options(outcomes, difference)
@click.option("--interactions", is_flag=True, help="Of every two inputs (sobol): twice the runs.")
@click.option(
    "--direct/--no-direct", default=True,
    help="Live what the emulator does not predict well enough by sobol.",
)  # fmt: skip
@click.option(
    "--relative", is_flag=True, help="Of the difference as a share of what the earlier model has."
)
@opt.options(runs, *(option for option in SHARED if option is not replications))
def sensitivity(**given: Any) -> int:
    """What carries the difference between two models? Luck is an input like the others."""
    return _done(api.sensitivity, SensitivityRequest, **given)


@click.command()
@opt.scenario
@click.option(
    "--statement", multiple=True, metavar="TEXT",
    help="Such as 'burden < 0', of the difference; more than once: all must hold.",
)  # fmt: skip
@opt.options(difference, inputs, points, runs, *SHARED)
def discover(**given: Any) -> int:
    """Under which conditions does a statement about two models hold?"""
    return _done(api.discover, DiscoverRequest, **given)


@click.command()
@opt.scenario
@click.option(
    "--enough", multiple=True, metavar="TEXT",
    help="What is good enough, such as 'public_cost <= 2500'; more than once.",
)  # fmt: skip
@opt.options(outcomes, inputs, points, runs, *SHARED)
def robust(**given: Any) -> int:
    """Which model is the safest choice over all that is not known?"""
    return _done(api.robust, RobustRequest, **given)


@click.command()
@opt.scenario
@opt.options(outcomes, *SHARED)
def structures(**given: Any) -> int:
    """Which conclusions survive another reading of how the world works?

    Every hypothesis, both regimes of money and every way to compare means, crossed.
    """
    return _done(api.structures, StructuresRequest, **given)


@click.command()
@opt.scenario
@click.option(
    "--inputs", multiple=True, metavar="NAME",
    help="A parameter, or a pattern that moves as one; default hours, budgets, outreach.",
)  # fmt: skip
@click.option("--levels", type=click.IntRange(2, 1001), default=7, metavar="N", help="Default 7.")
@opt.options(outcomes, *SHARED)
def curves(**given: Any) -> int:
    """Outcomes against hours, money and outreach, and where models break even."""
    return _done(api.curves, CurvesRequest, **given)


@click.command()
@opt.scenario
@click.option("--model", default="wijkbudget", metavar="ID", help="Whose levers are chosen.")
@click.option("--objectives", default="burden,public_cost", metavar="A,B", help="What to improve.")
@click.option(
    "--within", multiple=True, metavar="TEXT", help="What must hold: 'public_cost <= 2500'."
)
@click.option("--population", type=click.IntRange(4), default=24, metavar="N")
@click.option("--generations", type=click.IntRange(1), default=10, metavar="N")
@opt.options(inputs, *(option for option in SHARED if option is not opt.models))
def search(**given: Any) -> int:
    """Which levers of one model are best together, within what may be spent?"""
    return _done(api.search, SearchRequest, **given)


COMMANDS = (sweep, explain, sensitivity, discover, robust, search, structures, curves)
