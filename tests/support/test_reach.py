"""Asking, being met and accepting: every rule by hand, and as nothing at its neutral value."""

from __future__ import annotations

import math

import pytest

from sim.support.reach.asking import accept_chance, asking_chance, either, found_chance
from sim.support.reach.entering import may_be_recognised
from sim.support.reach.outreach import crowded
from sim.world.state import HAS_WORKER, NO_PRODUCT, NO_REQUEST, WAITS_PRODUCT


def test_asking_rises_with_need_and_falls_with_reluctance_and_the_barrier() -> None:
    # 0.02 x (1 + 3 x 0.4) x (1 - 0.5 x 0.6) x (1 - 0.25)
    asked = asking_chance(0.02, 3.0, 0.5, 0.6, 0.2, 0.6, 0.25)
    assert asked == pytest.approx(0.02 * 2.2 * 0.7 * 0.75)
    assert asking_chance(0.02, 3.0, 0.5, 0.6, 0.2, 0.6, 0.0) == pytest.approx(0.02 * 2.2 * 0.7)
    assert asking_chance(0.02, 3.0, 0.5, 0.2, 0.2, 0.0, 0.0) == 0.0
    assert asking_chance(2.0, 3.0, 0.0, 1.0, 0.2, 0.0, 0.0) == 1.0


def test_presence_finds_by_the_hour_and_the_most_reluctant_most() -> None:
    assert found_chance(0.1, 2.0, 0.5, 0.3) == pytest.approx(1.0 - math.exp(-0.1 * 2 * 0.5 * 0.8))
    assert found_chance(0.1, 2.0, 0.5, 0.9) > found_chance(0.1, 2.0, 0.5, 0.3)
    assert found_chance(0.0, 2.0, 0.5, 0.3) == found_chance(0.1, 0.0, 0.5, 0.3) == 0.0


def test_who_is_reluctant_accepts_less() -> None:
    assert accept_chance(0.8, 0.5, 0.4) == pytest.approx(0.64)
    assert accept_chance(0.8, 0.5, 0.0) == accept_chance(0.8, 0.0, 1.0) == 0.8


def test_either_of_two_chances() -> None:
    assert either(0.5, 0.2) == pytest.approx(0.6)
    assert either(0.3, 0.0) == 0.3
    assert either(1.0, 0.4) == pytest.approx(1.0)


def test_only_a_felt_need_that_nobody_knows_can_be_recognised() -> None:
    assert may_be_recognised(NO_REQUEST, NO_PRODUCT, 0.21, 0.2)
    assert not may_be_recognised(NO_REQUEST, NO_PRODUCT, 0.2, 0.2)
    assert not may_be_recognised(HAS_WORKER, NO_PRODUCT, 0.9, 0.2)
    assert not may_be_recognised(NO_REQUEST, WAITS_PRODUCT, 0.9, 0.2)


def test_running_cases_crowd_presence_out() -> None:
    assert crowded(0.2, 0.5, 0.6) == pytest.approx(0.14)
    assert crowded(0.2, 0.0, 1.0) == 0.2
    assert crowded(0.2, 1.0, 3.0) == 0.0
