"""The command ``wijksim structures``."""

from sim import api
from sim.cli.command import Command
from sim.inputs.study_request import StructuresRequest

COMMAND = Command(
    request=StructuresRequest(),
    answer=api.structures,
    help="""Which conclusions survive another reading of how the world works?

    Every hypothesis, both regimes of money and every way to compare means, crossed.
    """,
)
