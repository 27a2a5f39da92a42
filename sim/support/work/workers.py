"""Workers and their cases: scarce places with workers, and workers who leave.

Places are handed out in the order that waiting gives.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import F8, I4, QUARTER
from sim.support.flows import BEGUN, flow
from sim.support.minutes import free_minutes, guidance_minutes
from sim.support.queues import in_turn
from sim.support.served import Served
from sim.support.work.plans import minutes_for
from sim.world.state import HAS_WORKER, HELPED_ONCE, WAITS_WORKER
from sim.world.waiting import WORKERS


@rule
def fits(committed: int, asked: int, room: int, least: float) -> bool:
    """One more case fits, or not: caseloads stretch until each case would get less than the
    share ``least`` of the minutes it asks (G15)."""
    return (committed + asked) * least <= room


@part
def has_room(here: Served, w: int, asked: int, taken: F8) -> bool:
    """A worker can take a case of so many minutes, or not (an idle one always can)."""
    staff, least = here.staff, here.world.guidance_stretch
    room = guidance_minutes(free_minutes(staff, w), taken[staff.org[w]])
    if room <= 0 or staff.began[w] > here.week:  # an empty post takes nobody
        return False
    return bool(staff.caseload[w] == 0 or fits(staff.committed[w], asked, room, least))


@part
def freest_worker(here: Served, org: int, asked: int, taken: F8) -> int:
    """Worker of an organisation with the smallest share of time committed; -1 if none."""
    staff = here.staff
    best = -1
    for w in range(len(staff.org)):
        if staff.org[w] != org or not has_room(here, w, asked, taken):
            continue
        if best < 0 or staff.committed[w] * staff.minutes[best] < (
            staff.committed[best] * staff.minutes[w]
        ):
            best = w
    return best


@phase
def assign(here: Served, taken: F8) -> int:
    """Give waiting needs a named worker; returns how many."""
    cells, homes, staff, offices = here.cells, here.homes, here.staff, here.offices
    world, bundle, week = here.world, here.levers.work_bundle >= 0.5, here.week
    queue = np.empty(len(here.engaged), dtype=np.int32)
    count = 0
    for c in here.engaged:
        if cells.status[c] == WAITS_WORKER:
            queue[count] = c
            count += 1
    begun = 0
    offices.for_worker[:] = 0
    queue = queue[:count]
    for c in in_turn(here, queue, cells.since[queue], WORKERS, world.term_worker):
        g = cells.home[c]
        asked = minutes_for(cells, world, c)
        w = -1
        if bundle:  # one family, one plan, one director
            w = homes.plan_worker[g]
            if w >= 0 and not has_room(here, w, asked, taken):
                w = -1
        if w < 0:
            w = freest_worker(here, int(cells.desk[c]), asked, taken)
        if w < 0:
            offices.for_worker[cells.desk[c]] += 1
            continue
        if bundle and homes.plan_worker[g] < 0:
            homes.plan_worker[g] = w
        cells.status[c] = HAS_WORKER
        cells.worker[c] = w
        cells.desk[c] = staff.org[w]
        cells.since[c] = week
        cells.began[c] = week
        staff.caseload[w] += 1
        staff.committed[w] += asked
        if cells.stage[c] != HELPED_ONCE:  # else it waited for another worker
            flow(here.flows, BEGUN, cells.desk[c], cells.domain[c], 1)
        cells.stage[c] = HELPED_ONCE
        begun += 1
    return begun


@rule
def filled_from(week: int, vacancy: int) -> int:
    """Week in which the next holder of a post begins whose holder leaves in ``week``."""
    if vacancy <= 0:
        return week
    return week + 1 + vacancy


@phase
def turnover(here: Served, vacancy: int) -> int:
    """Workers who leave this quarter; their cases wait for another worker. The post is
    filled at once, or stands empty for ``vacancy`` weeks after this one."""
    gone, week, staff = 0, here.week, here.staff
    for w in range(len(staff.org)):
        coin = streams.uniform(here.support_seed, streams.TURNOVER, w, week, 0)
        if coin >= here.levers.work_turnover * QUARTER or staff.began[w] > week:
            continue
        gone += 1
        staff.began[w] = filled_from(week, vacancy)
        hand_over(here, here.engaged, w)
    return gone


@part
def lose_what_was_built(here: Served, c: int) -> None:
    """Own strength that a change of worker costs."""
    persons, i = here.persons, here.cells.holder[c]
    left = persons.strength[i] - here.levers.work_handover
    persons.strength[i] = max(here.world.strength_low, left)


@part
def wait_for_another(here: Served, c: int) -> None:
    """A case loses its worker and waits for another."""
    cells = here.cells
    cells.status[c] = WAITS_WORKER
    cells.since[c] = here.week
    cells.worker[c] = -1
    cells.effort[c] = 0.0
    cells.minutes[c] = 0
    lose_what_was_built(here, c)


@phase
def hand_over(here: Served, rows: I4, w: int) -> None:
    """All cases of a worker, of these cells, wait for another; each loses some of what was
    built."""
    cells, homes = here.cells, here.homes
    for c in rows:
        if cells.status[c] == HAS_WORKER and cells.worker[c] == w:
            wait_for_another(here, c)
    for g in range(len(homes.plan_worker)):
        if homes.plan_worker[g] == w:
            homes.plan_worker[g] = -1
