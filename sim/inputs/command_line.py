"""The command that asks for the same again, written from the options of a request."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from sim.inputs.option import Option, options_of
from sim.inputs.study_request import Writing

# Which residents, models and weeks stand around what a command has of its own.
_FIRST = ("place", "models", "uncertainty", "replications", "runs")
_LAST = ("weeks", "citizens", "seed", "only", "bundles", "set")


def command_line(request: Writing) -> str:
    """The command that does this again."""
    stated = {name: option for name, option in options_of(request).items() if option.written}
    usual = {item.name: item.default for item in fields(request)}
    words = ["wijksim", *request.command.split()]
    for name, option in stated.items():
        if option.argument:
            value = getattr(request, name)
            words += map(str, value if isinstance(value, tuple) else (value,))
    for name in sorted(stated, key=_place):
        option = stated[name]
        value = getattr(request, option.counts or name)
        if not option.argument and value != usual[name]:
            words += _written(option.flag(name), option, value)
    return shlex.join(words)


def _place(name: str) -> int:
    if name in _FIRST:
        return _FIRST.index(name) - len(_FIRST)
    return _LAST.index(name) + 1 if name in _LAST else 0


def _written(flag: str, option: Option, value: Any) -> Iterator[str]:
    """An option with its value."""
    if isinstance(value, bool):
        yield flag if value else flag.replace("--", "--no-", 1)
        return
    if isinstance(value, Mapping):
        given = [f"{key}={item}" for key, item in value.items()]
    elif isinstance(value, tuple):
        given = [",".join(value)] if option.commas else list(value)
    else:
        given = [str(value)]
    yield from (word for one in given for word in (flag, one))
