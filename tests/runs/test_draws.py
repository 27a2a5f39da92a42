from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.scenario import resolve
from sim.runs.draws import (
    drawn_values,
    point,
    replication_seed,
    value_at,
)

SEEDS = st.integers(0, 2**63 - 1)


@given(seed=SEEDS, power=st.integers(0, 5), block=st.integers(0, 3))
def test_every_aligned_block_of_2_to_the_m_fills_each_slice_once(
    seed: int, power: int, block: int
) -> None:
    size = 1 << power
    at = [point(seed, "needs.theta", block * size + r) for r in range(size)]
    assert sorted(int(x * size) for x in at) == list(range(size))


def test_two_parameters_are_paired_at_random() -> None:
    runs = range(256)
    first = [point(1, "a", r) for r in runs]
    second = [point(1, "b", r) for r in runs]
    assert abs(float(np.corrcoef(first, second)[0, 1])) < 4.0 / 256**0.5  # standard errors
    assert first != second


@given(seed=SEEDS)
def test_seeds_of_replications_are_apart_and_in_range(seed: int) -> None:
    seeds = [replication_seed(seed, r) for r in range(50)]
    assert len(set(seeds)) == 50
    assert all(0 <= s < 2**63 for s in seeds)
    assert replication_seed(seed, 1) != replication_seed((seed + 1) % 2**63, 0)


def test_a_draw_depends_on_nothing_but_seed_name_and_replication() -> None:
    parameters = read_parameters()
    few = {key: item for key, item in parameters.items() if key.startswith("needs.")}
    resolved = resolve("pilot")
    whole = drawn_values(parameters, resolved, 3)
    assert {key: whole[key] for key in whole if key in few} == drawn_values(few, resolved, 3)


def test_values_stay_in_their_range_and_weeks_are_whole() -> None:
    parameters = read_parameters()
    for replication in range(8):
        for key, value in drawn_values(parameters, resolve("pilot"), replication).items():
            item = parameters[key]
            assert item.low is not None and item.high is not None
            assert item.low <= float(value) <= item.high
            if item.unit == "weeks":
                assert float(value) == int(value)


def test_what_is_stated_is_never_drawn() -> None:
    parameters = read_parameters()
    stated = resolve("pilot", set={"needs.theta": "0.1"})
    assert "needs.theta" not in drawn_values(parameters, stated, 0)
    null = drawn_values(parameters, resolve("null"), 0)
    assert not any(parameters[key].neutral is not None for key in null)


@pytest.mark.parametrize("at", [1e-9, 0.5, 1.0 - 1e-9])
def test_whole_numbers_have_equal_chances(at: float) -> None:
    from dataclasses import replace

    item = next(p for p in read_parameters().values() if p.numeric and not p.integer)
    whole = replace(item, value=1, low=1.0, high=3.0, integer=True)
    assert value_at(whole, at) == {1e-9: 1, 0.5: 2}.get(at, 3)


def test_half_of_the_draws_lie_below_the_default() -> None:
    parameters = read_parameters()
    draws = [drawn_values(parameters, resolve("pilot"), r) for r in range(64)]
    for key in ("needs.growth", "one_plan.learning_start", "kitchen_table.breadth"):
        below = sum(float(d[key]) < float(parameters[key].value) for d in draws)
        assert below == 32


def test_a_drawn_value_lies_where_its_place_says() -> None:
    item = read_parameters()["needs.growth"]
    assert item.low is not None and item.high is not None
    low, middle, high = item.low, float(item.value), item.high
    assert low < middle < high
    found = [value_at(item, at) for at in (0.25, 0.5, 0.75)]
    assert found == pytest.approx([(low + middle) / 2.0, middle, (middle + high) / 2.0])
