"""Every command: the request that it takes, the call that answers it, how it prints."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click

from sim import api
from sim.cli import text
from sim.cli.command import Command, some_failed
from sim.inputs import request as asked
from sim.inputs import study_request as many
from sim.inputs.files.errors import InputError

EVIDENCE = click.Group(
    "evidence",
    no_args_is_help=False,
    help="""Try the model out: does every parameter matter, is a conclusion foregone, what do
    common random numbers bring?

    Sizes are small unless something else is asked for, and stand in every answer. What was
    stopped goes on when the same command is given again.
    """,
)

SCENARIOS = click.Group(
    "scenarios", no_args_is_help=False, help="List, show and check what can be run."
)


def has_design(request: many.SweepRequest) -> None:
    """InputError when neither a design nor the folder of a study is given."""
    if request.status is None and not request.design:
        raise InputError(
            code="usage",
            where="sweep",
            allowed="the name of a design, a file ending in .toml, or --status DIR",
            message="no design is given",
        )


def dead(document: Mapping[str, Any]) -> bool:
    """True when a parameter changes nothing or could not be tried."""
    states = ("moves_nothing", "refused", "not_tried")
    return some_failed(document) or any(document[state] for state in states)


def odd(document: Mapping[str, Any]) -> bool:
    """True when a sign is foregone, or a lever is built in, and no source says so."""
    from sim.comparison.leaning import built_in
    from sim.studies.foregone import unexplained

    return some_failed(document) or any(unexplained(document)) or any(built_in(document))


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        request=asked.CompareRequest(),
        answer=api.compare,
        lines=partial(text.summary, then="report.html"),
        help="Simulate SCENARIO (a name or a file) under each model and say what differs.",
    ),
    Command(
        request=asked.CountryRequest(),
        answer=api.country,
        lines=partial(text.summary, then="map.csv"),
        help="""Simulate every wijk of the country under each model, or those of PLACE.

        PLACE is the code of a municipality (GM0935), a wijk or a buurt; more may be given. Every
        wijk is a neighbourhood of its own, with staff and budget in proportion.
        """,
    ),
    Command(
        request=asked.RunRequest(),
        answer=api.run,
        help="Simulate SCENARIO once, under one model.",
    ),
    Command(
        request=asked.PopulationRequest(),
        answer=api.population,
        check=None,
        help="""Build the residents of PLACE and show how they fit the published figures.

        PLACE is pilot, nederland, synthetic, the code of a wijk, buurt or municipality,
        or a CSV file.
        """,
    ),
    Command(
        request=asked.VerifyRequest(),
        answer=api.known_answers,
        lines=text.known_answers,
        check=None,
        help="""Set what is known beforehand beside what the model makes of it, on one page.

        Queues against exact algebra, needs against their differential equation, closing and
        relapse against a Markov chain, money that runs out, residents against published figures.
        """,
    ),
    Command(
        request=asked.ExportRequest(Path()),
        answer=api.export,
        check=None,
        help="""Write every table of a results FOLDER as CSV, in its folder csv or in --out.

        The style excel opens with a double click in Dutch Excel.
        """,
    ),
    Command(
        request=many.SweepRequest(),
        answer=api.sweep,
        lines=text.study,
        check=has_design,
        help="""Run every point of DESIGN (a name or a file) under each model, on common random
        numbers.

        What was stopped goes on when the same command is given again.
        """,
    ),
    Command(
        request=many.ExplainRequest(),
        answer=api.explain,
        lines=text.study,
        help="""Divide the difference between two models over the five questions, exactly.

        All combinations of their answers are run, with the same residents and random numbers.
        """,
    ),
    Command(
        request=many.SensitivityRequest(),
        answer=api.sensitivity,
        lines=text.study,
        help="What carries the difference between two models? Random numbers are an input too.",
    ),
    Command(
        request=many.DiscoverRequest(),
        answer=api.discover,
        lines=text.study,
        help="Under which conditions does a statement about two models hold?",
    ),
    Command(
        request=many.RobustRequest(),
        answer=api.robust,
        lines=text.study,
        help="Which model is the safest choice over all that is not known?",
    ),
    Command(
        request=many.SearchRequest(),
        answer=api.search,
        lines=text.study,
        help="Which levers of one model are best together, within what may be spent?",
    ),
    Command(
        request=many.StructuresRequest(),
        answer=api.structures,
        lines=text.study,
        help="""Which conclusions survive another reading of how the world works?

        Every hypothesis, both regimes of money and every way to compare means, crossed.
        """,
    ),
    Command(
        request=many.CurvesRequest(),
        answer=api.curves,
        lines=text.study,
        help="Outcomes against hours, money and outreach, and where models break even.",
    ),
    Command(
        request=asked.EvidenceRequest("liveness"),
        answer=api.liveness,
        lines=text.evidence,
        failed=dead,
        help="""Move every parameter across its range: which outcome changes, how much, which way?

        Ends with 4 when one changes nothing or could not be tried.
        """,
    ),
    Command(
        request=asked.EvidenceRequest("foregone"),
        answer=api.foregone,
        lines=text.evidence,
        failed=odd,
        help="""Draw every lever and parameter of the world: how often is each model better?

        Every draw is run twice: as it is, and with what answers differ in exchanged between them.
        Ends with 4 when a sign is the same in more than 99 of 100 worlds and nobody knows why, or
        a lever favours one answer in more than 90 of 100 and no source says so.
        """,
    ),
    Command(
        request=asked.EvidenceRequest("luck"),
        answer=api.luck,
        lines=text.evidence,
        help="Measure what it is worth that every model meets the same random numbers.",
    ),
    Command(
        request=asked.ListRequest(),
        answer=api.list_scenarios,
        lines=text.titles,
        check=None,
        help="The built-in scenarios.",
    ),
    Command(
        request=asked.ShowRequest(),
        answer=api.show_scenario,
        lines=text.scenario,
        check=None,
        help="Every value of SCENARIO with its unit and origin.",
    ),
    Command(
        request=asked.CheckRequest(),
        answer=api.check_scenarios,
        lines=text.checked,
        check=None,
        help="""Check scenarios (default all built-in ones), their places and their sources.

        Says where a benefit is taken without the friction that its source reports.
        """,
    ),
)
