"""The command ``wijksim places search``."""

import click

from sim import api
from sim.cli.command import Command
from sim.cli.text import places
from sim.inputs.lookup_request import PlacesRequest

GROUP = click.Group("places", no_args_is_help=False, help="Find what can be simulated.")

SEARCH = Command(
    request=PlacesRequest(""),
    answer=api.search_places,
    lines=places,
    check=None,
    help="""Find places by name: TEXT is a name or a part of one, or a code.

    Capitals and accents do not count. The code is what --place, a scenario and other commands
    take. Nothing found is an error (exit code 2) that names what is spelled nearly so.
    """,
)

COMMANDS = (SEARCH,)
