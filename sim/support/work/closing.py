"""Cases that a worker closes, and the circle that is activated where one begins."""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import BLOCK_WEEKS
from sim.support.flows import CLOSED, LENGTH, flow
from sim.support.served import Served
from sim.world import rules
from sim.world.living import end_help
from sim.world.state import HAS_WORKER

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
    """A worker comes back, or not, on a circle that was activated and is fading: once a
    quarter of a running case."""
    return lasted > 0 and lasted % BLOCK_WEEKS == 0 and 0.0 < boost < full


@phase
def close(here: Served, queue_share: float) -> None:
    """Workers close cases, and activate the circle of those they begin with.

    queue_share: needs that wait for a worker, per case in care.
    """
    end_cases(here, queue_share)
    # After closing: nobody's closing reads a circle activated this week.
    ask_again(here)
    activate(here)


@part
def circle_leaves(here: Served, c: int) -> float:
    """Share of a need that the circle leaves to others."""
    homes, g = here.homes, here.cells.home[c]
    carry = here.domains.network_carry[here.cells.domain[c]]
    return rules.uncovered(1.0, rules.network_carry(carry, homes.help_share[g], homes.boost[g]))


@part
def end_cases(here: Served, queue_share: float) -> None:
    """Cases that are done, or last as long as a case may, are closed."""
    cells, world, levers, week = here.cells, here.world, here.levers, here.week
    level = closing_level(
        world.closing_threshold,
        levers.work_close_shift,
        levers.work_fear,
        levers.work_pressure,
        queue_share,
    )
    for c in here.engaged:
        if cells.status[c] != HAS_WORKER or cells.began[c] == week:
            continue
        left, length = circle_leaves(here, c), week - cells.began[c] + 1
        done = may_close(cells.resolvable[c], cells.lasting[c], level, left, world.closing_lasting)
        if done or length >= int(levers.work_max_weeks):
            flow(here.flows, CLOSED, cells.desk[c], cells.domain[c], 1)
            flow(here.flows, LENGTH, cells.desk[c], cells.domain[c], length)
            here.closing[DONE] += 1
            here.closing[LONGEST] += not done
            end_help(cells, c, week)


@part
def ask_again(here: Served) -> None:
    """Workers come back on circles that are fading. Whether one is fading is read before
    anybody of the household does something about it."""
    cells, homes, levers, week = here.cells, here.homes, here.levers, here.week
    before = homes.boost.copy()
    for c in here.engaged:
        if cells.status[c] != HAS_WORKER:
            continue
        g = cells.home[c]
        if not follow_up_due(week - cells.began[c], before[g], levers.work_boost):
            continue
        here.closing[ASKED_AGAIN] += 1
        _, _, again, _ = coins_of_case(here, c)
        if again < levers.work_keep_up:
            homes.boost[g] = levers.work_boost
            here.closing[KEPT_UP] += 1


@part
def activate(here: Served) -> None:
    """Workers ask the circle of those they begin with this week."""
    cells, homes, levers = here.cells, here.homes, here.levers
    for c in here.engaged:
        if cells.status[c] != HAS_WORKER or cells.began[c] != here.week:
            continue
        coin, success, _, _ = coins_of_case(here, c)
        if coin < levers.work_activate:
            here.closing[OFFERED] += 1
            if success < levers.work_realise:
                g = cells.home[c]
                homes.boost[g] = min(1.0, homes.boost[g] + levers.work_boost)
                here.closing[REALISED] += 1


@part
def coins_of_case(here: Served, c: int) -> tuple[float, float, float, float]:
    """Numbers that decide on the circle of a case this week."""
    seed, address = here.support_seed, here.address[c]
    return streams.uniform4(seed, streams.REALISE, address, here.week, 0)
