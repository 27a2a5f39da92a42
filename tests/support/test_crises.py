"""Crisis care: what it books, and to whom it tells what it saw."""

from __future__ import annotations

import numpy as np
import pytest

from sim.foundation.units import NEVER
from sim.model.week import run_week
from sim.support.contract import PRACTICE, TEAM
from sim.support.means import CRISIS, org_for
from sim.support.reach.entering import pass_on_crises
from sim.support.situation import Situation
from sim.world.state import (
    NO_REQUEST,
    RUNS_PRODUCT,
    WAITS_INTAKE,
)
from tests.worlds import GENERALIST, TODAY, begin, default_values, forked, residents_of

FLOOR = 0.15


def some(answers: tuple[str, ...] = TODAY) -> Situation:
    now = begin(residents_of(120, 30), default_values(), answers=answers)
    now.cells.unmet[:] = 0.35
    now.cells.status[:] = NO_REQUEST
    now.cells.granted[:] = 0
    now.cells.known[:] = -NEVER
    return now


def passed_on(now: Situation, hit: np.ndarray, chance: float) -> int:
    """Needs that a desk hears of."""
    before = int(now.tally.reach[1])
    now.world = now.world.replace(crisis_known=chance, asking_floor=FLOOR)
    pass_on_crises(now.served, hit.astype(np.int32))
    return int(now.tally.reach[1]) - before


@pytest.mark.parametrize(("chance", "share"), [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)])
def test_crisis_care_passes_a_need_on_with_its_chance(chance: float, share: float) -> None:
    now = some()
    hit = np.arange(len(now.cells.status))
    within = 4.0 * (share * (1.0 - share) / len(hit)) ** 0.5  # four standard errors
    assert passed_on(now, hit, chance) / len(hit) == pytest.approx(share, abs=within)
    told = now.cells.status == WAITS_INTAKE
    assert (now.cells.known[told] == now.week).all()
    assert (now.cells.since[told] == now.week).all()
    assert ((now.cells.moment[told] > 0.0) & (now.cells.moment[told] < 1.0)).all()


def test_the_need_goes_to_the_desk_of_its_domain_or_to_the_team_within_its_mandate() -> None:
    now = some()
    hit = np.arange(len(now.cells.status))
    passed_on(now, hit, 1.0)
    assert (now.cells.desk == now.domains.desk[now.cells.domain]).all()
    team = some(GENERALIST)
    passed_on(team, hit, 1.0)
    care = team.domains.desk[team.cells.domain] == PRACTICE
    own = team.domains.desk[team.cells.domain]
    expected = [org_for(team.levers, int(desk)) for desk in own[~care]]
    assert team.cells.desk[~care].tolist() == expected
    assert TEAM in expected
    assert (team.cells.desk[care] == PRACTICE).all()


def test_what_is_known_or_no_longer_felt_is_not_passed_on() -> None:
    now = some()
    hit = np.arange(4)
    now.cells.status[0] = WAITS_INTAKE
    now.cells.granted[1] = RUNS_PRODUCT
    now.cells.unmet[2] = FLOOR
    desk = now.cells.desk.copy()
    assert passed_on(now, hit, 1.0) == 1
    assert (now.cells.desk != desk).nonzero()[0].tolist() == [3]
    assert passed_on(now, np.array([3, 3]), 1.0) == 0


def test_a_higher_chance_only_adds() -> None:
    told: set[int] = set()
    for chance in (0.2, 0.5, 0.9):
        now = some()
        passed_on(now, np.arange(len(now.cells.status)), chance)
        more = set(np.flatnonzero(now.cells.status == WAITS_INTAKE).tolist())
        assert told < more
        told = more


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_crises_book_hours_with_their_payer_and_are_passed_on_in_the_same_week(
    chance: float,
) -> None:
    values = {
        **default_values(),
        "crisis.known": chance,
        "crisis.rate": 0.025,
        "crisis.hours": 12.5,
        "staff.hours_factor": 0.0,  # nobody decides, and so forgets, in the same week
    }
    now = forked(begin(residents_of(500, 30), values), TODAY, values)
    going = now.cells.lasting + now.cells.resolvable > 0.0
    now.cells.resolvable[going] = 0.9 * (1.0 - now.cells.lasting[going])
    hidden = told = 0
    for _ in range(12):
        known = now.cells.known.copy()
        run_week(now)
        fresh = now.hit[known[now.hit] == -NEVER]
        fresh = fresh[now.cells.unmet[fresh] > now.world.asking_floor]
        hidden += len(fresh)
        told += int((now.cells.known[fresh] == now.week - 1).sum())
    minutes = now.ledger.crisis_minutes
    assert now.tally.crises > 0
    assert minutes.sum() == now.tally.crises * 750
    paid = now.ledger.booked[:, CRISIS] // now.settings.crisis_cents
    assert (minutes == 750 * paid).all()
    assert hidden > 5
    assert told == hidden if chance == 1.0 else told < hidden
