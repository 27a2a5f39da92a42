"""Go on where it stopped: what was done before is read, the rest is done and kept at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from sim.execution.pool import Failed, Outcome, Workers, run_tasks
from sim.execution.progress import Progress

T = TypeVar("T")
R = TypeVar("R")
T_in = TypeVar("T_in", contravariant=True)


class Keeps(Protocol[T_in, R]):
    """Where finished tasks are kept, each in a file of its own."""

    folder: Path
    damaged: int

    def read(self, task: T_in) -> R | None:
        """What a task gave before; None when it is still to do."""

    def write(self, task: T_in, item: R) -> None:
        """Keep what a task gave."""


def go_on(
    work: Callable[[T], R],
    tasks: Sequence[T],
    kept: Keeps[T, R],
    tell: Progress,
    things: str,
    workers: int | None = None,
    executor: Executor | None = None,
) -> Outcome[R]:
    """Every task that was not done before; what is done is kept at once.

    things: what a task is called in what is told. Ctrl-C says how much is kept.
    """
    found = {index: kept.read(task) for index, task in enumerate(tasks)}
    before = {index: item for index, item in found.items() if item is not None}
    left = [index for index in found if index not in before]
    if before:
        tell.say(f"{len(before)} of {len(tasks)} {things} were done before")
    if kept.damaged:
        tell.say(damaged_files(kept.damaged))
    try:
        outcome = run_tasks(
            work,
            [tasks[index] for index in left],
            Workers(workers, executor),
            lambda finished, _: tell(len(before) + finished, len(tasks)),
            lambda index, item: kept.write(tasks[left[index]], item),
        )
    except KeyboardInterrupt:
        if many := sum(kept.read(task) is not None for task in tasks):
            tell.say(f"{many} of {len(tasks)} {things} are kept in {kept.folder}; "
                     "the same command goes on from there")  # fmt: skip
        raise
    done = before | {left[index]: item for index, item in outcome.done.items()}
    failed = [replace(item, index=left[item.index]) for item in outcome.failed]
    return Outcome(done, failed)


def damaged_files(count: int) -> str:
    """What is told of files of finished work that were not whole."""
    files = "1 damaged file" if count == 1 else f"{count} damaged files"
    return f"{files} of finished work taken away; the work is done again"


def run_in_parts(
    work: Callable[[T], R],
    tasks: Sequence[T],
    parts: Callable[[T], Sequence[T]],
    take: Callable[[T, R], None],
    by: Workers,
) -> list[tuple[T, Failed]]:
    """Tasks of many jobs each; returns what failed of those that are one job.

    parts: a task as tasks of one job; what is lost with a process is done again in parts.
    take: called here with every task and its result, as soon as it is done.
    """
    outcome = run_tasks(work, tasks, by, keep=lambda index, result: take(tasks[index], result))
    again, lost = list[T](), list[tuple[T, Failed]]()
    for item in outcome.failed:
        smaller = parts(tasks[item.index])
        if len(smaller) > 1:
            again += smaller
        else:
            lost.append((tasks[item.index], item))
    if again:
        lost += run_in_parts(work, again, parts, take, by)
    return lost
