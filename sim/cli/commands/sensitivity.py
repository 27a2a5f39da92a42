"""The command ``wijksim sensitivity``."""

from sim import api
from sim.cli.command import Command
from sim.inputs.study_request import SensitivityRequest

COMMAND = Command(
    request=SensitivityRequest(),
    answer=api.sensitivity,
    help="What carries the difference between two models? Random numbers are an input too.",
)
