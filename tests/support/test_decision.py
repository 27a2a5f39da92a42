"""What is decided at intake: every rule by hand, and as nothing at its neutral value."""

from __future__ import annotations

import pytest

from sim.population.domains import DAILY_LIVING, MENTAL
from sim.support.admit.decision import (
    judged_able,
    leaned_line,
    lightest_line,
    pulled_line,
    seen_severity,
    spread_line,
    tightened_line,
    usual_care_line,
)
from sim.support.admit.entries import entry_minutes, intake_spent
from sim.support.contract import COLLECTIVE, FIRST_LINE, INTENSIVE, LIGHT, MODERATE, OWN

LINES = (OWN, COLLECTIVE, FIRST_LINE, LIGHT, MODERATE, INTENSIVE)
ALWAYS, NEVER = 0.0, 0.999999


@pytest.mark.parametrize(("severity", "line"), [
    (0.1, OWN), (0.11, COLLECTIVE), (0.2, COLLECTIVE), (0.21, FIRST_LINE), (0.35, FIRST_LINE),
    (0.36, LIGHT), (0.5, LIGHT), (0.51, MODERATE), (0.75, MODERATE), (0.76, INTENSIVE),
])  # fmt: skip
def test_the_lightest_line_whose_reach_covers_the_severity(severity: float, line: int) -> None:
    assert lightest_line(severity, 0.1, 0.2, 0.35, 0.5, 0.75) == line


def test_a_generalist_misses_part_of_a_severe_single_problem() -> None:
    def seen(
        severity: float = 0.8, generalist: bool = True, single: bool = True,
        consult: float = 0.25, coin: float = 0.29,
    ) -> float:  # fmt: skip
        return float(seen_severity(severity, generalist, single, 0.5, 0.4, consult, 0.5, coin))

    assert seen() == 0.4  # 0.4 x (1 - 0.25) = 0.3 is missed
    assert seen(coin=0.31) == 0.8
    assert seen(consult=1.0, coin=ALWAYS) == 0.8
    assert seen(generalist=False) == seen(single=False) == 0.8
    assert seen(severity=0.5) == 0.5


@pytest.mark.parametrize("line", LINES)
def test_order_of_resort_leans_one_line_lighter_or_heavier(line: int) -> None:
    lighter = line - 1 if line > COLLECTIVE else line
    heavier = line + 1 if COLLECTIVE <= line < INTENSIVE else line
    assert leaned_line(line, 0.3, 0.29) == lighter
    assert leaned_line(line, -0.3, 0.29) == heavier
    assert leaned_line(line, 0.3, 0.31) == leaned_line(line, -0.3, 0.31) == line
    assert leaned_line(line, 0.0, ALWAYS) == line


@pytest.mark.parametrize("line", LINES)
def test_who_is_judged_able_is_pointed_to_own_strength(line: int) -> None:
    assert judged_able(line, 0.2, 0.19) == (OWN if line <= FIRST_LINE else line)
    assert judged_able(line, 0.2, 0.21) == judged_able(line, 0.0, ALWAYS) == line


def test_housemates_do_what_is_usual_as_far_as_the_circle_helps() -> None:
    assert usual_care_line(LIGHT, DAILY_LIVING, 2, 0.5, 0.4, 0.19) == OWN
    assert usual_care_line(LIGHT, DAILY_LIVING, 2, 0.5, 0.4, 0.21) == LIGHT
    assert usual_care_line(LIGHT, DAILY_LIVING, 1, 1.0, 1.0, ALWAYS) == LIGHT
    assert usual_care_line(LIGHT, MENTAL, 2, 1.0, 1.0, ALWAYS) == LIGHT
    assert usual_care_line(MODERATE, DAILY_LIVING, 2, 1.0, 1.0, ALWAYS) == MODERATE
    assert usual_care_line(LIGHT, DAILY_LIVING, 2, 0.0, 1.0, ALWAYS) == LIGHT


@pytest.mark.parametrize("line", LINES)
def test_own_products_pull_and_who_is_not_freed_asks_the_partner(line: int) -> None:
    light = LIGHT if line in (COLLECTIVE, FIRST_LINE) else line
    # 0.2 + 0.8 x 0.5 x (1 - 0.75) = 0.3
    assert pulled_line(line, 0.2, 0.75, 0.5, 0.29) == light
    assert pulled_line(line, 0.2, 0.75, 0.5, 0.31) == line
    assert pulled_line(line, 0.2, 1.0, 0.5, 0.21) == line  # fully freed: the pull alone
    assert pulled_line(line, 0.0, 1.0, 1.0, ALWAYS) == line


@pytest.mark.parametrize("line", LINES)
def test_short_money_refuses_a_heavier_line_unless_the_worker_may_deviate(line: int) -> None:
    refused = line - 1 if line >= LIGHT else line
    assert tightened_line(line, 0.3, 0.2, 0.29, 0.2) == refused
    assert tightened_line(line, 0.3, 0.2, 0.29, 0.19) == line
    assert tightened_line(line, 0.3, 0.2, 0.31, 0.5) == line
    assert tightened_line(line, 0.0, 0.0, ALWAYS, ALWAYS) == line


@pytest.mark.parametrize("line", LINES)
def test_room_to_deviate_spreads_both_ways_alike(line: int) -> None:
    within = COLLECTIVE < line < INTENSIVE
    # half of 0.5 x 0.4 on either side
    assert spread_line(line, 0.5, 0.4, 0.09) == (line - 1 if within else line)
    assert spread_line(line, 0.5, 0.4, 0.91) == (line + 1 if within else line)
    assert spread_line(line, 0.5, 0.4, 0.11) == spread_line(line, 0.5, 0.4, 0.89) == line
    for coin in (ALWAYS, NEVER):
        assert spread_line(line, 0.0, 1.0, coin) == spread_line(line, 1.0, 0.0, coin) == line


def test_the_first_need_takes_an_intake_and_each_further_one_a_share_of_it() -> None:
    assert entry_minutes(90.0, 1, 0.3, 0.0, 0.0) == 90
    assert entry_minutes(90.0, 3, 0.3, 20.0, 6.0) == 90 + 54 + 26
    assert entry_minutes(90.0, 2, 1.0, 0.0, 0.0) == 180  # a story told twice at desks


def test_intake_takes_what_it_spends_and_what_it_keeps_for_who_still_waits() -> None:
    assert intake_spent(0, 100, 30, 0) == 70
    assert intake_spent(0, 100, 30, 30) == 100  # kept while somebody waits
    assert intake_spent(40, 100, 90, 0) == 10  # forty were set aside before
    assert intake_spent(40, 100, 140, 0) == 0
    assert intake_spent(40, 100, 30, 30) == 100  # never more than there was this week
