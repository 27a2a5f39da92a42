"""Needs that wait for a worker: places of workers against the exact queue.

Every worker has the minutes of one case (or of two), so cases are places. In one run help
ends at its longest length (Geo/D/c), in the other because the need gets better with a
constant chance from outside, after which the engine closes it (Geo/Geo/c).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.foundation.sentence import Sentence
from sim.foundation.units import I8
from sim.support.situation import Situation
from sim.verify import exact, replay
from sim.verify.check import Answer, Check
from sim.verify.driver import Hook, Kind, Line, Seen, asking, drive
from sim.verify.effort import ASKS_WORKER, BETTER, Effort
from sim.verify.figures import Look, check_queue
from sim.verify.hand import PLACES, SEVERITY, TODAY, one_need_each, quiet
from sim.verify.trajectories import Case
from sim.verify.wording import About, Source
from sim.world.state import HAS_WORKER, NO_REQUEST, WAITS_WORKER

WEEKS = 4  # that help holds a place, on average
LEAVE = 1.0 / (WEEKS - 1)  # weekly chance to get better once the week of beginning is over
DESKS = (0.5, 0.8, 0.95, 0.95, 0.95)  # utilisation; the busier, the more of it are needed
ROOM = 400  # rows that a queue may need
MILD = 0.01  # severity at which the engine closes


class Desk(Case):
    """A desk with three places that cases hold for ``WEEKS`` (on average)."""

    @property
    def id(self) -> str:
        """Name of its checks."""
        return f"workers.{self.kind}_{round(100 * self.use)}"

    @property
    def about(self) -> Sentence:
        """The desk in words."""
        kind = About.HELP if self.fixed else About.HELP_ON_AVERAGE
        return kind(use=round(100 * self.use), weeks=self.weeks)

    @property
    def known(self) -> exact.Known:
        """The exact queue."""
        return super().known if self.fixed else exact.geometric(self.chance, PLACES, LEAVE, True)


class AtWorkers(Kind):
    """Needs that wait for a worker of a desk, or are in help there."""

    question, column = "work", "status"
    waiting, over = WAITS_WORKER, NO_REQUEST

    def __init__(self, leave: float | None, effort: Effort) -> None:
        self.leave = leave
        self.luck = effort.luck(BETTER)

    def enter(self, now: Situation, row: int, line: int) -> None:
        """The need waits for a worker of its desk."""
        cells = now.cells
        cells.status[row], cells.desk[row] = WAITS_WORKER, line
        cells.since[row] = cells.known[row] = now.week
        cells.resolvable[row] = SEVERITY

    def step(self, now: Situation) -> None:
        """Some get better; then the engine's week of Work."""
        if self.leave is not None:
            helped = now.active[now.cells.status[now.active] == HAS_WORKER]
            better = helped[self.luck.random(len(helped)) < self.leave]
            now.cells.resolvable[better] = MILD
        super().step(now)


def checks(effort: Effort, order: Hook | None = None) -> Iterator[Check]:
    """Every check of places with workers. ``order`` spoils the engine, for tests."""
    for fixed in (True, False):
        desks = [Desk(fixed, WEEKS, use, 1) for use in DESKS if effort.runs(use)]
        asks = [
            asking(desk.chance, desk.waiting, effort, luck, most_one=True)
            for k, desk in enumerate(desks)
            for luck in [effort.luck(ASKS_WORKER, k, fixed)]
        ]
        seen = simulate(asks, effort, fixed, order)
        for desk in dict.fromkeys(desks):
            same = tuple(k for k, other in enumerate(desks) if other == desk)
            look = Look(seen, same, desk.busy)
            answer = Answer(desk.id, desk.about, Source.HELP_FIXED if fixed else Source.HELP_CHANCE)
            yield from check_queue(answer, look, desk.known)
            if fixed:
                path = replay.places(asks[same[0]], PLACES, WEEKS)
                yield from replay.check_path(desk.id, desk.about, seen, same[0], path)


def simulate(asks: list[I8], effort: Effort, fixed: bool, order: Hook | None = None) -> Seen:
    """Desks in one neighbourhood, each with a queue for its workers."""
    longest = {"separate_plans.max_weeks": float(WEEKS)} if fixed else {}
    now = quiet(len(DESKS) * ROOM, TODAY, {"staff.ample": 10.0, **longest})
    _three_places(now, shared=fixed)
    rows = np.array_split(one_need_each(now), len(DESKS))
    lines = [Line(mine, come) for mine, come in zip(rows, asks, strict=False)]
    kind = AtWorkers(None if fixed else LEAVE, effort)
    return drive(now, kind, lines, effort, order)


def _three_places(now: Situation, shared: bool) -> None:
    """Three places at every desk: of three workers, or of two when they are ``shared``."""
    one = int(now.world.guidance_base + now.world.guidance_severity * SEVERITY)
    minutes = [2 * one, one, 0] if shared else [one] * PLACES
    now.staff.minutes[:] = 0
    for desk in range(len(DESKS)):
        for k, some in enumerate(minutes):
            worker = PLACES * desk + k
            now.staff.org[worker], now.staff.minutes[worker] = desk, some
