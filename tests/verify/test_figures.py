"""Figures of a queue that was written down by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.verify.check import Answer
from sim.verify.driver import Seen
from sim.verify.exact import Busy
from sim.verify.figures import Look, check_waits, number_waiting, tail_weeks
from sim.verify.wording import About, Source

WEEKS = 400


def seen(turned_away: int = 0) -> Seen:
    """Two queues: in the first 3 wait every other week, in the second nobody; entries of the first
    wait 0 and 2 weeks in turn, after a warm-up of 10 weeks."""
    waiting = np.zeros((WEEKS, 2), dtype=np.int64)
    waiting[::2, 0] = 3
    asked = np.arange(WEEKS, dtype=np.int32)
    return Seen(
        warm_up=10,
        waiting=waiting,
        line=np.zeros(WEEKS, dtype=np.int32),
        asked=asked + 10,
        wait=(asked % 2 * 2).astype(np.int32),
        urgent=np.zeros(WEEKS, dtype=np.bool_),
        turned_away=np.array([turned_away, 0]),
    )


def test_the_number_waiting_is_a_mean_over_weeks_and_queues() -> None:
    assert number_waiting(Look(seen(), (0,), Busy(0.5, 0.5))).value == pytest.approx(1.5)
    assert number_waiting(Look(seen(), (0, 1), Busy(0.5, 0.5))).value == pytest.approx(0.75)
    assert number_waiting(Look(seen(), (1,), Busy(0.5, 0.5))).value == 0.0


def test_waits_are_held_to_their_distribution() -> None:
    look = Look(seen(), (0,), Busy(0.5, 0.5))
    answer = Answer("x", About.RELAPSE(), Source.CHAIN)
    right = list(check_waits(answer, look, look.mine(), np.array([0.5, 0.0, 0.5])))
    figures = {check.id: check.found for check in right}
    assert figures == {"x.wait": 1.0, "x.variance": 1.0, "x.longer_1": 0.5}
    assert all(check.passed for check in right)
    wrong = {c.id: c.passed for c in check_waits(answer, look, look.mine(), np.array([0.0, 1.0]))}
    assert wrong == {"x.wait": True, "x.variance": False, "x.longer_0": False}


def test_a_queue_that_turned_somebody_away_has_no_figure() -> None:
    assert math.isnan(number_waiting(Look(seen(turned_away=1), (0,), Busy(0.5, 0.5))).value)


def test_the_tail_is_compared_where_enough_entries_wait_longer() -> None:
    law = np.array([0.4, 0.3, 0.15, 0.15])  # longer than 0, 1, 2 weeks: 0.6, 0.3, 0.15
    assert tail_weeks(law, 10_000) == [0, 2]
    assert tail_weeks(law, 500) == [0]  # a tenth of these is fewer than a hundred
    assert tail_weeks(np.array([1.0]), 10_000) == []
