"""Compilation of rules and phases, and the folder of the compiled code.

A **rule** is a small pure function of scalars: what one citizen, household or
worker does. A **phase** loops rules over rows. Both are compiled by numba; the
plain Python of either is its ``py_func``.

Numba's own disk cache only notices edits to the file of the cached function, so
an edited rule in another file would keep answering with its old self. The cache
folder is therefore named after a digest of all sources of the rooms with compiled
code: an edit anywhere in them gives a new, empty folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from sim.foundation.cache_folder import pinned
from sim.foundation.sealed_code import guard

PACKAGE = Path(__file__).resolve().parent.parent
COMPILED_ROOMS = ("foundation", "world", "support", "record", "baseline", "model")

F = TypeVar("F", bound=Callable[..., Any])
PHASES: dict[str, list[Any]] = {}  # by module, for who compiles ahead


@cache
def source_digest() -> str:
    """SHA-256 (hex) over every Python source of the package, names included."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


@cache
def compiled_digest() -> str:
    """SHA-256 (hex) over the sources of the rooms that hold compiled code."""
    digest = hashlib.sha256()
    for room in COMPILED_ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


CACHE = pinned(compiled_digest())
# Whatever is set: in a folder that others chose an edited rule would answer with its old self.
if CACHE is not None:
    os.environ["NUMBA_CACHE_DIR"] = str(CACHE)

import numba  # noqa: E402  (the cache folder must be named before numba reads it)

# Numba reads its settings at import; somebody else may have imported it first.
numba.config.CACHE_DIR = str(CACHE or "")  # type: ignore[attr-defined]

# No fastmath and no parallel sums: compiled and plain Python must give the same bits.
_OPTIONS: dict[str, Any] = {
    "cache": CACHE is not None,
    "fastmath": False,
    "error_model": "python",
    "no_cfunc_wrapper": True,  # nothing is handed on as a function of C
}


def _whole(kind: Any) -> Any:
    """The type under which compiled code hands on a value: whole numbers of any size as int64."""
    return numba.int64 if isinstance(kind, numba.types.Integer) else kind


def _compiled(function: F) -> F:
    """Compile at the first call; callers with whole numbers of other sizes share one version.

    Numba would compile a function, and all that it uses, again for every mix of sizes.
    """
    made: Any = numba.njit(**_OPTIONS)(function)
    if made is function:  # compilation is off
        return function
    if CACHE is not None:
        guard(made._cache)
    own = made.get_call_template

    def shared(args: Any, kws: Any) -> Any:
        """The version for these types, which compiled code asks for before it calls."""
        return own(tuple(map(_whole, args)), {key: _whole(kind) for key, kind in kws.items()})

    made.get_call_template = shared
    return cast(F, made)


def compiled_before() -> bool:
    """True when this machine has compiled code of these sources."""
    return CACHE is not None and any(CACHE.rglob("*.nbi"))


def rule(function: F) -> F:
    """Compile a pure function of scalars; ``.py_func`` is its plain Python."""
    return _compiled(function)


def woven(function: F) -> F:
    """Compile a rule into whatever uses it: for what is too long to be taken in otherwise
    and must not keep a loop from being run several rows at a time."""
    return cast(F, numba.njit(inline="always", **_OPTIONS)(function))


def part(function: F) -> F:
    """Compile a piece of a phase that reads or writes tables.

    A table is handed on as one pointer; an array of its own costs a count of references.
    """
    return _compiled(function)


def phase(function: F) -> F:
    """Compile a loop over rows; ``.py_func`` is its plain Python."""
    made = _compiled(function)
    if made is not function:
        PHASES.setdefault(function.__module__, []).append(made)
    return made


def plain(function: Callable[..., Any]) -> Callable[..., Any]:
    """The uncompiled Python of a rule or phase (itself when compilation is off)."""
    return cast(Callable[..., Any], getattr(function, "py_func", function))
