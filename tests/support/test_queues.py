"""Turns in a queue: of needs, and of households, as urgent as their worst need."""

from __future__ import annotations

import numpy as np
import pytest

from sim.support.admit.entries import households_in_turn
from sim.support.queues import NO_TERM, in_turn
from sim.support.situation import Situation
from sim.world.waiting import INTAKES
from tests.worlds import begin, default_values, residents_of


@pytest.fixture
def now() -> Situation:
    return begin(residents_of(60, 20), default_values())


def homes_in_turn(now: Situation, entries: list[tuple[int, float, int]]) -> list[int]:
    """Homes in turn; entries: (home, unmet need, weeks waited), each another need."""
    cells = now.cells
    queue = []
    for home, unmet, waited in entries:
        mine = [c for c in np.flatnonzero(cells.home == home) if c not in queue]
        queue.append(int(mine[0]))
        cells.unmet[mine[0]], cells.since[mine[0]] = unmet, now.week - waited
    rows = np.array(queue, dtype=np.int32)
    found = households_in_turn(now.served, rows, NO_TERM)
    return [int(g) for g in found]


def test_a_household_waits_since_its_oldest_request(now: Situation) -> None:
    assert homes_in_turn(now, [(3, 0.4, 2), (5, 0.4, 6), (3, 0.4, 9)]) == [3, 5]
    assert homes_in_turn(now, [(3, 0.4, 9), (5, 0.4, 6), (3, 0.4, 2)]) == [3, 5]


def test_a_household_is_as_urgent_as_its_worst_need(now: Situation) -> None:
    assert homes_in_turn(now, [(3, 0.2, 9), (5, 0.4, 2), (3, 0.8, 1)]) == [3, 5]
    assert homes_in_turn(now, [(3, 0.2, 9), (5, 0.4, 2), (3, 0.2, 1)]) == [5, 3]


@pytest.mark.parametrize(("waited", "turns"), [((7, 6), [3, 5]), ((6, 6), [5, 3])])
def test_a_household_that_is_due_comes_before_every_urgency(
    now: Situation, waited: tuple[int, int], turns: list[int]
) -> None:
    """Within a term of eight weeks the last week is the eighth: who has waited seven is due."""
    rows = np.array([np.flatnonzero(now.cells.home == g)[0] for g in (3, 5)], dtype=np.int32)
    now.cells.unmet[rows] = 0.2, 0.9
    now.cells.since[rows] = now.week - np.array(waited)
    found = households_in_turn(now.served, rows, 8.0)
    assert found.tolist() == turns


@pytest.mark.parametrize(("term", "turns"), [(NO_TERM, [2, 1, 0]), (8.0, [0, 2, 1])])
def test_needs_that_are_due_come_first_then_the_most_urgent_then_the_longest_waiting(
    now: Situation, term: float, turns: list[int]
) -> None:
    rows = np.array([4, 11, 7], dtype=np.int32)
    now.cells.unmet[rows] = 0.2, 0.6, 0.6
    since = now.week - np.array([7, 2, 6], dtype=np.int32)
    assert in_turn(now.served, rows, since, INTAKES, term).tolist() == rows[turns].tolist()
