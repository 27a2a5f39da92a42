"""The command ``wijksim report``."""

from pathlib import Path

from sim import api
from sim.cli.command import Command
from sim.cli.text import outline
from sim.inputs.request import ReportRequest

COMMAND = Command(
    request=ReportRequest(Path()),
    answer=api.report,
    lines=outline,
    check=None,
    help="""Write the page of a finished results FOLDER again, in the language of --lang.

    Nothing is simulated: the page is made of what is stored there.
    """,
)
