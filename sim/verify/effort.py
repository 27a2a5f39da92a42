"""Length of the random runs, and a report of their progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

STEPS = 20  # times that a run tells how far it is
FULL_WEEKS, QUICK_WEEKS = 100_000, 20_000
CIW_FULL, CIW_QUICK = 100_000, 60_000  # entries
# Every queue begins with as many as wait on average, so a warm-up need not fill it: it lets
# the number spread, which matters little against runs of fifty times this length.
WARM_UP_FULL, WARM_UP_QUICK = 2_000, 500
BUSY, LONG = 0.9, 52  # utilisation and weeks of help from which only a long run knows a queue


# Purposes of luck, see ``Effort.luck``: which rows are taken, who asks where, who asks
# urgently, who gets better.
ROWS, ASKS_INTAKE, ASKS_WORKER, ASKS_PLACE, URGENTLY, BETTER = range(1, 7)


def _nobody() -> None:
    """Nobody is told."""


@dataclass(frozen=True)
class Effort:
    """Weeks of a run after its warm-up; ``tick`` is called ``STEPS`` times in each run."""

    weeks: int = FULL_WEEKS
    warm_up: int = WARM_UP_FULL
    entries: int = CIW_FULL
    seed: int = 20_260
    busiest: bool = True  # also what needs the longest runs
    tick: Callable[[], None] = _nobody

    def runs(self, use: float, weeks: int = 0) -> bool:
        """True when it is enough for queues of this utilisation and length of help."""
        return self.busiest or (use < BUSY and weeks < LONG)

    def luck(self, purpose: int, *number: int) -> np.random.Generator:
        """Luck of its own for a purpose (from 1 on) and a number within it.

        Numbers of one purpose have the same length: numpy takes a nought at the end for nothing.
        """
        return np.random.default_rng((self.seed, purpose, *number))

    def tell(self, week: int, of: int) -> None:
        """A week of a run is over."""
        if (week + 1) * STEPS // of > week * STEPS // of:
            self.tick()


FULL = Effort()
QUICK = Effort(QUICK_WEEKS, WARM_UP_QUICK, CIW_QUICK, busiest=False)  # wider tolerances, less load
