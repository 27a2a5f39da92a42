"""Who carries which case: scarce places with workers, and workers who leave.

Places are handed out in the order that waiting gives.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import F8, I4, I8, QUARTER, I8x3
from sim.support.contract import Levers
from sim.support.flows import BEGUN, flow
from sim.support.means import Offices, Staff
from sim.support.minutes import free_minutes, guidance_minutes
from sim.support.queues import in_turn
from sim.support.work.plans import minutes_for
from sim.world.lives import HAS_WORKER, HELPED_ONCE, WAITS_WORKER, Cells, Homes, Persons
from sim.world.parameters import World
from sim.world.waiting import WORKERS


@rule
def fits(committed: int, asked: int, room: int, least: float) -> bool:
    """Whether one more case fits: caseloads stretch until each case would get less than the
    share ``least`` of the minutes it asks (G15)."""
    return (committed + asked) * least <= room


@part
def has_room(staff: Staff, w: int, asked: int, taken: F8, least: float, week: int) -> bool:
    """Whether a worker can take a case of so many minutes (an idle one always can)."""
    room = guidance_minutes(free_minutes(staff, w), taken[staff.org[w]])
    if room <= 0 or staff.began[w] > week:  # an empty post takes nobody
        return False
    return bool(staff.caseload[w] == 0 or fits(staff.committed[w], asked, room, least))


@part
def freest_worker(staff: Staff, org: int, asked: int, taken: F8, least: float, week: int) -> int:
    """Worker of an organisation with the smallest share of time committed; -1 if none."""
    best = -1
    for w in range(len(staff.org)):
        if staff.org[w] != org or not has_room(staff, w, asked, taken, least, week):
            continue
        if best < 0 or staff.committed[w] * staff.minutes[best] < (
            staff.committed[best] * staff.minutes[w]
        ):
            best = w
    return best


@phase
def assign(
    cells: Cells,
    homes: Homes,
    staff: Staff,
    offices: Offices,
    world: World,
    levers: Levers,
    address: I8,
    engaged: I4,
    taken: F8,
    seed: int,
    week: int,
    flows: I8x3,
) -> int:
    """Give waiting needs a named worker; returns how many."""
    least, norm = world.guidance_stretch, world.term_worker
    queue = np.empty(len(engaged), dtype=np.int32)
    count = 0
    for c in engaged:
        if cells.status[c] == WAITS_WORKER:
            queue[count] = c
            count += 1
    begun = 0
    offices.for_worker[:] = 0
    queue = queue[:count]
    for c in in_turn(cells.unmet, queue, cells.since[queue], address, WORKERS, norm, seed, week):
        g = cells.home[c]
        asked = minutes_for(cells, world, c)
        w = -1
        if levers.work_bundle >= 0.5:  # one family, one plan, one director
            w = homes.plan_worker[g]
            if w >= 0 and not has_room(staff, w, asked, taken, least, week):
                w = -1
        if w < 0:
            w = freest_worker(staff, int(cells.desk[c]), asked, taken, least, week)
        if w < 0:
            offices.for_worker[cells.desk[c]] += 1
            continue
        if levers.work_bundle >= 0.5 and homes.plan_worker[g] < 0:
            homes.plan_worker[g] = w
        cells.status[c] = HAS_WORKER
        cells.worker[c] = w
        cells.desk[c] = staff.org[w]
        cells.since[c] = week
        cells.began[c] = week
        staff.caseload[w] += 1
        staff.committed[w] += asked
        if cells.stage[c] != HELPED_ONCE:  # else it waited for another worker
            flow(flows, BEGUN, cells.desk[c], cells.domain[c], 1)
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
def turnover(
    cells: Cells,
    persons: Persons,
    homes: Homes,
    staff: Staff,
    world: World,
    levers: Levers,
    engaged: I4,
    vacancy: int,
    seed: int,
    week: int,
) -> int:
    """Workers who leave this quarter; their cases wait for another worker. The post is
    filled at once, or stands empty for ``vacancy`` weeks after this one."""
    gone = 0
    for w in range(len(staff.org)):
        coin = streams.uniform(seed, streams.TURNOVER, w, week, 0)
        if coin >= levers.work_turnover * QUARTER or staff.began[w] > week:
            continue
        gone += 1
        staff.began[w] = filled_from(week, vacancy)
        hand_over(cells, persons, homes, world, levers, engaged, w, week)
    return gone


@part
def lose_what_was_built(
    cells: Cells, persons: Persons, world: World, levers: Levers, c: int
) -> None:
    """Own strength that a change of worker costs."""
    i = cells.holder[c]
    persons.strength[i] = max(world.strength_low, persons.strength[i] - levers.work_handover)


@part
def wait_for_another(
    cells: Cells, persons: Persons, world: World, levers: Levers, c: int, week: int
) -> None:
    """A case loses its worker and waits for another."""
    cells.status[c] = WAITS_WORKER
    cells.since[c] = week
    cells.worker[c] = -1
    cells.effort[c] = 0.0
    cells.minutes[c] = 0
    lose_what_was_built(cells, persons, world, levers, c)


@phase
def hand_over(
    cells: Cells,
    persons: Persons,
    homes: Homes,
    world: World,
    levers: Levers,
    engaged: I4,
    w: int,
    week: int,
) -> None:
    """All cases of a worker wait for another; each loses some of what was built."""
    for c in engaged:
        if cells.status[c] == HAS_WORKER and cells.worker[c] == w:
            wait_for_another(cells, persons, world, levers, c, week)
    for g in range(len(homes.plan_worker)):
        if homes.plan_worker[g] == w:
            homes.plan_worker[g] = -1
