"""Letting go of those who left changes no bit of what happens to who stays."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.foundation.units import BLOCK_WEEKS
from sim.model.leavers import without_leavers
from sim.record.recorder import Recorder, RunResults
from sim.support.situation import Situation
from sim.world.start import cell_address
from sim.world.state import HOUSEHOLD_SLOTS, PERSON_SLOTS
from tests.examples import examples
from tests.worlds import (
    GENERALIST,
    begin,
    copy_situation,
    forked,
    residents_of,
    run_weeks,
    with_values,
)

WEEKS = 10 * BLOCK_WEEKS
VALUES = with_values(provision__places=500.0)  # so that many take part in something


@pytest.fixture(scope="module")
def grown() -> Situation:
    """A neighbourhood from which people left."""
    residents = residents_of(200, WEEKS + 60)
    now = run_weeks(begin(residents, VALUES), WEEKS)
    assert now.provisions.visitors.sum() > 10
    return now


@pytest.fixture(scope="module")
def lean(grown: Situation) -> Situation:
    return without_leavers(copy_situation(grown))


def test_who_left_is_gone_and_who_stays_or_is_still_to_come_is_there(
    grown: Situation, lean: Situation
) -> None:
    before, after = grown.folk, lean.folk
    stays = set(before.id[before.leave >= WEEKS].tolist())
    assert stays < set(before.id.tolist())
    assert stays <= set(after.id.tolist())
    assert sorted(after.id.tolist()) == after.id.tolist()
    homes = before.home_id[before.hh_leave >= WEEKS]
    assert after.home_id.tolist() == homes.tolist()
    # Whoever is there besides was the first of a household that is still there.
    others = [row for row in range(after.n) if after.id[row] not in stays]
    first = set(after.members[after.member_start[:-1]].tolist())
    assert others and set(others) <= first


def test_every_row_is_about_the_same_person_household_or_need(
    grown: Situation, lean: Situation
) -> None:
    before, after = grown.folk, lean.folk
    at = np.searchsorted(before.id, after.id)
    home_at = np.searchsorted(before.home_id, after.home_id)
    for name in ("born", "arrive", "leave", "own_level", "reluctance"):
        assert (getattr(after, name) == getattr(before, name)[at]).all(), name
    for name in ("strength", "place", "cost"):
        assert (getattr(lean.persons, name) == getattr(grown.persons, name)[at]).all(), name
    for name in ("help_share", "strain", "ties"):
        assert (getattr(lean.homes, name) == getattr(grown.homes, name)[home_at]).all(), name
    assert (after.home_id[after.household] == before.home_id[before.household][at]).all()
    everywhere = cell_address(before.n, before.h)
    old = np.searchsorted(everywhere, lean.address)
    assert (everywhere[old] == lean.address).all()
    for name in ("domain", "lasting", "unmet", "status", "worker", "product"):
        assert (getattr(lean.cells, name) == getattr(grown.cells, name)[old]).all(), name
    assert (after.home_id[lean.cells.home] == before.home_id[grown.cells.home[old]]).all()
    assert (lean.address[lean.active] == grown.address[grown.active]).all()
    assert (lean.address[lean.engaged] == grown.address[grown.engaged]).all()


def test_cells_of_a_row_are_where_the_model_looks_for_them(lean: Situation) -> None:
    folk, cells = lean.folk, lean.cells
    split = PERSON_SLOTS * folk.n
    assert len(cells.domain) == split + HOUSEHOLD_SLOTS * folk.h
    person = np.arange(split) // PERSON_SLOTS
    assert (lean.address[:split] // PERSON_SLOTS == folk.id[person]).all()
    assert (cells.holder[:split] == person).all()
    assert (cells.home[:split] == folk.household[person]).all()
    assert (cells.home[split:] == np.repeat(np.arange(folk.h), HOUSEHOLD_SLOTS)).all()


def test_members_and_ties_are_those_who_stay(grown: Situation, lean: Situation) -> None:
    before, after = grown.folk, lean.folk
    old = {int(name): row for row, name in enumerate(before.home_id)}
    there, homes = set(after.id.tolist()), set(after.home_id.tolist())
    for g, (name, (first, last)) in enumerate(
        zip(after.home_id.tolist(), pairwise(after.member_start), strict=True)
    ):
        k = old[name]
        was = before.id[before.members[before.member_start[k] : before.member_start[k + 1]]]
        assert after.id[after.members[first:last]].tolist() == [i for i in was if i in there]
        tied = before.home_id[before.tie_to[before.tie_start[k] : before.tie_start[k + 1]]]
        now = after.home_id[after.tie_to[after.tie_start[g] : after.tie_start[g + 1]]]
        assert now.tolist() == [j for j in tied if j in homes]


def recorded(now: Situation) -> RunResults:
    recorder = Recorder(now, 60)
    run_weeks(now, WEEKS + 60, recorder)
    return recorder.results(now)


@pytest.mark.parametrize("answers", [None, GENERALIST])
def test_nothing_that_happens_afterwards_differs_by_a_bit(
    grown: Situation, lean: Situation, answers: tuple[str, ...] | None
) -> None:
    pair = [copy_situation(grown), copy_situation(lean)]
    if answers is not None:
        pair = [forked(now, answers, VALUES) for now in pair]
    one, other = map(recorded, pair)
    assert one.outcomes == other.outcomes and one.groups == other.groups
    assert one.levels == other.levels and (one.flows == other.flows).all()
    for name, values in one.weekly.items():
        assert values.tobytes() == other.weekly[name].tobytes(), name
    for name, values in one.citizens.items():
        assert values.tobytes() == other.citizens[name].tobytes(), name
    assert (pair[0].ledger.booked == pair[1].ledger.booked).all()


def test_a_neighbourhood_that_nobody_left_is_itself() -> None:
    now = begin(residents_of(50, 20), VALUES)
    assert without_leavers(now) is now


@settings(max_examples=examples("leavers"))
@given(weeks=st.integers(BLOCK_WEEKS + 1, 4 * BLOCK_WEEKS).filter(lambda w: w % BLOCK_WEEKS))
def test_in_the_middle_of_a_block_of_the_tape_nobody_is_let_go(weeks: int) -> None:
    now = run_weeks(begin(residents_of(200, WEEKS + 60), VALUES), weeks)
    assert (now.folk.leave < weeks).any()
    with pytest.raises(ValueError, match="first of a block"):
        without_leavers(now)
