"""The command ``wijksim curves``."""

from sim import api
from sim.cli.command import Command
from sim.inputs.study_request import CurvesRequest

COMMAND = Command(
    request=CurvesRequest(),
    answer=api.curves,
    help="Outcomes against hours, money and outreach, and where models break even.",
)
