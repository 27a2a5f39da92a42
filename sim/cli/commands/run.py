"""The command ``wijksim run``."""

from sim import api
from sim.cli.command import Command
from sim.cli.text import outline
from sim.inputs.request import RunRequest

COMMAND = Command(
    request=RunRequest(),
    answer=api.run,
    lines=outline,
    help="Simulate SCENARIO once, under one model.",
)
