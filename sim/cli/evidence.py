"""The commands ``wijksim evidence liveness|foregone|luck``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import click

from sim import api
from sim.cli import options as opt
from sim.cli.errors import DONE, SOME_FAILED
from sim.cli.options import asked, print_document, quiet_stdout, resolves
from sim.cli.text import columns
from sim.inputs.request import SIZES, About, EvidenceRequest

SHARED = (opt.seed, opt.set_values, opt.workers, opt.out, opt.lang, opt.json_out)


@click.group(no_args_is_help=False)
def evidence() -> None:
    """Try the model out: does every parameter matter, is a conclusion foregone, is luck shared?

    Sizes are small unless something else is asked for, and stand in every answer. What was
    stopped goes on when the same command is given again.
    """


def _size(about: About, runs: str, told: str) -> Callable[[opt.F], opt.F]:
    """How often (an option called ``runs``) and how large, with what it is by default."""
    size = SIZES[about]
    chosen = (
        ((runs, "runs"), f"{told}; default {size.runs}."),
        (("--citizens",), f"Residents; default {size.citizens}."),
        (("--weeks",), f"Weeks after the fork; default {size.weeks}."),
    )
    return opt.options(
        *(click.option(*names, type=int, metavar="N", help=line) for names, line in chosen)
    )


@evidence.command()
@opt.scenario
@click.option(
    "--only", multiple=True, metavar="PATTERN",
    help="A parameter, or a pattern such as 'desks.*'; may be given more than once.",
)  # fmt: skip
@opt.options(_size("liveness", "--seeds", "Runs with luck of their own"), *SHARED)
def liveness(**given: Any) -> int:
    """Move every parameter across its range: which outcome changes, how much, which way?

    Ends with 4 when one changes nothing or could not be tried.
    """
    document = _done("liveness", **given)
    dead = any(document[state] for state in ("moves_nothing", "refused", "not_tried"))
    return SOME_FAILED if dead or document["failures"] else DONE


@evidence.command()
@opt.scenario
@opt.options(_size("foregone", "--draws", "Draws, each lived as it is and reversed"), *SHARED)
def foregone(**given: Any) -> int:
    """Draw every lever and parameter of the world: how often is each model better?

    Every draw is lived twice: as it is, and with what answers differ in exchanged between them.
    Ends with 4 when a sign is the same in more than 99 of 100 worlds and nobody knows why, or
    a lever favours one answer in more than 90 of 100 and no source says so.
    """
    document = _done("foregone", **given)
    from sim.comparison.leaning import built_in
    from sim.studies.foregone import unexplained

    odd = any(unexplained(document)) or any(built_in(document))
    return SOME_FAILED if odd or document["failures"] else DONE


@evidence.command()
@opt.scenario
@opt.options(_size("luck", "--seeds", "Runs with luck of their own"), *SHARED)
def luck(**given: Any) -> int:
    """Measure what it is worth that every model meets the same luck."""
    document = _done("luck", **given)
    return SOME_FAILED if document["failures"] else DONE


def _done(about: About, as_json: bool, **given: Any) -> dict[str, Any]:
    """Check what was asked, do it, print it."""
    request = asked(EvidenceRequest, as_json, about=about, **given)
    resolves(request, None)
    with quiet_stdout():
        document = _work(request)
    print_document(document, as_json, lambda d: _lines(d, request.lang))
    return document


def _work(request: EvidenceRequest) -> dict[str, Any]:
    work = {"liveness": api.liveness, "foregone": api.foregone, "luck": api.luck}
    return work[request.about](request)


def _lines(document: Mapping[str, Any], lang: str) -> Iterator[str]:
    """What was done, the table, and what asks for attention."""
    from sim.show.evidence import Told

    told = Told(document, lang)
    yield from told.opening()
    yield ""
    for table in told.tables():
        yield from columns(table)
        yield ""
    yield from told.closing()
