"""Reach by presence: workers are in the neighbourhood and go where the need is.

To asking and referral it adds presence (M4), signals from the circle and a short line
to schools (M32): hidden need is found, the most reluctant most.
Friction: running cases eat the hours (B48), false signals cost hours, contacts cost
hours, refusal closes the door for a while, and what is found must be served.
"""

from __future__ import annotations

from sim.support.contract import USE_PRESENCE, Answer
from sim.support.minutes import org_minutes
from sim.support.reach.desk import reach_with
from sim.support.situation import Situation


def crowded(share: float, crowding: float, load: float) -> float:
    """Share of hours left for presence when cases ask for ``load`` of the time (B48)."""
    return share * max(0.0, 1.0 - crowding * min(1.0, load))


def step(now: Situation) -> None:
    """Recognition with the presence that running cases leave."""
    staff = now.staff
    room = max(1, int(staff.minutes.sum()))
    load = int(staff.committed.sum()) / room
    share = crowded(now.levers.reach_presence, now.levers.reach_crowding, load)
    minutes = org_minutes(staff, share)
    now.presence_share = share
    now.ledger.minutes[:, USE_PRESENCE] += minutes
    reach_with(now, int(minutes.sum()))


ANSWER = Answer(
    id="outreach", question="reach", story=__doc__, sources=("M4", "M32", "B48", "F13"), step=step
)
