"""Who does what in the first line: whole persons, exact minutes, empty posts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.digest import state_digest
from sim.model.week import run_week
from sim.runs.dated import restate
from sim.support.contract import ORGANISATIONS, TEAM, USE_COMMUNITY, USE_COORDINATION
from sim.support.hours import give_roles, is_unpaid, set_minutes
from sim.support.means import (
    COMMUNITY,
    COORDINATOR,
    DESK,
    GENERALIST,
    STAFF,
    new_staff,
)
from sim.support.minutes import (
    free_hours,
    guidance_minutes,
    hours_taken,
    intake_hours,
    lift,
    org_minutes,
    part_of,
    set_apart,
)
from sim.support.situation import Situation
from sim.support.work.workers import filled_from
from sim.world.state import HAS_WORKER, WAITS_WORKER
from tests.worlds import (
    GENERALIST as GENERALIST_TEAM,
)
from tests.worlds import (
    TODAY,
    Values,
    begin,
    copy_situation,
    default_values,
    forked,
    null_values,
    residents_of,
    run_weeks,
    with_values,
)

# A hundred times the hours: some thirty workers, so that whole persons fit into a share.
MANY = {"staff.fte": 60.0}


def values(**levers: float) -> Values:
    return with_values(**{"staff__fte": MANY["staff.fte"], **levers})


@pytest.fixture(scope="module")
def start() -> Situation:
    """Half a year under way, many workers; every third of the helpable needs has one."""
    now = run_weeks(begin(residents_of(250, 130, -26), values(), -26), 0)
    cells = now.cells
    free = (cells.active == 1) & (cells.status == 0) & (cells.granted == 0) & (cells.holder >= 0)
    for k, c in enumerate(np.flatnonzero(free)[:120]):
        desk = int(now.domains.desk[cells.domain[c]])
        rows = np.flatnonzero(now.staff.org == desk)
        if len(rows) == 0:
            continue
        cells.desk[c] = desk
        cells.status[c] = HAS_WORKER
        cells.worker[c] = rows[k % len(rows)]
        cells.began[c] = cells.since[c] = cells.known[c] = -2
    assert len(now.staff.org) > 15
    return now


def apart(minutes: list[int], role: list[int], wholly: int, share: float) -> list[int]:
    had = np.array(minutes, dtype=np.int32)
    staff = new_staff(np.zeros(4, dtype=np.int64), 0.0)
    nobody = np.zeros(len(minutes), dtype=np.int8)
    staff = staff.replace(org=nobody, role=np.array(role, dtype=np.int8), minutes=had)
    return [int(x) for x in set_apart(staff, had.copy(), wholly, share)]


def test_whole_persons_give_all_and_the_others_what_is_left() -> None:
    roles = [DESK, COMMUNITY, DESK, DESK]
    assert apart([100, 100, 100, 100], roles, COMMUNITY, 0.25) == [0, 100, 0, 0]
    assert apart([100, 100, 100, 100], roles, COMMUNITY, 0.40) == [20, 100, 20, 20]
    assert apart([100, 100, 100, 100], roles, COMMUNITY, 0.41) == [22, 100, 21, 21]
    assert apart([100, 100, 100, 100], roles, COMMUNITY, 0.20) == [0, 80, 0, 0]
    assert apart([100, 100, 50, 50], [DESK] * 4, COMMUNITY, 0.1) == [10, 10, 5, 5]
    assert apart([100, 0, 100, 100], roles, COMMUNITY, 0.25) == [25, 0, 25, 25]


@given(
    minutes=st.lists(st.integers(0, 1500), min_size=1, max_size=12),
    roles=st.lists(st.integers(0, 3), min_size=12, max_size=12),
    share=st.floats(0.0, 1.0),
)
def test_a_use_gets_its_share_to_the_minute_or_all_there_is(
    minutes: list[int], roles: list[int], share: float
) -> None:
    mine = roles[: len(minutes)]
    given_ = apart(minutes, mine, COMMUNITY, share)
    wanted = sum(part_of(m, share) for m in minutes)
    can = sum(m for m, r in zip(minutes, mine, strict=True) if r != COORDINATOR)
    assert all(0 <= g <= m for g, m in zip(given_, minutes, strict=True))
    assert sum(given_) == min(wanted, can)
    assert all(g == 0 for g, r in zip(given_, mine, strict=True) if r == COORDINATOR)


def test_a_share_of_all_hours_is_given_by_those_who_carry_cases() -> None:
    assert lift(1000, 1000) == 1.0
    assert lift(1000, 800) == 1.25
    assert lift(1000, 0) == 0.0


def test_community_workers_and_coordinators_are_named_persons(start: Situation) -> None:
    now = forked(start, GENERALIST_TEAM, values(
        collectivise__community=0.15, one_plan__coordination=0.1, kitchen_table__dedication=1.0
    ))  # fmt: skip
    staff = now.staff
    for org in np.unique(staff.org):
        here = staff.org == org
        contract = int(staff.contract[here].sum())
        for role, share in ((COMMUNITY, 0.15), (COORDINATOR, 0.1)):
            mine = staff.contract[here & (staff.role == role)]
            assert mine.sum() <= contract * share
            others = staff.contract[here & (staff.role <= GENERALIST)]
            assert contract * share - mine.sum() < others.max()  # no further person fits
    assert (staff.role[(staff.org == TEAM) & (staff.role <= GENERALIST)] == GENERALIST).all()
    assert (staff.role == COMMUNITY).sum() >= 2
    assert (staff.role == COORDINATOR).sum() >= 1


def test_hours_by_use_are_as_the_lever_says_to_the_minute(start: Situation) -> None:
    now = forked(start, GENERALIST_TEAM, values(
        collectivise__community=0.13, one_plan__coordination=0.17, one_plan__turnover=0.0
    ))  # fmt: skip
    shares = {USE_COMMUNITY: 0.13, USE_COORDINATION: 0.17}
    due = {use: org_minutes(now.staff, share) for use, share in shares.items()}
    run_week(now)
    for use, minutes in due.items():
        assert now.ledger.minutes[:, use].tolist() == minutes.tolist()
        assert minutes.sum() > 0
    whole = now.staff.role > GENERALIST
    set_aside = now.staff.community + now.staff.coordination
    assert (now.staff.minutes[whole] - set_aside[whole] <= 3).all()
    assert (now.staff.given[whole] == 0).all()


def test_those_with_the_fewest_cases_are_chosen_and_hand_their_cases_over_once(
    start: Situation,
) -> None:
    share = values(collectivise__community=0.2, one_plan__coordination=0.2,
                   kitchen_table__dedication=1.0, one_plan__bundle=0.0)  # fmt: skip
    before = copy_situation(start)
    helped = before.cells.status == HAS_WORKER
    busy = np.arange(helped.sum()) % len(before.staff.org)  # everybody has a case
    before.cells.worker[helped] = busy
    before.cells.desk[helped] = before.staff.org[busy]
    now = forked(before, GENERALIST_TEAM, share)
    cases = np.bincount(busy, minlength=len(now.staff.org))
    assert cases.min() > 0
    chosen = now.staff.role > GENERALIST
    assert cases[chosen].max() <= cases[~chosen].min() + 1
    lost = helped & chosen[np.maximum(0, before.cells.worker)]
    assert (now.cells.status[lost] == WAITS_WORKER).all()
    assert (now.cells.status[helped & ~lost] == HAS_WORKER).all()
    assert not np.isin(now.cells.worker, np.flatnonzero(chosen)).any()
    assert lost.any()
    who = before.cells.holder[lost]
    assert (now.persons.strength[who] < before.persons.strength[who]).all()
    again = copy_situation(now)
    assert give_roles(again) == []
    assert again.staff.role.tolist() == now.staff.role.tolist()


def test_without_the_shares_everybody_carries_cases(start: Situation) -> None:
    now = forked(start, TODAY, {**null_values(), **MANY})
    assert (now.staff.role == DESK).all()
    assert not now.staff.community.any()
    assert not now.staff.coordination.any()


def test_intake_presence_and_cases_fit_into_what_is_not_set_apart(start: Situation) -> None:
    now = forked(start, GENERALIST_TEAM, values(
        collectivise__community=0.2, one_plan__coordination=0.2, outreach__presence=0.2
    ))  # fmt: skip
    staff, share = now.staff, now.settings.intake_share
    staff.committed[:] = staff.minutes  # running cases leave nothing beyond the share
    intake = intake_hours(staff, now.offices, np.full(len(ORGANISATIONS), share), 0.2)
    now.offices.intake_taken[:] = intake
    taken = hours_taken(staff, now.offices, 0.2)
    free = free_hours(staff)
    total = org_minutes(staff, 1.0)
    for org in np.flatnonzero(total):
        assert intake[org] == pytest.approx(share * total[org], abs=len(staff.org))
        room = sum(
            guidance_minutes(int(m - c - k), taken[org])
            for m, c, k, r, o in zip(
                staff.minutes, staff.community, staff.coordination, staff.role, staff.org,
                strict=True,
            )
            if o == org and r <= GENERALIST
        )  # fmt: skip
        assert 0 <= room <= free[org] - intake[org] - 0.2 * total[org] + 1


# --- empty posts


def test_a_post_stands_empty_for_whole_weeks_after_the_week_of_leaving() -> None:
    assert filled_from(13, 0) == 13
    assert filled_from(13, 8) == 22
    assert [is_unpaid(22, 8, week) for week in (13, 14, 21, 22)] == [False, True, True, False]
    assert not any(is_unpaid(13, 0, week) for week in range(10, 16))


def leaver(vacancy: float) -> Situation:
    """One quarter in which everybody leaves, by way of a turnover beyond its range."""
    all_go = {**default_values(), "staff.vacancy_weeks": vacancy, "separate_plans.turnover": 4.0}
    now = begin(residents_of(90, 60), all_go)
    assert now.week % 13 == 0
    run_week(now)
    return now


def test_nobody_works_or_is_paid_in_an_empty_post() -> None:
    now = leaver(8.0)
    assert now.tally.turnover == len(now.staff.org)
    assert (now.staff.began == 9).all()
    first = now.ledger.booked[:, STAFF].copy()
    assert first.sum() > 0  # the week of leaving is paid
    for week in range(1, 9):
        assert (now.staff.minutes == 0).all()
        run_week(now)
        assert (now.ledger.booked[:, STAFF] == first).all(), week
        assert not (now.cells.status == HAS_WORKER).any()
    assert (now.staff.minutes == now.staff.contract).all()
    run_week(now)
    assert now.ledger.booked[:, STAFF].tolist() == (2 * first).tolist()
    assert now.tally.turnover == len(now.staff.org)  # nobody leaves an empty post


def test_without_a_vacancy_the_next_worker_begins_at_once() -> None:
    now = leaver(0.0)
    assert (now.staff.began == 0).all()
    assert (now.staff.minutes == now.staff.contract).all()
    paid = now.ledger.booked[:, STAFF].copy()
    run_week(now)
    assert now.ledger.booked[:, STAFF].tolist() == (2 * paid).tolist()


def test_minutes_are_back_in_the_week_in_which_the_next_worker_begins(start: Situation) -> None:
    now = copy_situation(start)
    now.staff.began[0] = now.week + 3
    set_minutes(now, now.week + 2)
    assert now.staff.minutes[0] == 0
    set_minutes(now, now.week + 3)
    assert now.staff.minutes[0] == now.staff.contract[0]


def test_when_contracts_change_at_a_date_roles_are_given_anew(start: Situation) -> None:
    shares = values(collectivise__community=0.2, one_plan__coordination=0.0)
    now = forked(start, GENERALIST_TEAM, shares)
    same = copy_situation(now)
    restate(same, shares, "equal")
    assert state_digest(same) == state_digest(now)
    before = now.staff.role.copy()
    restate(now, {**shares, "staff.share_wmo": 0.1, "staff.share_youth": 0.5}, "equal")
    for org in np.unique(now.staff.org):
        here = now.staff.org == org
        whole = now.staff.contract[here & (now.staff.role == COMMUNITY)]
        assert whole.sum() <= 0.2 * now.staff.contract[here].sum()
    assert (now.staff.role != before).any()
