"""The command ``wijksim sweep``."""

from sim import api
from sim.cli.command import Command
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.study_request import SweepRequest


def has_design(request: SweepRequest) -> None:
    """InputError when neither a design nor the folder of a study is given."""
    if request.status is None and not request.design:
        raise InputError(
            code="usage",
            where="sweep",
            allowed=Said.DESIGN(),
            message="no design is given",
        )


COMMAND = Command(
    request=SweepRequest(),
    answer=api.sweep,
    check=has_design,
    help="""Run every point of DESIGN (a name or a file) under each model, on common random numbers.

    What was stopped goes on when the same command is given again.
    """,
)
