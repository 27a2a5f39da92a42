"""Which needs may become known, the queue that one enters, and crises that pass needs on."""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import I4, I8, NEVER
from sim.support.contract import Levers
from sim.support.means import org_for
from sim.support.reach.signals import SIGNALLED
from sim.world.lives import (
    NO_PRODUCT,
    NO_REQUEST,
    WAITS_INTAKE,
    Cells,
)
from sim.world.parameters import Domains


@rule
def may_be_recognised(status: int, granted: int, unmet: float, floor: float) -> bool:
    """A need that nobody of support knows and that is felt."""
    return bool((status == NO_REQUEST) & (granted == NO_PRODUCT) & (unmet > floor))


@part
def enter_queue(
    cells: Cells, domains: Domains, levers: Levers, c: int, moment: float, week: int
) -> None:
    """The need stands in the queue of its desk, or of the team, from this moment."""
    cells.status[c] = WAITS_INTAKE
    cells.desk[c] = org_for(levers, int(domains.desk[cells.domain[c]]))
    cells.since[c] = week
    if cells.known[c] == -NEVER:
        cells.known[c] = week
        cells.moment[c] = moment


@phase
def pass_on_crises(
    cells: Cells,
    domains: Domains,
    levers: Levers,
    address: I8,
    hit: I4,
    chance: float,
    floor: float,
    seed: int,
    week: int,
    tally: I8,
) -> None:
    """Crisis care passes a follow-up need that is still felt on to its desk, with this chance.

    hit: cells in crisis this week. Nobody has to accept: the person is in care already.
    """
    for c in hit:
        if not may_be_recognised(cells.status[c], cells.granted[c], cells.unmet[c], floor):
            continue
        coin, moment, _, _ = streams.uniform4(seed, streams.PASS_ON, address[c], week, 0)
        if coin < chance:
            tally[SIGNALLED] += 1
            enter_queue(cells, domains, levers, c, moment, week)
