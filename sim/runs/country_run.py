"""Wijken that are lived through one by one, many to a task.

Every wijk is a neighbourhood of its own, with staff, places and budgets in proportion to
its inhabitants. Its luck is addressed by (seed, code of the wijk), so that its numbers
depend neither on the list it stands in nor on who does the work.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sim.execution.failures import failure
from sim.population.places import find_place
from sim.population.population import People
from sim.record.numbers import TODAY_PREFIX, number_or_none
from sim.runs.draws import derived_seed, replication_seed
from sim.runs.paired import Paired, Plan, inhabitants_at, paired
from sim.runs.replicate import Kind, people_of, values_of
from sim.runs.wijken import Wijk
from sim.storage.rows import Row

# What a wijk costs beside its residents, told in residents: the weeks have a fixed cost.
FIXED_COST = 2000
# Residents in one task: some seconds of work, which is what a killed run loses.
TASK_SIZE = 40_000


class Job(NamedTuple):
    """One wijk in one replication."""

    code: str
    number: int


@dataclass(frozen=True)
class Task:
    """Some wijken to live through; ``plan`` has the place and the seed of the whole run."""

    plan: Plan
    jobs: tuple[Job, ...]


@dataclass
class Lived:
    """What a task gave: a row per wijk, replication and model, what failed, and seconds."""

    rows: list[Row] = field(default_factory=list)
    failures: list[dict[str, Any]] = field(default_factory=list)
    seconds: dict[str, float] = field(
        default_factory=lambda: {"population": 0.0, "burn_in": 0.0, "simulate": 0.0}
    )


def tasks_of(
    plan: Plan, jobs: Iterable[Job], wijken: Mapping[str, Wijk], workers: int
) -> list[Task]:
    """The jobs in tasks of about equal work, the largest wijken first."""
    costs = {job: FIXED_COST + wijken[job.code].inhabitants for job in jobs}
    size = min(TASK_SIZE, sum(costs.values()) / (4 * workers))
    tasks, now, load = [], list[Job](), 0
    for job in sorted(costs, key=lambda job: (-costs[job], job)):
        if now and load + costs[job] > size:
            tasks.append(Task(plan, tuple(now)))
            now, load = [], 0
        now.append(job)
        load += costs[job]
    return [*tasks, Task(plan, tuple(now))] if now else tasks


def live_wijken(task: Task) -> Lived:
    """Live through the wijken of a task, one after the other; one that fails, for whatever
    reason, is left out and told, and the rest goes on."""
    lived = Lived()
    for job in task.jobs:
        try:
            _live(task.plan, job, lived)
        except Exception as error:
            lived.failures.append(failed(job, error))
    return lived


def failed(job: Job, error: Exception, died: bool = False) -> dict[str, Any]:
    """A wijk without a result, and why."""
    return {"wijk": job.code, "replication": job.number, **failure(error, died)}


def wijk_plan(plan: Plan, code: str) -> Plan:
    """The plan of one wijk: the same in all but place and seed."""
    settings = plan.resolved.settings
    own = settings.model_copy(update={"seed": derived_seed(settings.seed, "wijk", code)})
    resolved = replace(plan.resolved, place=code, settings=own)
    return replace(plan, resolved=resolved, place=find_place(code))


def _live(plan: Plan, job: Job, lived: Lived) -> None:
    """One wijk under every model, added to ``lived``."""
    began = time.process_time()
    kind: Kind = "luck" if plan.resolved.settings.uncertainty == "luck" else "full"
    # Drawn by the seed of the whole run: a replication has the same parameters everywhere.
    values, _ = values_of(plan, kind, job.number)
    own = wijk_plan(plan, job.code)
    people = people_of(own, job.number)
    built = time.process_time()
    seed = replication_seed(own.resolved.settings.seed, job.number)
    found = paired(own, values, people, seed)
    lived.rows += _rows(job, seed, people, found)
    lived.seconds["population"] += built - began
    lived.seconds["burn_in"] += found.cpu
    lived.seconds["simulate"] += sum(run.cpu for run in found.runs.values())


def _rows(job: Job, seed: int, people: People, found: Paired) -> Iterator[Row]:
    """A row per model: what is the same for all, then what the model led to."""
    off = [name for name, within in zip(people.fit.names, people.fit.within[0], strict=True)
           if not within]  # fmt: skip
    same: Row = {
        "statcode": job.code,
        "replication": job.number,
        "seed": seed,
        "residents": inhabitants_at(found.start),
        "imputed_domains": int(people.imputed.sum()),
        "margins_off": ";".join(off),
        "flags": "; ".join(people.fit.flags[0]),
    }
    today = {TODAY_PREFIX + name: number_or_none(value) for name, value in found.levels.items()}
    for model, run in found.runs.items():
        outcomes = {name: number_or_none(value) for name, value in run.outcomes.items()}
        yield {**same, "model": model, "digest": run.digest, **outcomes, **today}
