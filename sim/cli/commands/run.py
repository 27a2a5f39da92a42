"""The command ``wijksim run``."""

from sim import api
from sim.cli.command import Command
from sim.inputs.request import RunRequest

COMMAND = Command(
    request=RunRequest(),
    answer=api.run,
    help="Simulate SCENARIO once, under one model.",
)
