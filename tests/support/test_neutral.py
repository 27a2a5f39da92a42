"""The zero line: with every lever neutral, and with no means at all, models coincide."""

from __future__ import annotations

import pytest

from sim.inputs.parameters.parameter import Value
from sim.model.week import PHASES, run_week
from sim.support.contract import TEAM, combine, neutral_levers
from sim.support.means import CRISIS
from sim.support.situation import Situation
from sim.world.state import HAS_WORKER, RUNS_PRODUCT
from tests.worlds import (
    COMBINATIONS,
    EVERYTHING,
    GENERALIST,
    TODAY,
    begin,
    copy_situation,
    default_values,
    different,
    forked,
    frozen,
    null_values,
    practice_of,
    residents_of,
    unlimited,
)

WEEKS = 40
Trace = list[tuple[int, str, dict[str, bytes]]]


def traced(now: Situation, weeks: int, *tables: str) -> Trace:
    """The bits of some tables after every phase of every week."""
    trace: Trace = []
    for _ in range(weeks):
        for name, step in PHASES:
            step(now)
            trace.append((now.week, name, frozen(now, *tables)))
        now.week += 1
    return trace


def first_difference(now: Situation, trace: Trace, *tables: str) -> str | None:
    """Where a run leaves a trace: week, phase and fields; None when nowhere."""
    at = iter(trace)
    for _ in range(len(trace) // len(PHASES)):
        for name, step in PHASES:
            step(now)
            week, _, bits = next(at)
            fields = different(bits, frozen(now, *tables))
            if fields:
                return f"week {week}, after {name}: {', '.join(fields)}"
        now.week += 1
    return None


@pytest.fixture(scope="module")
def neutral_start() -> Situation:
    return begin(residents_of(90, 60), unlimited(null_values()))


@pytest.fixture(scope="module")
def neutral_trace(neutral_start: Situation) -> Trace:
    today = forked(neutral_start, TODAY, null_values())
    trace = traced(today, WEEKS, *EVERYTHING)
    assert today.tally.onsets.sum() > 0
    assert today.tally.begun.sum() + today.tally.closing.sum() > 0
    return trace


@pytest.mark.parametrize("answers", COMBINATIONS, ids="+".join)
def test_at_neutral_every_combination_is_the_same_after_every_phase(
    neutral_start: Situation, neutral_trace: Trace, answers: tuple[str, ...]
) -> None:
    now = forked(neutral_start, answers, null_values())
    assert first_difference(now, neutral_trace, *EVERYTHING) is None


@pytest.mark.parametrize("answers", [GENERALIST, COMBINATIONS[-1]], ids="+".join)
def test_neutral_coincides_when_capacity_is_scarce_and_from_the_first_week_on(
    answers: tuple[str, ...],
) -> None:
    residents = residents_of(200, 60)
    trace = traced(begin(residents, null_values()), 20, *EVERYTHING)
    other = begin(residents, null_values(), answers=answers)
    assert first_difference(other, trace, *EVERYTHING) is None


def test_one_table_with_ample_means_is_the_desks_with_another_name_on_the_door() -> None:
    """Benefits and frictions neutral, but one team for all desks and one director."""
    values = unlimited(null_values())
    one_team: dict[str, Value] = {
        "kitchen_table.mandate_wmo": 1.0,
        "kitchen_table.mandate_youth": 1.0,
        "kitchen_table.mandate_income": 1.0,
        "kitchen_table.mandate_social": 1.0,
        "one_plan.bundle": 1.0,
    }
    start = begin(residents_of(90, 60), values)
    desks = forked(start, TODAY, values)
    table = forked(start, GENERALIST, {**values, **one_team})
    who_helps = {
        "cells.desk", "cells.worker", "homes.plan_worker", "homes.told", "homes.organisations",
    }  # fmt: skip
    for _ in range(WEEKS):
        run_week(desks)
        run_week(table)
        tables = ("cells", "persons", "homes", "provisions")
        differ = set(different(frozen(desks, *tables), frozen(table, *tables)))
        assert differ <= who_helps, f"week {desks.week - 1}: {sorted(differ - who_helps)}"
        assert (desks.ledger.booked == table.ledger.booked).all()
    assert (table.cells.desk[table.cells.status == HAS_WORKER] == TEAM).all()
    assert desks.tally.closing.sum() > 0


def zero_means() -> dict[str, Value]:
    """Levers at their defaults, but nothing that waiting or refusal does to strength."""
    values = {**default_values(), "strength.waiting": 0.0, "strength.refusal": 0.0}
    return {k: 0.0 if k.endswith(".drop_out") else v for k, v in values.items()}


WORLD = ("lasting", "resolvable", "unmet", "counts_since")


def world_bits(now: Situation) -> dict[str, bytes]:
    """Needs, strength, ties and crises: what no model may move without means."""
    bits = {f"cells.{name}": getattr(now.cells, name).tobytes() for name in WORLD}
    bits["persons.strength"] = now.persons.strength.tobytes()
    bits["persons.place"] = now.persons.place.tobytes()
    bits["persons.crisis_until"] = now.persons.crisis_until.tobytes()
    network = frozen(now, "homes")
    for knows in ("homes.told", "homes.organisations", "homes.plan_worker"):
        del network[knows]
    return bits | network


@pytest.fixture(scope="module")
def bare_start() -> Situation:
    return begin(residents_of(90, 80), zero_means(), no_means=True)


@pytest.fixture(scope="module")
def bare_trace(bare_start: Situation) -> list[tuple[dict[str, bytes], list[int]]]:
    now = forked(bare_start, TODAY, zero_means())
    trace = []
    for _ in range(60):
        run_week(now)
        trace.append((world_bits(now), [*now.tally.onsets.tolist(), now.tally.crises]))
    assert now.tally.onsets.sum() > 0
    return trace


@pytest.mark.parametrize("answers", COMBINATIONS, ids="+".join)
def test_without_means_no_combination_moves_the_world(
    bare_start: Situation,
    bare_trace: list[tuple[dict[str, bytes], list[int]]],
    answers: tuple[str, ...],
) -> None:
    now = forked(bare_start, answers, zero_means())
    for bits, events in bare_trace:
        run_week(now)
        fields = different(bits, world_bits(now))
        assert not fields, f"week {now.week - 1}: {', '.join(fields)}"
        assert [*now.tally.onsets.tolist(), now.tally.crises] == events


def test_without_means_nobody_is_helped_and_only_crisis_care_is_paid(
    bare_start: Situation,
) -> None:
    now = copy_situation(bare_start)
    for _ in range(52):
        run_week(now)
    assert not (now.cells.status == HAS_WORKER).any()
    assert not (now.cells.granted == RUNS_PRODUCT).any()
    assert not (now.persons.place >= 0).any()
    assert now.ledger.minutes.sum() == 0
    crisis = now.ledger.booked[:, CRISIS].sum()
    assert crisis == now.ledger.booked.sum() == now.tally.crises * now.settings.crisis_cents


@pytest.mark.parametrize("answers", COMBINATIONS, ids="+".join)
def test_neutral_levers_of_a_scenario_are_the_neutral_levers_of_the_contract(
    answers: tuple[str, ...],
) -> None:
    practice = practice_of(answers, null_values())
    nature = {
        f"{q}_{name}": value
        for q, answer in practice.answers.items()
        for name, value in answer.fixed.items()
    }
    assert practice.levers.as_dict() == {**neutral_levers(), **nature}
    assert combine(practice.answers, null_values()) == practice.levers
