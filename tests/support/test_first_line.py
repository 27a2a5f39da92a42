"""The first line: first contacts, a decision within a term, temporary workers, places.

Every rule by hand and as nothing at its neutral value; then what must hold whatever the numbers.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.support.admit.decision import between_laws, first_reach_of
from sim.support.admit.entries import entry_minutes
from sim.support.admit.first_contact import is_ready, relieved, settled_chance
from sim.support.admit.term import (
    cut_short,
    give_up_chance,
    heading_over,
    hired_next,
    hours_short,
    intake_share,
    late_line,
    rough_line,
)
from sim.support.contract import COLLECTIVE, FIRST_LINE, INTENSIVE, LIGHT, MODERATE, OWN
from sim.support.hours import change_runs
from sim.support.minutes import intake_room
from sim.support.pay.places import (
    next_contract,
    next_places,
    norm_queue,
    paid_for,
    step_after,
)
from sim.support.queues import NO_TERM, is_due, turn_of
from sim.support.reach.signals import part_reached
from sim.support.work.closing import follow_up_due
from sim.support.work.plans import beyond_reach
from sim.support.work.workers import fits
from tests.examples import examples

LINES = range(OWN, INTENSIVE + 1)
SHARE = st.floats(0.0, 1.0)
TERM = st.floats(0.5, 30.0)


# --- first contact


def test_a_first_contact_settles_less_the_heavier_and_the_more_there_is() -> None:
    assert settled_chance(0.8, 0.0, 0.6, 1, 0.5) == pytest.approx(0.8)
    assert settled_chance(0.8, 0.3, 0.6, 1, 0.5) == pytest.approx(0.4)
    assert settled_chance(0.8, 0.3, 0.6, 3, 0.5) == pytest.approx(0.4 / 2.0)
    assert settled_chance(0.8, 0.3, 0.6, 3, 0.0) == pytest.approx(0.4)
    assert settled_chance(0.8, 0.3, 0.6, 0, 0.5) == pytest.approx(0.4)  # nobody feels it
    assert settled_chance(0.8, 0.6, 0.6, 1, 0.5) == settled_chance(0.8, 0.0, 0.0, 1, 0.5) == 0.0


def test_what_is_needed_to_decide_comes_together_in_its_mean_weeks() -> None:
    assert is_ready(0.24, 4.0, False)
    assert not is_ready(0.25, 4.0, False)
    assert is_ready(0.99, 4.0, True)  # an acute need does not wait for papers
    assert is_ready(0.999, 1.0, False)


def test_a_settled_request_is_relieved() -> None:
    assert relieved(0.5, 0.3, 0.05) == pytest.approx(0.35)
    assert relieved(0.07, 0.3, 0.05) == 0.0  # 0.049 is nothing
    assert relieved(0.5, 0.0, 0.05) == 0.5


def test_a_signal_is_not_a_person() -> None:
    assert part_reached(0.8, 0.5, 0.8, 0.0) == 0
    assert part_reached(0.8, 0.5, 0.79, 0.5) == 1
    assert part_reached(0.8, 0.5, 0.79, 0.49) == 2
    assert part_reached(1.0, 1.0, 0.999, 0.999) == 2


# --- a decision within a term


def test_a_queue_is_behind_from_a_share_of_its_term_on() -> None:
    # of 120 minutes each, 600 a week: 10 are seen in two weeks, 15 in three, 20 in four
    assert heading_over(10, 120, 600, 4.0, 0.5) == 0.0
    assert heading_over(15, 120, 600, 4.0, 0.5) == pytest.approx(0.5)
    assert heading_over(20, 120, 600, 4.0, 0.5) == 1.0
    assert heading_over(90, 120, 600, 4.0, 0.5) == 1.0
    assert heading_over(1, 120, 0, 4.0, 0.5) == 1.0  # nobody to see anybody
    assert heading_over(90, 120, 600, 0.0, 0.5) == heading_over(0, 120, 0, 4.0, 0.5) == 0.0


def test_who_is_due_goes_first_and_then_the_most_urgent() -> None:
    assert [turn_of(3, waited, 8.0) for waited in (0, 6, 7, 20)] == [3, 3, 0, 0]
    assert not is_due(100, NO_TERM)
    assert turn_of(3, 100, NO_TERM) == 3


def test_an_intake_is_cut_short_and_its_hours_grow_as_far_as_the_queue_is_behind() -> None:
    assert cut_short(0.4, 0.5) == pytest.approx(0.2)
    assert intake_share(0.2, 0.15, 100, 1000, 0.5) == pytest.approx(0.2 + 0.5 * (0.15 + 0.1))
    assert intake_share(0.2, 0.15, 100, 1000, 0.0) == 0.2
    assert intake_share(0.9, 0.3, 100, 1000, 1.0) == 1.0
    assert entry_minutes(120.0 * (1.0 - cut_short(0.0, 1.0)), 2, 0.5, 0.0, 0.0) == 180


def test_a_short_look_is_rougher_in_both_directions() -> None:
    heavier = [rough_line(line, 0.4, 0.19) for line in LINES]
    assert heavier == [OWN, FIRST_LINE, LIGHT, MODERATE, INTENSIVE, INTENSIVE]
    able = [rough_line(line, 0.4, 0.81) for line in LINES]
    assert able == [OWN, OWN, OWN, LIGHT, MODERATE, INTENSIVE]
    for coin in (0.2, 0.5, 0.79):
        assert [rough_line(line, 0.4, coin) for line in LINES] == list(LINES)


def test_what_waits_beyond_its_term_may_become_heavier() -> None:
    # four weeks beyond a term of eight: half of the chance
    later = [late_line(line, 0.5, 12, 8.0, 0.24) for line in LINES]
    assert later == [OWN, FIRST_LINE, LIGHT, MODERATE, INTENSIVE, INTENSIVE]
    assert late_line(LIGHT, 0.5, 12, 8.0, 0.25) == LIGHT
    assert late_line(LIGHT, 0.5, 8, 8.0, 0.0) == LIGHT
    assert late_line(LIGHT, 0.5, 99, 0.0, 0.0) == LIGHT  # no term


def test_giving_up_is_rare_within_the_term() -> None:
    found = [give_up_chance(0.02, waited, 8.0) for waited in (0, 4, 8, 12, 16, 200)]
    assert found == pytest.approx([0.0, 0.005, 0.02, 0.045, 0.08, 0.08])
    assert give_up_chance(0.02, 50, 0.0) == 0.02


# --- temporary workers


def test_hours_are_short_for_a_queue_beyond_its_term_and_for_cases_overdue() -> None:
    # 20 x 120 minutes wait, 8 x 100 are seen in the term: 1,600 too many, over 13 weeks
    assert hours_short(20, 120, 100, 8.0, 0) == 123
    assert hours_short(20, 120, 100, 8.0, 50) == 173
    assert hours_short(6, 120, 100, 8.0, 50) == 50
    assert hours_short(20, 120, 100, 0.0, 50) == 0


def test_temporary_workers_come_for_what_is_short_and_go_by_halves() -> None:
    assert hired_next(100, 200, 0.5, 500) == 200
    assert hired_next(100, 900, 1.0, 500) == 500
    assert hired_next(100, 200, 0.0, 500) == 100
    assert [hired_next(hired, 0, 1.0, 500) for hired in (101, 2, 1, 0)] == [50, 1, 0, 0]
    assert hired_next(900, 0, 1.0, 300) == 300


# --- cases, circles, the change


def test_a_caseload_stretches_until_cases_get_the_least_share() -> None:
    assert fits(80, 20, 100, 1.0)
    assert not fits(81, 20, 100, 1.0)
    assert fits(170, 30, 100, 0.5)
    assert not fits(171, 30, 100, 0.5)


def test_an_hour_does_less_on_what_only_a_wider_reach_keeps() -> None:
    assert first_reach_of(0.5, 0.1, 0.35) == pytest.approx(0.6)
    assert first_reach_of(0.5, -0.3, 0.35) == 0.35  # not below the line before it
    assert first_reach_of(0.9, 0.3, 0.35) == 1.0
    assert first_reach_of(0.5, 0.0, 0.35) == 0.5
    assert beyond_reach(0.51, 0.5, 0.8) == 0.8
    assert beyond_reach(0.5, 0.5, 0.8) == beyond_reach(0.9, 0.5, 1.0) == 1.0


def test_support_under_another_law_calls_for_more_or_takes_its_place() -> None:
    more = [between_laws(line, True, 0.3, 0.29) for line in LINES]
    assert more == [OWN, FIRST_LINE, LIGHT, MODERATE, INTENSIVE, INTENSIVE]
    less = [between_laws(line, True, -0.3, 0.29) for line in LINES]
    assert less == [OWN, COLLECTIVE, COLLECTIVE, FIRST_LINE, LIGHT, MODERATE]
    for other, lever, coin in ((True, 0.3, 0.3), (True, -0.3, 0.3), (False, 0.3, 0.0)):
        assert [between_laws(line, other, lever, coin) for line in LINES] == list(LINES)


def test_a_fading_circle_is_followed_up_once_a_quarter() -> None:
    due = [week for week in range(40) if follow_up_due(week, 0.1, 0.3)]
    assert due == [13, 26, 39]
    assert not follow_up_due(13, 0.0, 0.3)  # nothing left to keep up
    assert not follow_up_due(13, 0.3, 0.3)  # nothing has faded
    assert not follow_up_due(13, 0.4, 0.3)


def test_a_change_ends() -> None:
    assert [week for week in range(5, 20) if change_runs(week, 5, 3.0)] == [5, 6, 7]
    assert not change_runs(5, 5, 0.0)
    assert not change_runs(0, -10_000, 260.0)  # today's practice has long ago


def test_places_follow_waits_within_a_step() -> None:
    # 20 asked, a quarter of a year may be waited, so five may wait, as did; held for two years
    assert next_places(10.0, 20, 5, 5, 13.0, 2.0, 3.0, 1.0) == pytest.approx(10.0)
    # three too many, over three years: one more a year, so two places
    assert next_places(10.0, 20, 8, 8, 13.0, 2.0, 3.0, 1.0) == pytest.approx(12.0)
    # the same in a year: three more a year
    assert next_places(10.0, 20, 8, 8, 13.0, 2.0, 1.0, 1.0) == pytest.approx(16.0)
    # the queue grew by four to what may be: eight places
    assert next_places(10.0, 20, 1, 5, 13.0, 2.0, 3.0, 1.0) == pytest.approx(18.0)
    assert next_places(10.0, 20, 1, 5, 13.0, 2.0, 3.0, 0.1) == pytest.approx(11.0)
    assert next_places(10.0, 20, 1, 5, 13.0, 2.0, 3.0, 0.0) == 10.0
    # nobody waits: fewer, until as many wait as may
    assert next_places(10.0, 20, 0, 0, 13.0, 2.0, 3.0, 1.0) == pytest.approx(10.0 - 2.0 * 5.0 / 3.0)
    assert next_places(10.0, 0, 0, 0, 13.0, 2.0, 3.0, 1.0) == 10.0  # nobody asks: nothing is known


def test_a_contract_in_money_moves_by_what_its_places_cost() -> None:
    # a week costs 50 euros: a contract of 26,000 euros pays for ten all year
    assert paid_for(2_600_000, 5_000) == pytest.approx(10.0)
    assert next_contract(11.5, 5_000) == 2_990_000
    assert next_contract(9.0, 5_000) == 2_340_000
    assert next_contract(0.0, 5_000) == 1  # a contract stays one


def test_the_first_year_of_a_run_moves_no_contract() -> None:
    assert [step_after(0.1, lived) for lived in (26, 52, 78, 104)] == [0.0, 0.0, 0.1, 0.1]


def test_as_many_wait_as_come_free_within_the_norm() -> None:
    # forty end after forty weeks: one a week, so fourteen wait for fourteen weeks
    assert norm_queue(40.0, 40, 0.0, 14.0) == pytest.approx(14.0)
    assert norm_queue(40.0, 80, 0.0, 14.0) == pytest.approx(7.0)
    assert norm_queue(40.0, 40, 0.75, 14.0) == pytest.approx(3.5)
    assert norm_queue(40.0, 40, 1.0, 14.0) == 0.0  # whoever is there keeps the place


# --- whatever the numbers


@settings(max_examples=examples("rules"))
@given(
    waiting=st.integers(0, 500),
    minutes=st.integers(1, 600),
    week=st.integers(0, 20_000),
    more=st.integers(0, 20_000),
    term=TERM,
    heed=SHARE,
)
def test_more_minutes_never_make_a_queue_more_behind(
    waiting: int, minutes: int, week: int, more: int, term: float, heed: float
) -> None:
    behind = heading_over(waiting, minutes, week, term, heed)
    assert 0.0 <= heading_over(waiting, minutes, week + more, term, heed) <= behind <= 1.0
    assert behind <= heading_over(waiting + more, minutes, week, term, heed) <= 1.0


@settings(max_examples=examples("rules"))
@given(
    minutes=st.integers(0, 3000),
    share=SHARE,
    other=SHARE,
    committed=st.integers(0, 6000),
    waits=st.integers(0, 3),
)
def test_intake_never_takes_minutes_that_are_not_there(
    minutes: int, share: float, other: float, committed: int, waits: int
) -> None:
    room = intake_room(minutes, share, other, committed, waits)
    assert 0 <= room <= minutes * (1.0 - other) + 1e-6


@settings(max_examples=examples("rules"))
@given(at=SHARE, waited=st.integers(0, 300), longer=st.integers(0, 300), term=st.floats(0.0, 30.0))
def test_who_waits_longer_gives_up_no_less(
    at: float, waited: int, longer: int, term: float
) -> None:
    first, later = (give_up_chance(at, weeks, term) for weeks in (waited, waited + longer))
    assert 0.0 <= first <= later <= 4.0 * at


@settings(max_examples=examples("rules"))
@given(line=st.sampled_from(LINES), coin=st.floats(0.0, 1.0, exclude_max=True), term=TERM)
def test_at_neutral_nothing_happens(line: int, coin: float, term: float) -> None:
    assert rough_line(line, 0.0, coin) == line
    assert late_line(line, 0.0, 1000, term, coin) == line
    assert between_laws(line, True, 0.0, coin) == line
    assert give_up_chance(0.0, 1000, term) == cut_short(0.0, 1.0) == 0.0
    assert heading_over(1000, 120, 0, 0.0, 0.5) == 0.0
    assert intake_share(0.25, 0.0, 0, 1000, 1.0) == 0.25
    assert settled_chance(0.0, coin, 2.0, 1, 0.5) == 0.0


@settings(max_examples=examples("rules"))
@given(
    hired=st.integers(0, 5000),
    short=st.integers(0, 5000),
    hire=SHARE,
    most=st.integers(0, 5000),
)
def test_temporary_workers_are_never_more_than_the_most_nor_than_what_is_short(
    hired: int, short: int, hire: float, most: int
) -> None:
    after = hired_next(hired, short, hire, most)
    assert 0 <= after <= min(most, hired + short)
    if short > 0 and hired <= most:
        assert after >= hired


@settings(max_examples=examples("rules"))
@given(
    places=st.floats(0.0, 500.0),
    asked=st.integers(0, 300),
    waited=st.integers(0, 300),
    waiting=st.integers(0, 300),
    more=st.integers(0, 100),
    norm=st.floats(0.0, 26.0),
    years=st.floats(0.0, 6.0),
    catch_up=st.floats(1.0, 10.0),
    step=SHARE,
)
def test_places_stay_within_the_step_and_grow_with_waits(
    places: float,
    asked: int,
    waited: int,
    waiting: int,
    more: int,
    norm: float,
    years: float,
    catch_up: float,
    step: float,
) -> None:
    after = next_places(places, asked, waited, waiting, norm, years, catch_up, step)
    assert places * (1.0 - step) <= after <= places * (1.0 + step)
    assert after <= next_places(places, asked, waited, waiting + more, norm, years, catch_up, step)
