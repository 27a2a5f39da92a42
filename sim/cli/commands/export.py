"""The command ``wijksim export``."""

from pathlib import Path

from sim import api
from sim.cli.command import Command
from sim.cli.text import paths
from sim.inputs.request import ExportRequest

COMMAND = Command(
    request=ExportRequest(Path()),
    answer=api.export,
    lines=paths,
    check=None,
    help="""Write every table of a results FOLDER as CSV, in its folder csv or in --out.

    The style excel opens with a double click in Dutch Excel. With --xlsx it is
    one workbook, in its folder xlsx or in --out: of a comparison what is different, the answer,
    differences with their runs, levels, who pays, who gains, today, parameters, provenance; of
    anything else a sheet per table.
    """,
)
