"""The command ``wijksim compare``."""

from functools import partial

from sim import api
from sim.cli.command import Command
from sim.cli.text import summary
from sim.inputs.request import CompareRequest

COMMAND = Command(
    request=CompareRequest(),
    answer=api.compare,
    lines=partial(summary, then="report.html"),
    help="Simulate SCENARIO (a name or a file) under each model and say what differs.",
)
