"""Intake: the queue of a desk, and of the kitchen table, against the exact one.

Each week a Poisson number of needs (or households) asks; the desk has minutes for so many
intakes and keeps what does not suffice for the next. The engine's own step of Admit hands
out the minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.foundation.sentence import Sentence
from sim.foundation.units import I8, MINUTES_PER_HOUR
from sim.support.contract import TEAM
from sim.support.situation import Situation
from sim.verify import exact, replay
from sim.verify.check import Answer, Check
from sim.verify.driver import Hook, Kind, Line, Mask, Rows, Seen, asking, drive
from sim.verify.effort import ASKS_INTAKE, URGENTLY, Effort
from sim.verify.figures import Look, check_queue, check_waits
from sim.verify.hand import SEVERITY, TABLE, one_need_each, one_need_per_household, quiet
from sim.verify.wording import About, Source
from sim.world.state import ASKED_FOR, NO_REQUEST, WAITS_INTAKE

COST = 150  # minutes of one intake
WHOLE = 5 * COST  # minutes a week: five intakes
PARTLY = WHOLE - MINUTES_PER_HOUR  # 4.6 intakes: what does not suffice is kept
URGENT_SHARE = 0.5
# Few workers: those without minutes only take time.
VALUES = {"staff.ample": 5.0, "intake.minutes": float(COST)}
ROOM = 500  # rows that a queue may need


@dataclass(frozen=True)
class Queue:
    """One queue of intake: organisation, utilisation, minutes a week, urgent ones or not."""

    id: str
    kind: About
    org: int
    use: float
    minutes: int = WHOLE
    mixed: bool = False

    @property
    def about(self) -> Sentence:
        """The queue in words."""
        return self.kind(use=round(100 * self.use))

    @property
    def rate(self) -> float:
        """Entries that ask in a week."""
        return self.use * self.minutes / COST

    @property
    def known(self) -> exact.Known:
        """The exact queue."""
        return exact.intake(self.rate, self.minutes, COST)

    @property
    def busy(self) -> exact.Busy:
        """Its net input in a week."""
        return exact.Busy(self.rate, self.minutes / COST - self.rate)


QUEUES = (
    Queue("intake.desk_50", About.DESK, 0, 0.5),
    Queue("intake.desk_80", About.DESK, 1, 0.8),
    Queue("intake.desk_95", About.DESK, 2, 0.95),
    Queue("intake.urgent_95", About.DESK_MIXED, 3, 0.95, mixed=True),
    Queue("intake.table_95", About.TABLE, TEAM, 0.95, PARTLY),
)


class AtIntake(Kind):
    """Needs that wait for intake at an organisation."""

    question, column = "admit", "status"
    waiting, over = WAITS_INTAKE, NO_REQUEST

    def enter(self, now: Situation, row: int, line: int) -> None:
        """The need stands in the queue of its organisation."""
        cells = now.cells
        cells.status[row], cells.desk[row] = WAITS_INTAKE, QUEUES[line].org
        cells.stage[row] = ASKED_FOR
        cells.since[row] = cells.known[row] = now.week
        cells.resolvable[row] = SEVERITY

    def done(self, now: Situation, rows: Rows) -> Mask:
        """Those who had an intake leave: decisions are not looked at here."""
        over = ~self.waits(now, rows)
        now.cells.status[rows[over]] = self.over
        now.cells.desk[rows[over]] = -1
        return over


def checks(effort: Effort, order: Hook | None = None, minutes_lost: int = 0) -> Iterator[Check]:
    """Every check of intake. ``order`` and ``minutes_lost`` spoil the engine, for tests."""
    asks = [_asks(queue, effort, number) for number, queue in enumerate(QUEUES)]
    seen = simulate(effort, asks, order, minutes_lost)
    for number, queue in enumerate(QUEUES):
        look = Look(seen, (number,), queue.busy)
        path = replay.intake(*asks[number], queue.minutes, COST)
        yield from replay.check_path(queue.id, queue.about, seen, number, path)
        if not effort.runs(queue.use):
            continue
        if queue.mixed:
            chosen = look.mine() & seen.urgent
            half = About.URGENT_HALF(use=round(100 * queue.use))
            alone = exact.intake(URGENT_SHARE * queue.rate, queue.minutes, COST).wait
            yield from check_waits(Answer(queue.id, half, Source.ALONE), look, chosen, alone)
        else:
            yield from check_queue(Answer(queue.id, queue.about, Source.INTAKE), look, queue.known)


def simulate(
    effort: Effort,
    asks: list[tuple[I8, I8 | None]],
    order: Hook | None = None,
    minutes_lost: int = 0,
) -> Seen:
    """Four desks and the kitchen table in one neighbourhood, each with a queue of its own."""
    now = quiet(4 * ROOM, TABLE, VALUES)
    now.staff.minutes[:] = 0
    for worker, queue in enumerate(QUEUES):
        now.staff.org[worker] = queue.org
        now.staff.minutes[worker] = queue.minutes - minutes_lost
    homes = one_need_per_household(now)[:ROOM]
    others = np.setdiff1d(one_need_each(now), homes)[: 4 * ROOM].astype(np.int32)
    rows = [*np.array_split(others, len(QUEUES) - 1), homes]
    lines = [Line(mine, *some) for mine, some in zip(rows, asks, strict=True)]
    return drive(now, AtIntake(), lines, effort, order)


def _asks(queue: Queue, effort: Effort, number: int) -> tuple[I8, I8 | None]:
    """The numbers that ask every week, and of these urgently."""
    luck = effort.luck(ASKS_INTAKE, number)
    come = asking(queue.rate, exact.mean(queue.known.waiting), effort, luck)
    if not queue.mixed:
        return come, None
    return come, effort.luck(URGENTLY, number).binomial(come, URGENT_SHARE).astype(np.int64)
