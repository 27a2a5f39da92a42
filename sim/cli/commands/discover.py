"""The command ``wijksim discover``."""

from sim import api
from sim.cli.command import Command
from sim.cli.text import study
from sim.inputs.study_request import DiscoverRequest

COMMAND = Command(
    request=DiscoverRequest(),
    answer=api.discover,
    lines=study,
    help="Under which conditions does a statement about two models hold?",
)
