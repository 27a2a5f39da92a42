"""Options that commands share, checks before the work begins, and where the answer goes."""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, overload

import click

from sim.inputs.files.errors import InputError
from sim.inputs.study_request import Request

F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R", bound=Request)
Shape = Callable[[Mapping[str, Any]], Iterator[str]]


def options(*chosen: Callable[[F], F]) -> Callable[[F], F]:
    """Options of a command, shown in this order."""

    def decorate(function: F) -> F:
        """The command with its options."""
        for option in reversed(chosen):
            function = option(function)
        return function

    return decorate


json_out = click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
lang = click.option(
    "--lang", type=click.Choice(["nl", "en"]), default="en", help="Language of text and report."
)
out = click.option("--out", type=click.Path(path_type=Path), help="Folder for the results.")
citizens = click.option("--citizens", type=int, metavar="N", help="Residents; default all.")
seed = click.option("--seed", type=int, metavar="S", help="Seed of all luck.")
weeks = click.option("--weeks", type=int, metavar="N", help="Weeks after the fork.")
set_values = click.option(
    "--set", "values", multiple=True, metavar="KEY=VALUE", help="A parameter or setting."
)
models = click.option("--models", metavar="A,B,C", help="Names, or reach+admit+work+pay+build.")
uncertainty = click.option(
    "--uncertainty", type=click.Choice(["luck", "ranges"]), help="Luck only, or parameters too."
)
workers = click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Processes; default cores."
)
scenario = click.argument("scenario", default="pilot")


def asked(
    kind: type[R],
    as_json: bool,
    *,
    values: Sequence[str],
    out: Path | None,
    models: str | None = None,
    **given: Any,
) -> R:
    """What is asked of a command, from its options as they were given.

    given: options that are called as the fields of the request and need no reading.
    """
    if models is not None:
        given["models"] = names_of(models)
    progress = not as_json or sys.stderr.isatty()
    return kind(**given, set=pairs_of(values), out=writable(out), progress=progress)


def resolves(request: Request, models: tuple[str, ...] | None, where: str = "--models") -> None:
    """Bad input is told at once, before anything slow is loaded; where: what names the models."""
    from sim.inputs.scenarios.scenario import resolve

    resolve(
        request.scenario, settings=request.settings(), set=request.set, models=models,
        models_where=where,
    )  # fmt: skip


def names_of(models: str | None) -> tuple[str, ...] | None:
    """The value of ``--models`` as names; None when it is not given."""
    return None if models is None else tuple(name.strip() for name in models.split(","))


def pairs_of(values: Sequence[str]) -> dict[str, str]:
    """``KEY=VALUE`` options by key; the last one of a key counts."""
    found: dict[str, str] = {}
    for item in values:
        key, sign, value = item.partition("=")
        if not sign or not key.strip():
            raise InputError(
                code="usage",
                where="--set",
                found=item,
                allowed="KEY=VALUE",
                message="a value is set as KEY=VALUE",
            )
        found[key.strip()] = value.strip()
    return found


@overload
def writable(folder: Path) -> Path: ...
@overload
def writable(folder: Path | None) -> Path | None: ...
def writable(folder: Path | None) -> Path | None:
    """The folder, once sure before the work begins that results can go there."""
    if folder is None:
        return None
    there = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            return folder
    except OSError as error:
        raise InputError(
            code="storage",
            where="--out",
            found=str(folder),
            allowed="a folder that can be written",
            message=f"nothing can be written in {there}: {error.strerror}",
        ) from None


@contextlib.contextmanager
def quiet_stdout() -> Iterator[None]:
    """What the work prints goes to stderr: stdout is for the answer."""
    with contextlib.redirect_stdout(sys.stderr):
        yield


def print_document(document: Mapping[str, Any], as_json: bool, shape: Shape) -> None:
    """Print a document: as JSON, or as the lines that ``shape`` makes of it."""
    if as_json:
        click.echo(json.dumps(document, allow_nan=False))
    else:
        for line in shape(document):
            click.echo(line)
