"""Admission at desks: per problem a queue and an intake per law.

Each desk knows its own domain. A need may come to a wrong desk first and be passed
on, the story is told again each time (A33), and people who wait may give up.
"""

from __future__ import annotations

from sim.foundation.units import I4
from sim.support.admit.first_contact import gather
from sim.support.admit.intake import drop_outs, queue_at, serve_needs, waits_for_intake
from sim.support.admit.opening import intake_minutes, nobody_waits, open_door
from sim.support.contract import PRACTICE, TEAM, Answer
from sim.support.situation import Situation


def step(now: Situation) -> None:
    """Intake at every desk."""
    give_up(now)
    serve_desks(now)


def give_up(now: Situation) -> None:
    """People who wait and drop out this week."""
    now.tally.drop_outs += int(drop_outs(now.served))


def serve_desks(now: Situation) -> None:
    """Every desk: also where a team stands beside. What one refers, a later one may see."""
    if now.settings.no_means:
        return
    for org in range(TEAM):
        if org != PRACTICE:
            open_door(now, org)
    gather(now.served)
    waiting = waits_for_intake(now.cells, now.engaged)
    for org in range(TEAM):
        serve_desk(now, waiting, org)


def serve_desk(now: Situation, waiting: I4, org: int) -> None:
    """The queue of one desk, need by need, as desks admit. waiting: needs before intake."""
    queue = queue_at(now.cells, waiting, org)
    minutes = intake_minutes(now, org, len(queue))
    if len(queue) == 0:
        nobody_waits(now, org)
    else:
        serve_needs(now.served, queue, org, minutes)


ANSWER = Answer(
    id="desks", question="admit", story=__doc__, sources=("A33", "M28", "B40", "F16"), step=step
)
