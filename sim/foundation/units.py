"""Units of the model and the names of array types used throughout.

Time: a model year is 52 weeks; week 0 is the first week after the fork, burn-in
weeks are negative. Euros are integer cents; time given is integer minutes;
severities, strengths and shares are float64.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

F8 = NDArray[np.float64]
I8 = NDArray[np.int64]
I4 = NDArray[np.int32]
I2 = NDArray[np.int16]
I1 = NDArray[np.int8]
# The same with two or three dimensions, where a table must know (foundation/table.py).
F8x2 = F8
F8x3 = F8
I8x2 = I8
I8x3 = I8
I4x2 = I4
I2x2 = I2
I1x2 = I1

WEEKS_PER_YEAR = 52
BLOCK_WEEKS = 13
QUARTER = 0.25  # of a year: what a yearly chance is in a block
NEVER = 1 << 30
DAYS_PER_WEEK = 7.0
MINUTES_PER_HOUR = 60


def cents(euros: float) -> int:
    """Euros to integer cents, rounded half to even."""
    return round(euros * 100.0)


def week_of(day: dt.date, start: dt.date) -> int:
    """Model week in which ``day`` falls when week 0 begins on ``start``.

    Whole years are 52 weeks, so that a change on 1 January begins with the year and not in
    the last week before it; the days after that are weeks of 365.25 / 52 days.
    """
    years = day.year - start.year - ((day.month, day.day) < (start.month, start.day))
    last_day = 28 if start.month == 2 else start.day
    since = dt.date(start.year + years, start.month, min(start.day, last_day))
    return WEEKS_PER_YEAR * years + int((day - since).days * WEEKS_PER_YEAR / 365.25)
