"""Trajectories of products: places against the exact queue, and the limit without a clock.

Every queue is a product of its own, with three places. A trajectory ends with a constant
weekly chance (Geo/Geo/c, the engine's own coin of a dwelling that is found, M24), or at its
planned end (Geo/D/c). The longer it lasts, the less a clock of weeks matters: what is left
of the gap to the formulas for a clock that never ticks, Erlang's and Crommelin's, is a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.foundation.sentence import Sentence
from sim.foundation.units import I8
from sim.inputs.parameters.parameter import Value
from sim.support.products import product_ids
from sim.support.situation import Situation
from sim.verify import exact, replay
from sim.verify.check import Answer, Check
from sim.verify.driver import Hook, Kind, Line, Seen, asking, drive
from sim.verify.effort import ASKS_PLACE, Effort
from sim.verify.figures import Look, check_queue, check_waiting, number_waiting
from sim.verify.hand import PLACES, SLIGHT, TODAY, USES, every_need_of_persons, neutral, quiet
from sim.verify.series import Mean
from sim.verify.wording import About, Source
from sim.world.state import NO_PRODUCT, PERSON_SLOTS, WAITS_PRODUCT

ROOM = 250  # rows that a queue may need
LASTS = (4, 13, 52)  # weeks of a trajectory
PATTERN = "shelter"  # every queue is a copy of this product


@dataclass(frozen=True)
class Case:
    """Equal queues: utilisation, weeks of a trajectory, whether these are fixed."""

    fixed: bool
    weeks: int
    use: float
    queues: int

    @property
    def kind(self) -> str:
        """The way in which its length is known."""
        return "fixed" if self.fixed else "chance"

    @property
    def id(self) -> str:
        """Name of its checks."""
        return f"trajectories.{self.kind}_{self.weeks}_{round(100 * self.use)}"

    @property
    def about(self) -> Sentence:
        """The case in words."""
        kind = About.PLACES if self.fixed else About.PLACES_ON_AVERAGE
        return kind(use=round(100 * self.use), weeks=self.weeks)

    @property
    def chance(self) -> float:
        """Chance that somebody asks in a week."""
        return PLACES * self.use / self.weeks

    @property
    def waiting(self) -> float:
        """Mean number waiting, exactly."""
        if self.fixed:
            return exact.mean(exact.fixed_waiting(self.chance, PLACES, self.weeks))
        return exact.mean(self.known.waiting)

    @property
    def known(self) -> exact.Known:
        """The exact queue."""
        if self.fixed:
            return exact.fixed(self.chance, PLACES, self.weeks)
        return exact.geometric(self.chance, PLACES, 1.0 / self.weeks, False)

    @property
    def clockless(self) -> float:
        """Mean number waiting without a clock, by formula."""
        formula = exact.crommelin_waiting if self.fixed else exact.erlang_waiting
        return formula(PLACES, self.use)

    @property
    def busy(self) -> exact.Busy:
        """Its net input in a week."""
        free = exact.busy_places(self.chance, PLACES, 1.0 / self.weeks)
        if self.fixed:
            return exact.Busy(self.chance * (1.0 - self.chance), free.drift)
        return free


# The busier a queue and the longer its trajectories, the more of it are needed to know it.
# 95 % with long ones would take millions of weeks: there only the exact figure is given.
QUEUES = {  # how many, by whether the length is fixed and by weeks, for each of USES
    (False, 4): (2, 3, 6),
    (False, 13): (3, 6),
    (False, 52): (5, 10),
    (True, 4): (2, 2, 3),
    (True, 13): (2, 3, 6),
    (True, 52): (3, 5),
}
CASES = tuple(
    Case(fixed, weeks, use, queues)
    for (fixed, weeks), numbers in QUEUES.items()
    for use, queues in zip(USES, numbers, strict=False)
)
COMPARED_IN_FULL = 4  # weeks: the waits too


class AtProducts(Kind):
    """Needs that wait for a place of a product, or hold one."""

    question, column = "pay", "granted"
    waiting, over = WAITS_PRODUCT, NO_PRODUCT

    def enter(self, now: Situation, row: int, line: int) -> None:
        """The need waits for the product of its queue."""
        cells = now.cells
        cells.granted[row], cells.product[row] = WAITS_PRODUCT, line
        cells.product_since[row] = cells.known[row] = now.week
        cells.resolvable[row] = SLIGHT


def cases_of(effort: Effort) -> list[Case]:
    """The cases that an effort has the weeks for."""
    return [case for case in CASES if effort.runs(case.use, case.weeks)]


class Observed(NamedTuple):
    """A run of all cases: the queues of a case stand beside one another."""

    cases: list[Case]
    asks: list[I8]
    seen: Seen

    def looks(self) -> Iterator[tuple[Case, Look]]:
        """Every case with its queues."""
        first = 0
        for case in self.cases:
            lines = tuple(range(first, first + case.queues))
            yield case, Look(self.seen, lines, case.busy)
            first += case.queues

    def means(self) -> dict[str, Mean]:
        """Mean number waiting by case."""
        return {case.id: number_waiting(look) for case, look in self.looks()}


def observe(effort: Effort, order: Hook | None = None) -> Observed:
    """Run every case. ``order`` spoils the engine, for tests."""
    cases = cases_of(effort)
    asks = [
        asking(case.chance, case.waiting, effort, luck, most_one=True)
        for case in cases
        for k in range(case.queues)
        for luck in [effort.luck(ASKS_PLACE, CASES.index(case), k)]
    ]
    return Observed(cases, asks, simulate(cases, asks, effort, order))


def checks(observed: Observed) -> Iterator[Check]:
    """Every check of places of products."""
    for case, look in observed.looks():
        answer = Answer(case.id, case.about, Source.FIXED if case.fixed else Source.CHANCE)
        if case.weeks == COMPARED_IN_FULL:
            yield from check_queue(answer, look, case.known)
        else:
            yield check_waiting(answer, look, case.waiting)
        if case.fixed:
            first = int(look.lines[0])
            path = replay.places(observed.asks[first], PLACES, case.weeks)
            yield from replay.check_path(case.id, case.about, observed.seen, first, path)


def simulate(cases: list[Case], asks: list[I8], effort: Effort, order: Hook | None = None) -> Seen:
    """As many products as queues in one neighbourhood."""
    values = {"staff.ample": 0.01, **_copies(len(asks))}
    now = quiet(len(asks) * ROOM // PERSON_SLOTS, TODAY, values)
    products = now.products
    products.minutes[:] = 0  # nobody is hired
    products.replaces[:] = 0
    products.band_low[:] = 1.0  # nothing is renewed
    each = [case for case in cases for _ in range(case.queues)]
    for p, case in enumerate(each):
        now.ledger.places[p] = PLACES
        products.weeks[p] = case.weeks if case.fixed else 1
        products.exit_chance[p] = 1.0 if case.fixed else 1.0 / case.weeks
    rows = np.array_split(every_need_of_persons(now), len(asks))
    lines = [Line(mine, come) for mine, come in zip(rows, asks, strict=True)]
    return drive(now, AtProducts(), lines, effort, order)


def _copies(wanted: int) -> Mapping[str, Value]:
    """Values of as many further products as are needed to have so many."""
    values = neutral()
    more = max(0, wanted - len(product_ids(values)))
    start = f"product.{PATTERN}."
    return {
        f"product.queue_{k}.{key.removeprefix(start)}": value
        for k in range(more)
        for key, value in values.items()
        if key.startswith(start)
    }
