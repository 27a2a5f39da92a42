"""The command ``wijksim sensitivity``."""

from sim import api
from sim.cli.command import Command
from sim.cli.text import study
from sim.inputs.study_request import SensitivityRequest

COMMAND = Command(
    request=SensitivityRequest(),
    answer=api.sensitivity,
    lines=study,
    help="What carries the difference between two models? Random numbers are an input too.",
)
