"""How long the random runs last, and who is told how far they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

STEPS = 20  # times that a run tells how far it is
FULL_WEEKS, QUICK_WEEKS = 100_000, 20_000
CIW_FULL, CIW_QUICK = 100_000, 60_000  # entries


def _nobody() -> None:
    """Nobody is told."""


@dataclass(frozen=True)
class Effort:
    """Weeks of a run after its warm-up; ``tick`` is called ``STEPS`` times in each run."""

    weeks: int = FULL_WEEKS
    warm_up: int = 2_000
    entries: int = CIW_FULL
    seed: int = 20_260
    busiest: bool = True  # also what needs the longest runs
    tick: Callable[[], None] = _nobody

    def tell(self, week: int, of: int) -> None:
        """A week of a run is over."""
        if (week + 1) * STEPS // of > week * STEPS // of:
            self.tick()


def effort(quick: bool) -> Effort:
    """The usual effort; ``quick`` is for a look, with wider tolerances and less load."""
    if not quick:
        return Effort()
    return Effort(QUICK_WEEKS, 500, CIW_QUICK, busiest=False)
