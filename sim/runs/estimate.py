"""Estimate of what a study would take: runs, time and disk, before anything is run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sim.execution.pool import Workers, cores, run_tasks
from sim.execution.progress import Progress
from sim.inputs.study_request import StudyRequest
from sim.record.outcomes import OUTCOMES
from sim.runs.paired import Plan
from sim.runs.point_work import Group, Point, PointWork, groups_of
from sim.runs.warm_up import warm_up
from sim.runs.work import Done, Task, do, raise_first

if TYPE_CHECKING:
    from sim.runs.study import Study

SCHEMA = "wijksim/estimate/1"
TRIED_WEEKS = 26  # before and after the fork, in the piece that is run to measure
CELL_BYTES = 8  # of a number in a table, before it is compressed


def estimate(study: Study, request: StudyRequest) -> dict[str, Any]:
    """Number of runs, time and disk; runs half a year of the first point to measure.

    seconds: of the clock, on so many processes as there will be, measured with as many beside
    each other, since they share the machine's memory.
    """
    progress = Progress(f"wijksim {study.name}", request.progress)
    groups = groups_of(study.plans, study.todo)
    weeks = sum(map(PointWork(study.plans).cost, groups))
    count = min(request.workers or cores(), max(1, len(groups)))
    warm_up(study.plans[0], progress, count)
    each = nanoseconds(study.plans[0], count)
    rows = study.identity()["study"]["runs"]
    return {
        "schema": SCHEMA,
        "study": study.name,
        "points": len(study.points),
        "jobs": len(study.todo),
        "runs": rows,
        "burn_ins": len(groups),
        "citizen_weeks": weeks,
        "nanoseconds": each,
        "workers": count,
        "seconds": weeks * each / 1e9 / count,
        "megabytes": rows * CELL_BYTES * 2 * len(OUTCOMES) / 1e6,
    }


def nanoseconds(plan: Plan, workers: int = 1) -> float:
    """Processor time of a citizen-week (what a week costs by itself counted in citizens), measured
    on a short piece under every model in so many processes at once. Raises what made it fail."""
    settings = plan.resolved.settings.model_copy(
        update={"weeks": TRIED_WEEKS, "burn_in_weeks": TRIED_WEEKS, "replications": 1}
    )
    short = replace(plan, resolved=replace(plan.resolved, settings=settings, changes=()))
    group, work = Group(0, (Point(0),)), PointWork((short,))
    task = Task(work, (group,))
    found = run_tasks(_paced, [task] * workers, Workers(workers))
    tried = list(found.done.values())
    for item in found.failed:
        raise item.error
    if not all(item.rows for item in tried):
        raise_first([failure for item in tried for _, failure in item.failures])
    return sum(item.cpu for item in tried) / workers / work.cost(group) * 1e9


def _paced(task: Task[Group]) -> Done:
    """A task done for the second time: the first one reads what was compiled."""
    do(task)
    return do(task)
