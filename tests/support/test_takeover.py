"""Take-over: what is there goes on, with its waiting time, its hours and its euros."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.foundation import streams
from sim.model.digest import state_digest
from sim.model.week import run_week
from sim.support.contract import PRACTICE, TEAM
from sim.support.situation import Situation
from sim.support.takeover import take_over
from sim.world.state import HAS_WORKER, RUNS_PRODUCT, WAITS_INTAKE, WAITS_WORKER
from tests.examples import examples
from tests.worlds import (
    COMBINATIONS,
    EVERYTHING,
    GENERALIST,
    TODAY,
    begin,
    copy_situation,
    default_values,
    forked,
    frozen,
    look_again,
    null_values,
    practice_of,
    residents_of,
    run_weeks,
)


@pytest.fixture(scope="module")
def start() -> Situation:
    """A year under way, with some needs in help, some waiting for a worker, some for an intake."""
    now = run_weeks(begin(residents_of(250, 130, -52), default_values(), -52), 0)
    cells = now.cells
    free = (cells.active == 1) & (cells.status == 0) & (cells.granted == 0)
    for k, c in enumerate(np.flatnonzero(free & (cells.holder >= 0))[:60]):
        desk = int(now.domains.desk[cells.domain[c]])
        cells.desk[c] = desk
        cells.since[c] = cells.known[c] = -1 - k % 7
        cells.status[c] = WAITS_INTAKE if k % 7 < 2 or desk == PRACTICE else WAITS_WORKER
        if k % 7 > 2 and desk != PRACTICE:
            cells.status[c] = HAS_WORKER
            cells.worker[c] = np.flatnonzero(now.staff.org == desk)[0]
            cells.began[c] = cells.since[c]
    assert (np.bincount(cells.status) >= [1, 3, 3, 10]).all()
    return now


def test_a_change_to_the_same_practice_is_exactly_nothing(start: Situation) -> None:
    now, other = copy_situation(start), copy_situation(start)
    for week in range(20):
        if week in (0, 7, 13):
            take_over(other, practice_of(TODAY, default_values(), other.week))
        run_week(now)
        run_week(other)
        assert state_digest(other) == state_digest(now)
    assert other.practice.since == now.practice.since


@pytest.mark.parametrize("answers", COMBINATIONS, ids="+".join)
def test_at_neutral_take_over_is_the_identity(answers: tuple[str, ...]) -> None:
    now = run_weeks(begin(residents_of(250, 130, -52), null_values(), -52), -32)
    before = frozen(now, *EVERYTHING)
    take_over(now, practice_of(answers, null_values(), now.week))
    assert frozen(now, *EVERYTHING) == before


@settings(max_examples=examples("take_over"))
@given(first=st.sampled_from(COMBINATIONS), second=st.sampled_from(COMBINATIONS))
def test_no_case_hour_or_euro_appears_or_disappears(
    start: Situation, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    now = forked(start, first, default_values())
    for _ in range(6):
        run_week(now)
    after = copy_situation(now)
    take_over(after, practice_of(second, default_values(), now.week))
    old, new = now.cells, after.cells
    for kept in (
        "lasting",
        "resolvable",
        "unmet",
        "known",
        "granted",
        "product",
        "payer",
        "active",
    ):
        assert (getattr(old, kept) == getattr(new, kept)).all()
    assert ((old.status > 0) == (new.status > 0)).all()
    intake = old.status == WAITS_INTAKE
    assert (new.status[intake] == WAITS_INTAKE).all()
    waits = intake | (old.status == WAITS_WORKER)
    assert (new.since[waits] == old.since[waits]).all()
    handed = (old.status == HAS_WORKER) & (new.status == WAITS_WORKER)
    assert (new.since[handed] == now.week).all()
    runs = old.granted == RUNS_PRODUCT
    assert (new.product_until[runs] == old.product_until[runs]).all()
    assert (after.staff.contract == now.staff.contract).all()
    assert (after.staff.skill == now.staff.skill).all()
    assert frozen(after, "ledger") == frozen(now, "ledger")
    assert frozen(after, "provisions") == frozen(now, "provisions")


def test_who_waits_joins_the_queue_of_the_team_and_the_practice_keeps_its_own(
    start: Situation,
) -> None:
    now = forked(start, GENERALIST, default_values())
    old, new = start.cells, now.cells
    waits = old.status == WAITS_INTAKE
    assert (new.desk[waits & (old.desk != PRACTICE)] == TEAM).all()
    assert (new.desk[waits & (old.desk == PRACTICE)] == PRACTICE).all()
    assert (now.staff.org == TEAM).all()


def test_workers_take_as_many_cases_along_as_they_are_freed_for(start: Situation) -> None:
    values = default_values()
    helped = start.cells.status == HAS_WORKER
    freed = forked(start, GENERALIST, {**values, "kitchen_table.dedication": 1.0})
    assert (freed.cells.status[helped] == HAS_WORKER).all()
    assert (freed.staff.minutes <= freed.staff.contract).all()
    # Addresses that differ from rows, so that a coin thrown by row would be another coin.
    moved = copy_situation(start)
    moved.address = moved.address + 1_000_003
    half = forked(moved, GENERALIST, {**values, "kitchen_table.dedication": 0.5})
    kept = half.cells.status[helped] == HAS_WORKER
    coins = streams.uniforms(
        half.support_seed, streams.TURNOVER, half.address[helped], half.week, 1
    )
    assert kept.tolist() == (coins < 0.5).tolist()
    assert 0.0 < kept.mean() < 1.0
    holders = start.cells.holder[helped][~kept]
    fell = start.persons.strength[holders] - half.persons.strength[holders]
    assert (fell > 0.0).all()
    assert half.staff.minutes.sum() < freed.staff.minutes.sum()


def test_each_household_in_help_gets_one_director(start: Situation) -> None:
    now = forked(start, GENERALIST, default_values())
    helped = np.flatnonzero(now.cells.status == HAS_WORKER)
    for g in np.unique(now.cells.home[helped]):
        of_home = helped[now.cells.home[helped] == g]
        assert len(set(now.cells.worker[of_home])) == 1
        assert now.cells.worker[of_home[0]] == now.homes.plan_worker[g]


def test_a_household_whose_cases_ask_for_no_minute_gets_a_director_too(start: Situation) -> None:
    now = copy_situation(start)
    now.world = now.world.replace(
        guidance_base=0.0, guidance_severity=0.0, closing_light_minutes=0.0
    )
    values = default_values()
    take_over(now, practice_of(GENERALIST, values))
    helped = np.flatnonzero(now.cells.status == HAS_WORKER)
    assert len(helped) > 0 and (now.cells.worker[helped] >= 0).all()
    assert (now.homes.plan_worker[now.cells.home[helped]] == now.cells.worker[helped]).all()


def test_needs_of_a_household_become_one_entry_with_the_longest_wait(start: Situation) -> None:
    now = forked(start, GENERALIST, default_values())
    folk, cells = now.folk, now.cells
    cells.status[:] = 0
    cells.desk[:] = -1
    cells.worker[:] = -1
    g = int(folk.household[np.argmax(np.bincount(folk.household)[folk.household] >= 2)])
    one = 4 * int(folk.members[folk.member_start[g]]) + 1
    two = 4 * int(folk.members[folk.member_start[g] + 1]) + 2
    other = 4 * int(np.flatnonzero((folk.household != g) & (cells.active[5::4][: folk.n] == 1))[0])
    for c, waited in ((one, 3), (two, 30), (other + 1, 10)):
        cells.status[c] = WAITS_INTAKE
        cells.desk[c] = TEAM
        cells.since[c] = now.week - waited
        cells.unmet[c] = cells.resolvable[c] = 0.4
        cells.lasting[c] = 0.0
    look_again(now, one, two, other + 1)
    minutes = int(2.5 * now.world.intake_minutes / now.settings.intake_share)
    now.staff.minutes[:] = 0
    now.staff.minutes[0] = minutes
    now.offices.intake_left[:] = 0
    told = now.homes.told.copy()
    now.practice.answers["admit"].step(now)
    # The household has waited 30 weeks at its longest, so it goes before 10 weeks.
    assert now.homes.told[g] == told[g] + 1
    assert cells.status[one] != WAITS_INTAKE
    assert cells.status[two] != WAITS_INTAKE
    assert now.offices.intakes[TEAM] - start.offices.intakes[TEAM] in (1, 2)
