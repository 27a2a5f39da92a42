"""The informal circle: what is asked falls on ties, what is given depends on the giver."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.week import circles, needs, run_week
from sim.support.situation import Situation
from sim.world import rules
from tests.worlds import begin, copy_situation, default_values, look_again, residents_of

UNIT = st.floats(0.0, 1.0)
HOURS = st.floats(0.0, 60.0)


@pytest.fixture(scope="module")
def start() -> Situation:
    now = begin(residents_of(150, 60), default_values())
    run_week(now)
    return now


def tied(now: Situation, g: int) -> list[int]:
    folk = now.folk
    ties = folk.tie_to[folk.tie_start[g] : folk.tie_start[g + 1]]
    return [int(o) for o in ties if folk.hh_arrive[o] < now.week <= folk.hh_leave[o]]


def with_ties(now: Situation, least: int = 2) -> int:
    return next(g for g in range(now.folk.h) if len(tied(now, g)) >= least)


def quiet(start: Situation) -> Situation:
    """The same neighbourhood without any need or strain."""
    now = copy_situation(start)
    for field in (now.cells.lasting, now.cells.resolvable, now.cells.unmet):
        field[:] = 0.0
    for field in (now.homes.strain, now.homes.boost, now.homes.demand, now.homes.load):
        field[:] = 0.0
    return now


def need(now: Situation, g: int, severity: float) -> int:
    """A need of the first member of a household, in daily living or growing up."""
    cell = 4 * int(now.folk.members[now.folk.member_start[g]])
    now.cells.resolvable[cell] = now.cells.unmet[cell] = severity
    look_again(now, cell)
    return cell


@given(free=HOURS, asked=HOURS, more=HOURS)
def test_a_helper_gives_what_is_asked_as_far_as_it_can(
    free: float, asked: float, more: float
) -> None:
    share = rules.share_given(free, asked)
    assert 0.0 <= share <= 1.0
    assert share * asked <= free + 1e-9
    assert rules.share_given(free, asked + more) <= share
    assert rules.share_given(free + more, asked) >= share


@given(strain=UNIT, load=HOURS, capacity=st.floats(0.0, 20.0), slope=UNIT, recovery=UNIT)
def test_strain_is_a_share_rises_when_overloaded_and_fades_when_not(
    strain: float, load: float, capacity: float, slope: float, recovery: float
) -> None:
    after = rules.next_strain(strain, load, capacity, slope, recovery)
    assert 0.0 <= after <= 1.0
    if load <= capacity:
        assert after <= strain
    assert rules.next_strain(strain, load + 1.0, capacity, slope, recovery) >= after


@given(strain=UNIT, trouble=UNIT, contagion=UNIT)
def test_who_is_strained_or_in_trouble_can_give_less(
    strain: float, trouble: float, contagion: float
) -> None:
    free = rules.circle_free(10.0, strain, contagion, trouble)
    assert 0.0 <= free <= 10.0 * (1.0 - strain) + 1e-12
    assert rules.circle_free(10.0, strain, 0.0, trouble) >= free


def test_what_a_household_asks_falls_on_its_ties_its_own_and_those_elsewhere(
    start: Situation,
) -> None:
    now = quiet(start)
    g = with_ties(now)
    cell = need(now, g, 0.6)
    needs(now)
    circles(now)
    world, homes = now.world, now.homes
    severity, unmet = now.cells.resolvable[cell], now.cells.unmet[cell]
    assert 0.3 < unmet < severity
    asked = now.domains.network_hours[now.cells.domain[cell]] * severity
    assert homes.demand[g] == pytest.approx(asked)
    others = tied(now, g)
    expected = np.zeros(now.folk.h)
    expected[g] = world.network_own_share * asked
    inside = asked * (1.0 - world.network_outside) * (1.0 - world.network_own_share)
    expected[others] += inside / len(others)
    assert homes.load == pytest.approx(expected)
    assert homes.trouble[g] == pytest.approx(unmet - world.needs_cut)


def test_strain_travels_along_ties_and_no_further(start: Situation) -> None:
    now = quiet(start)
    g = with_ties(now)
    need(now, g, 0.5)
    helper = tied(now, g)[0]
    needs(now)
    circles(now)
    just_enough = now.folk.circle.copy()
    just_enough[helper] = now.homes.load[helper]
    now.folk = now.folk.replace(circle=just_enough)
    healthy, strained = copy_situation(now), copy_situation(now)
    strained.homes.strain[helper] = 0.9
    for world in (healthy, strained):
        world.homes.load[:] = 0.0
        circles(world)
    assert strained.homes.help_share[g] < healthy.homes.help_share[g]
    changed = np.flatnonzero(strained.homes.help_share != healthy.homes.help_share)
    assert set(changed.tolist()) <= {g, helper}


def test_a_household_that_asks_nothing_is_not_touched(start: Situation) -> None:
    now = quiet(start)
    circles(now)
    assert (now.homes.demand == 0.0).all()
    assert (now.homes.load == 0.0).all()
    assert (now.homes.help_share == 1.0).all()
    assert (now.homes.strain == 0.0).all()


def test_activated_help_fades_by_half_in_its_half_life(start: Situation) -> None:
    now = quiet(start)
    g = with_ties(now)
    now.homes.boost[g] = 0.8
    weeks = int(now.world.network_boost_half_life)
    for _ in range(weeks):
        circles(now)
    assert now.homes.boost[g] == pytest.approx(
        0.8 * 0.5 ** (weeks / now.world.network_boost_half_life)
    )


def test_counted_ties_are_the_present_ones(start: Situation) -> None:
    now = copy_situation(start)
    for _ in range(30):
        run_week(now)
    counted = now.homes.ties.tolist()
    assert counted == [len(tied(now, g)) for g in range(now.folk.h)]


@pytest.mark.parametrize("week", range(4))
def test_shares_and_strain_stay_shares_in_a_living_neighbourhood(
    start: Situation, week: int
) -> None:
    now = copy_situation(start)
    for _ in range(10 * week + 1):
        run_week(now)
    for share in (now.homes.help_share, now.homes.strain, now.homes.trouble):
        assert ((share >= 0.0) & (share <= 1.0)).all()
    assert (now.homes.demand >= 0.0).all()
    assert (now.homes.load >= 0.0).all()
