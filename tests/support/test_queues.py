"""A household in the team's queue: as urgent as its worst need, since its oldest request."""

from __future__ import annotations

import numpy as np
import pytest

from sim.support.admit.entries import households_in_turn
from sim.support.queues import NO_TERM
from sim.support.situation import Situation
from tests.worlds import begin, default_values, lives_of


@pytest.fixture
def now() -> Situation:
    return begin(lives_of(60, 20), default_values())


def in_turn(
    now: Situation, entries: list[tuple[int, float, int]], term: float = NO_TERM
) -> list[int]:
    """Homes in turn; entries: (home, unmet need, weeks waited), each another need."""
    cells = now.cells
    queue = []
    for home, unmet, waited in entries:
        mine = [c for c in np.flatnonzero(cells.home == home) if c not in queue]
        queue.append(int(mine[0]))
        cells.unmet[mine[0]], cells.since[mine[0]] = unmet, now.week - waited
    rows = np.array(queue, dtype=np.int32)
    found = households_in_turn(cells, rows, now.folk.h, term, now.support_seed, now.week)
    return [int(g) for g in found]


def test_a_household_waits_since_its_oldest_request(now: Situation) -> None:
    assert in_turn(now, [(3, 0.4, 2), (5, 0.4, 6), (3, 0.4, 9)]) == [3, 5]
    assert in_turn(now, [(3, 0.4, 9), (5, 0.4, 6), (3, 0.4, 2)]) == [3, 5]


def test_a_household_is_as_urgent_as_its_worst_need(now: Situation) -> None:
    assert in_turn(now, [(3, 0.2, 9), (5, 0.4, 2), (3, 0.8, 1)]) == [3, 5]
    assert in_turn(now, [(3, 0.2, 9), (5, 0.4, 2), (3, 0.2, 1)]) == [5, 3]


def test_a_household_that_is_due_comes_before_every_urgency(now: Situation) -> None:
    """Within a term of eight weeks the last week is the eighth: who has waited seven is due."""
    assert in_turn(now, [(3, 0.2, 7), (5, 0.9, 6)], term=8.0) == [3, 5]
    assert in_turn(now, [(3, 0.2, 6), (5, 0.9, 6)], term=8.0) == [5, 3]
    assert in_turn(now, [(3, 0.9, 6), (3, 0.2, 7), (5, 0.9, 6)], term=8.0) == [3, 5]
