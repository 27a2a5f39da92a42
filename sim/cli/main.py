"""The command ``wijksim``: parse, delegate, print.

Exit codes: 0 done, 1 unexpected, 2 bad usage or bad input, 4 some runs failed and
the rest is kept (``verify``: a known answer does not hold), 130 interrupted. With
``--json`` stdout holds exactly one document and an error is one line of JSON on stderr.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, cast

import click

from sim import __version__, api
from sim.cli import options as opt
from sim.cli.country import country
from sim.cli.errors import (
    DONE,
    INTERRUPTED,
    SOME_FAILED,
    UNEXPECTED,
    from_click,
    from_os,
    tell,
    unexpected,
)
from sim.cli.evidence import evidence
from sim.cli.options import (
    asked,
    names_of,
    pairs_of,
    print_document,
    quiet_stdout,
    resolves,
    writable,
)
from sim.cli.studies import COMMANDS as STUDIES
from sim.cli.text import checked, columns, comparison, outline
from sim.cli.text import scenario as scenario_text
from sim.inputs.files.errors import InputError, WijksimError
from sim.inputs.request import CompareRequest, Lang, RunRequest, VerifyRequest


@click.group(
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="wijksim", message="%(prog)s %(version)s")
def cli() -> None:
    """Compare three ways to organise support in a Dutch neighbourhood.

    The same residents, with the same luck, under fragmented desks, a generalist
    team and a wijkbudget.
    """


@cli.command()
@opt.scenario
@click.option("--replications", type=int, metavar="N", help="Paired runs of every model.")
@opt.options(opt.models, opt.weeks, opt.citizens, opt.seed, opt.set_values)
@opt.options(opt.uncertainty, opt.workers)
@click.option("--vary-people", is_flag=True, help="A new population in every replication.")
@click.option(
    "--ample/--no-ample", default=True, help="Also live a few runs with ample first-line hours."
)
@opt.options(opt.out, opt.lang, opt.json_out)
def compare(as_json: bool, **given: Any) -> int:
    """Live SCENARIO (a name or a file) under each model and say what differs."""
    request = asked(CompareRequest, as_json, **given)
    resolves(request, request.models)
    with quiet_stdout():
        document = api.compare(request)
    print_document(document, as_json, comparison)
    return SOME_FAILED if document["failures"] else DONE


cli.add_command(country)
cli.add_command(evidence)
for command in STUDIES:
    cli.add_command(command)


@cli.command()
@opt.scenario
@click.option("--model", metavar="ID", help="A name, or reach+admit+work+pay+build.")
@opt.options(opt.weeks, opt.citizens, opt.seed, opt.set_values, opt.out, opt.lang, opt.json_out)
def run(as_json: bool, **given: Any) -> int:
    """Live SCENARIO once, under one model."""
    request = asked(RunRequest, as_json, **given)
    resolves(request, None if request.model is None else (request.model,), "--model")
    with quiet_stdout():
        document = api.run(request)
    print_document(document, as_json, outline)
    return DONE


@cli.command()
@click.argument("place", default="pilot")
@opt.options(opt.citizens, opt.seed, opt.out, opt.lang, opt.json_out)
def population(
    place: str,
    citizens: int | None,
    seed: int | None,
    out: Path | None,
    lang: Lang,
    as_json: bool,
) -> int:
    """Build the residents of PLACE and show how they fit the published figures.

    PLACE is pilot, nederland, synthetic, the code of a wijk, buurt or municipality,
    or a CSV file.
    """
    from sim.inputs.scenarios.scenario import resolve

    settings = resolve("pilot", settings={"citizens": citizens, "seed": seed}).settings
    folder = writable(out)
    with quiet_stdout():
        from sim.population.places import find_place
        from sim.population.population import build_people, population_report, write_population

        people = build_people(find_place(place), settings.citizens or None, settings.seed)
        report = population_report(people)
        if folder is not None:
            write_population(people, folder)
    print_document(report, as_json, outline)
    return DONE


@cli.command()
@click.option("--quick", is_flag=True, help="Fewer weeks, wider tolerances, no busiest queues.")
@opt.options(opt.out, opt.lang, opt.json_out)
def verify(quick: bool, out: Path | None, lang: Lang, as_json: bool) -> int:
    """Set what is known beforehand beside what the model makes of it, on one page.

    Queues against exact algebra, needs against their differential equation, closing and
    relapse against a Markov chain, money that runs out, residents against published figures.
    """
    folder = writable(out or VerifyRequest().out)
    request = VerifyRequest(quick, folder, lang, progress=not as_json or sys.stderr.isatty())
    with quiet_stdout():
        from sim.show.known_answers import known_answers, lines

        document = known_answers(request)
    print_document(document, as_json, lambda d: lines(d, lang))
    return SOME_FAILED if document["failed"] else DONE


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--style", type=click.Choice(["excel", "plain"]), default="excel",
    help="excel: ; and a decimal comma; plain: , and a point.",
)  # fmt: skip
@opt.options(opt.out, opt.lang, opt.json_out)
def export(
    folder: Path, style: Literal["excel", "plain"], out: Path | None, lang: Lang, as_json: bool
) -> int:
    """Write every table of a results FOLDER as CSV, in its folder csv or in --out.

    The style excel opens with a double click in Dutch Excel.
    """
    with quiet_stdout():
        from sim.storage.csv_files import export as run_export

        written = run_export(folder, writable(out), style)
    print_document({"written": [str(path) for path in written]}, as_json, outline)
    return DONE


@cli.group(no_args_is_help=False)
def scenarios() -> None:
    """List, show and check what can be run."""


@scenarios.command("list")
@opt.options(opt.lang, opt.json_out)
def list_(lang: Lang, as_json: bool) -> int:
    """The built-in scenarios."""
    from sim.inputs.scenarios.scenario import resolve
    from sim.inputs.scenarios.scenario_file import scenario_names

    found = [resolve(name) for name in scenario_names()]
    titles = {r.id: r.title_nl if lang == "nl" else r.title_en for r in found}
    print_document({"scenarios": titles}, as_json, lambda d: columns(list(d["scenarios"].items())))
    return DONE


@scenarios.command()
@opt.scenario
@opt.options(opt.models, opt.set_values, opt.lang, opt.json_out)
def show(
    scenario: str, models: str | None, values: tuple[str, ...], lang: Lang, as_json: bool
) -> int:
    """Every value of SCENARIO with its unit and origin."""
    from sim.inputs.scenarios.scenario import resolve

    resolved = resolve(scenario, set=pairs_of(values), models=names_of(models))
    print_document(resolved.document(), as_json, scenario_text)
    return DONE


@scenarios.command()
@click.argument("files", nargs=-1, metavar="[SCENARIO]...")
@opt.options(opt.lang, opt.json_out)
def check(files: tuple[str, ...], lang: Lang, as_json: bool) -> int:
    """Check scenarios (default all built-in ones), their places and their sources.

    Says where a benefit is taken without the friction that its source reports.
    """
    from sim.inputs.parameters.evidence import one_sided
    from sim.inputs.parameters.facts import read_facts
    from sim.inputs.parameters.load import read_parameters
    from sim.inputs.parameters.sources import check_sources
    from sim.inputs.scenarios.scenario import resolve
    from sim.inputs.scenarios.scenario_file import scenario_names
    from sim.population.places import find_place

    names = list(files) or scenario_names()
    found = {name: resolve(name) for name in names}
    for resolved in found.values():
        find_place(resolved.place)
    check_sources(read_parameters(), read_facts())
    document = {
        "checked": names,
        "one_sided": {name: list(one_sided(resolved)) for name, resolved in found.items()},
    }
    print_document(document, as_json, lambda d: checked(d, lang))
    return DONE


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code and never raises for expected errors."""
    arguments = list(sys.argv[1:] if argv is None else argv) or ["--help"]
    as_json = "--json" in arguments
    joined = " ".join(arguments).replace("=", " ")
    lang = "nl" if "--lang nl" in joined else "en"
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console may lack the minus sign
            stream.reconfigure(errors="replace")
    try:
        with cli.make_context("wijksim", arguments) as context:
            return cast(int, cli.invoke(context) or DONE)
    except click.exceptions.Exit as done:
        return done.exit_code
    except (KeyboardInterrupt, click.Abort):
        tell(InputError(code="interrupted", message="interrupted"), as_json, lang)
        return INTERRUPTED
    except InputError as error:
        tell(error, as_json, lang)
        return error.exit_code
    except click.ClickException as error:
        tell(from_click(error), as_json, lang)
        return InputError.exit_code
    except BrokenPipeError:
        # The reader of our output went away; nothing is wrong, and nobody listens.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        tell(from_os(error), as_json, lang)
        return InputError.exit_code
    except Exception as error:
        unexpected(error, as_json, lang)
        return error.exit_code if isinstance(error, WijksimError) else UNEXPECTED
