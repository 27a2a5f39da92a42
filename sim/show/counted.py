"""Differences counted over the runs that were made: the only place where a direction is decided."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import comb

import numpy as np

from sim.foundation.units import F8
from sim.show.numbers import decimals_for

SKEWED = 0.1  # of the width of the runs between mean and middle, above which it is said
FIRM = ("all", "most")  # verdicts with a direction
ONE_IN = 20  # splits of runs that are as uneven by chance (sign test): a direction is stated


@dataclass(frozen=True, slots=True)
class Runs:
    """Differences in the runs that were made: how many are less, more and exactly none.

    middle: median; least, most: ends of the runs. In the unit of the reader.
    """

    less: int
    more: int
    same: int
    mean: float
    middle: float
    least: float
    most: float

    @property
    def count(self) -> int:
        """Runs in which the difference is defined."""
        return self.less + self.more + self.same

    @property
    def lower(self) -> bool:
        """True when more runs are less than are more, or the mean decides between as many."""
        return self.less > self.more or (self.less == self.more and self.mean < 0.0)

    @property
    def agreeing(self) -> int:
        """Runs on the side of most."""
        return self.less if self.lower else self.more

    @property
    def skewed(self) -> bool:
        """True when mean and middle lie apart by much of the width of the runs."""
        return abs(self.mean - self.middle) > SKEWED * (self.most - self.least)

    @property
    def verdict(self) -> str:
        """One of equal, few, all, most, unclear: the only place where a direction is decided.

        few: too few runs for any split of them to tell (sign test). all, most: on one side, more
        unevenly than chance explains, with mean and middle on that side.
        """
        if self.count == self.same:
            return "equal"
        if not _uneven(self.count, self.count):
            return "few"
        if self.agreeing == self.count:
            return "all"
        uneven = _uneven(self.agreeing, self.less + self.more)
        sides = {self.mean < 0.0, self.middle < 0.0}
        return "most" if uneven and sides == {self.lower} else "unclear"


@cache
def _uneven(agreeing: int, count: int) -> bool:
    """True when so uneven a split of runs is rarer than chance explains (sign test).

    In whole numbers: both tails of the splits that are as likely one way as the other.
    """
    fewest = min(agreeing, count - agreeing)
    tails = 2 * sum(comb(count, less) for less in range(fewest + 1))
    return ONE_IN * tails < (1 << count)


def runs_of(values: F8) -> Runs | None:
    """The runs by differences, [R]; None where none is defined."""
    known = values[np.isfinite(values)]
    if len(known) == 0:
        return None
    less, more = int(np.sum(known < 0.0)), int(np.sum(known > 0.0))
    return Runs(
        less=less,
        more=more,
        same=len(known) - less - more,
        mean=float(np.mean(known)),
        middle=float(np.median(known)),
        least=float(np.min(known)),
        most=float(np.max(known)),
    )


def decimals_of(runs: Runs | None) -> int | None:
    """Decimals that the width of runs asks for, or the only run; None where nothing differs."""
    if runs is None or runs.count == runs.same:
        return None
    width = runs.most - runs.least
    return decimals_for(width) if width else max(0, decimals_for(runs.mean, 3))
