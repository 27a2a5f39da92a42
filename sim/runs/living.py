"""Points of a study that are lived, many to a task: one burn-in for all that fork from it.

A row is a pure function of its point, its replication and its model, whoever lives it and
whatever else is lived beside it.
"""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sim.execution.failures import failure
from sim.execution.limit import no_longer_than
from sim.record.numbers import TODAY_PREFIX, number_or_none
from sim.runs.paired import ModelRun, Plan, burn_in, from_fork, inhabitants_at, parts_of
from sim.runs.point import Point, burn_in_key, plan_at, seed_of, values_at, world_of
from sim.runs.replicate import people_of
from sim.storage.rows import Row
from sim.support.situation import Situation

# Citizen-weeks in one task: some seconds of work, which is what a killed run loses.
TASK_SIZE = 8_000_000.0
# What a run costs beside its residents, told in residents: the weeks have a fixed cost.
FIXED_COST = 700


class Job(NamedTuple):
    """One point with one luck; the models are lived together."""

    point: int
    replication: int


@dataclass(frozen=True)
class Group:
    """Points that share the years before the fork, with the same luck."""

    number: int  # of the replication
    points: tuple[Point, ...]

    def jobs(self) -> list[Job]:
        """What this group gives."""
        return [Job(point.number, replication_of(point, self.number)) for point in self.points]


def replication_of(point: Point, number: int) -> int:
    """How a table calls the luck of a row: 0 where luck is an input of its own."""
    return number if point.luck is None else 0


@dataclass(frozen=True)
class Keep:
    """What a row holds beside the outcomes."""

    levels: bool = True  # levels of the last year before the fork
    groups: bool = False  # outcomes by group of residents


@dataclass(frozen=True)
class Task:
    """Some groups to live; ``plans`` are the scenarios of the study, by number."""

    plans: tuple[Plan, ...]
    groups: tuple[Group, ...]
    keep: Keep
    limit: float | None = None  # seconds for a burn-in, and for a point under its models


@dataclass
class Lived:
    """What a task gave: a row per point, replication and model, what failed, and seconds."""

    rows: list[Row] = field(default_factory=list)
    failures: list[dict[str, Any]] = field(default_factory=list)
    jobs: int = 0
    cpu: float = 0.0


def groups_of(plans: Sequence[Plan], todo: Iterable[tuple[Point, int]]) -> list[Group]:
    """Points and the luck to live them with, those that share a burn-in together."""
    worlds = [world_of(plan) for plan in plans]
    together: dict[Hashable, tuple[int, list[Point]]] = {}
    for point, number in todo:
        key = burn_in_key(worlds[point.base], plans[point.base], point, number)
        together.setdefault(key, (number, []))[1].append(point)
    return [Group(number, tuple(points)) for number, points in together.values()]


def cost_of(plans: Sequence[Plan], group: Group) -> float:
    """Citizen-weeks of a group, its burn-in and what a week costs by itself included."""
    first = _own_settings(plans, group.points[0])
    weeks = first["burn_in_weeks"] + sum(
        len(plans[point.base].resolved.models) * _own_settings(plans, point)["weeks"]
        for point in group.points
    )
    return float(weeks * (FIXED_COST + first["citizens"]))


def _own_settings(plans: Sequence[Plan], point: Point) -> dict[str, int]:
    """The settings that say how much work a point is."""
    plan = plans[point.base]
    names = ("burn_in_weeks", "weeks", "citizens")
    own = {
        name: int(point.set.get(f"settings.{name}", getattr(plan.resolved.settings, name)))
        for name in names
    }
    return {**own, "citizens": own["citizens"] or plan.place.inhabitants}


def tasks_of(
    plans: tuple[Plan, ...],
    groups: Sequence[Group],
    workers: int,
    keep: Keep,
    limit: float | None = None,
) -> list[Task]:
    """Groups in tasks of about equal work; one that is large by itself is cut in parts."""
    costs = [cost_of(plans, group) for group in groups]
    size = min(TASK_SIZE, sum(costs) / (4 * workers)) if groups else 0.0
    tasks, now, load = list[Task](), list[Group](), 0.0
    for group, cost in _cut(plans, groups, max(size, 1.0)):
        if now and load + cost > size:
            tasks.append(Task(plans, tuple(now), keep, limit))
            now, load = [], 0.0
        now.append(group)
        load += cost
    return [*tasks, Task(plans, tuple(now), keep, limit)] if now else tasks


def _cut(
    plans: Sequence[Plan], groups: Sequence[Group], size: float
) -> Iterator[tuple[Group, float]]:
    """Groups and what they cost; of a large one parts that each repeat the burn-in.

    A part is not cut below eight points, so that the burn-in stays a small share of it.
    """
    least = 8
    for group in groups:
        cost = cost_of(plans, group)
        parts = max(1, min(round(cost / size), len(group.points) // least))
        for number in range(parts):
            points = group.points[number::parts]
            part = Group(group.number, points)
            yield part, cost if parts == 1 else cost_of(plans, part)


def parts_of_task(task: Task) -> list[Task]:
    """A task as tasks of one point each, for when its process dies."""
    return [
        Task(task.plans, (Group(group.number, (point,)),), task.keep, task.limit)
        for group in task.groups
        for point in group.points
    ]


def live(task: Task) -> Lived:
    """Live the groups of a task, one after the other; what fails, for whatever reason, is left
    out and told, and the rest goes on."""
    lived, began = Lived(), time.process_time()
    for group in task.groups:
        try:
            _live_group(task, group, lived)
        except Exception as error:
            done = {(row["point"], row["replication"]) for row in lived.rows}
            told = {(item["point"], item["replication"]) for item in lived.failures}
            left = [job for job in group.jobs() if job not in done | told]
            lived.failures += [failed(task.plans, group, job, error) for job in left]
    lived.jobs = sum(len(group.points) for group in task.groups)
    lived.cpu = time.process_time() - began
    return lived


def failed(
    plans: Sequence[Plan], group: Group, job: Job, error: Exception, died: bool = False
) -> dict[str, Any]:
    """A point without a result, why, and all that is needed to live it again."""
    point = next(point for point in group.points if point.number == job.point)
    plan = plans[point.base]
    return {
        "point": job.point,
        "replication": job.replication,
        "scenario": plan.resolved.id,
        "place": plan.resolved.place,
        "seed": seed_of(plan, group.number),
        "set": dict(point.set),
        **failure(error, died),
    }


def _live_group(task: Task, group: Group, lived: Lived) -> None:
    """One burn-in, then every point of the group from there."""
    plans = [plan_at(task.plans[point.base], point) for point in group.points]
    first = plans[0]
    people = people_of(first, group.number)
    seed = seed_of(first, group.number)
    with no_longer_than(task.limit):
        start, levels = burn_in(first, values_at(first, group.number), people, seed)
    for point, plan in zip(group.points, plans, strict=True):
        job = Job(point.number, replication_of(point, group.number))
        try:
            with no_longer_than(task.limit):
                parts = parts_of(plan, values_at(plan, group.number), len(people.age))
                runs = from_fork(plan, parts, start)
        except Exception as error:
            lived.failures.append(failed(task.plans, group, job, error))
        else:
            lived.rows += _rows(job, seed, start, levels, runs, task.keep)


def _rows(
    job: Job,
    seed: int,
    start: Situation,
    levels: dict[str, float],
    runs: dict[str, ModelRun],
    keep: Keep,
) -> Iterator[Row]:
    """A row per model."""
    same: Row = {**job._asdict(), "seed": seed, "residents": inhabitants_at(start)}
    today = {TODAY_PREFIX + name: number_or_none(x) for name, x in levels.items()}
    for model, run in runs.items():
        found = {name: number_or_none(value) for name, value in run.outcomes.items()}
        row = {**same, "model": model, "digest": run.digest, **found}
        if keep.levels:
            row |= today
        if keep.groups:
            row |= _by_group(run)
        yield row


def _by_group(run: ModelRun) -> Row:
    """Outcomes of groups of residents, as ``division:group:outcome``."""
    return {
        f"{by}:{group}:{name}": number_or_none(value)
        for by, groups in run.groups.items()
        for group, outcomes in groups.items()
        for name, value in outcomes.items()
    }
