"""A known answer and what the engine makes of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

By: TypeAlias = Literal["model", "rules", "exact", "ciw"]  # what made the figure that was found
STANDARD_ERRORS = 4.0  # a figure of a random run may be this far from its expectation


@dataclass(frozen=True, slots=True)
class Check:
    """One figure that is known beforehand, beside the one that was found.

    ``passed`` is None when the figure could not be made: such a check is skipped, never
    passed. ``what`` and ``source`` are English sentences that the page tells in its own
    language; ``tolerance`` has the unit of ``expected``. ``by`` is what made the figure that
    was found: the model, its rules with another step, or (where two ways to what is expected
    are held together) exact algebra or the simulator Ciw.
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
    by: By = "model"


def compare(
    id: str,
    what: str,
    expected: float,
    found: float,
    tolerance: float,
    unit: str,
    source: str,
    by: By = "model",
) -> Check:
    """A check that passes when the figure found is within its tolerance.

    Its subject is the first part of its id. A figure that is no number fails.
    """
    close = bool(math.isfinite(found) and abs(found - expected) <= tolerance)
    subject = id.split(".")[0]
    shown = found if math.isfinite(found) else None
    return Check(id, subject, what, expected, shown, tolerance, unit, close, source, by)


def skipped(id: str, what: str, expected: float, unit: str, source: str, by: By) -> Check:
    """A check for which something is lacking: it says nothing."""
    return Check(id, id.split(".")[0], what, expected, None, 0.0, unit, None, source, by)
