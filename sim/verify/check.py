"""A known answer and what the engine makes of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from sim.verify.series import Mean

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


class Found(NamedTuple):
    """A figure that was found, and how far it may be from the one that is known."""

    value: float
    tolerance: float = 0.0


def random_figure(mean: Mean) -> Found:
    """An average of a random run, which may be four standard errors off."""
    return Found(mean.value, STANDARD_ERRORS * mean.error)


@dataclass(frozen=True, slots=True)
class Answer:
    """A known answer: its id (subject first), its name on the page, and how it is known."""

    id: str
    name: str
    source: str
    by: By = "model"

    def check(self, part: str, what: str, expected: float, found: Found, unit: str) -> Check:
        """A check that passes when the figure found is within its tolerance.

        part: of the id, may be empty. A figure that is no number fails.
        """
        finite = math.isfinite(found.value)
        close = finite and bool(abs(found.value - expected) <= found.tolerance)
        figures = expected, found.value if finite else None, found.tolerance
        return self._made(part, what, figures, unit, close)

    def skipped(self, part: str, what: str, expected: float, unit: str) -> Check:
        """A check for which something is lacking: it says nothing."""
        return self._made(part, what, (expected, None, 0.0), unit, None)

    def _made(
        self,
        part: str,
        what: str,
        figures: tuple[float, float | None, float],
        unit: str,
        passed: bool | None,
    ) -> Check:
        id = f"{self.id}.{part}" if part else self.id
        told = f"{self.name}: {what}"
        return Check(id, id.split(".")[0], told, *figures, unit, passed, self.source, self.by)
