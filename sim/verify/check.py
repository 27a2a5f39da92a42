"""A known answer and what the engine makes of it."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from sim.foundation.sentence import Sentence, Value
from sim.verify.series import Mean
from sim.verify.wording import Source, What

By: TypeAlias = Literal["model", "rules", "exact", "ciw"]  # what made the figure that was found
STANDARD_ERRORS = 4.0  # a figure of a random run may be this far from its expectation


@dataclass(frozen=True, slots=True)
class Check:
    """One figure that is known beforehand, beside the one that was found.

    ``passed`` is None when the figure could not be made: such a check is skipped, never
    passed. ``tolerance`` has the unit of ``expected``. ``by`` is what made the figure that was
    found: the model, its rules with another step, or (where two ways to what is expected are
    held together) exact algebra or the simulator Ciw.
    """

    id: str
    subject: str
    what: Sentence
    expected: float
    found: float | None
    tolerance: float
    unit: str
    passed: bool | None
    source: Sentence
    by: By = "model"

    def document(self) -> dict[str, Any]:
        """As JSON holds it."""
        said = {"what": self.what.document(), "source": self.source.document()}
        return {**asdict(self), **said}


class Found(NamedTuple):
    """A figure that was found, and how far it may be from the one that is known."""

    value: float
    tolerance: float = 0.0


def random_figure(mean: Mean) -> Found:
    """An average of a random run, which may be four standard errors off."""
    return Found(mean.value, STANDARD_ERRORS * mean.error)


@dataclass(frozen=True, slots=True)
class Answer:
    """A known answer: its id (subject first), what it is about, and how it is known."""

    id: str
    about: Sentence
    source: Source
    by: By = "model"

    def check(
        self, part: str, what: What, expected: float, found: Found, unit: str, **values: Value
    ) -> Check:
        """A check that passes when the figure found is within its tolerance.

        part: of the id, may be empty; values: what varies in ``what``. A figure that is no number
        fails.
        """
        finite = math.isfinite(found.value)
        close = finite and bool(abs(found.value - expected) <= found.tolerance)
        figures = expected, found.value if finite else None, found.tolerance
        return self._made(part, what(about=self.about, **values), figures, unit, close)

    def skipped(self, part: str, what: What, expected: float, unit: str) -> Check:
        """A check for which something is lacking: it says nothing."""
        return self._made(part, what(about=self.about), (expected, None, 0.0), unit, None)

    def _made(
        self,
        part: str,
        what: Sentence,
        figures: tuple[float, float | None, float],
        unit: str,
        passed: bool | None,
    ) -> Check:
        id = f"{self.id}.{part}" if part else self.id
        source = self.source()
        return Check(id, id.split(".")[0], what, *figures, unit, passed, source, self.by)
