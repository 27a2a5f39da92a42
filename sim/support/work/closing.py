"""When a worker closes a case, and the circle that is activated where one begins."""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import phase, rule
from sim.foundation.units import BLOCK_WEEKS, I4, I8, I8x3
from sim.support.contract import Levers
from sim.support.flows import CLOSED, LENGTH, flow
from sim.world import rules
from sim.world.lives import HAS_WORKER, Cells, Homes
from sim.world.living import end_help
from sim.world.parameters import Domains, World

# In the tally of closing: cases closed, of these for their length; circles that were asked, of
# these that came to help; circles asked to go on, of these that do.
DONE, LONGEST, OFFERED, REALISED, ASKED_AGAIN, KEPT_UP = range(6)


@rule
def closing_level(
    threshold: float, shift: float, fear: float, pressure: float, queue: float
) -> float:
    """Resolvable severity below which a worker closes: good is good enough; fear of
    return lowers it (B32), people waiting raise it."""
    return threshold * shift * (1.0 - fear) * (1.0 + pressure * min(1.0, queue))


@rule
def may_close(resolvable: float, lasting: float, level: float, carried: float, left: float) -> bool:
    """Close when the resolvable part is low and of the rest no more than ``left`` is without
    anybody who carries it: social work does not accompany what lasts for ever (G4)."""
    return resolvable < level and lasting * carried <= left


@rule
def follow_up_due(lasted: int, boost: float, full: float) -> bool:
    """Whether a worker comes back on a circle that was activated and is fading: once a
    quarter of a running case."""
    return lasted > 0 and lasted % BLOCK_WEEKS == 0 and 0.0 < boost < full


@phase
def close(
    cells: Cells,
    homes: Homes,
    world: World,
    domains: Domains,
    levers: Levers,
    address: I8,
    engaged: I4,
    queue_share: float,
    seed: int,
    week: int,
    tally: I8,
    flows: I8x3,
) -> None:
    """Workers close cases, and activate the circle of those they begin with.

    tally: [6] see ``DONE``.
    """
    level = closing_level(
        world.closing_threshold,
        levers.work_close_shift,
        levers.work_fear,
        levers.work_pressure,
        queue_share,
    )
    for c in engaged:
        if cells.status[c] != HAS_WORKER or cells.began[c] == week:
            continue
        g = cells.home[c]
        k = cells.domain[c]
        carried = rules.uncovered(
            1.0,
            rules.network_carry(domains.network_carry[k], homes.help_share[g], homes.boost[g]),
        )
        length = week - cells.began[c] + 1
        done = may_close(
            cells.resolvable[c], cells.lasting[c], level, carried, world.closing_lasting
        )
        if done or length >= int(levers.work_max_weeks):
            flow(flows, CLOSED, cells.desk[c], k, 1)
            flow(flows, LENGTH, cells.desk[c], k, length)
            tally[DONE] += 1
            tally[LONGEST] += not done
            end_help(cells, c, week)
    # After closing: nobody's closing reads a circle activated this week; and whether a circle
    # is fading is read before anybody of the household does something about it.
    before = homes.boost.copy()
    for c in engaged:
        if cells.status[c] != HAS_WORKER:
            continue
        g = cells.home[c]
        if not follow_up_due(week - cells.began[c], before[g], levers.work_boost):
            continue
        tally[ASKED_AGAIN] += 1
        _, _, again, _ = streams.uniform4(seed, streams.REALISE, address[c], week, 0)
        if again < levers.work_keep_up:
            homes.boost[g] = levers.work_boost
            tally[KEPT_UP] += 1
    for c in engaged:
        if cells.status[c] != HAS_WORKER or cells.began[c] != week:
            continue
        coin, success, _, _ = streams.uniform4(seed, streams.REALISE, address[c], week, 0)
        if coin < levers.work_activate:
            tally[OFFERED] += 1
            if success < levers.work_realise:
                g = cells.home[c]
                homes.boost[g] = min(1.0, homes.boost[g] + levers.work_boost)
                tally[REALISED] += 1
