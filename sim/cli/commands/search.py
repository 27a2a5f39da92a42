"""The command ``wijksim search``."""

from sim import api
from sim.cli.command import Command
from sim.inputs.study_request import SearchRequest

COMMAND = Command(
    request=SearchRequest(),
    answer=api.search,
    help="Which levers of one model are best together, within what may be spent?",
)
