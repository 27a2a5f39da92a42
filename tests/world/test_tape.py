"""The tape: what could happen to whom is fixed; a lower hazard only removes events."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.foundation import streams
from sim.foundation.units import F8
from sim.inputs.files.errors import InputError
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.model.setup import highest
from sim.model.week import onsets, run_week
from sim.support.contract import Levers
from sim.support.situation import Situation
from sim.world import tape, tape_events
from sim.world.ceilings import RISK_TOP, make_ceilings, spill_top
from sim.world.parameters import make_domains, make_world
from tests.examples import examples
from tests.worlds import (
    COMBINATIONS,
    begin,
    copy_situation,
    default_values,
    forked,
    residents_of,
)

RATES = st.lists(st.floats(0.0, 0.4), min_size=1, max_size=30)


def laid(rates: list[float], block: int = 3, seed: int = 1, share: float = 1.0) -> tape.Candidates:
    """Candidates up to a share of their ceilings."""
    address = np.arange(len(rates), dtype=np.int64) * 7
    ceiling = np.array(rates)
    return tape.lay(tape.Sheet(streams.TAPE, address, ceiling, share * ceiling, seed, block))


def events_of(candidates: tape.Candidates, below: float = np.inf) -> list[tuple[float, ...]]:
    """Week, row, height and size of every candidate below a height, in order."""
    week = np.repeat(np.arange(13), np.diff(candidates.start))
    found = zip(week, candidates.who, candidates.height, candidates.size, strict=True)
    return [tuple(float(x) for x in one) for one in found if one[2] < below]


@settings(max_examples=examples("tape"))
@given(rates=RATES, block=st.integers(-20, 200))
def test_candidates_stand_in_order_of_week_then_id(rates: list[float], block: int) -> None:
    events = laid(rates, block)
    assert len(events.start) == 14
    assert events.start[-1] == len(events.who)
    for week in range(13):
        ids = events.who[events.start[week] : events.start[week + 1]]
        assert (np.diff(ids) >= 0).all()
    assert ((events.height > 0.0) & (events.height < events.reach)).all()
    assert (np.array(rates)[events.who] == events.reach).all()


@settings(max_examples=examples("tape"))
@given(rates=RATES, share=st.floats(0.0, 1.0), block=st.integers(-20, 200))
def test_a_run_that_can_reach_less_leaves_out_only_what_could_not_happen(
    rates: list[float], share: float, block: int
) -> None:
    """The candidates that can happen are the same, in the same order, whatever else is laid."""
    every, some = laid(rates, block), laid(rates, block, share=share)
    limit = share * np.array(rates)
    kept = [one for one in events_of(every) if one[2] < limit[int(one[1])]]
    assert events_of(some) == kept


@settings(max_examples=examples("tape"))
@given(rates=RATES, other=st.floats(0.0, 0.4), row=st.integers(0, 29))
def test_another_rate_or_neighbour_moves_nobody_elses_candidates(
    rates: list[float], other: float, row: int
) -> None:
    row = row % len(rates)
    changed = [*rates[:row], other, *rates[row + 1 :]]
    before, after = laid(rates), laid(changed)
    mine, theirs = before.who != row, after.who != row
    assert (before.who[mine] == after.who[theirs]).all()
    assert (before.height[mine] == after.height[theirs]).all()
    assert (before.size[mine] == after.size[theirs]).all()


def test_candidates_come_at_their_rate() -> None:
    rates = [0.3] * 4000
    events = laid(rates)
    expected = 0.3 * 13 * len(rates)
    assert abs(len(events.who) - expected) < 4.0 * np.sqrt(expected)
    weekly = np.diff(events.start)
    assert abs(weekly - expected / 13).max() < 5.0 * np.sqrt(expected / 13)


@pytest.fixture(scope="module")
def start() -> Situation:
    now = begin(residents_of(200, 130), default_values())
    for _ in range(8):
        run_week(now)
    return now


def tape_of(now: Situation) -> list[bytes]:
    return [a.tobytes() for t in (now.onset_tape, now.crisis_tape) for a in t.values()]


@settings(max_examples=examples("sweeps"))
@given(lever=st.sampled_from(Levers.names), answers=st.sampled_from(COMBINATIONS))
def test_halving_a_lever_changes_no_mark_and_no_time(
    start: Situation, lever: str, answers: tuple[str, ...]
) -> None:
    now = forked(start, answers, default_values())
    half = copy_situation(now)
    levers = half.practice.levers.replace(**{lever: 0.5 * getattr(half.levers, lever)})
    half.practice = replace(half.practice, levers=levers)
    for _ in range(20):
        run_week(now)
        run_week(half)
        assert tape_of(now) == tape_of(half)


@settings(max_examples=examples("sweeps"))
@given(
    share=st.floats(0.0, 1.0), key=st.sampled_from(["needs.spill", "needs.growth", "crisis.rate"])
)
def test_another_value_within_its_range_keeps_the_tape(
    start: Situation, share: float, key: str
) -> None:
    """Ceilings come from the upper ends of ranges, so a sweep does not reshuffle luck: what
    either world can reach is in both where it is within the reach of both."""
    parameter = read_parameters()[key]
    assert parameter.low is not None
    assert parameter.high is not None
    value = parameter.low + share * (parameter.high - parameter.low)
    other = begin(residents_of(200, 130), {**default_values(), key: value})
    for _ in range(8):
        run_week(other)
    within = [np.minimum(a, b) for a, b in zip(reach_of(start), reach_of(other), strict=True)]
    tapes = ((start.onset_tape, other.onset_tape), (start.crisis_tape, other.crisis_tape))
    for (mine, theirs), limit in zip(tapes, within, strict=True):
        shared = [one for one in events_of(mine) if one[2] < limit[int(one[1])]]
        assert shared == [one for one in events_of(theirs) if one[2] < limit[int(one[1])]]
        assert shared


def reach_of(now: Situation) -> tuple[F8, F8]:
    """Highest hazards of onsets per cell and of crises per person in the present block."""
    onset = tape.onset_reach(now.town, spill_top(now.world))
    return onset, tape.crisis_rates(now.folk, now.world.crisis_rate, 0)


def onset_cells(now: Situation) -> set[int]:
    """Cells in which the present week's tape brings an onset."""
    after = copy_situation(now)
    after.cells.resolvable[:] = 0.0
    after.cells.lasting[:] = 0.0
    onsets(after)
    return set(np.flatnonzero(after.cells.resolvable > 0.0).tolist())


@settings(max_examples=examples("tape"))
@given(share=st.floats(0.0, 1.0))
def test_a_lower_hazard_has_a_subset_of_the_events(start: Situation, share: float) -> None:
    now = copy_situation(start)
    happened = 0
    for _ in range(5):
        events = onset_cells(now)
        happened += len(events)
        assert onset_cells(replace(now, base=now.base * share)) <= events
        healthier = copy_situation(now)
        healthier.cells.unmet[:] *= share
        healthier.homes.strain[:] *= share
        assert onset_cells(healthier) <= events
        run_week(now)
    assert happened > 0


@settings(max_examples=examples("tape"))
@given(share=st.floats(0.0, 1.0))
def test_less_unmet_need_has_a_subset_of_the_crises(start: Situation, share: float) -> None:
    now = copy_situation(start)
    now.cells.unmet[:] = np.where(now.cells.active == 1, 0.99, 0.0)
    now.persons.crisis_until[:] = 0  # earlier ones are over
    crises = {}
    for name, factor in (("all", 1.0), ("fewer", share)):
        other = copy_situation(now)
        other.cells.unmet[:] *= factor
        found = 0
        for week in range(8, 13):
            hit = np.empty(len(other.crisis_tape.who), dtype=np.int32)
            other.week = week
            found += tape_events.crises(other.town, other.crisis_tape, hit)
        crises[name] = set(np.flatnonzero(other.persons.crisis_until > 8).tolist())
        assert found >= len(crises[name])
    assert crises["fewer"] <= crises["all"]
    assert crises["all"]


def test_a_hazard_above_its_ceiling_stops_the_run_and_names_the_parameters(
    start: Situation,
) -> None:
    now = copy_situation(start)
    with pytest.raises(InputError, match="ceiling") as failure:
        for _ in range(5):
            onsets(replace(now, base=now.base * 1e6))
            run_week(now)
    assert "needs.spill" in str(failure.value)


def test_no_hazard_in_the_ranges_passes_its_ceiling() -> None:
    """The ceiling is the product of the upper ends of everything in the hazard."""
    parameters = read_parameters()
    high = highest(parameters)
    values: dict[str, Value] = {**default_values(), **high}
    low = parameters["vulnerability.spread"].low
    assert low is not None
    world = make_world(values)
    domains = make_domains(default_values())
    ceilings = make_ceilings(domains, high, low)
    links = max(
        world.spill_debts_mental + world.spill_strain_mental,
        world.spill_income_debts,
        world.spill_mental_income,
        world.spill_mental_growing_up,
    )
    assert ceilings.crisis >= world.crisis_rate
    for risk, top in enumerate(RISK_TOP):
        spread = world.vulnerability_spread
        vulnerability = np.exp(spread * top - 0.5 * spread * spread)
        mental = domains.birth_max[4] * vulnerability
        worst = mental * (1.0 + world.needs_spill * links)
        assert worst <= ceilings.onset[4, risk] * (1.0 + 1e-12)
