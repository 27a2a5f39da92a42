"""Read a text or TOML file that somebody wrote, and say on which line a key stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.inputs.files.errors import InputError
from sim.inputs.files.folders import short_name

_HEADER = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"^\s*([A-Za-z0-9_.\"'-]+)\s*=")


def read_text(path: Path, where: str, code: str) -> str:
    """The text of a file, with or without a byte-order mark.

    InputError when it is absent (``missing_file``) or not UTF-8 (``code``); where: how it
    is named to the user.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(
            code="missing_file", where=where, message="the file does not exist"
        ) from None
    except UnicodeDecodeError:
        raise InputError(code=code, where=where, message="the file is not UTF-8 text") from None


def read_toml(path: Path) -> tuple[dict[str, Any], str]:
    """The tables of a file and its text; ``InputError`` if absent or not TOML."""
    text = read_text(path, short_name(path), "bad_toml")
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            code="bad_toml",
            where=short_name(path),
            message=f"the file is not valid TOML: {error}",
        ) from None


def _names(dotted: str) -> tuple[str, ...]:
    """The parts of a dotted key, quotes removed: ``set."a.b"`` gives (set, a.b)."""
    found = re.findall(r"\"([^\"]*)\"|'([^']*)'|([^.\s]+)", dotted)
    return tuple(double or single or bare for double, single, bare in found)


@lru_cache(maxsize=32)
def _lines(text: str) -> dict[str, int]:
    """Line (from 1) at which every table and key first stands, by name with its dots joined.

    A key may be written dotted, quoted or under a header: joined they are the same.
    """
    found: dict[str, int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _names(header.group(1))
            found.setdefault(".".join(table), number)
        elif key := _KEY.match(line):
            found.setdefault(".".join(table + _names(key.group(1))), number)
    return found


def line_of(text: str, path: Sequence[str]) -> int | None:
    """Line (from 1) of a key, or of the nearest table around it; None if not found."""
    lines, name = _lines(text), ".".join(path)
    while name and name not in lines:
        name = name.rpartition(".")[0]
    return lines.get(name)


def place_in(path: Path, text: str, keys: Sequence[str]) -> str:
    """``file:line, section.key`` for a message."""
    line = line_of(text, keys)
    name = short_name(path) if line is None else f"{short_name(path)}:{line}"
    return f"{name}, {'.'.join(keys)}" if keys else name


def places_under(path: Path, text: str, *above: str) -> Callable[[tuple[str, ...]], str]:
    """The place, for a message, of keys in the table that stands at ``above``."""
    return lambda inner: place_in(path, text, (*above, *inner))
