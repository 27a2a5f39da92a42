"""One hash over the whole state of a neighbourhood, or its residents: equal digests, equal bits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.support.situation import Situation

TABLES = (
    *("cells", "persons", "homes", "provisions", "staff"),
    *("offices", "ledger", "specialists", "weights"),
)
LOOSE = ("group", "active", "engaged", "short", "response", "hit")


def state_arrays(
    now: Situation, tables: tuple[str, ...] = TABLES
) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """Every array of the given tables, as (``table.field``, array)."""
    for table in tables:
        for field, array in getattr(now, table).as_dict().items():
            yield f"{table}.{field}", array


def state_digest(now: Situation) -> str:
    """SHA-256 (hex) over the week, every table and what the next week reads besides."""
    digest = hashlib.sha256(str((now.week, now.community_minutes, now.team_bonus)).encode())
    for name, array in state_arrays(now):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    for name in LOOSE:
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(getattr(now, name)).tobytes())
    for week, tight in now.pending:
        digest.update(str(week).encode() + tight.tobytes())
    return digest.hexdigest()


def citizens_digest(citizens: Mapping[str, NDArray[Any]]) -> str:
    """SHA-256 (hex) over every column, rows in order of id, columns in order of name."""
    order = np.argsort(citizens["id"], kind="stable")
    digest = hashlib.sha256()
    for name in sorted(citizens):
        column = np.ascontiguousarray(citizens[name][order])
        digest.update(f"{name}:{column.dtype.str}:".encode())
        digest.update(column.tobytes())
    return digest.hexdigest()
