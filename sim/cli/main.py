"""The command ``wijksim``: parse, delegate, print.

Exit codes: 0 done, 1 unexpected, 2 bad usage or bad input, 4 some runs failed and the others
are stored (``verify``: a known answer does not hold), 130 interrupted. With ``--json`` stdout
holds exactly one document and an error is one line of JSON on stderr.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import Any, cast

import click

from sim import __version__
from sim.cli.command import Command
from sim.cli.commands import (
    compare,
    country,
    curves,
    discover,
    evidence,
    explain,
    export,
    population,
    robust,
    run,
    scenarios,
    search,
    sensitivity,
    structures,
    sweep,
    verify,
)
from sim.cli.errors import DONE, INTERRUPTED, UNEXPECTED, from_click, from_os, tell, unexpected
from sim.inputs.files.errors import InputError, WijksimError

GROUPS = (evidence, scenarios)
ALONE = (
    *(compare, country, run, population, verify, export),
    *(sweep, explain, sensitivity, discover, robust, search, structures, curves),
)
COMMANDS: tuple[Command[Any], ...] = (
    *(module.COMMAND for module in ALONE),
    *(command for group in GROUPS for command in group.COMMANDS),
)


@click.group(
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="wijksim", message="%(prog)s %(version)s")
def cli() -> None:
    """Compare three ways to organise support in a Dutch neighbourhood.

    The same residents, with the same random numbers, under fragmented desks, a generalist
    team and a wijkbudget.
    """


for group in GROUPS:
    cli.add_command(group.GROUP)
for command in COMMANDS:
    command.add_to(cli)


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
