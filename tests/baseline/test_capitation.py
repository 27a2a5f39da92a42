"""Budgets follow the make-up of a place."""

from __future__ import annotations

import numpy as np
import pytest

from sim.baseline.capitation import domain_make_up, make_up, relative_need
from sim.population.places import find_place
from sim.population.population import build_people
from sim.support.contract import PAYERS, WELFARE


def test_the_country_has_the_need_of_the_country() -> None:
    people = build_people(find_place("nederland"), 20_000, 1)
    assert relative_need(people) == pytest.approx(np.ones(6), abs=0.02)


def test_twice_the_severe_need_is_twice_the_budget() -> None:
    people = build_people(find_place("nederland"), 2_000, 1)
    double = people._replace(severe=2.0 * people.severe)
    expected = 2.0 * relative_need(people)
    expected[WELFARE] = 1.0
    assert relative_need(double) == pytest.approx(expected)


def test_contracts_follow_the_need_in_their_own_domain() -> None:
    people = build_people(find_place("nederland"), 20_000, 1)
    assert domain_make_up(people, 1.0) == pytest.approx([1.0] * 8, abs=0.03)
    severe = people.severe.copy()
    severe[..., 4] *= 2.0
    other = domain_make_up(people._replace(severe=severe), 0.5)
    plain = domain_make_up(people, 0.5)
    assert other[4] == pytest.approx(0.5 + 2.0 * (plain[4] - 0.5))
    assert other[:4] + other[5:] == plain[:4] + plain[5:]
    assert domain_make_up(people, 0.0) == (1.0,) * 8


def test_the_share_that_follows_make_up_is_the_share_of_the_difference() -> None:
    people = build_people(find_place("pilot"), 2_000, 1)
    whole = make_up(people, 1.0)
    assert make_up(people, 0.0) == (1.0,) * len(PAYERS)
    for part, full in zip(make_up(people, 0.25), whole, strict=True):
        assert part == pytest.approx(1.0 + 0.25 * (full - 1.0))
    assert max(whole) > 1.5  # the pilot is poorer and older than the country
