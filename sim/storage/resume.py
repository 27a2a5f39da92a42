"""Tasks of many jobs: what is lost with a process is done again, job by job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from sim.execution.pool import Failed, Workers, run_tasks

T = TypeVar("T")
R = TypeVar("R")


def damaged_files(count: int) -> str:
    """Message about files of finished work that were not whole."""
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
