"""The queues of the engine: they hold, and a faulty order or a lost hour does not."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from sim.support.situation import Situation
from sim.verify import intake, replay, trajectories, workers
from sim.verify.check import Check
from sim.verify.driver import Hook, Rows
from sim.verify.effort import Effort
from tests.verify.holding import all_hold

SHORT = Effort(weeks=6_000, warm_up=500, busiest=False)  # some batches in every queue
LONG = Effort()


def row_order(column: str) -> Hook:
    """A fault: served in the order of rows, whoever came first.

    column: the one that says since when a need waits.
    """

    def fault(now: Situation, rows: Rows) -> None:
        """Whoever stands higher in the table seems to have waited longer."""
        getattr(now.cells, column)[rows] = np.arange(len(rows), dtype=np.int32) - len(rows)

    return fault


def failed(checks: Iterable[Check]) -> set[str]:
    return {check.id for check in checks if check.passed is False}


def by_id(checks: Iterable[Check]) -> dict[str, Check]:
    return {check.id: check for check in checks}


def test_intake_serves_everybody_in_turn() -> None:
    assert all_hold(intake.checks(SHORT), at_least=20)


def test_places_of_workers_are_given_in_turn() -> None:
    assert all_hold(workers.checks(SHORT), at_least=20)


def test_places_of_products_are_given_in_turn() -> None:
    assert all_hold(trajectories.checks(trajectories.observe(SHORT)), at_least=20)


def test_intake_in_the_order_of_rows_is_seen() -> None:
    """Everybody's mean wait stays as it was; who waits does not."""
    found = by_id(intake.checks(SHORT, order=row_order("since")))
    wrong = failed(found.values())
    assert wrong >= {f"{queue.id}.turns" for queue in intake.QUEUES}
    assert "intake.desk_80.longer_0" in wrong
    assert not any(id.endswith((".path", ".wait", ".waiting", ".nobody")) for id in wrong)


def test_an_hour_lost_a_week_is_seen() -> None:
    wrong = failed(intake.checks(SHORT, minutes_lost=60))
    assert wrong >= {f"{queue.id}.path" for queue in intake.QUEUES}
    assert {"intake.desk_50.waiting", "intake.desk_50.wait", "intake.desk_80.nobody"} <= wrong


def test_workers_given_in_the_order_of_rows_are_seen() -> None:
    wrong = failed(workers.checks(SHORT, order=row_order("since")))
    assert {"workers.fixed_50.turns", "workers.fixed_80.turns"} <= wrong


def test_products_given_in_the_order_of_rows_are_seen() -> None:
    spoiled = trajectories.observe(SHORT, order=row_order("product_since"))
    wrong = failed(trajectories.checks(spoiled))
    assert {"trajectories.fixed_4_80.turns", "trajectories.fixed_13_80.turns"} <= wrong


@pytest.mark.slow
def test_in_a_long_run_the_order_of_rows_keeps_the_mean_and_spoils_the_spread() -> None:
    found = by_id(intake.checks(LONG, order=row_order("since")))
    for id in ("intake.desk_95", "intake.table_95"):
        wait, variance = found[f"{id}.wait"], found[f"{id}.variance"]
        assert wait.passed
        assert variance.passed is False and variance.found is not None
        assert variance.found > 20.0 * variance.expected


@pytest.mark.slow
def test_in_a_long_run_a_lost_hour_breaks_every_figure_of_a_desk() -> None:
    found = by_id(intake.checks(LONG, minutes_lost=60))
    desks = [c for id, c in found.items() if id.startswith("intake.desk_")]
    assert len(desks) > 15
    assert not any(check.passed for check in desks)


def test_a_queue_written_down_twice_gives_hours_and_places_alike() -> None:
    come = np.array([3, 0, 0, 1, 0], dtype=np.int64)
    path = replay.intake(come, None, 100, 100)
    assert path.waiting.tolist() == [2, 1, 0, 0, 0]
    assert path.ended.tolist() == [[0, 0, 0], [0, 1, 0], [0, 2, 0], [3, 0, 0]]
    kept = replay.intake(np.array([3, 0, 0, 0], dtype=np.int64), None, 150, 100)
    assert kept.waiting.tolist() == [2, 0, 0, 0]
    urgent = np.array([1, 0, 0, 1, 0], dtype=np.int64)
    assert replay.intake(come, urgent, 100, 100).ended[:, 2].tolist() == [1, 0, 0, 1]
    places = replay.places(np.array([2, 0, 1, 0, 0], dtype=np.int64), 1, 2)
    assert places.ended.tolist() == [[0, 0, 0], [0, 2, 0], [2, 2, 0]]
