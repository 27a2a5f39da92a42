"""The command ``wijksim compare``."""

from sim import api
from sim.cli.command import Command
from sim.cli.text import comparison
from sim.inputs.request import CompareRequest

COMMAND = Command(
    request=CompareRequest(),
    answer=api.compare,
    lines=comparison,
    help="Simulate SCENARIO (a name or a file) under each model and say what differs.",
)
