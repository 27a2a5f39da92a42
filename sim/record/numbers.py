"""Numbers of outcomes as tables hold them."""

from __future__ import annotations

import math

TODAY_PREFIX = "today_"  # before the name of a level of today's practice, in the tables


def number_or_none(value: float | None) -> float | None:
    """A number for a table: what is undefined is None."""
    return float(value) if value is not None and math.isfinite(value) else None
