"""The command ``wijksim country``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sim import cli_options as opt
from sim.cli_errors import DONE, SOME_FAILED
from sim.cli_options import names_of, pairs_of, print_document, quiet_stdout, resolves, writable
from sim.cli_text import country as country_text
from sim.inputs.request import CountryRequest, Lang, Uncertainty


@click.command()
@click.argument("places", nargs=-1, metavar="[PLACE]...")
@click.option(
    "--places", "file", type=click.Path(path_type=Path), metavar="FILE",
    help="Codes of wijken, buurten or municipalities, one on a line.",
)  # fmt: skip
@click.option("--scenario", default="nederland", metavar="NAME", help="A scenario or a file.")
@click.option("--replications", type=int, metavar="N", help="Runs of every wijk; default 1.")
@opt.options(opt.models, opt.weeks, opt.seed, opt.set_values, opt.uncertainty, opt.workers)
@opt.options(opt.out, opt.lang, opt.json_out)
def country(
    places: tuple[str, ...],
    file: Path | None,
    scenario: str,
    replications: int | None,
    models: str | None,
    weeks: int | None,
    seed: int | None,
    values: tuple[str, ...],
    uncertainty: Uncertainty | None,
    workers: int | None,
    out: Path | None,
    lang: Lang,
    as_json: bool,
) -> int:
    """Live every wijk of the country under each model, or those of PLACE.

    PLACE is the code of a municipality (GM0935), a wijk or a buurt; more may be given. Every
    wijk is a neighbourhood of its own, with staff and budget in proportion.
    """
    request = CountryRequest(
        places=places,
        places_file=file,
        scenario=scenario,
        models=names_of(models),
        replications=replications,
        weeks=weeks,
        seed=seed,
        set=pairs_of(values),
        uncertainty=uncertainty,
        workers=workers,
        out=writable(out),
        lang=lang,
        progress=not as_json or sys.stderr.isatty(),
    )
    resolves(request, request.models)
    with quiet_stdout():
        from sim.experiments.country import country as run_country

        document = run_country(request)
    print_document(document, as_json, country_text)
    return SOME_FAILED if document["failures"] else DONE
