"""The tables that compiled phases read are the situation, whatever is put in its place."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

from sim.model.fork import copy_situation
from sim.support.served import Served
from sim.support.situation import Situation, Tally
from tests.worlds import begin, default_values, residents_of


@pytest.fixture
def now() -> Situation:
    values = default_values()
    return begin(residents_of(200, 4), values)


def agrees(now: Situation) -> bool:
    """Whether every field of both tables is what the situation has."""
    practice, tally = now.practice, now.tally
    parts = {**vars(now), **vars(tally), "seed": now.seed, "support_seed": now.support_seed}
    parts |= {name: getattr(practice, name) for name in ("levers", "stay", "since")}
    for table in (now.town, now.served):
        for name in table.names:
            mine = getattr(table, name)
            if mine is not parts[name] and (isinstance(mine, np.ndarray) or mine != parts[name]):
                return False
    return True


def test_a_week_and_a_table_put_in_its_place_are_what_phases_read(now: Situation) -> None:
    assert agrees(now)
    table = now.served
    now.week += 1
    now.engaged = np.arange(3, dtype=np.int32)
    now.cells = now.cells.copied()
    assert now.served is table and agrees(now)


def test_parts_of_parts_are_renewed_with_them(now: Situation) -> None:
    assert agrees(now)
    now.tally = Tally()
    assert agrees(now)
    now.practice = replace(now.practice, since=7)
    assert now.served.since == 7 and agrees(now)
    now.settings = replace(now.settings, support_seed=3)
    assert now.town.support_seed == 3 and agrees(now)


def test_what_support_counts_is_counted_in_the_tally(now: Situation) -> None:
    """Everything but onsets, which the world counts."""
    counts = {name for name, value in vars(Tally()).items() if isinstance(value, np.ndarray)}
    assert counts - set(Served.names) == {"onsets"}
    for name in counts - {"onsets"}:
        assert getattr(now.served, name) is getattr(now.tally, name)


def test_a_copy_has_tables_of_its_own(now: Situation) -> None:
    assert agrees(now)
    for other in (copy_situation(now), pickle.loads(pickle.dumps(now))):
        other.week += 5
        other.served.cells.unmet[0] = 0.9
        assert agrees(other) and agrees(now)
        assert now.town.week == other.town.week - 5 and now.cells.unmet[0] != 0.9
