"""The command that asks for the same again, from a request: its options are its fields."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from typing import Any

from sim.inputs.request import CountryRequest, EvidenceRequest
from sim.inputs.study_request import Request, SweepRequest

# What changes no result, or is said elsewhere in the command.
_UNSAID = {"out", "lang", "progress", "workers", "limit", "scheduler", "dry_run", "set", "only"}
_FIRST = ("models", "uncertainty", "replications")
_LAST = ("weeks", "citizens", "seed")
# Options that are called otherwise than their field, and those that take names with commas.
_NAMES = {"earlier": "from", "later": "to", "places_file": "places"}
_COMMAS = {"models", "outcomes", "objectives"}


def command_line(request: Request) -> str:
    """The command that does this again."""
    own = {field.name: field for field in fields(request)}
    said = _opened(request)
    middle = [name for name in own if name not in {*_UNSAID, *_FIRST, *_LAST, *said}]
    words = ["wijksim", *(word for part in said.values() for word in part)]
    for name in (*_FIRST, *middle, *_LAST):
        if name in own:
            words += _option(own[name], getattr(request, name))
    if isinstance(request, EvidenceRequest):
        words += [word for one in request.only for word in ("--only", one)]
    words += [word for key, value in request.set.items() for word in ("--set", f"{key}={value}")]
    return shlex.join(words)


def _opened(request: Request) -> dict[str, tuple[str, ...]]:
    """The command and what stands behind it without an option, by the field it is from."""
    name = type(request).__name__.removesuffix("Request").lower()
    if isinstance(request, CountryRequest):
        return {"command": (name,), "places": request.places}
    if isinstance(request, EvidenceRequest):
        runs = "--draws" if request.about == "foregone" else "--seeds"
        said = {"command": (name,), "about": (request.about,), "scenario": (str(request.scenario),)}
        return {**said, "runs": (runs, str(request.many))}
    if isinstance(request, SweepRequest):
        return {"command": (name,), "design": (str(request.design),), "scenario": ()}
    return {"command": (name,), "scenario": (str(request.scenario),)}


def _option(field: Field[Any], value: Any) -> Iterator[str]:
    """An option with its value; nothing for what is as it is by default."""
    if value == field.default or value is None or (field.default is MISSING and not value):
        return
    option = "--" + _NAMES.get(field.name, field.name).replace("_", "-")
    if value is True:
        yield option
    elif value is False:
        yield "--no-" + option.removeprefix("--")
    elif isinstance(value, tuple):
        told = [",".join(value)] if field.name in _COMMAS else value
        yield from (word for one in told for word in (option, str(one)))
    else:
        yield from (option, str(value))
