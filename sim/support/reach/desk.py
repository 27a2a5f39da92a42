"""Reach by desk: the citizen must come.

People ask when need weighs more than reluctance and the barriers at the desk
(bureaucracy and the wish for independence are the main ones, F11). Doctors and
schools signal at a base rate. Today's practice before the reform.
"""

from __future__ import annotations

from sim.support.contract import Answer
from sim.support.minutes import door_minutes
from sim.support.reach.asking import recognise
from sim.support.reach.entering import pass_on_crises
from sim.support.situation import Situation


def step(now: Situation) -> None:
    """Recognition without presence in the neighbourhood."""
    now.presence_share = 0.0
    reach_with(now, 0)


def reach_with(now: Situation, presence_minutes: int) -> None:
    """Recognition of this week's needs, those after a crisis first."""
    if now.world.crisis_known > 0.0:
        pass_on_crises(now.served, now.hit)
    now.offices.door_taken[:] = 0
    room = door_minutes(now.staff, now.presence_share)
    now.engaged = recognise(now.served, room, presence_minutes, now.settings.inhabitants)


ANSWER = Answer(id="desk", question="reach", story=__doc__, sources=("F11", "T10"), step=step)
