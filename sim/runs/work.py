"""Work of many runs: jobs that are done in tasks and give rows.

A kind of work is data that travels to whoever does it. A row is a pure function of its job,
whoever does it and whatever else is done beside it.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, NoReturn, TypeAlias, TypeVar

import pyarrow as pa

from sim.execution.limit import TooLongError
from sim.execution.pool import Failed, Workers, run_tasks
from sim.inputs.files.errors import InputError, WijksimError
from sim.inputs.files.said import Said
from sim.inputs.scenarios.resolved import Resolved
from sim.record.outcomes import TODAY_PREFIX, number_or_none
from sim.runs.paired import ModelRun
from sim.storage.checkpoint import Row

# Citizen-weeks in one task: some seconds of work, which is what a killed run loses.
TASK_SIZE = 8_000_000.0
# What a run costs beside its residents, counted in residents: the weeks have a fixed cost.
FIXED_COST = 700
OURS = ("unexpected", "worker_died")  # codes of what is no fault of the input
PLACES = ("where", "found", "allowed", "nearest")

Job: TypeAlias = tuple[Any, ...]
B = TypeVar("B")


class Work(ABC, Generic[B]):
    """A kind of work. A batch holds jobs that share something, which is done once for all.

    job: columns that name a job; types: of columns that are not decimal numbers; things: what
    jobs are called in messages.
    """

    job: ClassVar[tuple[str, ...]]
    types: ClassVar[Mapping[str, pa.DataType]]
    things: ClassVar[str]

    @property
    def apart(self) -> bool:
        """True when a task may end its process, so that it is never done in the caller's."""
        return False

    @abstractmethod
    def jobs(self, batch: B) -> list[Job]:
        """Jobs of a batch."""

    @abstractmethod
    def cost(self, batch: B) -> float:
        """Citizen-weeks, what a week costs by itself counted in citizens."""

    @abstractmethod
    def rows(
        self, batch: B, spent: dict[str, float]
    ) -> Iterator[tuple[Job, list[Row] | Exception]]:
        """Rows of every job, or why there are none; adds seconds of the processor to ``spent``."""

    def parts(self, batch: B, size: float) -> Sequence[B]:
        """A batch in parts of about this cost, as far as that is no waste."""
        return (batch,)

    def singly(self, batch: B) -> Sequence[B]:
        """Every job of a batch by itself."""
        return (batch,)

    def about(self, batch: B, job: Job) -> dict[str, Any]:
        """All that is needed to do a job again, for the document of its failure."""
        return dict(zip(self.job, job, strict=True))


@dataclass(frozen=True)
class Task(Generic[B]):
    """Batches that one process does, one after the other."""

    work: Work[B]
    batches: tuple[B, ...]


@dataclass
class Done:
    """Rows that a task gave, what failed by job, how many jobs it had, and seconds."""

    rows: list[Row] = field(default_factory=list)
    failures: list[tuple[Job, dict[str, Any]]] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    cost: float = 0.0
    cpu: float = 0.0
    spent: dict[str, float] = field(default_factory=dict)


def do(task: Task[B]) -> Done:
    """The batches of a task, one after the other; what fails, for whatever reason, is left out
    and reported, and the rest goes on."""
    done, began = Done(), time.process_time()
    for batch in task.batches:
        left = task.work.jobs(batch)
        done.jobs += left
        done.cost += task.work.cost(batch)
        try:
            for job, found in task.work.rows(batch, done.spent):
                left = [other for other in left if other != job]
                if isinstance(found, Exception):
                    done.failures.append((job, failed(task.work, batch, job, found)))
                else:
                    done.rows += found
        except Exception as error:
            done.failures += [(job, failed(task.work, batch, job, error)) for job in left]
    done.cpu = time.process_time() - began
    return done


def failure(error: Exception, died: bool = False) -> dict[str, Any]:
    """An error as in documents. died: it took its process with it."""
    told: dict[str, Any] = error.document() if isinstance(error, InputError) else {}
    if isinstance(error, TooLongError):
        told = {"code": "too_long", "where": "--limit", "message": str(error)}
        told["allowed"] = Said.LONGER()
    return {
        "code": told.get("code") or ("worker_died" if died else "unexpected"),
        **{key: told.get(key) for key in PLACES},
        "message": told.get("message") or f"{type(error).__name__}: {error}",
    }


def raise_first(failures: Sequence[Mapping[str, Any]]) -> NoReturn:
    """Raise the first failure, when nothing at all could be done."""
    first = failures[0]
    if first["code"] in OURS:
        raise WijksimError(f"nothing could be run: {first['message']}") from None
    raise InputError(**{key: first[key] for key in ("code", "message", *PLACES)}) from None


def failed(
    work: Work[B], batch: B, job: Job, error: Exception, died: bool = False
) -> dict[str, Any]:
    """A job without rows, and why."""
    return {**work.about(batch, job), **failure(error, died)}


def tasks_of(work: Work[B], batches: Sequence[B], workers: int) -> list[Task[B]]:
    """Batches in tasks of about equal cost, in the given order."""
    size = max(1.0, min(TASK_SIZE, sum(map(work.cost, batches)) / (4 * workers)))
    tasks, now, load = list[Task[B]](), list[B](), 0.0
    for batch in (part for whole in batches for part in work.parts(whole, size)):
        cost = work.cost(batch)
        if now and load + cost > size:
            tasks.append(Task(work, tuple(now)))
            now, load = [], 0.0
        now.append(batch)
        load += cost
    return [*tasks, Task(work, tuple(now))] if now else tasks


def run_in_parts(
    doing: Callable[[Task[B]], Done],
    tasks: Sequence[Task[B]],
    take: Callable[[Task[B], Done], None],
    by: Workers,
) -> list[tuple[Task[B], Failed]]:
    """Do tasks; what is lost with a process is done again, job by job. Returns what failed alone.

    take: called here with every task and its result, as soon as it is done.
    """
    outcome = run_tasks(doing, tasks, by, keep=lambda index, done: take(tasks[index], done))
    again, lost = list[Task[B]](), list[tuple[Task[B], Failed]]()
    for item in outcome.failed:
        task = tasks[item.index]
        alone = [one for batch in task.batches for one in task.work.singly(batch)]
        if len(alone) > 1:
            again += [Task(task.work, (one,)) for one in alone]
        else:
            lost.append((task, item))
    if again:
        lost += run_in_parts(doing, again, take, by)
    return lost


def model_rows(
    same: Row, levels: Mapping[str, float], runs: Mapping[str, ModelRun]
) -> Iterator[tuple[Row, ModelRun]]:
    """A row per model with its run: what is the same for all, outcomes, levels before the fork."""
    today = {TODAY_PREFIX + name: number_or_none(value) for name, value in levels.items()}
    for model, run in runs.items():
        outcomes = {name: number_or_none(value) for name, value in run.outcomes.items()}
        yield {**same, "model": model, "digest": run.digest, **outcomes, **today}, run


def citizen_weeks(resolved: Resolved, inhabitants: int) -> float:
    """Cost of one burn-in and every model after it."""
    settings = resolved.settings
    weeks = settings.burn_in_weeks + len(resolved.models) * settings.weeks
    return float(weeks * (FIXED_COST + (settings.citizens or inhabitants)))
