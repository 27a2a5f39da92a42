"""Hours that euros buy: what a change costs, what is freed, what a surplus adds."""

from __future__ import annotations

import numpy as np

from sim.foundation.units import WEEKS_PER_YEAR
from sim.support.contract import TEAM
from sim.support.situation import Situation


def change_cents(now: Situation) -> int:
    """Weekly cents that the change itself costs (A11)."""
    return int(100.0 * now.levers.work_change_cost * now.settings.inhabitants / WEEKS_PER_YEAR)


def set_minutes(now: Situation) -> None:
    """Minutes that workers have: contract less what is not freed and what change costs."""
    staff, levers, settings = now.staff, now.levers, now.settings
    if settings.no_means:
        staff.minutes[:] = 0
        return
    pool = int(staff.contract.sum()) * settings.cents_per_fte
    cost = (
        0 if settings.extra_means else change_cents(now) * WEEKS_PER_YEAR * settings.minutes_per_fte
    )
    kept = max(0.0, 1.0 - cost / max(1, pool))
    dedication = np.where(staff.org == TEAM, levers.admit_dedication, 1.0)
    bonus = 1.0 + now.team_bonus
    staff.minutes[:] = np.floor(staff.contract * kept * dedication * bonus).astype(np.int32)
