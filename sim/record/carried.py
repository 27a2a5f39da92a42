"""Burden that residents carry at this moment, by the pass that records every week."""

from __future__ import annotations

from typing import NamedTuple

from sim.foundation.units import F8
from sim.record import tables as t
from sim.record.phases import read_needs
from sim.record.tables import new_notes
from sim.support.situation import Situation
from sim.world.living import active_cells, engaged_cells


class Carried(NamedTuple):
    """Burden of this week: of each person, household needs included, [n]; and of all needs."""

    persons: F8
    total: float


def carried_now(now: Situation) -> Carried:
    """The burden of this week, in the weights that outcomes are in; changes nothing."""
    notes = new_notes(now.folk, now.cells, now.week, 1)
    active = active_cells(now.cells)
    read_needs(now.served, notes, active, engaged_cells(now.cells, active))
    homes = notes.felt[now.folk.n + now.folk.household]
    return Carried(notes.felt[: now.folk.n] + homes, float(notes.week[t.BURDEN]))
