"""Errors as the command line reports them."""

from __future__ import annotations

import json
import traceback

import click

from sim.inputs.files.errors import InputError

# Exit codes; bad usage or input is that of InputError.
DONE, UNEXPECTED, SOME_FAILED, INTERRUPTED = 0, 1, 4, 130


def from_click(error: click.ClickException) -> InputError:
    """An error of the option parser in the words of our own."""
    near = getattr(error, "possibilities", None) or [None]
    context = getattr(error, "ctx", None)
    param = getattr(error, "param", None)
    return InputError(
        code="usage",
        where=param.opts[0] if param is not None else context and context.command_path,
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
        click.echo(f"wijksim: {error.text(lang)}", err=True)


def unexpected(error: Exception, as_json: bool, lang: str) -> None:
    """A fault of the program: the traceback too, unless JSON was asked for."""
    if not as_json:
        traceback.print_exception(error)
    kind = type(error).__name__
    tell(InputError(code="unexpected", message=f"{kind}: {error}"), as_json, lang)
