"""The recorder's passes over needs and households, on tables that are set by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.foundation.compiled import plain
from sim.record import phases, tables
from sim.record.tables import Notes, new_notes
from sim.support.contract import WMO
from sim.support.situation import Situation
from sim.world.state import HAS_WORKER, RUNS_PRODUCT, WAITS_INTAKE, WAITS_PRODUCT
from tests.worlds import begin, default_values, residents_of


@pytest.fixture(scope="module")
def now() -> Situation:
    return begin(residents_of(60, 120), default_values())


@pytest.fixture
def notes(now: Situation) -> Notes:
    return new_notes(now.folk, now.cells, 0, 4)


def test_workers_around_a_household_are_told_apart_up_to_a_limit() -> None:
    workers = np.zeros((2, tables.WORKERS_SEEN), dtype=np.int32)
    count = np.zeros(2, dtype=np.int32)
    for worker in (7, 3, 7, 3, *range(10, 20)):
        plain(phases.note_worker)(workers, count, 1, worker)
    assert count.tolist() == [0, tables.WORKERS_SEEN]
    assert workers[1].tolist() == [7, 3, 10, 11, 12, 13]


def test_queues_workers_and_products_are_counted_once(now: Situation, notes: Notes) -> None:
    cells = now.cells.replace(
        status=np.zeros_like(now.cells.status), granted=np.zeros_like(now.cells.granted)
    )
    here = now.served.replace(cells=cells)
    cells.status[0], cells.status[4] = WAITS_INTAKE, HAS_WORKER
    cells.granted[4], cells.granted[8] = WAITS_PRODUCT, RUNS_PRODUCT
    cells.desk[4], cells.worker[4] = 2, 5
    cells.product[8], cells.payer[8] = 3, WMO
    now.persons.provisions[:] = 0
    phases.read_help(here, notes, np.array([0, 4, 8, 12], dtype=np.int32))
    week = notes.week
    assert (week[tables.QUEUE_INTAKE], week[tables.QUEUE_WORKER]) == (1, 0)
    assert week[tables.QUEUE_PRODUCT] == 1
    owner, home = cells.holder[8], cells.home[8]
    assert notes.products[owner] == 1 << 3 and now.persons.provisions[owner] == 1
    assert notes.law_bits[home] == 1 << WMO and notes.org_bits[home] >> (8 + 3) & 1
    assert notes.first_line.sum() == 1 and notes.first_line[cells.holder[4]] == 1


def test_households_in_help_are_counted_and_their_bits_put_away(
    now: Situation, notes: Notes
) -> None:
    now.homes.strain[:] = 0.0
    here = np.flatnonzero((now.folk.hh_arrive <= 0) & (now.folk.hh_leave > 0))
    one, two = int(here[0]), int(here[1])
    now.homes.strain[one], now.homes.strain[two] = 0.6, 0.5
    notes.org_bits[one] = 0b101 | 0b11 << 8  # two organisations and two providers
    notes.worker_count[one] = 2
    notes.law_bits[one] = 0b1001
    plain(phases.read_homes)(now.served, notes, 0)
    counts = notes.counts
    assert notes.week[tables.HOMES] == len(here)
    assert notes.week[tables.STRAIN] == pytest.approx(1.1)
    assert notes.week[tables.OVERBURDENED] == 1
    assert counts[tables.HOME_WEEKS] == 1 and counts[tables.HOME_ORGANISATIONS] == 4
    assert counts[tables.HOME_WORKERS] == 4  # two workers, one per running provision
    assert (counts[tables.LAW_HOME_WEEKS], counts[tables.HOME_LAWS]) == (1, 2)
    assert not notes.org_bits.any() and not notes.law_bits.any() and not notes.worker_count.any()
