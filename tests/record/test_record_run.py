"""The recorder beside a living neighbourhood: it conserves, agrees and disturbs nothing."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from sim.model.fork import copy_situation, run_weeks
from sim.record.groups import divisions
from sim.record.outcomes import OUTCOMES, OUTSIDE, STATES
from sim.record.recorder import Recorder, RunResults
from sim.record.tables import (
    CRISES_LIGHT,
    CRISES_NO_HELP,
    CRISES_SPECIALIST,
    CRISES_WAITING,
)
from sim.support.contract import ORGANISATIONS
from sim.support.flows import GIVEN_UP
from sim.support.means import BOOK_LINES
from sim.support.situation import Situation
from tests.worlds import (
    GENERALIST,
    TODAY,
    begin,
    default_values,
    different,
    forked,
    frozen,
    null_values,
    residents_of,
    unlimited,
)

CITIZENS, BURN_IN, WEEKS = 200, 26, 60
TABLES = ("cells", "homes", "provisions", "staff", "offices", "ledger")


@pytest.fixture(scope="module")
def start() -> Situation:
    """Today's practice after half a year."""
    residents = residents_of(CITIZENS, BURN_IN + WEEKS, -BURN_IN)
    return run_weeks(begin(residents, default_values(), -BURN_IN), 0)


@pytest.fixture(scope="module")
def lived(start: Situation) -> tuple[Situation, Recorder, RunResults, list[np.ndarray]]:
    """The same practice for another year and more, with the state of every week."""
    now = forked(start, TODAY, default_values())
    recorder = Recorder(now, WEEKS)
    seen = [now.persons.state.copy()]

    def watch(situation: Situation) -> None:
        recorder(situation)
        seen.append(situation.persons.state.copy())

    run_weeks(now, WEEKS, watch)
    return now, recorder, recorder.results(now), seen


Lived = tuple[Situation, Recorder, RunResults, list[np.ndarray]]


def test_flows_are_all_changes_of_state(lived: Lived) -> None:
    now, _, found, seen = lived
    expected = np.zeros((10, 10), dtype=np.int64)
    for before, after in pairwise(seen):
        np.add.at(expected, (before, after), 1)
    stays = int(np.trace(expected))
    np.fill_diagonal(expected, 0)
    np.testing.assert_array_equal(found.flows, expected)
    assert int(found.flows.sum()) + stays == now.folk.n * WEEKS


def test_flows_lead_from_the_first_state_to_the_last(lived: Lived) -> None:
    _, _, found, seen = lived
    first = np.bincount(seen[0], minlength=10)
    last = np.bincount(seen[-1], minlength=10)
    np.testing.assert_array_equal(first + found.flows.sum(axis=0) - found.flows.sum(axis=1), last)


def test_outside_is_who_is_not_present(lived: Lived) -> None:
    now, _, found, seen = lived
    here = (now.folk.arrive < now.week) & (now.week - 1 < now.folk.leave)
    np.testing.assert_array_equal(seen[-1] == OUTSIDE, ~here)
    assert found.weekly["residents"][-1] == here.sum()
    shares = sum(found.weekly[f"share_{state}"] for state in STATES[:-1])
    np.testing.assert_allclose(shares, 1.0, rtol=0, atol=1e-12)


def test_every_declared_outcome_has_a_value_or_a_reason(lived: Lived) -> None:
    _, _, found, _ = lived
    assert list(found.outcomes) == list(OUTCOMES)
    for name, value in found.outcomes.items():
        if value is None:
            assert found.reasons[name]
        else:
            assert math.isfinite(value)
    shares = [o.id for o in OUTCOMES.values() if o.unit.startswith("share")]
    for name in shares:
        value = found.outcomes[name]
        assert value is None or -1e-12 <= value <= 1.0 + 1e-12, name


def test_totals_agree_with_the_engine(lived: Lived) -> None:
    now, recorder, found, _ = lived
    notes = recorder.notes
    years = found.weekly["residents"].sum() / 52
    assert found.outcomes["public_cost"] == pytest.approx(now.ledger.booked.sum() / 100.0 / years)
    kinds = [CRISES_NO_HELP, CRISES_WAITING, CRISES_LIGHT, CRISES_SPECIALIST]
    assert notes.counts[kinds].sum() == now.tally.crises
    assert now.tally.flows[GIVEN_UP].sum() == now.tally.drop_outs
    assert notes.begun.sum() >= notes.ended.sum()
    lines = [f"cost_line_{line}" for line in BOOK_LINES]
    total = sum(found.outcomes[name] or 0.0 for name in lines)
    assert found.outcomes["public_cost"] == pytest.approx(total)
    assert found.by_product.sum() / 100.0 / years == pytest.approx(
        found.outcomes["cost_line_product"]
    )


def test_groups_add_up(lived: Lived) -> None:
    now, recorder, found, _ = lived
    for name, division in divisions(now, 0).items():
        groups = found.groups[name]
        assert set(groups) <= set(division.names)
        lived_weeks = sum(row["residents"] for row in groups.values())
        assert lived_weeks == pytest.approx(found.weekly["residents"].mean())
        felt = sum(row["burden"] * row["residents"] for row in groups.values())
        assert felt * WEEKS / 52 == pytest.approx(recorder.notes.burden.sum())
        cents = sum(row["cost"] * row["residents"] for row in groups.values())
        assert cents * WEEKS / 52 * 100 == pytest.approx(now.persons.cost.sum())


def test_citizens_are_who_stayed_sorted_by_id(lived: Lived) -> None:
    now, _, found, _ = lived
    rows = found.citizens
    assert (np.diff(rows["id"]) > 0).all()
    assert (now.folk.arrive[rows["id"]] <= 0).all()
    assert (now.folk.leave[rows["id"]] >= WEEKS).all()
    weeks = np.stack([rows[f"weeks_{state}"] for state in STATES[:-1]]).sum(axis=0)
    np.testing.assert_array_equal(weeks, WEEKS)
    assert rows["cost"].dtype == np.int64


def test_recording_disturbs_nothing(start: Situation) -> None:
    watched, alone = copy_situation(start), copy_situation(start)
    run_weeks(watched, 20, Recorder(watched, 20))
    run_weeks(alone, 20)
    assert different(frozen(watched, *TABLES), frozen(alone, *TABLES)) == []
    for field in ("strength", "place", "joined", "shy_until", "crisis_until", "volunteer", "cost"):
        np.testing.assert_array_equal(
            getattr(watched.persons, field), getattr(alone.persons, field)
        )


def test_levels_of_the_last_burn_in_year() -> None:
    residents = residents_of(CITIZENS, 60, -60)
    now = run_weeks(begin(residents, default_values(), -60), -52)
    recorder = Recorder(now, 52)
    run_weeks(now, 0, recorder)
    levels = recorder.results(now).levels
    assert levels["inhabitants"] == pytest.approx(recorder.series["residents"].mean())
    assert 0.0 < levels["users_per_1000"] < 1000.0
    assert levels["user_households"] <= levels["user_households_with_first_line"]
    assert levels["multi_problem_strict_share"] <= levels["multi_problem_share"] <= 1.0
    assert levels["lonely_severe_share"] <= levels["lonely_share"]
    payers = sum(value for key, value in levels.items() if key.startswith("cost_payer_"))
    assert payers == pytest.approx(levels["public_cost"])
    assert all(math.isfinite(value) for value in levels.values())


def _null_run(answers: tuple[str, ...]) -> RunResults:
    values = unlimited(null_values())
    start = run_weeks(begin(residents_of(80, 40, -8), values, -8), 0)
    now = forked(start, answers, values)
    recorder = Recorder(now, 30)
    return recorder.results(run_weeks(now, 30, recorder))


def test_two_models_are_equal_when_every_lever_is_neutral() -> None:
    today, team = _null_run(TODAY), _null_run(GENERALIST)
    same: Callable[[object, object], None] = np.testing.assert_array_equal
    same(today.flows, team.flows)
    assert today.citizens.keys() == team.citizens.keys()
    for name in today.citizens:
        same(today.citizens[name], team.citizens[name])
    # who does it differs in name; nothing that is counted does
    names = tuple(f"_{name}" for name in ORGANISATIONS)
    every = {name for name in OUTCOMES if not name.endswith(names)}
    assert {n: today.outcomes[n] for n in every} == {n: team.outcomes[n] for n in every}
    assert today.groups == team.groups
    for name in today.weekly:
        same(today.weekly[name], team.weekly[name])
