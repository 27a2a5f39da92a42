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
        self,
        part: str,
        what: What,
        expected: float,
        found: Found | None,
        unit: str,
        **values: Value,
    ) -> Check:
        """A check that passes when the figure found is within its tolerance.

        part: of the id, may be empty; found: None where something is lacking, so that the check is
        skipped; values: what varies in ``what``. A figure that is no number fails.
        """
        id = f"{self.id}.{part}" if part else self.id
        said, source = what(about=self.about, **values), self.source()
        value, tolerance = found or (math.nan, 0.0)
        finite = math.isfinite(value)
        close = finite and bool(abs(value - expected) <= tolerance)
        figures = expected, value if finite else None, tolerance
        passed = None if found is None else close
        return Check(id, id.split(".")[0], said, *figures, unit, passed, source, self.by)

    def skipped(self, part: str, what: What, expected: float, unit: str) -> Check:
        """A check for which something is lacking: it says nothing."""
        return self.check(part, what, expected, None, unit)
