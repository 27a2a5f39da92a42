"""A neighbourhood in which nobody needs, asks or gets anything: a stage for a few needs of which
every number is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np

from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.model.week import moves
from sim.support.contract import Answer
from sim.support.situation import Situation
from sim.world.living import engaged_cells
from sim.world.state import (
    HAS_WORKER,
    HOUSEHOLD_SLOTS,
    NEVER,
    NO_PRODUCT,
    NO_REQUEST,
    PERSON_SLOTS,
    READY,
    WAITS_INTAKE,
    WAITS_WORKER,
)
from tests.worlds import (
    GENERALIST,
    Values,
    begin,
    copy_situation,
    forked,
    look_again,
    null_values,
    residents_of,
)

WEEKS = 60  # that residents' lives are known of
INTAKE = 90  # minutes
# Places of a need among those of its person or household.
DAILY, MENTAL, PHYSICAL, SOCIAL = range(PERSON_SLOTS)
INCOME, DEBTS, HOUSING = range(HOUSEHOLD_SLOTS)


def neutral(**changed: Value) -> Values:
    """Every lever neutral and many workers; ``a__b=1.0`` is the parameter ``a.b``."""
    own: Values = {"staff.fte": 3.0, "intake.minutes": float(INTAKE)}
    return {**null_values(), **own, **{k.replace("__", "."): v for k, v in changed.items()}}


@cache
def _start() -> Situation:
    now = begin(residents_of(60, WEEKS), neutral())
    moves(now)  # everybody arrives, so that households have heads
    cells = now.cells
    cells.lasting[:] = cells.resolvable[:] = cells.unmet[:] = 0.0
    cells.status[:], cells.granted[:], cells.active[:] = NO_REQUEST, NO_PRODUCT, 0
    cells.product[:] = cells.payer[:] = cells.specialist[:] = -1
    cells.known[:] = -NEVER
    now.active = now.engaged = np.zeros(0, dtype=np.int32)
    assert np.bincount(now.staff.org, minlength=4)[:4].min() >= 2
    return now


def quiet(answers: Iterable[str] | None = None, **values: Value) -> Situation:
    """The stage under today's practice, or under these answers with these parameters."""
    if answers is None:
        return copy_situation(_start())
    return forked(_start(), answers, neutral(**values))


def with_levers(now: Situation, **levers: float) -> Situation:
    """The same under other levers, at the desks too; returns ``now``."""
    own, stay = now.levers.replace(**levers), now.practice.stay.replace(**levers)
    now.practice = replace(now.practice, levers=own, stay=stay)
    return now


def homes(now: Situation) -> list[int]:
    """Households in which somebody lives, the first first."""
    first = PERSON_SLOTS * now.folk.n
    heads = now.cells.holder[first::HOUSEHOLD_SLOTS]
    return [int(g) for g in np.flatnonzero(heads >= 0)]


def of_home(now: Situation, g: int, slot: int) -> int:
    """The cell of a need of a household."""
    return PERSON_SLOTS * now.folk.n + HOUSEHOLD_SLOTS * g + slot


def of_head(now: Situation, g: int, slot: int) -> int:
    """The cell of a need of the head of a household."""
    return PERSON_SLOTS * int(now.cells.holder[of_home(now, g, 0)]) + slot


def need(now: Situation, c: int, severity: float) -> int:
    """A need of which the half lasts, and that nobody does anything about; returns ``c``."""
    now.cells.lasting[c] = now.cells.resolvable[c] = 0.5 * severity
    now.cells.unmet[c] = severity
    look_again(now, c)
    return c


def asks(now: Situation, c: int, org: int, severity: float = 0.4, weeks: int = 0) -> int:
    """A need that waits for an intake at an organisation, so many weeks by now; returns ``c``."""
    cells = now.cells
    cells.status[c], cells.desk[c], cells.stage[c] = WAITS_INTAKE, org, READY
    cells.since[c] = cells.known[c] = now.week - weeks
    return need(now, c, severity)


def waits(now: Situation, c: int, org: int, severity: float = 0.4) -> int:
    """A need that waits for a worker of an organisation; returns ``c``."""
    asks(now, c, org, severity)
    now.cells.status[c] = WAITS_WORKER
    now.engaged = engaged_cells(now.cells, now.active)
    return c


def helped(now: Situation, c: int) -> bool:
    """Whether a worker has this need in care."""
    return bool(now.cells.status[c] == HAS_WORKER)


def levers_of(answer: Answer) -> set[str]:
    """Levers of an answer, as stated with the parameters."""
    keys = (key.partition(".") for key in read_parameters())
    return {lever for owner, _, lever in keys if owner == answer.id}


def team(**levers: float) -> Situation:
    """A team that decides on Wmo and income; social work stays with its desk."""
    now = quiet(GENERALIST, kitchen_table__mandate_wmo=1.0, kitchen_table__mandate_income=1.0)
    return with_levers(now, **levers)
