"""First-line help: the minutes a case asks and gets, and the hours they amount to.

A case is one need in the care of one named worker. A worker's minutes are shared out
over the cases in proportion to what each asks for.
"""

from __future__ import annotations

from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import F8, I4, MINUTES_PER_HOUR, WEEKS_PER_YEAR
from sim.support.contract import TEAM, USE_GUIDANCE
from sim.support.flows import CASE_MINUTES, HELD, RUNNING, flow
from sim.support.household import carried_by, known_needs, organisation_bits
from sim.support.means import count_cases
from sim.support.minutes import free_minutes, guidance_minutes
from sim.support.served import Served
from sim.world.parameters import World
from sim.world.state import ASKED_FOR, HAS_WORKER, NO_REQUEST, WAITS_WORKER, Cells


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
def beyond_reach(severity: float, reach: float, effect: float) -> float:
    """Effect of an hour on a need that only a wider reach keeps in the first line."""
    return effect if severity > reach else 1.0


@rule
def learned(start: float, weeks: float, coaching: float, worked: float) -> float:
    """Effectiveness of a new way of working while it is learned (A18); coaching speeds it."""
    if start >= 1.0:
        return 1.0
    return min(1.0, start + (1.0 - start) * worked * (1.0 + coaching) / weeks)


@rule
def worn(decay: float, worked: float, least: float) -> float:
    """Effectiveness left to a team that does not move, less every year (T8, T9), at least
    ``least``."""
    if worked <= 0.0:
        return 1.0
    return max(least, 1.0 - decay * worked / WEEKS_PER_YEAR)


@rule
def bits(mask: int) -> int:
    """Number of set bits."""
    count = 0
    while mask > 0:
        mask &= mask - 1
        count += 1
    return count


@phase
def recount(here: Served) -> None:
    """Caseload and asked minutes of every worker, counted afresh."""
    cells, staff = here.cells, here.staff
    count_cases(staff)
    for c in here.engaged:
        if cells.status[c] == HAS_WORKER:
            w = cells.worker[c]
            staff.caseload[w] += 1
            staff.committed[w] += minutes_for(cells, here.world, c)


@phase
def waiting_for_worker(cells: Cells, engaged: I4) -> int:
    """Needs that wait for a worker."""
    count = 0
    for c in engaged:
        count += cells.status[c] == WAITS_WORKER
    return count


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


@phase
def guide(here: Served, taken: F8) -> None:
    """Give this week's guidance minutes and what they amount to.

    taken: [6] share of each organisation's free hours that does not go to running cases.
    """
    cells, flows = here.cells, here.flows
    levers, start = here.levers, max(here.since, 0)  # burn-in has learned long ago
    worked = max(0.0, float(here.week - start))
    quality = learned(
        levers.work_learning_start, levers.work_learning_weeks, levers.work_coaching, worked
    ) * worn(levers.work_skill_decay, worked, here.world.guidance_least_left)
    for c in here.engaged:
        if cells.status[c] == HAS_WORKER:
            org, k = here.staff.org[cells.worker[c]], cells.domain[c]
            minutes = give_minutes(here, c, taken[org])
            here.ledger.minutes[org, USE_GUIDANCE] += minutes
            flow(flows, RUNNING, org, k, 1)
            flow(flows, CASE_MINUTES, org, k, minutes)
            cells.minutes[c] = minutes
            cells.effort[c] = effort_of(here, c, minutes, quality)
            continue
        cells.effort[c] = 0.0
        cells.minutes[c] = 0
        if cells.status[c] != NO_REQUEST and cells.stage[c] != ASKED_FOR:
            flow(flows, HELD, cells.desk[c], cells.domain[c], 1)


@part
def give_minutes(here: Served, c: int, taken: float) -> int:
    """Minutes that the worker of a case gives it this week. taken: share of the worker's free
    minutes that does not go to running cases."""
    staff, w = here.staff, here.cells.worker[c]
    room = guidance_minutes(free_minutes(staff, w), taken)
    minutes = minutes_for(here.cells, here.world, c)
    if staff.committed[w] > room:
        minutes = minutes * room // staff.committed[w]
    staff.given[w] += minutes
    return int(minutes)


@part
def effort_of(here: Served, c: int, minutes: int, quality: float) -> float:
    """Hours that the minutes of a case amount to; quality: of the way of working by now."""
    folk, cells, homes, staff = here.folk, here.cells, here.homes, here.staff
    world, levers, w, g = here.world, here.levers, cells.worker[c], cells.home[c]
    mask = organisation_bits(folk, cells, g)
    homes.organisations[g] = mask
    gain = 1.0
    directs = staff.caseload[w] > 1 and homes.plan_worker[g] == w
    if levers.work_synergy > 0.0 and directs and carried_by(folk, cells, g, w) > 1:
        gain = 1.0 + levers.work_synergy
    loss = organisation_loss(levers.work_plan_loss, bits(mask))
    effective = minutes / MINUTES_PER_HOUR * staff.skill[w] * quality * gain * loss
    severity = cells.lasting[c] + cells.resolvable[c]
    if severity > world.zrm_level_2 and known_needs(folk, cells, g, world.asking_floor) <= 1:
        effective *= levers.work_skill_severe
    in_team = staff.org[w] == TEAM
    wider = levers.admit_reach_effect if in_team else here.stay.admit_reach_effect
    reach = here.domains.first_reach[cells.domain[c]]
    return float(effective * beyond_reach(severity, reach, wider))
