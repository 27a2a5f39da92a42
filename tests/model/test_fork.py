"""The fork: every model from the same moment, with nothing shared and totals at zero."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.model.digest import LOOSE, state_arrays
from sim.model.fork import begin_counting
from sim.support.contract import TEAM
from sim.support.situation import Situation
from sim.support.takeover import take_over
from tests.worlds import (
    GENERALIST,
    TODAY,
    begin,
    copy_situation,
    default_values,
    forked,
    practice_of,
    residents_of,
)

# Arrays of a situation that no phase writes, so that all models may read the same ones.
SHARED = {"address", "base", "shift", "area"}


@pytest.fixture(scope="module")
def start() -> Situation:
    """Before its first week, with something in every running total."""
    now = begin(residents_of(60, 20), default_values())
    for total in (*of_the_fork(now), *(getattr(now.ledger, name) for name in OF_THE_YEAR)):
        total += 7
    now.pending.append((3, np.full(len(now.short), 0.5)))
    return now


OF_THE_YEAR = ("year", "budget", "reserve", "free", "product_year")


def of_the_fork(now: Situation) -> tuple[np.ndarray, ...]:
    """Totals that count from the fork."""
    ledger = now.ledger
    return (
        ledger.booked, ledger.by_product, ledger.by_product_minutes, ledger.minutes,
        ledger.crisis_minutes, ledger.informal, ledger.volunteered, now.offices.intakes,
        now.persons.cost, now.persons.burden, now.homes.told,
    )  # fmt: skip


def arrays(now: Situation) -> dict[str, np.ndarray]:
    """Every array that a phase may write, by name."""
    found = {name: getattr(now, name) for name in LOOSE}
    found |= {f"pending {week}": tight for week, tight in now.pending}
    return found | dict(state_arrays(now))


def test_every_array_that_is_not_shared_is_part_of_the_state(start: Situation) -> None:
    held = {name for name, value in vars(start).items() if isinstance(value, np.ndarray)}
    assert held == {*LOOSE, *SHARED}


def test_a_fork_shares_nothing_that_is_written(start: Situation) -> None:
    other = arrays(forked(start, TODAY, default_values()))
    for name, array in arrays(start).items():
        assert not np.shares_memory(array, other[name]), name


def test_totals_count_from_the_fork_and_the_year_goes_on(start: Situation) -> None:
    now = copy_situation(start)
    now.tally.crises = 3
    assert all(total.all() for total in of_the_fork(now))
    begin_counting(now)
    assert not any(total.any() for total in of_the_fork(now))
    assert now.tally.crises == 0
    for running in OF_THE_YEAR:
        assert (getattr(now.ledger, running) == getattr(start.ledger, running)).all(), running
        assert getattr(now.ledger, running).all(), running


def test_minutes_kept_for_who_waits_go_along(start: Situation) -> None:
    now = copy_situation(start)
    kept = now.offices.intake_left
    kept[:] = np.arange(1, len(kept) + 1)
    team = forked(now, GENERALIST, default_values()).offices.intake_left
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
