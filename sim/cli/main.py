"""The command ``wijksim``: parse, delegate, print.

Exit codes: 0 done, 1 unexpected, 2 bad usage or bad input, 4 some runs failed and the others
are stored (``verify``: a known answer does not hold), 130 interrupted. With ``--json`` stdout
holds exactly one document and an error is one line of JSON on stderr.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, cast

import click

from sim import __version__
from sim.cli.command import DONE, Command
from sim.cli.commands import (
    compare,
    country,
    curves,
    discover,
    evidence,
    explain,
    export,
    gallery,
    places,
    population,
    report,
    results,
    robust,
    run,
    scenarios,
    search,
    sensitivity,
    structures,
    sweep,
    verify,
)
from sim.cli.surroundings import ended_like_ctrl_c, open_streams
from sim.foundation.cache_folder import NOTES
from sim.foundation.plain import plain_lines
from sim.inputs.files.errors import InputError, WijksimError, nearest

# What is told at the end of a command about the folder of compiled code.
CACHE_NOTES = {
    "cache_of_others": "others can write in this folder for compiled code, so it is not used; "
    "WIJKSIM_CACHE_DIR names another",
    "cache_not_written": "compiled code cannot be kept there, so it is kept for this command "
    "alone; WIJKSIM_CACHE_DIR names another folder",
    "cache_damaged": "this file of compiled code was damaged; it has been made anew",
}
UNEXPECTED, INTERRUPTED = 1, 130  # exit codes; that of bad input is InputError's

GROUPS = (evidence, places, results, scenarios)
ALONE = (
    *(compare, country, run, population, verify, export, report),
    *(sweep, explain, sensitivity, discover, robust, search, structures, curves, gallery),
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
    open_streams()
    with ended_like_ctrl_c():
        code = _done(arguments, as_json, lang)
    if not as_json:
        tell_notes(lang)
    return code


def _done(arguments: list[str], as_json: bool, lang: str) -> int:
    """Do it and say what went wrong; the exit code."""
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
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        tell(from_os(error), as_json, lang)
        return InputError.exit_code
    except WijksimError as error:  # on purpose: all points over --limit, a cluster that went
        stopped = InputError(code="not_done", found=str(error), message="this could not be done")
        tell(stopped, as_json, lang)
        return error.exit_code
    except Exception as error:
        unexpected(error, as_json, lang)
        return UNEXPECTED


def tell_notes(lang: str) -> None:
    """Tell once what there is to tell about the folder of compiled code; it is no error."""
    for code, message in CACHE_NOTES.items():
        if code in NOTES:
            note = InputError(code=code, where=NOTES.pop(code) or None, message=message)
            tell(note, as_json=False, lang=lang)


def from_click(error: click.ClickException) -> InputError:
    """An error of the option parser in the words of our own."""
    near = getattr(error, "possibilities", None) or [None]
    context = getattr(error, "ctx", None)
    param = getattr(error, "param", None)
    if isinstance(error, click.NoSuchOption) and context is not None:
        options = [one for param in context.command.params for one in param.opts]
        near = [near[0] or nearest(error.option_name, options)]
    choices = param.type.choices if param and isinstance(param.type, click.Choice) else ()
    return InputError(
        code="usage",
        where=param.opts[0] if param is not None else context and context.command_path,
        allowed=", ".join(map(str, choices)) or None,
        nearest=near[0],
        message=(error.message or error.format_message()).rstrip("."),
    )


def from_os(error: OSError) -> InputError:
    """A full disk, a folder that is not ours: clear, and not a fault of the program."""
    return InputError(
        code="storage",
        where=None if error.filename is None else str(error.filename),
        message=f"reading or writing failed: {error.strerror or error}",
    )


def tell(error: InputError, as_json: bool, lang: str) -> None:
    """One line on stderr: the published document, or a sentence for people."""
    if as_json:
        click.echo(json.dumps(error.document()), err=True)
    else:
        click.echo(f"wijksim: {error.text(lang, _dutch_unit)}", err=True)


def _dutch_unit(unit: str) -> str:
    from sim.show.labels import Text

    return Text("nl").name("parameter_units", unit)


def unexpected(error: Exception, as_json: bool, lang: str) -> None:
    """A fault of the program: the traceback too, unless JSON was asked for."""
    if not as_json:
        click.echo(plain_lines("".join(traceback.format_exception(error))), err=True)
    kind = type(error).__name__
    tell(InputError(code="unexpected", message=f"{kind}: {error}"), as_json, lang)
