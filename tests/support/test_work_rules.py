"""First-line work and provisions: every rule by hand, and as nothing at its neutral value."""

from __future__ import annotations

import pytest

from sim.support.build.neighbourhood import (
    begin_chance,
    end_chance,
    facilitation_effect,
    helps,
    next_vitality,
)
from sim.support.minutes import guidance_minutes, intake_room
from sim.support.work.closing import closing_level, may_close
from sim.support.work.plans import asked_minutes, bits, learned, organisation_loss, worn


def test_fear_of_return_lowers_and_people_waiting_raise_the_level_of_closing() -> None:
    assert closing_level(0.2, 1.5, 0.1, 0.4, 0.5) == pytest.approx(0.2 * 1.5 * 0.9 * 1.2)
    assert closing_level(0.2, 1.0, 0.0, 0.4, 3.0) == pytest.approx(0.2 * 1.4)
    assert closing_level(0.2, 1.0, 0.0, 0.0, 3.0) == 0.2


def test_a_case_closes_when_it_is_light_and_what_lasts_is_carried() -> None:
    assert may_close(0.1, 0.5, 0.2, 0.5, 0.3)
    assert not may_close(0.2, 0.5, 0.2, 0.5, 0.3)  # not yet light
    assert not may_close(0.1, 0.7, 0.2, 0.5, 0.3)  # 0.35 would be left uncarried


def test_a_case_asks_by_its_severity_and_little_when_only_lasting_need_is_left() -> None:
    assert asked_minutes(30.0, 100.0, 0.55, 0.4, 12.0, 0.2) == 85
    assert asked_minutes(30.0, 100.0, 0.55, 0.2, 12.0, 0.2) == 85
    assert asked_minutes(30.0, 100.0, 0.55, 0.19, 12.0, 0.2) == 12


def test_each_further_organisation_around_a_household_costs_effect() -> None:
    found = [organisation_loss(0.25, count) for count in range(4)]
    assert found == pytest.approx([1.0, 1.0, 0.8, 1.0 / 1.5])
    assert organisation_loss(0.0, 5) == 1.0
    assert [bits(mask) for mask in (0, 1, 0b1011, 1 << 40)] == [0, 1, 3, 1]


def test_a_new_way_of_working_is_learned_and_wears_off() -> None:
    assert learned(0.6, 104.0, 0.0, 52.0) == pytest.approx(0.8)
    assert learned(0.6, 104.0, 1.0, 26.0) == pytest.approx(0.8)  # coaching: twice as fast
    assert learned(0.6, 104.0, 0.0, 0.0) == 0.6
    assert learned(0.6, 104.0, 0.0, 500.0) == learned(1.0, 104.0, 0.0, 0.0) == 1.0
    assert worn(0.1, 104.0, 0.5) == pytest.approx(0.8)
    assert worn(0.1, 1040.0, 0.5) == 0.5
    assert worn(0.0, 104.0, 0.5) == worn(0.1, 0.0, 0.5) == 1.0


def test_intake_leaves_a_worker_what_is_promised_to_cases_and_presence() -> None:
    assert intake_room(100, 0.2, 0.1, 50, 0) == 40
    assert intake_room(100, 0.2, 0.1, 50, 1) == 20  # somebody waits for a worker
    assert intake_room(100, 0.2, 0.1, 90, 0) == 20
    assert guidance_minutes(100, 0.251) == 74  # rounded up: nothing is promised twice


def test_facilitation_helps_up_to_a_dose_and_smothers_beyond() -> None:
    assert [facilitation_effect(dose, 0.5) for dose in (0.0, 0.5, 1.0)] == [0.0, 0.75, 1.0]
    assert facilitation_effect(1.5, 0.4) == pytest.approx(0.9)
    assert facilitation_effect(9.0, 0.4) == pytest.approx(0.2)
    assert facilitation_effect(9.0, 0.0) == 1.0


def test_vitality_grows_with_help_and_fades_without() -> None:
    # 0.5 + 0.2 x (0.75 + 0.25) x 0.5 - 0.1 x 0.5
    assert next_vitality(0.5, 0.2, 0.75, 0.25, 0.1) == pytest.approx(0.55)
    assert next_vitality(0.5, 0.2, 0.0, 0.0, 0.1) == pytest.approx(0.45)
    assert next_vitality(0.5, 0.2, 0.0, 0.0, 0.0) == 0.5
    assert next_vitality(0.9, 9.0, 1.0, 1.0, 0.0) == 1.0
    assert next_vitality(0.9, 0.0, -9.0, 0.0, 2.0) == 0.0


def test_chances_of_a_quarter() -> None:
    assert end_chance(0.4, 0.25) == pytest.approx(0.075)  # the livelier, the safer
    assert end_chance(0.4, 1.0) == end_chance(0.0, 0.0) == 0.0
    assert begin_chance(0.2, 4000, 2, 0.5) == pytest.approx(0.05)
    assert begin_chance(0.2, 4000, 2, 7.0) == pytest.approx(0.1)
    assert begin_chance(9.0, 40_000, 1, 1.0) == 1.0
    assert begin_chance(0.2, 4000, 0, 0.0) == 0.0
    assert helps(0.4, 0.5) == pytest.approx(0.05)
    assert helps(0.4, 1.7) == pytest.approx(0.1)
