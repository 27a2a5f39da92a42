"""A command: the request that it takes, the call that answers it, the lines that it prints."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

import click

from sim.cli.options import asked, parameters, resolves
from sim.cli.text import study
from sim.foundation.plain import plain

DONE, SOME_FAILED = 0, 4  # exit codes

R = TypeVar("R", bound=Any)
Document: TypeAlias = dict[str, Any]


def some_failed(document: Mapping[str, Any]) -> bool:
    """True when some runs failed, or a known answer does not hold."""
    return bool(document.get("failures") or document.get("failed"))


class _Typed(click.Command):
    """A command whose options are read from its request when it is asked for, not before."""

    request: Any

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The options, made once."""
        self.params = self.params or parameters(self.request)
        return super().get_params(ctx)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Generic[R]):
    """A command of ``wijksim``.

    request: one in which nothing is asked; its ``command`` is what is typed. lines: a document
    in a language, for people. check: raises ``InputError`` before anything slow is loaded.
    failed: whether a document ends the command with ``failed_code``.
    """

    request: R
    answer: Callable[[R], Document]
    help: str
    lines: Callable[[Mapping[str, Any], str], Iterator[str]] = study
    check: Callable[[R], None] | None = resolves
    failed: Callable[[Mapping[str, Any]], bool] = some_failed
    failed_code: int = SOME_FAILED

    def add_to(self, top: click.Group) -> None:
        """Add the command to the group that its words name."""
        *groups, name = self.request.command.split()
        for group in groups:
            inner = top.commands[group]
            assert isinstance(inner, click.Group)
            top = inner
        made = _Typed(name, callback=self._do, help=self.help)
        made.request = self.request
        top.add_command(made)

    def _do(self, as_json: bool, **given: Any) -> int:
        """Check what is asked, answer it, print it; the exit code."""
        request = asked(self.request, as_json, given)
        if self.check is not None:
            self.check(request)
        with contextlib.redirect_stdout(sys.stderr):  # stdout is for the answer
            document = self.answer(request)
        if as_json:
            click.echo(json.dumps(document, allow_nan=False))
        else:
            for line in self.lines(document, request.lang):
                click.echo(plain(line))
        return self.failed_code if self.failed(document) else DONE
