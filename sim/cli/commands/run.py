"""The command ``wijksim run``."""

from sim import api
from sim.cli.command import Command
from sim.cli.text import one_run
from sim.inputs.request import RunRequest

COMMAND = Command(
    request=RunRequest(),
    answer=api.run,
    lines=one_run,
    help="Simulate SCENARIO once, under one model.",
)
