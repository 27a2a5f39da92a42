"""Use of laws again after a year, and the mark of who came into help near crisis."""

from __future__ import annotations

import pytest

from sim.foundation.compiled import plain
from sim.record import phases_people, tables
from sim.record.tables import Notes, new_notes
from tests.worlds import begin, default_values, residents_of


@pytest.fixture
def notes() -> Notes:
    now = begin(residents_of(60, 120), default_values())
    return new_notes(now.folk, now.cells, 0, 4)


def use(notes: Notes, week: int, *laws: int, counted: bool = True) -> None:
    """The first household uses these laws in a week."""
    notes.law_bits[0] = sum(1 << law for law in laws)
    plain(phases_people.read_laws)(notes, 0, week, counted)


def test_a_law_used_again_after_a_year_is_a_return(notes: Notes) -> None:
    use(notes, 0, 1, counted=False)
    use(notes, 1, 1)  # runs on
    use(notes, 54, 1)  # 53 weeks later: of this law, and of any
    use(notes, 56, 2)  # another law, soon after: inflow, no return
    use(notes, 108, 1)  # of this law 54 weeks later, of any 52: that is not yet a year without
    counts = notes.counts
    assert (counts[tables.LAW_INFLOW], counts[tables.LAW_RETURNS]) == (3, 2)
    assert (counts[tables.ANY_INFLOW], counts[tables.ANY_RETURNS]) == (3, 1)


def test_the_mark_is_read_at_the_start_and_a_year_later(notes: Notes) -> None:
    notes.near[2] = 10
    for week, felt in ((10, 0.8), (30, 0.6), (62, 0.25), (63, 0.1)):
        plain(phases_people.read_mark)(notes, 2, felt, week)
    assert notes.counts[tables.NEAR_CRISIS] == 1 and notes.near[2] == tables.DONE
    assert notes.total[tables.NEAR_BEFORE] == 0.8
    assert notes.total[tables.NEAR_AFTER] == 0.25
