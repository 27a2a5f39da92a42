"""Admission at the kitchen table: one conversation per household, over all domains.

The team sees a household once (M3), may see needs nobody asked for (breadth), calls
in specialists when the question warrants it (M1, M18) and asks three questions (M17).
Friction: one queue for all; generalists under-recognise severe single problems; a
second check costs weeks (B21); staff that is not fully freed still belongs to its own
organisation (T3, T6). Laws outside the mandate stay with their desk.
"""

from __future__ import annotations

import numpy as np

from sim.support.admit.desks import give_up, serve_desks
from sim.support.admit.first_contact import gather
from sim.support.admit.households import serve_households
from sim.support.admit.intake import queue_at
from sim.support.admit.opening import intake_minutes, nobody_waits, open_door
from sim.support.contract import TEAM, Answer
from sim.support.situation import Situation
from sim.world.living import engaged_cells


def step(now: Situation) -> None:
    """The team's table, then the desks that stay."""
    give_up(now)
    if not now.settings.no_means:
        open_door(now, TEAM)
        gather(now.served)
    queue = queue_at(now.cells, now.engaged, TEAM)
    households = len(np.unique(now.cells.home[queue]))
    minutes = intake_minutes(now, TEAM, households)
    if len(queue) == 0:
        nobody_waits(now, TEAM)
    elif not now.settings.no_means:
        serve_households(now.served, queue, minutes)
        if now.levers.admit_breadth > 0.0:
            now.engaged = engaged_cells(now.cells, now.active)
    serve_desks(now)


ANSWER = Answer(
    id="kitchen_table",
    question="admit",
    story=__doc__,
    sources=("M1", "M3", "M17", "M18", "B21", "B40", "T3", "T6"),
    step=step,
)
