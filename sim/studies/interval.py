"""A mean over replications with its interval."""

from __future__ import annotations

from sim.experiments.document import result
from sim.foundation.units import F8


def interval(values: F8) -> dict[str, float | None]:
    """Mean over replications with its 95 % t-interval; None where there is none."""
    found = result(values, None, None)
    return {name: found[name] for name in ("mean", "low", "high")}
