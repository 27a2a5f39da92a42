"""Every known answer, and what the engine makes of each."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from sim.verify import intake, limit, margins, need, relapse, subsidy, trajectories, workers
from sim.verify.check import Check
from sim.verify.effort import FULL, QUICK, STEPS, Effort

SCHEMA = "wijksim/verify/2"
SUBJECTS = (
    *("intake", "workers", "trajectories", "limit"),
    *("need", "relapse", "subsidy", "population"),
)
LONG_RUNS = 5  # one of intake, trajectories and relapse each, two of workers
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Verification:
    """All checks, the table of the limit without a clock, and how they were made."""

    checks: tuple[Check, ...]
    limit: tuple[limit.Row, ...]
    quick: bool
    weeks: int
    seconds: float

    def count(self, passed: bool | None) -> int:
        """Number of checks that passed, failed, or (None) were skipped."""
        return sum(check.passed is passed for check in self.checks)

    def document(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "schema": SCHEMA,
            "quick": self.quick,
            "weeks": self.weeks,
            "passed": self.count(True),
            "failed": self.count(False),
            "skipped": self.count(None),
            "checks": [check.document() for check in self.checks],
            "limit": [asdict(row) for row in self.limit],
            "seconds": round(self.seconds, 1),
        }


def verify(quick: bool, tell: Tell, much: Effort | None = None) -> Verification:
    """Run every check. tell: is called with (steps done, of) as the work goes on.

    much: another effort than the usual one.
    """
    began = time.monotonic()
    done = itertools.count(1)

    def step() -> None:
        """One step more."""
        tell(next(done), LONG_RUNS * STEPS + len(SUBJECTS))

    much = replace(much or (QUICK if quick else FULL), tick=step)
    rows: list[limit.Row] = []
    found: list[Check] = []
    for subject in _subjects(much, rows):
        found += subject
        step()
    seconds = time.monotonic() - began
    return Verification(tuple(found), tuple(rows), quick, much.weeks, seconds)


def _subjects(much: Effort, rows: list[limit.Row]) -> Iterator[list[Check]]:
    """The checks of one subject after another; fills the ``rows`` of the limit."""
    yield list(intake.checks(much))
    yield list(workers.checks(much))
    observed = trajectories.observe(much)
    yield list(trajectories.checks(observed))
    made, table = limit.checks(much, observed.means())
    rows += table
    yield made
    yield list(need.checks())
    yield list(relapse.checks(much))
    yield list(subsidy.checks())
    yield list(margins.checks())
