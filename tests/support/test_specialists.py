"""Specialists: named, as many as trajectories ask for, and sometimes another one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.foundation import streams
from sim.foundation.units import I8
from sim.model.week import PHASES, run_week
from sim.support.situation import Situation
from sim.support.specialists import (
    NUMBERS,
    hire,
    leave,
    leaves,
    name_specialists,
    nobody,
    posts,
)
from sim.world.state import RUNS_PRODUCT
from tests.worlds import (
    COMBINATIONS,
    TODAY,
    begin,
    copy_situation,
    default_values,
    forked,
    residents_of,
    run_weeks,
    with_values,
)


@pytest.fixture(scope="module")
def start() -> Situation:
    """A neighbourhood half a year under way."""
    now = run_weeks(begin(residents_of(300, 130, -26), default_values(), -26), 0)
    assert (now.cells.granted == RUNS_PRODUCT).sum() > 10
    return now


def runs_of(now: Situation) -> I8:
    product = now.cells.product[now.cells.granted == RUNS_PRODUCT]
    return np.bincount(product, minlength=len(now.products.payer)).astype(np.int64)


def check(now: Situation) -> None:
    cells, there = now.cells, now.specialists
    runs = cells.granted == RUNS_PRODUCT
    worked = runs & (now.products.minutes[np.maximum(0, cells.product)] > 0)
    assert ((cells.specialist >= 0) == worked).all()
    assert (there.product[cells.specialist[worked]] == cells.product[worked]).all()
    cases = np.bincount(cells.specialist[worked], minlength=len(there.product))
    assert cases.tolist() == there.caseload.tolist()
    assert there.minutes.sum() == (runs_of(now) * now.products.minutes).sum()
    assert (there.minutes == there.caseload * now.products.minutes[there.product]).all()
    pairs = list(zip(there.product.tolist(), there.rank.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)


def test_posts_are_full_weeks_rounded_up() -> None:
    assert [posts(n, 300, 1000) for n in (0, 1, 3, 4, 7)] == [0, 1, 1, 2, 3]
    assert posts(40, 0, 1000) == 0


def test_who_leaves_is_told_by_a_quarter_of_the_yearly_turnover() -> None:
    assert leaves(0.0249, 0.1)
    assert not leaves(0.025, 0.1)
    assert not leaves(0.0001, 0.0)


def test_specialists_are_hired_where_hours_are_short_and_never_sent_away() -> None:
    minutes = np.array([300, 0, 2000], dtype=np.int64)
    first = hire(nobody(), np.array([4, 9, 0], dtype=np.int32), minutes, 1000, 5)
    assert (first.product.tolist(), first.rank.tolist()) == ([0, 0], [0, 1])
    assert first.began.tolist() == [5, 5]
    more = hire(first, np.array([7, 0, 1], dtype=np.int32), minutes, 1000, 8)
    assert more.product.tolist() == [0, 0, 0, 2, 2]
    assert more.rank.tolist() == [0, 1, 2, 0, 1]
    assert more.began.tolist() == [5, 5, 8, 8, 8]
    assert hire(more, np.zeros(3, dtype=np.int32), minutes, 1000, 9) is more


@pytest.mark.parametrize("answers", [TODAY, COMBINATIONS[-1]], ids="+".join)
def test_every_running_trajectory_has_a_named_specialist_after_every_payment(
    start: Situation, answers: tuple[str, ...]
) -> None:
    now = forked(start, answers, default_values())
    check(now)
    known = now.cells.specialist.copy()
    kept = 0
    for _ in range(30):
        for name, step in PHASES:
            running = (now.cells.granted == RUNS_PRODUCT).copy()
            step(now)
            if name == "pay":
                check(now)
                same = running & (now.cells.granted == RUNS_PRODUCT) & (known >= 0)
                assert (now.cells.specialist[same] == known[same]).all()
                kept += int(same.sum())
                known = now.cells.specialist.copy()
        now.week += 1
    assert kept > 100


def test_the_one_with_the_fewest_cases_is_named_the_first_of_equals(start: Situation) -> None:
    now = copy_situation(start)
    p = int(np.argmax(runs_of(now) * (now.products.minutes > 0)))
    contract = int(now.products.minutes[p])  # a full week for each trajectory
    runs = np.zeros(len(now.products.payer), dtype=np.int32)
    runs[p] = 3
    there = hire(nobody(), runs, now.products.minutes, contract, 0)
    mine = np.flatnonzero((now.cells.granted == RUNS_PRODUCT) & (now.cells.product == p))
    now.cells.specialist[:] = -1
    now.cells.specialist[mine[:2]] = [0, 2]
    active = mine[:5].astype(np.int32)
    now.specialists = there
    name_specialists(now.served, active)
    assert sorted(now.cells.specialist[mine[:5]].tolist()) == [0, 0, 1, 1, 2]
    assert now.cells.specialist[mine[:2]].tolist() == [0, 2]
    assert there.caseload.tolist() == [2, 2, 1]
    assert there.minutes.tolist() == [2 * contract, 2 * contract, contract]


def test_a_leaver_is_replaced_and_each_running_case_loses_once(start: Situation) -> None:
    now = copy_situation(start)
    there, cells = now.specialists, now.cells
    loss, low = 0.05, 0.2
    now.world = now.world.replace(
        specialist_turnover=1.6, specialist_handover=loss, strength_low=low
    )
    now.settings, now.week = replace(now.settings, support_seed=7), 13
    now.engaged = np.arange(len(cells.status), dtype=np.int32)
    goes = [
        streams.uniform(7, streams.SPECIALIST, int(p) * NUMBERS + int(r), 13, 0) < 0.4
        for p, r in zip(there.product, there.rank, strict=True)
    ]
    before = now.persons.strength.copy()
    assert leave(now.served) == sum(goes) > 0
    assert (there.began[goes] == 13).all()
    assert (there.began[np.logical_not(goes)] < 13).all()
    expected = before.copy()
    for c in np.flatnonzero(cells.specialist >= 0):
        if goes[cells.specialist[c]]:
            expected[cells.holder[c]] = max(low, expected[cells.holder[c]] - loss)
    assert now.persons.strength.tolist() == expected.tolist()
    assert (expected < before).any()
    cases = now.cells.specialist.copy()
    now.world, now.week = now.world.replace(specialist_turnover=0.0), 26
    assert leave(now.served) == 0
    assert (now.persons.strength == expected).all()
    assert (now.cells.specialist == cases).all()


def test_their_coins_are_their_own() -> None:
    """Turnover of specialists moves no first-line coin, and hurts where it may."""
    calm = begin(residents_of(200, 60), with_values(specialist__turnover=0.0))
    rough = copy_situation(calm)  # of values, the needs that are kept stationary would follow
    rough.world = calm.world.replace(specialist_turnover=4.0, specialist_handover=0.0)
    for _ in range(14):
        run_week(calm)
        run_week(rough)
    assert calm.tally.specialists_left == 0
    assert rough.tally.specialists_left > 0
    assert (calm.staff.began == rough.staff.began).all()
    assert (calm.persons.strength == rough.persons.strength).all()


def test_their_turnover_is_the_same_whatever_the_support_model_is(start: Situation) -> None:
    for answers in (TODAY, COMBINATIONS[-1]):
        now = forked(
            start, answers, with_values(separate_plans__turnover=0.0, one_plan__turnover=0.0)
        )
        left = copy_situation(now)
        run_week(left)
        expected = sum(
            streams.uniform(now.support_seed, streams.SPECIALIST, int(p) * NUMBERS + int(r), 0, 0)
            < now.world.specialist_turnover * 0.25
            for p, r in zip(now.specialists.product, now.specialists.rank, strict=True)
        )
        assert left.tally.specialists_left == expected
        assert left.tally.turnover == 0


def test_without_means_there_are_none() -> None:
    now = begin(residents_of(90, 60), default_values(), no_means=True)
    for _ in range(14):
        run_week(now)
    assert len(now.specialists.product) == 0
    assert (now.cells.specialist == -1).all()
