"""Read a text or TOML file that somebody wrote, and say on which line a key stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from sim.inputs.files.errors import InputError
from sim.inputs.files.folders import short_name
from sim.inputs.files.said import Said

# A key: its parts, each bare or between quotes, with dots between them.
_PART = r"(?:[A-Za-z0-9_-]+|\"(?:[^\"\\]|\\.)*\"|'[^']*')"
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"^\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(rf"^\s*({_DOTTED})\s*=")
_LONG_TEXT = re.compile(r"\"{3}|'{3}")
_AT = re.compile(r"\(at line ([0-9]+)")
DEEPEST = 16  # tables in each other; a key of a parameter has a few parts

# A key on the way to a value: its name, or its place in a list, from 0.
Key: TypeAlias = str | int


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
    text, where = read_text(path, short_name(path), "bad_toml"), short_name(path)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _AT.search(str(error))
        message = f"the file is not valid TOML: {error}"
        where = f"{where}:{line.group(1)}" if line else where
        raise InputError(code="bad_toml", where=where, message=message) from None
    except (ValueError, RecursionError):  # a number of thousands of digits; lists in lists in lists
        message = "a number is too long, or tables and lists stand too deep in each other"
        raise InputError(code="bad_toml", where=where, message=message) from None
    if _depth(tables) > DEEPEST:
        allowed = Said.SHALLOW(most=DEEPEST)
        message = "tables or lists stand too deep in each other"
        raise InputError(code="bad_toml", where=where, allowed=allowed, message=message)
    return tables, text


def _depth(tables: dict[str, Any]) -> int:
    """The depth of tables and lists in each other, as far as that is looked at."""
    level: list[Any] = [tables]
    for depth in range(DEEPEST + 1):
        inner = [list(one.values()) if isinstance(one, dict) else one for one in level]
        level = [item for one in inner for item in one if isinstance(item, (dict, list))]
        if not level:
            return depth + 1
    return DEEPEST + 1


def _names(dotted: str) -> tuple[str, ...]:
    """The parts of a dotted key, quotes removed: ``set."a.b"`` gives (set, a.b)."""
    found = re.findall(r"\"([^\"]*)\"|'([^']*)'|([^.\s]+)", dotted)
    return tuple(double or single or bare for double, single, bare in found)


@lru_cache(maxsize=32)
def _lines(text: str) -> dict[str, int]:
    """Line (from 1) at which every table and key first stands, by name with its dots joined.

    A key may be written dotted, quoted or under a header: joined they are the same. A block of a
    list (``[[change]]``) has its number, from 0, behind its name, as keys in it have.
    """
    found: dict[str, int] = {}
    blocks: dict[str, int] = {}
    table, long = "", False
    for number, line in enumerate(text.split("\n"), start=1):
        if not long and (header := _HEADER.match(line)):
            *above, last = _names(header.group(2))
            table = ".".join([_block(".".join(above), blocks), last] if above else [last])
            if header.group(1) == "[[":
                found.setdefault(table, number)
                blocks[table] = blocks.get(table, -1) + 1
                table = f"{table}.{blocks[table]}"
            found.setdefault(table, number)
        elif not long and (key := _KEY.match(line)):
            name = ".".join(_names(key.group(1)))
            found.setdefault(f"{table}.{name}" if table else name, number)
        long ^= len(_LONG_TEXT.findall(line)) % 2 == 1
    return found


def _block(table: str, blocks: dict[str, int]) -> str:
    """A table by name, with the number of the last block where it is a list of blocks."""
    for name, last in blocks.items():
        if table == name or table.startswith(f"{name}."):
            return f"{name}.{last}{table[len(name) :]}"
    return table


def line_of(text: str, path: Sequence[Key]) -> int | None:
    """Line (from 1) of a key, or of the nearest table around it; None if not found."""
    lines, name = _lines(text), ".".join(map(str, path))
    while name and name not in lines:
        name = name.rpartition(".")[0]
    return lines.get(name)


def named(keys: Sequence[Key]) -> str:
    """Keys as people read them: ``change 3, set.staff.fte``, lists counted from 1."""
    said = ""
    for key in keys:
        if isinstance(key, int):
            said += f" {key + 1}, "
        else:
            said += key if not said or said.endswith(", ") else f".{key}"
    return said.removesuffix(", ")


def place_in(path: Path, text: str, keys: Sequence[Key]) -> str:
    """``file:line, section.key`` for a message."""
    line = line_of(text, keys)
    name = short_name(path) if line is None else f"{short_name(path)}:{line}"
    return f"{name}, {named(keys)}" if keys else name


def places_under(path: Path, text: str, *above: Key) -> Callable[[tuple[Key, ...]], str]:
    """The place, for a message, of keys in the table that stands at ``above``."""
    return lambda inner: place_in(path, text, (*above, *inner))
