"""The command ``wijksim population``."""

from sim import api
from sim.cli.command import Command
from sim.cli.text import residents
from sim.inputs.request import PopulationRequest

COMMAND = Command(
    request=PopulationRequest(),
    answer=api.population,
    lines=residents,
    check=None,
    help="""Build the residents of PLACE and show how they fit the published figures.

    PLACE is pilot, nederland, synthetic, the code of a wijk, buurt or municipality,
    or a CSV file.
    """,
)
