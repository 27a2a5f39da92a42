"""Queues of the engine, week after week, with those who ask put in from outside.

The check decides who asks, and in which row; the engine decides who is helped. Rows are
drawn at random, so that an order by row would be no order of waiting. Luck from outside is
numpy's own, apart from the engine's.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.foundation.units import I4, I8
from sim.support.situation import Situation
from sim.verify.effort import ROWS, Effort
from sim.verify.hand import SEVERITY

Rows = NDArray[np.int32]
Mask = NDArray[np.bool_]
Hook = Callable[[Situation, Rows], None]  # done to the rows in use before the engine's week


class Line(NamedTuple):
    """One queue: the rows that its entries may stand in, and how many ask every week."""

    rows: Rows
    asking: I8  # [weeks]
    urgent: I8 | None = None  # [weeks] of those who ask, as many are more urgent


class Kind(ABC):
    """A queue of the engine: how one enters it, and what its column says.

    question: of which the answer's step is the engine's week; column: of needs, with its value
    while one waits, and once it neither waits nor is helped.
    """

    question: ClassVar[str]
    column: ClassVar[str]
    waiting: ClassVar[int]
    over: ClassVar[int]

    @abstractmethod
    def enter(self, now: Situation, row: int, line: int) -> None:
        """A need stands in the queue from this week."""

    def step(self, now: Situation) -> None:
        """One week of the engine's phase."""
        now.practice.answers[self.question].step(now)

    def waits(self, now: Situation, rows: Rows) -> Mask:
        """Mask of the needs that still wait."""
        found: Mask = getattr(now.cells, self.column)[rows] == self.waiting
        return found

    def done(self, now: Situation, rows: Rows) -> Mask:
        """Mask of the needs that neither wait nor are helped; their rows are free again."""
        found: Mask = getattr(now.cells, self.column)[rows] == self.over
        return found


@dataclass
class Seen:
    """A run of some queues, seen from outside."""

    warm_up: int
    waiting: I8  # [weeks, lines] entries that wait at the end of a week
    line: I4  # [entries] queue of an entry whose wait ended
    asked: I4  # [entries] week in which it asked
    wait: I4  # [entries] weeks waited
    urgent: Mask  # [entries]
    turned_away: I8  # [lines] entries for which there was no row: the queue says nothing then


URGENT = 0.6  # severity of an urgent need: a ZRM level before SEVERITY


def drive(
    now: Situation, kind: Kind, lines: Sequence[Line], effort: Effort, hook: Hook | None = None
) -> Seen:
    """Live the weeks of ``effort``, its warm-up first; ``hook`` may spoil the engine's week."""
    weeks = effort.warm_up + effort.weeks
    book = _Book(now, lines, effort.luck(ROWS))
    waiting = np.zeros((weeks, len(lines)), dtype=np.int64)
    used = np.zeros(0, dtype=np.int32)
    for week in range(weeks):
        used = np.concatenate((used, _come(now, kind, book, week)))
        used.sort()
        now.active = now.engaged = used
        if hook is not None:
            hook(now, used)
        kind.step(now)
        _note(now, kind, book, used)
        waiting[week] = book.counts
        used = _let_go(now, kind, book, used)
        now.week += 1
        effort.tell(week, weeks)
    return _seen(book, effort, waiting)


class _Book:
    """The state of all queues, and the entries whose wait has ended."""

    def __init__(self, now: Situation, lines: Sequence[Line], luck: np.random.Generator) -> None:
        size, none = len(now.cells.status), np.zeros(len(lines[0].asking), dtype=np.int64)
        urgent = [none if line.urgent is None else line.urgent for line in lines]
        self.luck = luck
        self.free: list[list[int]] = [line.rows.tolist() for line in lines]
        self.come = np.stack([line.asking for line in lines], axis=1)  # [weeks, lines] that ask
        self.pressing = np.stack(urgent, axis=1)  # [weeks, lines] of these, urgently
        self.asked = np.zeros(size, dtype=np.int32)
        self.line_of = np.full(size, -1, dtype=np.int32)
        for number, line in enumerate(lines):
            self.line_of[line.rows] = number
        self.waiting = np.zeros(size, dtype=np.bool_)
        self.urgent = np.zeros(size, dtype=np.bool_)
        self.turned_away = np.zeros(len(lines), dtype=np.int64)
        self.counts = np.zeros(len(lines), dtype=np.int64)  # [lines] that wait now
        self.ended: list[tuple[int, int, int, bool]] = []


def _come(now: Situation, kind: Kind, book: _Book, week: int) -> Rows:
    """Those who ask this week enter the queue in free rows drawn at random."""
    came: list[int] = []
    for number in np.flatnonzero(book.come[week]).tolist():
        free = book.free[number]
        many = min(int(book.come[week, number]), len(free))
        book.turned_away[number] += int(book.come[week, number]) - many
        for k, share in enumerate(book.luck.random(many).tolist()):
            at = int(share * len(free))
            free[at], free[-1] = free[-1], free[at]
            row = free.pop()
            came.append(row)
            book.urgent[row] = k < book.pressing[week, number]
            kind.enter(now, row, number)
        book.counts[number] += many
    rows = np.array(came, dtype=np.int32)
    now.cells.active[rows] = 1
    now.cells.unmet[rows] = np.where(book.urgent[rows], URGENT, SEVERITY)
    book.asked[rows] = week
    book.waiting[rows] = True
    return rows


def _note(now: Situation, kind: Kind, book: _Book, used: Rows) -> None:
    """Note the entries whose wait ended this week."""
    begun = used[book.waiting[used] & ~kind.waits(now, used)]
    if len(begun) == 0:
        return
    book.waiting[begun] = False
    line = book.line_of[begun]
    waited = now.week - book.asked[begun]
    asked, urgent = book.asked[begun], book.urgent[begun]
    book.ended.extend(
        zip(line.tolist(), asked.tolist(), waited.tolist(), urgent.tolist(), strict=True)
    )
    np.subtract.at(book.counts, line, 1)


def _let_go(now: Situation, kind: Kind, book: _Book, used: Rows) -> Rows:
    """Rows that stay in use; the others can be drawn again."""
    done = kind.done(now, used)
    if not done.any():
        return used
    for row in used[done].tolist():
        book.free[book.line_of[row]].append(row)
    now.cells.active[used[done]] = 0
    now.cells.resolvable[used[done]] = 0.0
    return used[~done]


def _seen(book: _Book, effort: Effort, waiting: I8) -> Seen:
    """The run after its warm-up."""
    ended = np.array(book.ended, dtype=np.int32).reshape(-1, 4)
    ended = ended[ended[:, 1] >= effort.warm_up]
    return Seen(
        effort.warm_up,
        waiting[effort.warm_up :],
        ended[:, 0],
        ended[:, 1],
        ended[:, 2],
        ended[:, 3].astype(np.bool_),
        book.turned_away,
    )


def asking(
    rate: float, begins: float, effort: Effort, luck: np.random.Generator, most_one: bool = False
) -> I8:
    """The number that ask every week: Poisson, or at most one (chance ``rate``).

    begins: number that asks in the first week besides, so that the queue need not grow first.
    """
    weeks = effort.warm_up + effort.weeks
    come = luck.random(weeks) < rate if most_one else luck.poisson(rate, weeks)
    found = come.astype(np.int64)
    found[0] += round(begins)
    return found
