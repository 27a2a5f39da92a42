"""Neighbourhoods to measure on, as the scenario ``pilot`` has them at other sizes."""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.units import BLOCK_WEEKS
from sim.inputs.request import RunRequest
from sim.model.fork import run_weeks
from sim.model.leavers import without_leavers
from sim.runs import paired
from sim.runs.dated import stages
from sim.runs.draws import replication_seed
from sim.runs.paired import Plan, begun, make_plan
from sim.runs.replicate import people_of, values_of
from sim.support.situation import Situation
from sim.world import tape
from sim.world.ceilings import onset_ceilings, spill_top


def plan_of(citizens: int, weeks: int) -> Plan:
    """The scenario ``pilot`` with so many residents and weeks after the fork."""
    return make_plan(RunRequest("pilot", citizens=citizens, weeks=weeks), None)


def first_week(plan: Plan) -> Situation:
    """A neighbourhood under today's practice before its burn-in."""
    values, _ = values_of(plan, "luck", 0)
    seed = replication_seed(plan.resolved.settings.seed, 0)
    return paired.first_week(plan, values, people_of(plan, 0), seed)


def at_fork(plan: Plan) -> Situation:
    """The same after its burn-in, without rows of who left, as comparisons and studies go on."""
    return without_leavers(run_weeks(first_week(plan), 0))


def models_at_fork(plan: Plan, start: Situation) -> dict[str, Situation]:
    """Every model of the scenario, taken over from one burn-in."""
    out = {}
    for model in plan.resolved.models:
        parts = stages(plan.resolved, model, plan.resolved.values_for(model.id), plan.weeks)
        out[model.id], _ = begun(start, model, parts[0], plan.resolved.settings.means)
    return out


def laid_blocks(now: Situation) -> int:
    """Blocks drawn for the onsets of 13 weeks: one per need and layer, one per candidate."""
    first = now.week - now.week % BLOCK_WEEKS
    ceiling = onset_ceilings(now.folk, now.cells.domain, now.ceilings.onset, first)
    top = spill_top(now.world)
    reach = tape.onset_reach(now.town, top)
    low = streams.LAYERS[:-1, None] * ceiling
    return int(((ceiling > 0.0) & (low < reach)).sum()) + len(now.onset_tape.who)
