"""A known answer and what the engine makes of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

STANDARD_ERRORS = 4.0  # a figure of a random run may be this far from its expectation


@dataclass(frozen=True, slots=True)
class Check:
    """One figure that is known beforehand, beside the one that was found.

    ``passed`` is None when the figure could not be made: such a check is skipped, never
    passed. ``what`` and ``source`` are English sentences that the page tells in its own
    language; ``tolerance`` has the unit of ``expected``.
    """

    id: str
    subject: str
    what: str
    expected: float
    found: float | None
    tolerance: float
    unit: str
    passed: bool | None
    source: str


def compare(
    id: str, what: str, expected: float, found: float, tolerance: float, unit: str, source: str
) -> Check:
    """A check that passes when the figure found is within its tolerance.

    Its subject is the first part of its id. A figure that is no number fails.
    """
    close = math.isfinite(found) and abs(found - expected) <= tolerance
    subject = id.split(".")[0]
    shown = found if math.isfinite(found) else None
    return Check(id, subject, what, expected, shown, tolerance, unit, close, source)


def skipped(id: str, what: str, expected: float, unit: str, source: str) -> Check:
    """A check for which something is lacking: it says nothing."""
    return Check(id, id.split(".")[0], what, expected, None, 0.0, unit, None, source)
