"""Rules of the world whose answer one can work out by hand, and their neutral values."""

from __future__ import annotations

import math

import pytest

from sim.foundation.units import NEVER
from sim.world import rules
from sim.world.needs_week import counting_since
from sim.world.network import asked_of_each, is_here
from sim.world.waiting import zrm_level


def test_strain_rises_with_overload_and_recovers_without() -> None:
    # load 3 over 2: half over; 0.2 + 0.4 x 0.5 x 0.8 - 0.1 x 0.2
    assert rules.next_strain(0.2, 3.0, 2.0, 0.4, 0.1) == pytest.approx(0.34)
    assert rules.next_strain(0.2, 2.0, 2.0, 0.4, 0.1) == pytest.approx(0.18)
    assert rules.next_strain(0.2, 3.0, 2.0, 0.0, 0.0) == 0.2
    assert rules.next_strain(0.0, 90.0, 2.0, 0.3, 0.0) == pytest.approx(0.6)  # at most twice


def test_a_circle_gives_what_strain_and_trouble_leave() -> None:
    assert rules.circle_free(10.0, 0.2, 0.5, 0.4) == pytest.approx(6.4)
    assert rules.circle_free(10.0, 0.2, 0.0, 1.0) == 8.0  # no contagion
    assert rules.share_given(3.0, 4.0) == 0.75
    assert rules.share_given(4.0, 4.0) == 1.0


def test_hours_asked_are_shared_out_over_ties_here() -> None:
    assert asked_of_each(10.0, 0.4, 0.5, 0.2, 3) == pytest.approx(10 * 0.6 * 0.5 * 1.2 / 3)
    assert asked_of_each(10.0, 0.0, 0.0, 0.0, 5) == 2.0
    assert [is_here(2, 5, week) for week in (1, 2, 4, 5)] == [False, True, True, False]


def test_what_carries_a_need() -> None:
    assert rules.network_carry(0.4, 0.5, 0.2) == pytest.approx(0.24)
    assert rules.network_carry(0.4, 0.9, 0.5) == 0.4
    assert rules.first_line_carry(0.6, 0.5, 2.0) == pytest.approx(0.15)
    assert rules.first_line_carry(0.6, 3.0, 2.0) == 0.6
    assert rules.burden(0.5, 0.3) == pytest.approx(0.2)
    assert rules.burden(0.2, 0.3) == 0.0


def test_new_needs_and_who_joins() -> None:
    assert rules.onset_factor(0.5, 0.4) == pytest.approx(1.2)
    assert rules.onset_factor(0.0, 9.0) == 1.0
    assert rules.onset_severity(0.1, 0.2, 0.5) == pytest.approx(0.1 + 0.2 * math.log(2.0))
    assert rules.onset_severity(0.1, 0.2, 1e-9) == 0.9
    assert rules.joins(0.04, 0.25) == pytest.approx(0.02)
    assert rules.joins(0.04, 0.8) == 0.04


def test_own_strength_is_pushed_and_returns() -> None:
    assert rules.next_strength(1.2, 1.0, 0.1, -0.05, 0.3, 2.0) == pytest.approx(1.13)
    assert rules.next_strength(1.2, 1.0, 0.0, 0.0, 0.3, 2.0) == 1.2
    assert rules.next_strength(0.31, 0.31, 0.1, -0.2, 0.3, 2.0) == 0.3


def test_a_need_counts_from_its_first_week_above_the_cut() -> None:
    assert counting_since(-NEVER, 0.31, 0.3, 7) == 7
    assert counting_since(3, 0.31, 0.3, 7) == 3
    assert counting_since(3, 0.3, 0.3, 7) == -NEVER


def test_a_severity_at_a_cut_belongs_to_the_worse_level() -> None:
    assert [zrm_level(s, 0.1, 0.3, 0.5, 0.75) for s in (0.0, 0.1, 0.3, 0.5, 0.75, 1.0)] == [
        5,
        4,
        3,
        2,
        1,
        1,
    ]
