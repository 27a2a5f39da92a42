"""Options of a command, from the request that it takes; and a request, from what was given."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, replace
from pathlib import Path
from types import NoneType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import click

from sim.cli.meant import place_meant
from sim.inputs.files.errors import InputError, no_path
from sim.inputs.files.numbers import meant, number_in, whole_in
from sim.inputs.files.said import Said
from sim.inputs.option import Option, options_of

R = TypeVar("R", bound=Any)

MOST = 10**9  # of any number that counts something here, seconds among them

# The order in which help shows options that commands share; those of one command stand before.
_SHARED = (
    *("place", "replications", "models", "weeks", "citizens", "seed", "bundles", "set"),
    *("uncertainty", "workers", "vary_people", "ample", "against", "limit", "scheduler"),
    *("dry_run", "cache", "out", "lang"),
)


def parameters(blank: Any) -> list[click.Parameter]:
    """The parameters of click for a request, given one in which nothing is asked; ``--json`` too.

    The type of a field says how it is read: a bool as a flag, a Literal as a choice, a tuple or
    mapping from as many as are given.
    """
    stated, hints = options_of(blank), get_type_hints(type(blank))
    usual = {item.name: item.default for item in fields(blank)}
    found: list[click.Parameter] = []
    for name in sorted(stated, key=lambda name: _SHARED.index(name) + 1 if name in _SHARED else 0):
        make = _argument if stated[name].argument else _option
        found.append(make(name, stated[name], hints[name], usual[name]))
    as_json = "One JSON document on stdout."
    return [*found, click.Option(["--json", "as_json"], is_flag=True, help=as_json)]


def _argument(name: str, option: Option, hint: Any, usual: Any) -> click.Argument:
    """A parameter without a name, which must be given where the request has no default."""
    many, needed = get_origin(hint) is tuple, usual is MISSING
    given = {} if needed or many else {"default": usual or None}
    return click.Argument(
        [name],
        type=_kind(option, hint),
        nargs=-1 if many else 1,
        required=needed,
        metavar=option.metavar,
        **given,
    )


def _option(name: str, option: Option, hint: Any, usual: Any) -> click.Option:
    flag = option.flag(name)
    if hint is bool:
        both = f"{flag}/{flag.replace('--', '--no-', 1)}" if usual else flag
        return click.Option([both, name], is_flag=True, default=usual, help=option.help)
    if isinstance(usual, tuple):
        usual = ",".join(usual) or None
    return click.Option(
        [flag, name],
        type=_kind(option, hint),
        multiple=not option.commas and get_origin(hint) in (tuple, Mapping),
        default=None if usual is MISSING else usual,
        metavar=option.metavar,
        help=option.help,
    )


def _kind(option: Option, hint: Any) -> click.ParamType[Any]:
    """The type of one value: of a union the first that is not None, and a name before a path."""
    first = next((part for part in get_args(hint) if part is not NoneType), hint)
    first = hint if get_origin(hint) is Literal else first
    if get_origin(first) is Literal:
        return click.Choice(get_args(first))
    if first in (int, float):
        return Number(option, first is int)
    return _Path(path_type=Path) if first is Path else click.STRING


class _Path(click.Path):
    """A path that names something: an empty one would be the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. InputError when it is empty or holds what no path can hold."""
        if isinstance(value, str) and (not value or "\0" in value):
            raise no_path(param.opts[0] if param else "PATH", repr(value))
        return super().convert(value, param, ctx)


class Number(click.ParamType[Any]):
    """A number in plain digits and within the bounds of its option, or one of its words."""

    def __init__(self, option: Option, whole: bool) -> None:
        self.option, self.whole = option, whole
        self.name = "integer" if whole else "float"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The number or word; InputError for anything else."""
        if not isinstance(value, str) or value in self.option.words:
            return value
        number = whole_in(value) if self.whole else number_in(value)
        if number is not None and self._inside(number):
            return number
        raise InputError(
            code="usage",
            where=None if param is None else param.opts[0],
            found=value,
            allowed=self._allowed(),
            nearest=meant(value) if number is None else None,
            message=Said.THOUSANDS() if number is None and meant(value) else self._message(),
        )

    def _inside(self, number: float) -> bool:
        least, most, above = self.option.least, self.option.most, self.option.above
        return (
            (least is None or number >= least)
            and (above is None or number > above)
            and number <= (MOST if most is None else most)
        )

    def _allowed(self) -> str:
        least, most, above = self.option.least, self.option.most, self.option.above
        if self.option.words:
            return Said.WHOLE_OR_ALL()
        if not self.whole:
            return Said.ABOVE(above=above or 0.0, most=MOST)
        if least is None:
            return Said.WHOLE()
        return Said.WHOLE_BETWEEN(least=least, most=MOST if most is None else most)

    def _message(self) -> str:
        return Said.NOT_A_NUMBER()


def asked(blank: R, as_json: bool, given: Mapping[str, Any]) -> R:
    """A request, from options as they were given; InputError when it cannot be what is asked."""
    stated, values = options_of(blank), dict[str, Any]()
    for name, value in given.items():
        if isinstance(getattr(blank, name), Mapping):
            values[name] = pairs_of(value)
            _once(values[name], given)
        elif value is not None and value != ():
            values[name] = names_of(value) if stated[name].commas else value
    if any(item.name == "progress" for item in fields(blank)):
        values["progress"] = not as_json or sys.stderr.isatty()
    request = replace(blank, **values)
    _writable(getattr(request, "out", None))
    return request


def resolves(request: Any) -> None:
    """Report bad input at once, before anything slow is loaded, by the option that is wrong."""
    from sim.inputs.scenarios.scenario import resolve

    if (place := getattr(request, "place", None)) is not None:
        from sim.population.places import find_place

        find_place(place, "--place")
    named: dict[str, Any] = {
        option.flag(name): getattr(request, name)
        for name, option in options_of(request).items()
        if option.model
    }
    # Of two options that name one model each, either may be without what a bundle sets.
    alone = len(named) < 2
    for where, models in (named or {"": None}).items():
        try:
            resolve(
                request.scenario,
                settings=request.settings(),
                set=request.set,
                models=(models,) if isinstance(models, str) else models,
                models_where=where,
                bundles=request.bundles,
                fit=alone,
            )
        except InputError as error:
            raise place_meant(request, error) from None


def names_of(given: str) -> tuple[str, ...]:
    """Names with commas between them."""
    return tuple(name.strip() for name in given.split(","))


def pairs_of(given: Sequence[str]) -> dict[str, str]:
    """``KEY=VALUE`` options by key. InputError for a key that is given twice."""
    found: dict[str, str] = {}
    for item in given:
        key, sign, value = item.partition("=")
        if not sign or not key.strip():
            raise InputError(
                code="usage",
                where="--set",
                found=item,
                allowed=Said.KEY_VALUE(),
                message="a value is set as KEY=VALUE",
            )
        if key.strip() in found:
            raise _twice(f"--set {key.strip()}", f"{found[key.strip()]}, {value.strip()}")
        found[key.strip()] = value.strip()
    return found


def _once(pairs: Mapping[str, str], given: Mapping[str, Any]) -> None:
    """InputError for a setting that is given by its own option and by ``--set`` too."""
    for key, value in pairs.items():
        name = key.removeprefix("settings.")
        if given.get(name) not in (None, False, ()):
            flag = name.replace("_", "-")
            raise _twice(f"--set {key}", f"--{flag} {given[name]}, {key}={value}")


def _twice(where: str, found: str) -> InputError:
    return InputError(
        code="duplicate",
        where=where,
        found=found,
        allowed=Said.ONCE(),
        message="this is given twice",
    )


def _writable(folder: Path | None) -> None:
    """Make sure, before the work begins, that results can go to a folder."""
    if folder is None:
        return
    import tempfile

    there = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        raise InputError(
            code="storage",
            where="--out",
            found=str(folder),
            allowed=Said.WRITABLE(),
            message=f"nothing can be written in {there}: {error.strerror}",
        ) from None
