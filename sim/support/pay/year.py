"""A new year's budget: that, or the bookings, of the year before, plus growth.

Before the fork budgets follow what today's practice booked in the model year that ends, so that
nothing is measured against a published number; from the fork on a budget is that of the year
before. A year that was run in part is not followed.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.foundation.compiled import rule
from sim.foundation.units import I8, WEEKS_PER_YEAR
from sim.support.contract import WELFARE
from sim.support.situation import Situation


@rule
def grown(cents: int, growth: float) -> int:
    """A yearly amount after a year of growth, whole cents."""
    return round(cents * (1.0 + growth))


@rule
def kept_subsidy(booked: int, granted: int) -> int:
    """Subsidy that welfare is granted again: salaries that empty posts saved end none."""
    return max(booked, granted)


def begin_year(now: Situation, booked: I8) -> None:
    """The budget of the year that begins next week; booked: [payers] cents of this one."""
    if now.settings.no_means:
        return
    before_fork = now.week < 0
    if before_fork and now.week + 1 - WEEKS_PER_YEAR < int(now.folk.arrive.min()):
        return  # part of a year
    follows = now.ledger.budget.copy()
    if before_fork:
        granted = int(now.baseline.published[WELFARE])
        follows = booked.copy()
        follows[WELFARE] = kept_subsidy(int(booked[WELFARE]), granted)
    growth = now.settings.growth
    now.ledger.budget[:] = np.array([grown(int(c), growth) for c in follows], dtype=np.int64)
    if before_fork:
        now.baseline = replace(now.baseline, cents=now.ledger.budget.copy(), booked=True)
