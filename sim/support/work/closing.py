"""When a worker closes a case, and the circle that is activated where one begins."""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import phase, rule
from sim.foundation.units import I4, I8
from sim.support.contract import Levers
from sim.world import rules
from sim.world.lives import HAS_WORKER, Cells, Homes
from sim.world.living import end_help
from sim.world.parameters import Domains, World


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
    for c in engaged:
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
        elif week - cells.began[c] + 1 >= int(levers.work_max_weeks):
            end_help(cells, c, week)
            tally[0] += 1
            tally[1] += 1
    for c in engaged:  # after closing: nobody's closing reads a circle activated this week
        if cells.status[c] == HAS_WORKER and cells.began[c] == week:
            g = cells.home[c]
            coin, done, _, _ = streams.uniform4(seed, streams.REALISE, address[c], week, 0)
            if coin < levers.work_activate and done < levers.work_realise:
                homes.boost[g] = min(1.0, homes.boost[g] + levers.work_boost)
                tally[2] += 1
