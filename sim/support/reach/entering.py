"""Entering a queue: needs that may become known, and crises that pass needs on."""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import part, phase, rule
from sim.foundation.units import I4, NEVER
from sim.support.means import org_for
from sim.support.reach.signals import SIGNALLED
from sim.support.served import Served
from sim.world.state import NO_PRODUCT, NO_REQUEST, WAITS_INTAKE


@rule
def may_be_recognised(status: int, granted: int, unmet: float, floor: float) -> bool:
    """A need that nobody of support knows and that is felt."""
    return bool((status == NO_REQUEST) & (granted == NO_PRODUCT) & (unmet > floor))


@part
def enter_queue(here: Served, c: int, way: int, moment: float) -> None:
    """The need stands in the queue of its desk, or of the team, from this moment. way: ``ASKED``,
    ``SIGNALLED`` or ``FOUND``."""
    cells, week = here.cells, here.week
    here.reach[way] += 1
    cells.status[c] = WAITS_INTAKE
    cells.desk[c] = org_for(here.levers, int(here.domains.desk[cells.domain[c]]))
    cells.since[c] = week
    if cells.known[c] == -NEVER:
        cells.known[c] = week
        cells.moment[c] = moment


@phase
def pass_on_crises(here: Served, hit: I4) -> None:
    """Crisis care passes a follow-up need that is still felt on to its desk, by chance.

    hit: cells in crisis this week. Nobody has to accept: the person is in care already.
    """
    cells, world, seed, week = here.cells, here.world, here.support_seed, here.week
    for c in hit:
        status, granted, unmet = cells.status[c], cells.granted[c], cells.unmet[c]
        if not may_be_recognised(status, granted, unmet, world.asking_floor):
            continue
        coin, moment, _, _ = streams.uniform4(seed, streams.PASS_ON, here.address[c], week, 0)
        if coin < world.crisis_known:
            enter_queue(here, c, SIGNALLED, moment)
