"""The commands ``wijksim evidence liveness|foregone|luck``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from sim import api
from sim.cli.command import Command, some_failed
from sim.cli.text import evidence
from sim.inputs.request import EvidenceRequest

GROUP = click.Group(
    "evidence",
    no_args_is_help=False,
    help="""Try the model out: does every parameter matter, is a conclusion foregone, what do
    common random numbers bring?

    Sizes are small unless something else is asked for, and stand in every answer. What was
    stopped goes on when the same command is given again.
    """,
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


LIVENESS = Command(
    request=EvidenceRequest("liveness"),
    answer=api.liveness,
    lines=evidence,
    failed=dead,
    help="""Move every parameter across its range: which outcome changes, how much, which way?

    Ends with 4 when one changes nothing or could not be tried.
    """,
)

FOREGONE = Command(
    request=EvidenceRequest("foregone"),
    answer=api.foregone,
    lines=evidence,
    failed=odd,
    help="""Draw every lever and parameter of the world: how often is each model better?

    Every draw is run twice: as it is, and with what answers differ in exchanged between them.
    Ends with 4 when a sign is the same in more than 99 of 100 worlds and nobody knows why, or
    a lever favours one answer in more than 90 of 100 and no source says so.
    """,
)

LUCK = Command(
    request=EvidenceRequest("luck"),
    answer=api.luck,
    lines=evidence,
    help="Measure what it is worth that every model meets the same random numbers.",
)

COMMANDS = (LIVENESS, FOREGONE, LUCK)
