"""Spells of help and crises, on tables that are set by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.foundation.compiled import plain
from sim.record import events, tables
from sim.record.tables import NONE, Notes, new_notes
from sim.support.situation import Situation
from sim.world.state import (
    HAS_WORKER,
    NO_PRODUCT,
    NO_REQUEST,
    RUNS_PRODUCT,
    WAITS_INTAKE,
    WAITS_PRODUCT,
    WAITS_WORKER,
)
from tests.worlds import begin, default_values, residents_of

LAST = 119


@pytest.fixture(scope="module")
def now() -> Situation:
    return begin(residents_of(60, 120), default_values())


@pytest.fixture
def notes(now: Situation) -> Notes:
    now.cells.status[:] = NO_REQUEST
    now.cells.granted[:] = NO_PRODUCT
    return new_notes(now.folk, now.cells, 0, LAST + 1)


def test_a_crisis_is_counted_by_the_help_of_the_week_before(notes: Notes) -> None:
    for c, (status, granted) in enumerate(
        [
            (NO_REQUEST, NO_PRODUCT),
            (WAITS_INTAKE, NO_PRODUCT),
            (NO_REQUEST, WAITS_PRODUCT),
            (HAS_WORKER, WAITS_PRODUCT),
            (HAS_WORKER, RUNS_PRODUCT),
        ]
    ):
        notes.status[c], notes.granted[c] = status, granted
    plain(events.read_crises)(np.arange(5, dtype=np.int32), notes)
    kinds = ("NO_HELP", "WAITING", "LIGHT", "SPECIALIST")
    found = [int(notes.counts[getattr(tables, f"CRISES_{kind}")]) for kind in kinds]
    assert found == [1, 2, 1, 1]


def test_a_wait_for_a_worker_and_for_a_provision_ends(now: Situation, notes: Notes) -> None:
    notes.status[3], notes.since[3] = WAITS_WORKER, 4
    now.cells.status[3] = HAS_WORKER
    now.cells.granted[3] = WAITS_PRODUCT
    plain(events.waits_ended)(now.served, notes, 3, 9)
    assert notes.counts[tables.WORKERS_FOUND] == 1 and notes.counts[tables.WAIT_WORKER] == 5
    notes.status[3], notes.granted[3] = HAS_WORKER, WAITS_PRODUCT
    now.cells.granted[3] = RUNS_PRODUCT
    plain(events.waits_ended)(now.served, notes, 3, 12)
    assert notes.counts[tables.WORKERS_FOUND] == 1
    assert notes.counts[tables.PRODUCT_STARTS] == 1 and notes.counts[tables.WAIT_PRODUCT] == 3


def test_a_household_that_comes_back_within_a_year_returns(now: Situation, notes: Notes) -> None:
    def spell(first: int, last: int) -> None:
        """Help of one need of the first household, from first to last."""
        plain(events.begin_spell)(now.served, notes, 0, first)
        plain(events.end_spell)(now.served, notes, 0, True, last)

    now.cells.unmet[0] = 0.0
    spell(2, 12)
    spell(62, 66)  # 50 weeks after the end of the first
    counts = notes.counts
    assert (counts[tables.STARTS], counts[tables.CLOSES]) == (2, 2)
    assert (counts[tables.HOME_CLOSES], counts[tables.HOME_RETURNS]) == (2, 1)
    assert counts[tables.CLOSED_LIGHT] == 2 and counts[tables.LENGTH_LIGHT] == 14
    assert notes.begun[[2, 62]].tolist() == [1, 1] and notes.ended[[2, 62]].tolist() == [1, 1]
    assert notes.helped[0] == NONE and notes.running[now.cells.home[0]] == 0


def test_help_that_ends_by_leaving_is_not_closed(now: Situation, notes: Notes) -> None:
    plain(events.begin_spell)(now.served, notes, 0, 2)
    notes.provided[0] = 1
    plain(events.end_spell)(now.served, notes, 0, False, 12)
    assert notes.counts[tables.STARTS] == 1 and notes.counts[tables.CLOSES] == 0
    assert notes.ended.sum() == 0 and notes.closed[now.cells.home[0]] == NONE
    assert notes.provided[0] == 0
