"""The command ``wijksim discover``."""

from sim import api
from sim.cli.command import Command
from sim.inputs.study_request import DiscoverRequest

COMMAND = Command(
    request=DiscoverRequest(),
    answer=api.discover,
    help="Under which conditions does a statement about two models hold?",
)
