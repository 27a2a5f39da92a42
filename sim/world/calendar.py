"""Arrivals and departures by week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from weakref import WeakKeyDictionary

import numpy as np

from sim.foundation.units import I4
from sim.world.state import Folk


@dataclass(frozen=True)
class Event:
    """Rows in order of the week in which something happens to each, then of id."""

    week: I4
    row: I4

    @classmethod
    def of(cls, weeks: I4) -> Self:
        """From the week of every row."""
        order = np.argsort(weeks, kind="stable").astype(np.int32)
        return cls(weeks[order], order)

    def rows(self, week: int) -> I4:
        """Rows to which it happens in a week, ascending."""
        first, last = np.searchsorted(self.week, np.array((week, week + 1), dtype=np.int32))
        return self.row[first:last]


@dataclass(frozen=True)
class Calendar:
    """Arrivals and departures of persons and of households."""

    comers: Event
    goers: Event
    homes_filled: Event
    homes_emptied: Event


_KNOWN: WeakKeyDictionary[Folk, Calendar] = WeakKeyDictionary()


def calendar_of(folk: Folk) -> Calendar:
    """The calendar of everybody who will ever live here; made once."""
    if folk not in _KNOWN:
        weeks = (folk.arrive, folk.leave, folk.hh_arrive, folk.hh_leave)
        _KNOWN[folk] = Calendar(*map(Event.of, weeks))
    return _KNOWN[folk]
