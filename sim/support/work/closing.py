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

# Places in the tally of closing: cases closed, of these for their length; circles that were
# asked, of these that came to help; circles asked to go on, of these that do.
DONE, LONGEST, OFFERED, REALISED, ASKED_AGAIN, KEPT_UP = range(6)


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

    tally: [6] closed, closed for length, activations that were offered, realised, asked to be
    kept up, kept up.
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
        done = may_close(cells.resolvable[c], cells.lasting[c], level, carried, world.needs_cut)
        if done or length >= int(levers.work_max_weeks):
            flow(flows, CLOSED, cells.desk[c], k, 1)
            flow(flows, LENGTH, cells.desk[c], k, length)
            tally[0] += 1
            tally[1] += not done
            end_help(cells, c, week)
    for c in engaged:  # after closing: nobody's closing reads a circle activated this week
        if cells.status[c] != HAS_WORKER:
            continue
        g, lasted = cells.home[c], week - cells.began[c]
        fading = follow_up_due(lasted, homes.boost[g], levers.work_boost)
        if lasted > 0 and not fading:
            continue
        coin, done, again, _ = streams.uniform4(seed, streams.REALISE, address[c], week, 0)
        if fading:
            tally[4] += 1
            if again < levers.work_keep_up:
                homes.boost[g] = levers.work_boost
                tally[5] += 1
        elif coin < levers.work_activate:
            tally[2] += 1
            if done < levers.work_realise:
                homes.boost[g] = min(1.0, homes.boost[g] + levers.work_boost)
                tally[3] += 1
