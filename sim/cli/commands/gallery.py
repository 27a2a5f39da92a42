"""The command ``wijksim gallery``."""

from sim import api
from sim.cli.command import Command
from sim.inputs.study_request import GalleryRequest

COMMAND = Command(
    request=GalleryRequest(),
    answer=api.gallery,
    check=None,
    help="""Every scenario of the catalogue beside today's practice, with what its sources claim.

    SCENARIO names some of them, or a file; default all. One page with a card for each.
    """,
)
