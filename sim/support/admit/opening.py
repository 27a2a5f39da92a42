"""An organisation's week at the door: first contacts, and the minutes that intake gets."""

from __future__ import annotations

import numpy as np

from sim.foundation.compiled import plain
from sim.support.admit.first_contact import first_contacts, uncontacted
from sim.support.admit.practice import levers_at
from sim.support.admit.term import heading_over, intake_share, term_of
from sim.support.contract import ORGANISATIONS
from sim.support.minutes import door_minutes, intake_hours, org_minutes
from sim.support.situation import Situation


def open_door(now: Situation, org: int) -> None:
    """First contacts with the requests that have had none."""
    queue = uncontacted(now.cells, now.engaged, org)
    if len(queue) == 0:
        now.offices.door_left[org] = 0
        return
    room = int(door_minutes(now.staff, now.presence_share)[org])
    first_contacts(now.served, queue, org, room)


def intake_minutes(now: Situation, org: int, entries: int) -> int:
    """Minutes that an organisation has for intake this week, and how far it is behind.

    entries: needs, or at the team households, that wait after a first contact.
    """
    offices, ordinary = now.offices, now.settings.intake_share
    shares = np.full(len(ORGANISATIONS), ordinary)
    there = int(intake_hours(now.staff, offices, shares, now.presence_share)[org])
    behind = heading_over(
        entries, int(now.world.intake_minutes), there, term_of(now.world, org), now.world.term_heed
    )
    offices.behind[org] = behind
    offices.intake_room[org] += there
    if behind == 0.0:
        return there
    total = int(org_minutes(now.staff, 1.0)[org])
    levers, hired = plain(levers_at)(now.served, org), int(offices.hired[org])
    shares[org] = intake_share(ordinary, levers.admit_shift, hired, total, behind)
    return int(intake_hours(now.staff, offices, shares, now.presence_share)[org])


def nobody_waits(now: Situation, org: int) -> None:
    """No minutes are set aside or carried over for an empty queue."""
    now.offices.intake_left[org] = 0
    now.offices.intake_taken[org] = 0
    now.offices.waiting[org] = 0
