"""How first-line help is organised: who gets which worker, hours, and closing.

A case is one need in the care of one named worker. Scarce places with workers are
handed out in the order that waiting gives; a worker's minutes are shared out over
the cases in proportion to what each asks for.
"""

from __future__ import annotations

import numpy as np

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import F8, I4, I8
from sim.support.admit.decision import known_needs
from sim.support.contract import USE_GUIDANCE, Levers
from sim.support.means import (
    Ledger,
    Offices,
    Staff,
    count_cases,
    free_minutes,
    guidance_minutes,
)
from sim.world import rules
from sim.world.lives import (
    HAS_WORKER,
    HOUSEHOLD_SLOTS,
    PERSON_SLOTS,
    RUNS_PRODUCT,
    WAITS_WORKER,
    Cells,
    Folk,
    Homes,
    Persons,
)
from sim.world.living import end_help
from sim.world.parameters import Domains, World
from sim.world.waiting import ZRM_2, order, zrm_level


@rule
def asked_minutes(
    base: float, slope: float, severity: float, resolvable: float, light: float, threshold: float
) -> int:
    """Minutes a week that a case asks for; little when only a lasting need is left."""
    if resolvable < threshold:
        return int(light)
    return int(base + slope * severity)


@rule
def organisation_loss(loss: float, organisations: int) -> float:
    """Effectiveness left when several organisations surround a household (F16)."""
    if organisations <= 1:
        return 1.0
    return 1.0 / (1.0 + loss * (organisations - 1))


@rule
def learned(start: float, weeks: float, coaching: float, worked: float) -> float:
    """Effectiveness of a new way of working while it is learned (A18); coaching speeds it."""
    if start >= 1.0:
        return 1.0
    return min(1.0, start + (1.0 - start) * worked * (1.0 + coaching) / weeks)


@rule
def worn(decay: float, worked: float) -> float:
    """What a team that does not move loses a year (T8, T9), at most 30 %."""
    if worked <= 0.0:
        return 1.0
    return max(0.7, 1.0 - decay * worked / 52.0)


@rule
def bits(mask: int) -> int:
    """Number of set bits."""
    count = 0
    while mask > 0:
        count += mask & 1
        mask = mask >> 1
    return count


@rule
def closing_level(
    threshold: float, shift: float, fear: float, pressure: float, queue: float
) -> float:
    """Resolvable severity below which a worker closes: good is good enough; fear of
    return lowers it (B32), people waiting raise it."""
    return threshold * shift * (1.0 - fear) * (1.0 + pressure * min(1.0, queue))


@rule
def may_close(resolvable: float, lasting: float, level: float, carried: float, cut: float) -> bool:
    """Close when the resolvable part is low and the rest is carried without the worker."""
    return resolvable < level and lasting * carried <= cut


@part
def household_organisations(folk: Folk, cells: Cells, g: int) -> int:
    """Bits of the organisations now working for a household."""
    mask = 0
    for k in range(folk.member_start[g], folk.member_start[g + 1]):
        i = folk.members[k]
        for c in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
            mask |= _organisation_bits(cells, c)
    first = PERSON_SLOTS * folk.n + HOUSEHOLD_SLOTS * g
    for c in range(first, first + HOUSEHOLD_SLOTS):
        mask |= _organisation_bits(cells, c)
    return mask


@part
def _organisation_bits(cells: Cells, c: int) -> int:
    mask = 0
    if cells.status[c] == HAS_WORKER:
        mask |= 1 << int(cells.desk[c])
    if cells.granted[c] == RUNS_PRODUCT:
        mask |= 1 << (8 + int(cells.product[c]))  # each product has its own provider
    return mask


@phase
def recount(cells: Cells, staff: Staff, world: World, active: I4) -> None:
    """Caseload and asked minutes of every worker, counted afresh."""
    count_cases(staff)
    for c in active:
        if cells.status[c] == HAS_WORKER:
            w = cells.worker[c]
            staff.caseload[w] += 1
            staff.committed[w] += minutes_for(cells, world, c)


@part
def minutes_for(cells: Cells, world: World, c: int) -> int:
    """Minutes a week that this case asks for."""
    return asked_minutes(
        world.guidance_base,
        world.guidance_severity,
        cells.lasting[c] + cells.resolvable[c],
        cells.resolvable[c],
        world.closing_light_minutes,
        world.closing_threshold,
    )


@part
def has_room(staff: Staff, w: int, asked: int, taken: F8, week: int) -> bool:
    """Whether a worker can take a case of so many minutes (an idle one always can)."""
    room = guidance_minutes(free_minutes(staff, w), taken[staff.org[w]])
    if room <= 0 or staff.began[w] > week:  # an empty post takes nobody
        return False
    return bool(staff.caseload[w] == 0 or staff.committed[w] + asked <= room)


@part
def freest_worker(staff: Staff, org: int, asked: int, taken: F8, week: int) -> int:
    """Worker of an organisation with the smallest share of time committed; -1 if none."""
    best = -1
    for w in range(len(staff.org)):
        if staff.org[w] != org or not has_room(staff, w, asked, taken, week):
            continue
        if best < 0 or staff.committed[w] * staff.minutes[best] < (
            staff.committed[best] * staff.minutes[w]
        ):
            best = w
    return best


@phase
def assign(
    folk: Folk,
    cells: Cells,
    homes: Homes,
    staff: Staff,
    offices: Offices,
    world: World,
    levers: Levers,
    address: I8,
    active: I4,
    taken: F8,
    seed: int,
    week: int,
) -> int:
    """Give waiting needs a named worker; returns how many."""
    queue = np.empty(len(active), dtype=np.int32)
    level = np.empty(len(active), dtype=np.int32)
    since = np.empty(len(active), dtype=np.int32)
    who = np.empty(len(active), dtype=np.int64)
    count = 0
    for c in active:
        if cells.status[c] == WAITS_WORKER:
            queue[count] = c
            level[count] = zrm_level(cells.unmet[c])
            since[count] = cells.since[c]
            who[count] = address[c]
            count += 1
    begun = 0
    offices.for_worker[:] = 0
    for j in order(level[:count], since[:count], who[:count], seed, week):
        c = queue[j]
        g = cells.home[c]
        asked = minutes_for(cells, world, c)
        w = -1
        if levers.work_bundle >= 0.5:  # one family, one plan, one director
            w = homes.plan_worker[g]
            if w >= 0 and not has_room(staff, w, asked, taken, week):
                w = -1
        if w < 0:
            w = freest_worker(staff, int(cells.desk[c]), asked, taken, week)
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
        begun += 1
    return begun


@phase
def guide(
    folk: Folk,
    cells: Cells,
    homes: Homes,
    staff: Staff,
    ledger: Ledger,
    world: World,
    levers: Levers,
    active: I4,
    taken: F8,
    reform_week: int,
    week: int,
) -> None:
    """Give this week's guidance minutes and what they amount to."""
    worked = max(0.0, float(week - max(reform_week, 0)))  # burn-in has learned long ago
    quality = learned(
        levers.work_learning_start, levers.work_learning_weeks, levers.work_coaching, worked
    ) * worn(levers.work_skill_decay, worked)
    for c in active:
        if cells.status[c] != HAS_WORKER:
            cells.effort[c] = 0.0
            cells.minutes[c] = 0
            continue
        w = cells.worker[c]
        g = cells.home[c]
        room = guidance_minutes(free_minutes(staff, w), taken[staff.org[w]])
        asked = minutes_for(cells, world, c)
        minutes = asked
        if staff.committed[w] > room:
            minutes = asked * room // staff.committed[w]
        staff.given[w] += minutes
        ledger.minutes[staff.org[w], USE_GUIDANCE] += minutes
        mask = household_organisations(folk, cells, g)
        homes.organisations[g] = mask
        around = bits(mask)
        gain = 1.0
        if levers.work_synergy > 0.0 and staff.caseload[w] > 1 and homes.plan_worker[g] == w:
            gain = 1.0 + levers.work_synergy * shared_needs(folk, cells, g, w)
        effective = (
            minutes
            / 60.0
            * staff.skill[w]
            * quality
            * gain
            * organisation_loss(levers.work_plan_loss, around)
        )
        severity = cells.lasting[c] + cells.resolvable[c]
        if severity > ZRM_2 and known_needs(folk, cells, g, world.asking_floor) <= 1:
            effective *= levers.work_skill_severe
        cells.minutes[c] = minutes
        cells.effort[c] = effective


@part
def shared_needs(folk: Folk, cells: Cells, g: int, w: int) -> float:
    """1 when the director carries more than one need of the household, else 0."""
    count = 0
    for k in range(folk.member_start[g], folk.member_start[g + 1]):
        i = folk.members[k]
        for c in range(PERSON_SLOTS * i, PERSON_SLOTS * i + PERSON_SLOTS):
            if cells.status[c] == HAS_WORKER and cells.worker[c] == w:
                count += 1
    first = PERSON_SLOTS * folk.n + HOUSEHOLD_SLOTS * g
    for c in range(first, first + HOUSEHOLD_SLOTS):
        if cells.status[c] == HAS_WORKER and cells.worker[c] == w:
            count += 1
    return 1.0 if count > 1 else 0.0


@phase
def close(
    folk: Folk,
    cells: Cells,
    persons: Persons,
    homes: Homes,
    world: World,
    domains: Domains,
    levers: Levers,
    address: I8,
    active: I4,
    queue_share: float,
    seed: int,
    week: int,
    tally: I8,
) -> None:
    """Workers close cases, and activate the circle of those they begin with.

    tally: [3] closed, closed for length, circles activated.
    """
    level = closing_level(
        world.closing_threshold,
        levers.work_close_shift,
        levers.work_fear,
        levers.work_pressure,
        queue_share,
    )
    for c in active:
        if cells.status[c] != HAS_WORKER or cells.began[c] == week:
            continue
        g = cells.home[c]
        k = cells.domain[c]
        carried = rules.uncovered(
            1.0,
            rules.network_carry(domains.network_carry[k], homes.help_share[g], homes.boost[g]),
        )
        if may_close(cells.resolvable[c], cells.lasting[c], level, carried, world.needs_cut):
            end_help(cells, c, week)
            tally[0] += 1
        elif week - cells.began[c] >= int(levers.work_max_weeks):
            end_help(cells, c, week)
            tally[0] += 1
            tally[1] += 1
    for c in active:  # after closing: nobody's closing reads a circle activated this week
        if cells.status[c] == HAS_WORKER and cells.began[c] == week:
            g = cells.home[c]
            coin, done, _, _ = streams.uniform4(seed, streams.REALISE, address[c], week, 0)
            if coin < levers.work_activate and done < levers.work_realise:
                homes.boost[g] = min(1.0, homes.boost[g] + levers.work_boost)
                tally[2] += 1


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
    folk: Folk,
    homes: Homes,
    staff: Staff,
    world: World,
    levers: Levers,
    active: I4,
    vacancy: int,
    seed: int,
    week: int,
) -> int:
    """Workers who leave this quarter; their cases wait for another worker. The post is
    filled at once, or stands empty for ``vacancy`` weeks after this one."""
    gone = 0
    for w in range(len(staff.org)):
        coin = streams.uniform(seed, streams.TURNOVER, w, week, 0)
        if coin >= levers.work_turnover * 0.25 or staff.began[w] > week:
            continue
        gone += 1
        staff.began[w] = filled_from(week, vacancy)
        hand_over(cells, persons, folk, homes, world, levers, active, w, week)
    return gone


@phase
def hand_over(
    cells: Cells,
    persons: Persons,
    folk: Folk,
    homes: Homes,
    world: World,
    levers: Levers,
    active: I4,
    w: int,
    week: int,
) -> None:
    """All cases of a worker wait for another; each loses some of what was built."""
    for c in active:
        if cells.status[c] == HAS_WORKER and cells.worker[c] == w:
            cells.status[c] = WAITS_WORKER
            cells.since[c] = week
            cells.worker[c] = -1
            cells.effort[c] = 0.0
            cells.minutes[c] = 0
            i = cells.holder[c]
            persons.strength[i] = max(
                world.strength_low, persons.strength[i] - levers.work_handover
            )
    for g in range(len(homes.plan_worker)):
        if homes.plan_worker[g] == w:
            homes.plan_worker[g] = -1
