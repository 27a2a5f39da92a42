"""A mean over replications with its interval."""

from __future__ import annotations

from collections.abc import Mapping

from sim.experiments.document import result
from sim.foundation.units import F8


def interval(values: F8) -> dict[str, float | None]:
    """Mean over replications with its 95 % t-interval; None where there is none."""
    found = result(values, None, None)
    return {name: found[name] for name in ("mean", "low", "high")}


def sign(found: Mapping[str, float | None]) -> int:
    """-1 or 1 where an interval leaves out nought, 0 where it does not or is not there."""
    low, high = found["low"], found["high"]
    if low is None or high is None:
        return 0
    return -1 if high < 0.0 else 1 if low > 0.0 else 0
