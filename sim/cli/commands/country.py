"""The command ``wijksim country``."""

from functools import partial

from sim import api
from sim.cli.command import Command
from sim.cli.text import summary
from sim.inputs.request import CountryRequest

COMMAND = Command(
    request=CountryRequest(),
    answer=api.country,
    lines=partial(summary, then="map.csv"),
    help="""Simulate every wijk of the country under each model, or those of PLACE.

    PLACE is the code of a municipality (GM0935), a wijk or a buurt; more may be given. Every
    wijk is a neighbourhood of its own, with staff and budget in proportion.
    """,
)
