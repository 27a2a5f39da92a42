"""The figures by which a queue of the engine is held to the exact one."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.foundation.units import F8, I8
from sim.verify.check import Answer, Check, Found, random_figure
from sim.verify.driver import Mask, Seen
from sim.verify.exact import Busy, Known, mean, variance
from sim.verify.series import Mean, batches_in, mean_of, memory
from sim.verify.wording import What

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


def check_queue(answer: Answer, look: Look, known: Known) -> Iterator[Check]:
    """Number waiting, and the waits: their mean, spread and distribution."""
    yield check_waiting(answer, look, mean(known.waiting))
    idle = random_figure(look.weekly(look.seen.waiting[:, look.lines] == 0))
    nobody = float(known.waiting[0])
    yield answer.check("nobody", What.NOBODY, nobody, idle, "share")
    yield from check_waits(answer, look, look.mine(), known.wait)


def check_waiting(answer: Answer, look: Look, expected: float) -> Check:
    """Mean number waiting against the exact one."""
    found = random_figure(number_waiting(look))
    return answer.check("waiting", What.WAITING, expected, found, "entries")


def check_waits(answer: Answer, look: Look, chosen: Mask, law: F8) -> Iterator[Check]:
    """The waits of some entries against their exact distribution."""
    wait = look.seen.wait.astype(np.float64)
    away = wait - mean(law)

    def found(value: NDArray[np.generic]) -> Found:
        """Average over the chosen entries."""
        return random_figure(look.entries(value, chosen))

    yield answer.check("wait", What.WAIT, mean(law), found(wait), "weeks")
    square = found(away * away)
    yield answer.check("variance", What.VARIANCE, variance(law), square, "weeks²")
    for weeks in tail_weeks(law, int(chosen.sum())):
        share, seen = float(law[weeks + 1 :].sum()), found(wait > weeks)
        yield answer.check(f"longer_{weeks}", What.LONGER, share, seen, "share", weeks=weeks)


def tail_weeks(law: F8, entries: int) -> list[int]:
    """Weeks that at least half, a tenth and a hundredth of the entries wait longer than, as
    far as these are many."""
    beyond = 1.0 - np.cumsum(law)
    shares = [share for share in TAILS if beyond[0] >= share and share * entries >= MANY]
    return sorted({int((beyond >= share).sum()) - 1 for share in shares})
