"""The fork: every model from the same moment, with nothing shared and totals at zero."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.model.fork import begin_counting
from sim.support.contract import TEAM
from sim.support.situation import Situation
from sim.support.takeover import take_over
from tests.worlds import (
    EVERYTHING,
    GENERALIST,
    TODAY,
    begin,
    copy_situation,
    default_values,
    forked,
    lives_of,
    practice_of,
)


@pytest.fixture(scope="module")
def start() -> Situation:
    """Before its first week, with something in every running total."""
    now = begin(lives_of(60, 20), default_values())
    for table in EVERYTHING:
        for array in getattr(now, table).values():
            if isinstance(array, np.ndarray) and array.dtype == np.int64:
                array += 7
    return now


def arrays(now: Situation) -> dict[str, np.ndarray]:
    """Every array that a phase may write, by name."""
    found = {name: getattr(now, name) for name in ("group", "active", "engaged", "short", "hit")}
    for table in (*EVERYTHING, "weights"):
        columns = getattr(now, table).as_dict().items()
        found |= {f"{table}.{k}": v for k, v in columns if isinstance(v, np.ndarray)}
    return found


def test_a_fork_shares_nothing_that_is_written(start: Situation) -> None:
    other = arrays(forked(start, TODAY, default_values()))
    for name, array in arrays(start).items():
        assert not np.shares_memory(array, other[name]), name


def test_totals_count_from_the_fork_and_the_year_goes_on(start: Situation) -> None:
    now = copy_situation(start)
    now.tally.crises = 3
    begin_counting(now)
    ledger = now.ledger
    for total in (
        ledger.booked, ledger.by_product, ledger.by_product_minutes, ledger.minutes,
        ledger.crisis_minutes, ledger.informal, ledger.volunteered, now.offices.intakes,
        now.persons.cost, now.persons.burden, now.homes.told,
    ):  # fmt: skip
        assert not total.any()
    assert now.tally.crises == 0
    for running in ("year", "budget", "reserve", "free", "product_year"):
        assert (getattr(ledger, running) == getattr(start.ledger, running)).all(), running
        assert getattr(ledger, running).all(), running


def test_minutes_kept_for_who_waits_go_along(start: Situation) -> None:
    kept = start.offices.intake_left
    kept[:] = np.arange(1, len(kept) + 1)
    team = forked(start, GENERALIST, default_values()).offices.intake_left
    assert team.sum() == kept.sum()
    assert team[TEAM] > kept[TEAM]


def test_only_another_way_of_working_has_to_be_learned(start: Situation) -> None:
    now = copy_situation(start)
    since = now.practice.since
    values = default_values()
    take_over(now, replace(practice_of(("outreach", *TODAY[1:]), values), since=9))
    assert now.practice.since == since
    assert now.practice.answers["reach"].id == "outreach"
    take_over(now, replace(practice_of(GENERALIST, values), since=11))
    assert now.practice.since == 11
