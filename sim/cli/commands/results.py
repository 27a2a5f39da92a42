"""The command ``wijksim results diff``."""

from pathlib import Path

import click

from sim import api
from sim.cli.command import Command
from sim.cli.text import results
from sim.inputs.lookup_request import ResultsDiffRequest

GROUP = click.Group("results", no_args_is_help=False, help="Lay finished results side by side.")

DIFF = Command(
    request=ResultsDiffRequest(Path(), Path()),
    answer=api.diff_results,
    lines=results,
    check=None,
    help="""Differences between two folders A and B of finished comparisons.

    First in question: scenario, place, settings, models and values. Then the main outcomes, of
    every pair of models and of every model, side by side. Nothing is simulated.
    """,
)

COMMANDS = (DIFF,)
