"""Take-over: what a practice does with what is there, at the fork and at every change.

Running products are finished as planned by the payer that began them. A waiting need
keeps its waiting time and joins the new queue. Workers who move bring their hours,
skill and as many of their cases as they are freed for; the rest is handed over once.
Neutral: nothing changes. No case, hour or euro appears or disappears.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import phase
from sim.foundation.units import I8, I8x2
from sim.support.contract import ORGANISATIONS, PRACTICE
from sim.support.hours import give_roles, set_minutes
from sim.support.means import Offices, org_for
from sim.support.served import Served
from sim.support.situation import Practice, Situation
from sim.support.work.plans import minutes_for
from sim.support.work.workers import hand_over, lose_what_was_built, wait_for_another
from sim.world.state import HAS_WORKER, NO_REQUEST


@phase
def move_cases(here: Served) -> int:
    """Waiting needs join the new queues; cases move with their workers as far as those
    are freed, the rest waits for another worker. Returns how many were handed over."""
    cells, staff, levers = here.cells, here.staff, here.levers
    handed = 0
    for c in range(len(cells.status)):
        if cells.status[c] == NO_REQUEST:
            continue
        if cells.status[c] != HAS_WORKER:
            if cells.desk[c] != PRACTICE:
                cells.desk[c] = org_for(levers, int(here.domains.desk[cells.domain[c]]))
            continue
        org = staff.org[cells.worker[c]]
        if org == cells.desk[c]:
            continue
        cells.desk[c] = org
        coin = streams.uniform(here.support_seed, streams.TURNOVER, here.address[c], here.week, 1)
        if coin < levers.admit_dedication:
            continue
        wait_for_another(here, c)
        handed += 1
    return handed


@phase
def appoint_directors(here: Served) -> int:
    """Each household in help gets one director: the worker with most minutes there; the
    needs of others are handed over once. Returns how many."""
    cells, homes = here.cells, here.homes
    best = np.full(len(homes.plan_worker), -1, dtype=np.int32)  # a case may ask for no minute
    for c in range(len(cells.status)):
        if cells.status[c] == HAS_WORKER:
            g = cells.home[c]
            asked = minutes_for(cells, here.world, c)
            w = cells.worker[c]
            if asked > best[g] or (asked == best[g] and w < homes.plan_worker[g]):
                best[g] = asked
                homes.plan_worker[g] = w
    handed = 0
    for c in range(len(cells.status)):
        if cells.status[c] == HAS_WORKER:
            w = homes.plan_worker[cells.home[c]]
            if cells.worker[c] != w:
                cells.worker[c] = w
                cells.desk[c] = here.staff.org[w]
                lose_what_was_built(here, c)
                handed += 1
    return handed


def divided(amount: int, parts: I8) -> I8:
    """Whole minutes divided in proportion to parts, [n]; nothing is lost in rounding."""
    out = np.zeros(len(parts), dtype=np.int64)
    left, whole = amount, int(parts.sum())
    for k in np.flatnonzero(parts):
        out[k] = left * int(parts[k]) // whole
        left -= int(out[k])
        whole -= int(parts[k])
    return out


def hand_on(offices: Offices, moved: I8x2) -> None:
    """Minutes saved for somebody who waits, temporary workers and orders for them go along
    with the workers. moved: [6, 6] contract minutes from each organisation to each."""
    for minutes in (offices.door_left, offices.intake_left, offices.hired, offices.ordered):
        for org, amount in enumerate(minutes.tolist()):
            if moved[org].any():
                minutes[org] -= amount
                minutes += divided(amount, moved[org])
    weeks = offices.order_week.copy()
    for org in range(len(weeks)):
        if moved[:, org].any():
            offices.order_week[org] = weeks[moved[:, org] > 0].max()
        else:
            offices.behind[org] = 0.0


def share_out(now: Situation) -> None:
    """Community workers and coordinators are named, hand their cases over once, and minutes
    follow."""
    everywhere = np.arange(len(now.cells.status), dtype=np.int32)
    for w in give_roles(now):
        hand_over(now.served, everywhere, w)
    set_minutes(now, now.week)


def take_over(now: Situation, practice: Practice) -> None:
    """The situation goes on under another practice from this week."""
    before = now.practice
    if (practice.answers, practice.levers, practice.stay) == (
        before.answers,
        before.levers,
        before.stay,
    ):
        now.practice = replace(before, id=practice.id)
        return
    since = practice.since
    if practice.answers["work"] == before.answers["work"]:
        since = before.since
    now.practice = replace(practice, since=since)
    levers = now.levers
    moved = np.zeros((len(ORGANISATIONS), len(ORGANISATIONS)), dtype=np.int64)
    for w in range(len(now.staff.org)):
        org = org_for(levers, int(now.staff.home[w]))
        moved[now.staff.org[w], org] += now.staff.contract[w]
        now.staff.org[w] = org
    hand_on(now.offices, moved)
    move_cases(now.served)
    share_out(now)
    if levers.work_bundle >= 0.5 and before.levers.work_bundle < 0.5:
        appoint_directors(now.served)
    if levers.work_bundle < 0.5:
        now.homes.plan_worker[:] = -1
