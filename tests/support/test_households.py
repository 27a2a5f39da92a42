"""The team's conversation with a household: what is seen, what it takes, and what is left."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.foundation.units import I4
from sim.support.admit.households import (
    is_seen,
    open_table,
    serve_households,
    table_minutes,
    waits_at_table,
)
from sim.support.contract import SOCIAL_WORK, TEAM, USE_INTAKE, WMO_DESK
from sim.support.flows import TAKEN_IN
from sim.support.situation import Situation
from sim.world.state import (
    HAS_WORKER,
    NO_REQUEST,
    READY,
    RUNS_PRODUCT,
    WAITS_INTAKE,
)
from tests.support.quiet import (
    DAILY,
    DEBTS,
    HOUSING,
    INCOME,
    INTAKE,
    MENTAL,
    PHYSICAL,
    SOCIAL,
    asks,
    homes,
    need,
    of_head,
    of_home,
    team,
    with_levers,
)


def rows(*cells: int) -> I4:
    return np.array(cells, dtype=np.int32)


def test_a_conversation_takes_its_base_a_share_for_each_further_need_and_what_it_brings() -> None:
    here = team(
        admit_conversation=0.3,
        admit_consult=0.25,
        admit_consult_minutes=40.0,
        admit_fit_minutes=6.0,
    ).served
    assert table_minutes(here, 90.0, 1) == 90 + 10 + 6
    assert table_minutes(here, 90.0, 3) == 90 + 54 + 10 + 18
    neutral = team().served
    assert [table_minutes(neutral, 90.0, needs) for needs in (1, 2, 3)] == [90, 180, 270]


def several_needs(now: Situation) -> dict[str, int]:
    """Needs of one household in every state that the table may meet."""
    g = homes(now)[0]
    found = {
        "debts": need(now, of_home(now, g, DEBTS), 0.5),  # within the mandate
        "housing": need(now, of_home(now, g, HOUSING), 0.5),  # of a desk that stays
        "mental": need(now, of_head(now, g, MENTAL), 0.5),  # the practice's
        "light": need(now, of_head(now, g, SOCIAL), float(now.world.needs_cut)),
        "provided": need(now, of_head(now, g, PHYSICAL), 0.5),
        "asked": asks(now, of_head(now, g, DAILY), TEAM),
        "elsewhere": asks(now, of_home(now, g, INCOME), WMO_DESK),
    }
    now.cells.granted[found["provided"]] = RUNS_PRODUCT
    return found


def test_of_other_needs_those_are_seen_that_are_felt_and_that_nobody_works_on() -> None:
    now = team(admit_breadth=1.0)
    needs = several_needs(now)
    seen = {name for name, c in needs.items() if is_seen(now.served, c)}
    assert seen == {"debts", "housing", "mental"}
    assert {n for n, c in needs.items() if waits_at_table(now.cells, c)} == {"asked"}
    narrow = with_levers(now, admit_breadth=0.0)
    assert not any(is_seen(narrow.served, c) for c in needs.values())


def test_what_is_seen_comes_to_the_table_or_to_the_desk_of_its_law() -> None:
    now = team(admit_breadth=1.0)
    needs, cells = several_needs(now), now.cells
    household = rows(*needs.values())
    before = cells.status.copy()
    assert open_table(now.served, household, False) == 4
    assert (cells.status == before).all()
    assert open_table(now.served, household, True) == 4
    desks = {name: int(cells.desk[needs[name]]) for name in ("debts", "housing", "mental")}
    assert desks == {"debts": TEAM, "housing": SOCIAL_WORK, "mental": TEAM}
    for name in desks:
        c = needs[name]
        assert (cells.status[c], cells.stage[c]) == (WAITS_INTAKE, READY)
        assert cells.since[c] == cells.known[c] == now.week
        assert 0.0 <= cells.moment[c] < 1.0
    assert cells.status[needs["light"]] == cells.status[needs["provided"]] == NO_REQUEST
    # What was asked and the two that came to the table wait there; the third is at its desk.
    assert open_table(with_levers(now, admit_breadth=0.0).served, household, True) == 3


def two_households(now: Situation) -> tuple[list[int], I4]:
    """One with an acute need, another with two lighter ones; the queue of both."""
    first, other = homes(now)[:2]
    acute = asks(now, of_home(now, first, DEBTS), TEAM, severity=0.8)
    lighter = [asks(now, of_home(now, other, slot), TEAM) for slot in (INCOME, DEBTS)]
    return [first, other], rows(*sorted([acute, *lighter]))


def test_minutes_that_do_not_suffice_for_the_next_household_are_kept_for_it() -> None:
    now = team()
    (first, other), queue = two_households(now)
    offices, spent = now.offices, now.ledger.minutes
    serve_households(now.served, queue, 200)
    assert spent[TEAM, USE_INTAKE] == INTAKE  # the second asks 180 and there are 110
    assert (offices.intake_left[TEAM], offices.intake_taken[TEAM]) == (110, 200)
    assert (offices.intakes[TEAM], offices.waiting[TEAM]) == (1, 1)
    assert (now.homes.told[first], now.homes.told[other]) == (1, 0)
    left = rows(*[c for c in queue if waits_at_table(now.cells, int(c))])
    assert len(left) == 2
    serve_households(now.served, left, 70)  # exactly enough
    assert spent[TEAM, USE_INTAKE] == 3 * INTAKE
    assert (offices.intake_left[TEAM], offices.intake_taken[TEAM]) == (0, 70)
    assert (offices.intakes[TEAM], offices.waiting[TEAM]) == (2, 0)
    assert now.homes.told[other] == 1
    assert now.tally.flows[TAKEN_IN, TEAM].sum() == 3
    assert not any(waits_at_table(now.cells, int(c)) for c in queue)


def test_what_is_over_is_given_back_when_nobody_waits() -> None:
    now = team()
    _, queue = two_households(now)
    serve_households(now.served, queue, 500)
    assert now.ledger.minutes[TEAM, USE_INTAKE] == now.offices.intake_taken[TEAM] == 270
    assert now.offices.intake_left[TEAM] == 0


def test_a_need_that_is_passed_on_costs_time_and_is_decided_elsewhere() -> None:
    now = team(admit_breadth=1.0, admit_conversation=0.5)
    g = homes(now)[0]
    asked = asks(now, of_home(now, g, DEBTS), TEAM)
    passed = need(now, of_home(now, g, HOUSING), 0.5)
    seen = need(now, of_home(now, g, INCOME), 0.5)
    serve_households(now.served, rows(asked), 1000)
    assert now.ledger.minutes[TEAM, USE_INTAKE] == INTAKE + 45 + 45
    assert now.tally.flows[TAKEN_IN, TEAM].sum() == 2
    assert now.cells.status[passed] == WAITS_INTAKE and now.cells.desk[passed] == SOCIAL_WORK
    assert not waits_at_table(now.cells, seen) and not waits_at_table(now.cells, asked)
    assert (now.homes.told[g], now.offices.intakes[TEAM]) == (1, 1)


def test_a_short_intake_takes_half_and_is_counted_at_its_full_length_beside_it() -> None:
    now = team(admit_shorten=0.5)
    now.offices.behind[TEAM] = 1.0
    _, queue = two_households(now)
    serve_households(now.served, queue, 1000)
    assert now.ledger.minutes[TEAM, USE_INTAKE] == 135
    assert now.offices.intake_full[TEAM] == 270


@given(weeks=st.lists(st.integers(0, 250), min_size=1, max_size=6))
def test_no_minute_is_spent_twice_or_lost_while_somebody_waits(weeks: list[int]) -> None:
    now = team()
    queue = rows(*sorted(asks(now, of_home(now, g, DEBTS), TEAM) for g in homes(now)[:4]))
    there = taken = 0
    for minutes in weeks:
        queue = rows(*[c for c in queue if waits_at_table(now.cells, int(c))])
        if len(queue) == 0:
            break
        serve_households(now.served, queue, minutes)
        there += minutes
        taken += int(now.offices.intake_taken[TEAM])
        spent, left = now.ledger.minutes[TEAM, USE_INTAKE], now.offices.intake_left[TEAM]
        assert spent + left == taken <= there
        assert spent == INTAKE * now.offices.intakes[TEAM]
        if now.offices.waiting[TEAM] > 0:
            assert taken == there and left < INTAKE
    assert not (now.cells.status == HAS_WORKER).any()
