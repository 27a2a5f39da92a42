"""The command ``wijksim robust``."""

from sim import api
from sim.cli.command import Command
from sim.inputs.study_request import RobustRequest

COMMAND = Command(
    request=RobustRequest(),
    answer=api.robust,
    help="Which model is the safest choice over all that is not known?",
)
