"""Failures with their reasons: in a document, or raised when nothing else was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from sim.inputs.files.errors import InputError, WijksimError

OURS = ("unexpected", "worker_died")  # codes of what is no fault of the input
PLACES = ("where", "found", "allowed", "nearest")


def failure(error: Exception, died: bool = False) -> dict[str, Any]:
    """An error as in documents. died: it took its process with it."""
    told = error.document() if isinstance(error, InputError) else {}
    return {
        "code": told.get("code") or ("worker_died" if died else "unexpected"),
        **{key: told.get(key) for key in PLACES},
        "message": told.get("message") or f"{type(error).__name__}: {error}",
    }


def raise_first(failures: Sequence[Mapping[str, Any]], cause: Exception | None = None) -> NoReturn:
    """Raise the first failure, when nothing at all could be done."""
    first = failures[0]
    if first["code"] in OURS:
        raise WijksimError(f"nothing could be run: {first['message']}") from cause
    raise InputError(**{key: first[key] for key in ("code", "message", *PLACES)}) from cause
