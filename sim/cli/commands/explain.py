"""The command ``wijksim explain``."""

from sim import api
from sim.cli.command import Command
from sim.inputs.study_request import ExplainRequest

COMMAND = Command(
    request=ExplainRequest(),
    answer=api.explain,
    help="""Divide the difference between two models over the five questions, exactly.

    All combinations of their answers are run, with the same residents and random numbers.
    """,
)
