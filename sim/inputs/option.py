"""An option of a command, stated once: as the field of a request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

_KEY = "option"


@dataclass(frozen=True, slots=True)
class Option:
    """One field of a request as people ask for it; the type of the field says how it is read.

    ``name`` without dashes, when it is not that of the field; ``least``, ``most``, ``above``
    bound a number, ``words`` may stand for one. ``argument``: stands behind the command, without
    a name. ``commas``: names in one value (else a tuple is given piece by piece). ``model``:
    names support models.
    ``written`` False: changes no result, or is no part of asking for the same again.
    ``counts``: property of the request with what counts when nothing is given; always written.
    """

    help: str | None = None
    metavar: str | None = None
    name: str = ""
    least: int | None = None
    most: int | None = None
    above: float | None = None
    words: tuple[str, ...] = ()
    argument: bool = False
    commas: bool = False
    model: bool = False
    written: bool = True
    counts: str = ""

    def flag(self, field_name: str) -> str:
        """The option as it is typed: ``--vary-people``."""
        return "--" + (self.name or field_name.replace("_", "-"))


def option(default: Any, help: str | None = None, metavar: str | None = None, **more: Any) -> Any:
    """A field that is asked for as an option; ``more`` as in ``Option``."""
    return field(default=default, metadata={_KEY: Option(help, metavar, **more)})


def argument(default: Any, metavar: str | None = None) -> Any:
    """A field that stands behind the command without a name."""
    return option(default, metavar=metavar, argument=True)


def pairs(help: str, metavar: str) -> Any:
    """A field of values by key, each given as an option of its own."""
    return field(default_factory=dict, metadata={_KEY: Option(help, metavar)})


def stated(default: Any, how: Option | Callable[[Any], Option | None]) -> Any:
    """A field with an option that others have too, or that hangs on what else the request says.

    ``how`` of a request gives None where it is not asked.
    """
    return field(default=default, metadata={_KEY: how})


def options_of(request: Any) -> dict[str, Option]:
    """The options of a request by the name of their field, in the order of the fields."""
    found: dict[str, Option] = {}
    for item in fields(request):
        how = item.metadata.get(_KEY)
        made = how(request) if callable(how) else how
        if made is not None:
            found[item.name] = made
    return found
