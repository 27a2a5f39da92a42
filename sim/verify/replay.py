"""The same asks through a queue written down once more, in a few lines of plain Python.

What the engine makes of a run can be set beside it week by week and entry by entry: no
luck is left, so nothing may differ.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sim.foundation.sentence import Sentence
from sim.foundation.units import I8
from sim.verify.check import Answer, Check, Found
from sim.verify.driver import Seen
from sim.verify.wording import Source, What


class Path(NamedTuple):
    """The course of a queue."""

    waiting: I8  # [weeks] entries that wait at the end of a week
    ended: I8  # [entries, 3] asked, weeks waited, urgent; of those whose wait ended


class _Queue:
    """Entries in order of waiting time, the urgent before the others."""

    def __init__(self) -> None:
        self.urgent: deque[int] = deque()
        self.others: deque[int] = deque()
        self.ended: list[tuple[int, int, int]] = []

    def __len__(self) -> int:
        return len(self.urgent) + len(self.others)

    def come(self, week: int, many: int, urgent: int) -> None:
        """So many ask, of whom some are urgent."""
        self.urgent.extend([week] * urgent)
        self.others.extend([week] * (many - urgent))

    def serve(self, week: int, many: int) -> int:
        """The turn of as many as there are; returns how many."""
        many = min(many, len(self))
        for _ in range(many):
            first = self.urgent or self.others
            self.ended.append((first[0], week - first[0], int(first is self.urgent)))
            first.popleft()
        return many

    def path(self, waiting: list[int]) -> Path:
        """The course so far."""
        return Path(np.array(waiting), np.array(self.ended, dtype=np.int64).reshape(-1, 3))


def intake(come: I8, urgent: I8 | None, minutes: int, cost: int) -> Path:
    """Intake with so many minutes a week and ``cost`` each, kept while somebody waits."""
    queue, waiting, left = _Queue(), [], 0
    pressing = np.zeros(len(come), dtype=np.int64) if urgent is None else urgent
    for week, (many, first) in enumerate(zip(come.tolist(), pressing.tolist(), strict=True)):
        queue.come(week, many, first)
        left += minutes
        left -= cost * queue.serve(week, left // cost)
        left = left if len(queue) else 0
        waiting.append(len(queue))
    return queue.path(waiting)


def places(come: I8, count: int, weeks: int) -> Path:
    """Places that each are taken for so many weeks."""
    queue, waiting = _Queue(), []
    taken: deque[int] = deque()  # first week in which a taken place is free again
    for week, many in enumerate(come.tolist()):
        queue.come(week, many, 0)
        while taken and taken[0] <= week:
            taken.popleft()
        begun = queue.serve(week, count - len(taken))
        taken.extend([week + weeks] * begun)
        waiting.append(len(queue))
    return queue.path(waiting)


def check_path(id: str, about: Sentence, seen: Seen, line: int, path: Path) -> Iterator[Check]:
    """Number waiting week by week, and waits entry by entry: nothing may differ."""
    answer = Answer(id, about, Source.PATH)
    weeks = Found(float((seen.waiting[:, line] != path.waiting[seen.warm_up :]).sum()))
    yield answer.check("path", What.PATH, 0.0, weeks, "weeks")
    mine = seen.line == line
    found = np.stack([seen.asked[mine], seen.wait[mine], seen.urgent[mine]], axis=1)
    wanted = path.ended[path.ended[:, 0] >= seen.warm_up]
    wrong = Found(float(_different(found, wanted)))
    yield answer.check("turns", What.TURNS, 0.0, wrong, "entries")


def _different(found: I8, wanted: I8) -> int:
    """Rows of one table that are not in the other; equal ones count as often as they are."""
    rows, times = np.unique(np.concatenate((found, wanted)), axis=0, return_inverse=True)
    size = len(rows)
    at = times.reshape(-1)
    split = len(found)
    balance = np.bincount(at[:split], minlength=size) - np.bincount(at[split:], minlength=size)
    return int(np.maximum(balance, 0).sum()) + max(0, len(wanted) - len(found))
