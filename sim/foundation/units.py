"""Units of the model and the names of array types used throughout.

Time: a model year is 52 weeks; week 0 is the first week after the fork, burn-in
weeks are negative. Euros are integer cents; time given is integer minutes;
severities, strengths and shares are float64.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.foundation.weeks import WEEKS_PER_YEAR as WEEKS_PER_YEAR

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

BLOCK_WEEKS = 13
QUARTER = 0.25  # of a year: what a yearly chance is in a block
NEVER = 1 << 30
DAYS_PER_WEEK = 7.0
MINUTES_PER_HOUR = 60


def cents(euros: float) -> int:
    """Euros to integer cents, rounded half to even."""
    return round(euros * 100.0)
