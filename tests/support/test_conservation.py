"""Euros, minutes, places and cases: nothing appears, nothing disappears, in any week."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.foundation.units import I4, I8
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.model.digest import state_digest
from sim.model.week import PHASES, run_week
from sim.support.contract import UNUSED, USE_GUIDANCE
from sim.support.means import CHANGE, CRISIS, PRODUCT, PROVISION, STAFF
from sim.support.pay.steps import prices
from sim.support.products import UNLIMITED
from sim.support.situation import Situation
from sim.world.state import HAS_WORKER, NO_PRODUCT, RUNS_PRODUCT
from tests.examples import examples
from tests.worlds import (
    COMBINATIONS,
    EVERYTHING,
    TODAY,
    begin,
    copy_situation,
    default_values,
    forked,
    frozen,
    residents_of,
    run_weeks,
)

LEVERS = {k: p for k, p in read_parameters().items() if p.role == "lever" and p.numeric}


@pytest.fixture(scope="module")
def start() -> Situation:
    """A neighbourhood a year under way, in which some are helped and some wait."""
    now = run_weeks(begin(residents_of(200, 130, -52), default_values(), -52), 0)
    assert (now.cells.status == HAS_WORKER).any()
    assert (now.cells.granted == RUNS_PRODUCT).any()
    return now


def check_euros(now: Situation) -> None:
    booked = now.ledger.booked.sum(axis=0)
    assert booked[PRODUCT] == now.ledger.by_product.sum()
    hours, weekly = now.ledger.by_product_minutes, now.products.minutes
    assert (hours * prices(now) == now.ledger.by_product * weekly).all()  # the same weeks
    assert booked[PRODUCT] + booked[CRISIS] == now.persons.cost.sum()
    assert booked[CRISIS] == now.tally.crises * now.settings.crisis_cents
    assert now.ledger.crisis_minutes.sum() == now.tally.crises * now.settings.crisis_minutes
    assert (now.ledger.booked >= 0).all()


def check_minutes(now: Situation, there: I8, minutes: I4) -> None:
    """there: [6] minutes of organisations so far; minutes: [w] of workers in this week, which
    by now has set those of the next where temporary workers come or go."""
    used = now.ledger.minutes[:, :UNUSED]
    assert (used >= 0).all()
    over = np.flatnonzero(used.sum(axis=1) > there)
    assert len(over) == 0, f"organisations {over}: used {used[over]}, there {there[over]}"
    staff, cells = now.staff, now.cells
    assert (staff.given >= 0).all()
    assert (staff.given <= minutes).all()
    assert cells.minutes.sum() <= staff.given.sum()  # a case that closed had minutes too
    assert (cells.minutes[cells.status != HAS_WORKER] == 0).all()


def check_cases(now: Situation) -> None:
    cells, staff = now.cells, now.staff
    helped = cells.status == HAS_WORKER
    assert ((cells.worker >= 0) == helped).all()
    assert (staff.org[cells.worker[helped]] == cells.desk[helped]).all()
    assert ((cells.product >= 0) == (cells.granted != NO_PRODUCT)).all()
    assert ((cells.payer >= 0) == (cells.granted == RUNS_PRODUCT)).all()
    assert (cells.active[helped | (cells.granted != NO_PRODUCT)] == 1).all()
    held = cells.holder[(cells.status != 0) | (cells.granted != NO_PRODUCT)]
    folk = now.folk
    last = now.week - 1
    assert (held >= 0).all()
    assert ((folk.arrive[held] <= last) & (last < folk.leave[held])).all()


def running(now: Situation) -> I8:
    """Running trajectories by product."""
    product = now.cells.product[now.cells.granted == RUNS_PRODUCT]
    return np.bincount(product, minlength=len(now.ledger.places)).astype(np.int64)


def check_places(now: Situation, before: I8) -> None:
    """Nothing begins beyond the places there are; before: [p] that ran when the week began,
    which go on where places have become fewer."""
    limited = now.products.places < UNLIMITED
    assert (running(now) <= np.maximum(now.ledger.places, before))[limited].all()
    visitors = np.bincount(
        now.persons.place[now.persons.place >= 0], minlength=len(now.provisions.places)
    )
    assert (now.provisions.visitors == visitors).all()
    assert (visitors <= now.provisions.places).all()
    assert (now.provisions.volunteers <= visitors).all()


def check_stays(now: Situation) -> None:
    """Nobody has a product beside one of their own that takes its place."""
    cells, replaces = now.cells, now.products.replaces
    own = cells.product[: 4 * now.folk.n].reshape(-1, 4)
    runs = cells.granted[: 4 * now.folk.n].reshape(-1, 4) == RUNS_PRODUCT
    for a in range(4):
        for b in range(4):
            both = runs[:, a] & runs[:, b] if a != b else np.zeros(len(runs), dtype=bool)
            assert (replaces[own[both, a], own[both, b]] == 0).all()


def by_organisation(now: Situation, minutes: I4) -> I8:
    total: I8 = np.zeros(len(now.offices.waiting), dtype=np.int64)
    np.add.at(total, now.staff.org, minutes)
    return total


def live_checked(now: Situation, weeks: int) -> None:
    """Live on; after every week everything that conserves is conserved."""
    # Minutes of the week that is lived may be kept for a contact or intake that did not fit.
    there = now.offices.intake_left + now.offices.door_left
    for _ in range(weeks):
        minutes, before = now.staff.minutes.copy(), running(now)
        there += by_organisation(now, minutes)
        guided = now.ledger.minutes[:, USE_GUIDANCE].copy()
        for name, step in PHASES:
            step(now)
            if name == "pay":
                check_places(now, before)
                check_stays(now)
        now.week += 1
        check_euros(now)
        check_minutes(now, there, minutes)
        guided = now.ledger.minutes[:, USE_GUIDANCE] - guided
        assert guided.tolist() == by_organisation(now, now.staff.given).tolist()
        check_cases(now)


@pytest.mark.parametrize("answers", COMBINATIONS, ids="+".join)
def test_everything_conserves_under_every_combination(
    start: Situation, answers: tuple[str, ...]
) -> None:
    live_checked(forked(start, answers, default_values()), 30)


@settings(max_examples=examples("conservation"))
@given(answers=st.sampled_from(COMBINATIONS), share=st.randoms(use_true_random=False))
def test_everything_conserves_for_any_levers_in_their_ranges(
    start: Situation, answers: tuple[str, ...], share: Random
) -> None:
    values: dict[str, Value] = dict(default_values())
    for key, lever in LEVERS.items():
        assert lever.low is not None
        assert lever.high is not None
        at = share.choice([0.0, 1.0, share.random()])
        values[key] = lever.low + at * (lever.high - lever.low)
    live_checked(forked(start, answers, values), 30)


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("answers", [COMBINATIONS[-1], TODAY], ids="+".join)
def test_everything_conserves_with_every_lever_at_an_end(
    start: Situation, answers: tuple[str, ...], end: str
) -> None:
    ends = {key: getattr(lever, end) for key, lever in LEVERS.items()}
    live_checked(forked(start, answers, {**default_values(), **ends}), 30)


@pytest.mark.parametrize("answers", COMBINATIONS, ids="+".join)
def test_every_combination_begins_with_the_same_euros_and_hours(
    start: Situation, answers: tuple[str, ...]
) -> None:
    """The account before and in the first week; no outcome of the models is looked at."""
    today = forked(start, TODAY, default_values())
    other = forked(start, answers, default_values())
    assert (today.ledger.budget == other.ledger.budget).all()
    assert today.ledger.reserve[0] == other.ledger.reserve[0]
    assert (today.staff.contract == other.staff.contract).all()
    run_week(today)
    run_week(other)
    wages = today.ledger.booked[:, STAFF] + today.ledger.booked[:, CHANGE]
    assert (other.ledger.booked[:, STAFF] + other.ledger.booked[:, CHANGE] == wages).all()
    assert (other.ledger.booked[:, PROVISION] == today.ledger.booked[:, PROVISION]).all()
    weekly = start.settings.cents_per_fte * start.staff.contract.sum()
    weekly /= 52 * start.settings.minutes_per_fte
    assert wages.sum() == pytest.approx(weekly, abs=6)  # a cent of rounding for each payer


def test_visiting_everybody_gives_the_same_bits(start: Situation) -> None:
    """Who is outside the active list is a fixed point of every phase."""
    now, everybody = copy_situation(start), copy_situation(start)
    folk = now.folk
    for _ in range(40):
        week = now.week
        here = (folk.arrive <= week) & (week < folk.leave)
        home = (folk.hh_arrive <= week) & (week < folk.hh_leave)
        cells = np.concatenate([np.repeat(here, 4), np.repeat(home, 3)])
        for name, step in PHASES:
            step(now)
            step(everybody)
            if name == "onsets":
                assert len(now.active) < cells.sum()
                everybody.active = np.flatnonzero(cells).astype(np.int32)
        now.week += 1
        everybody.week += 1
        assert frozen(now, *EVERYTHING) == frozen(everybody, *EVERYTHING)


def test_a_fork_leaves_its_origin_as_it_was(start: Situation) -> None:
    before = state_digest(start)
    now = copy_situation(start)
    assert state_digest(now) == before
    for _ in range(14):
        run_week(now)
    assert state_digest(start) == before
    assert state_digest(now) != before


PLAIN = """
import pickle, sys
from sim.model.digest import state_digest
from sim.model.week import run_week
with open(sys.argv[1], "rb") as file:
    now = pickle.load(file)
for _ in range(int(sys.argv[2])):
    run_week(now)
    print(state_digest(now))
"""


def test_compiled_and_plain_python_give_the_same_bits(tmp_path: Path) -> None:
    weeks = 16
    now = run_weeks(begin(residents_of(90, 60, -8), default_values(), -8), 0)
    now = forked(now, COMBINATIONS[-1], default_values())
    (tmp_path / "start").write_bytes(pickle.dumps(now))
    run = subprocess.run(
        [
            sys.executable,
            "-W",
            "error::RuntimeWarning",
            "-c",
            PLAIN,
            str(tmp_path / "start"),
            str(weeks),
        ],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    compiled = []
    for _ in range(weeks):
        run_week(now)
        compiled.append(state_digest(now))
    assert run.stdout.split() == compiled, run.stderr
