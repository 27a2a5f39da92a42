"""The figures by which a queue of the engine is held to the exact one."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.foundation.units import F8, I8
from sim.verify.check import STANDARD_ERRORS, Check, compare
from sim.verify.driver import Mask, Seen
from sim.verify.exact import Busy, Known, mean, variance
from sim.verify.series import Mean, batches_in, mean_of, memory

TAILS = (0.5, 0.1, 0.01)  # the distribution is compared where this share waits longer
MANY = 100  # entries of which fewer say too little about a share


class Look:
    """Equal queues of a run, cut into batches. One that turned somebody away has no figure."""

    def __init__(self, seen: Seen, lines: tuple[int, ...], busy: Busy) -> None:
        self.seen, self.lines = seen, np.array(lines)
        self.weeks = len(seen.waiting)
        forgets = memory(busy.variance, busy.drift)
        self.each = batches_in(self.weeks, forgets, len(lines))

    def weekly(self, value: NDArray[np.generic]) -> Mean:
        """Average over weeks of a value per week and queue, [weeks, queues]."""
        batch = self._batch(np.arange(self.weeks))[:, None] + self.each * np.arange(len(self.lines))
        return self._mean(value.reshape(-1), batch.reshape(-1))

    def entries(self, value: NDArray[np.generic], chosen: Mask) -> Mean:
        """Average over the chosen entries of a value of every entry of the run."""
        batch = self._batch(self.seen.asked[chosen] - self.seen.warm_up)
        queue = np.searchsorted(self.lines, self.seen.line[chosen])
        return self._mean(value[chosen], batch + self.each * queue)

    def mine(self) -> Mask:
        """Entries of these queues."""
        return np.isin(self.seen.line, self.lines)

    def _batch(self, week: NDArray[np.integer]) -> I8:
        found: I8 = np.asarray(week, dtype=np.int64) * self.each // self.weeks
        return found

    def _mean(self, value: NDArray[np.generic], batch: I8) -> Mean:
        if self.seen.turned_away[self.lines].any():
            return Mean(math.nan, 0.0)
        return mean_of(np.asarray(value, dtype=np.float64), batch, self.each * len(self.lines))


def number_waiting(look: Look) -> Mean:
    """Mean number that waits at the end of a week."""
    return look.weekly(look.seen.waiting[:, look.lines])


def held_to(id: str, name: str, look: Look, known: Known, source: str) -> Iterator[Check]:
    """Number waiting, and the waits: their mean, spread and distribution."""
    yield waiting_held_to(id, name, look, mean(known.waiting), source)
    idle = look.weekly(look.seen.waiting[:, look.lines] == 0)
    yield _check(f"{id}.nobody", f"{name}: weeks in which nobody is left waiting",
                 float(known.waiting[0]), idle, "share", source)  # fmt: skip
    yield from waits_held_to(id, name, look, look.mine(), known.wait, source)


def waiting_held_to(id: str, name: str, look: Look, expected: float, source: str) -> Check:
    """Mean number waiting against the exact one."""
    found = number_waiting(look)
    return _check(
        f"{id}.waiting", f"{name}: mean number waiting", expected, found, "entries", source
    )


def waits_held_to(
    id: str, name: str, look: Look, chosen: Mask, law: F8, source: str
) -> Iterator[Check]:
    """The waits of some entries against their exact distribution."""
    wait = look.seen.wait.astype(np.float64)
    away = wait - mean(law)
    yield _check(f"{id}.wait", f"{name}: mean wait", mean(law), look.entries(wait, chosen),
                 "weeks", source)  # fmt: skip
    yield _check(f"{id}.variance", f"{name}: variance of the wait", variance(law),
                 look.entries(away * away, chosen), "weeks²", source)  # fmt: skip
    for weeks in tail_weeks(law, int(chosen.sum())):
        longer = look.entries(wait > weeks, chosen)
        yield _check(f"{id}.longer_{weeks}", f"{name}: wait of more than {weeks} weeks",
                     float(law[weeks + 1 :].sum()), longer, "share", source)  # fmt: skip


def tail_weeks(law: F8, entries: int) -> list[int]:
    """Weeks that at least half, a tenth and a hundredth of the entries wait longer than, as
    far as these are many."""
    beyond = 1.0 - np.cumsum(law)
    shares = [share for share in TAILS if beyond[0] >= share and share * entries >= MANY]
    return sorted({int((beyond >= share).sum()) - 1 for share in shares})


def _check(id: str, what: str, expected: float, found: Mean, unit: str, source: str) -> Check:
    """A check with four standard errors as its tolerance."""
    return compare(id, what, expected, found.value, STANDARD_ERRORS * found.error, unit, source)
