"""The command ``wijksim country``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sim import api
from sim.cli import options as opt
from sim.cli.errors import DONE, SOME_FAILED
from sim.cli.options import asked, print_document, quiet_stdout, resolves
from sim.cli.text import country as country_text
from sim.inputs.request import CountryRequest


@click.command()
@click.argument("places", nargs=-1, metavar="[PLACE]...")
@click.option(
    "--places", "places_file", type=click.Path(path_type=Path), metavar="FILE",
    help="Codes of wijken, buurten or municipalities, one on a line.",
)  # fmt: skip
@click.option("--scenario", default="nederland", metavar="NAME", help="A scenario or a file.")
@click.option("--replications", type=int, metavar="N", help="Runs of every wijk; default 1.")
@opt.options(opt.models, opt.weeks, opt.seed, opt.set_values, opt.uncertainty, opt.workers)
@opt.options(opt.out, opt.lang, opt.json_out)
def country(as_json: bool, **given: Any) -> int:
    """Live every wijk of the country under each model, or those of PLACE.

    PLACE is the code of a municipality (GM0935), a wijk or a buurt; more may be given. Every
    wijk is a neighbourhood of its own, with staff and budget in proportion.
    """
    request = asked(CountryRequest, as_json, **given)
    resolves(request, request.models)
    with quiet_stdout():
        document = api.country(request)
    print_document(document, as_json, country_text)
    return SOME_FAILED if document["failures"] else DONE
