"""A lever of several answers: either may be the higher, every value in its range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import YES_OR_NO, Direction, Parameter, Value
from sim.inputs.scenarios.answers import ANSWERS
from sim.inputs.scenarios.scenario import resolve
from sim.runs.draws import drawn_values, point, value_at, values_in_common, values_of_draw
from sim.runs.shared_levers import SPREAD, SharedLever, lever_name, shared_levers

KNOWN = read_parameters()
LEVERS = shared_levers(KNOWN)
DRAWS = 64
SHARES = st.floats(0.0, 1.0)


def whole(keys: Sequence[str]) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Values over some draws, by key."""
    draws = [drawn_values(KNOWN, resolve("pilot"), r) for r in range(DRAWS)]
    return {key: np.array([float(one[key]) for one in draws]) for key in keys}


def made_up(value: float, **more: object) -> dict[str, Parameter]:
    """A lever that all three answers to a question have."""
    like = replace(KNOWN["collectivise.rules"], value=value, low=0.0, high=1.0)
    keys = [f"{answer}.made_up" for answer in ANSWERS["build"]]
    return {key: replace(like, key=key, **more) for key in keys}  # type: ignore[arg-type]


def test_every_lever_that_two_answers_have_is_shared_and_over_one_range() -> None:
    by_name: dict[str, list[str]] = {}
    for key, item in KNOWN.items():
        if item.role == "lever" and item.draw:
            by_name.setdefault(lever_name(key), []).append(key)
    several = {name: set(keys) for name, keys in by_name.items() if len(keys) > 1}
    assert {name: set(lever.keys) for name, lever in LEVERS.items()} == several
    assert len(several) > 30
    for lever in LEVERS.values():
        own = [KNOWN[key] for key in lever.keys]
        assert len({(p.low, p.high, p.unit, p.neutral) for p in own}) == 1, lever.name


def test_either_answer_is_the_higher_in_half_of_the_worlds() -> None:
    keys = [key for lever in LEVERS.values() for key in lever.keys]
    values = whole(keys)
    for lever in LEVERS.values():
        first, second = (values[key] for key in lever.keys)
        higher, lower = float((first > second).mean()), float((first < second).mean())
        # The difference is spread evenly, so that only ties leave less than one half to each.
        assert max(higher, lower) <= 0.5, lever.name
        smooth = KNOWN[lever.keys[0]].unit != "weeks"
        inside = lever.middle(KNOWN) not in (KNOWN[lever.keys[0]].low, KNOWN[lever.keys[0]].high)
        if smooth and inside:
            assert higher == lower == 0.5, lever.name


def test_every_answer_is_spread_over_the_range_as_the_part_in_common_is() -> None:
    lever = LEVERS["admit.lightest_first"]
    low, middle, high = -0.4, -0.1, 0.5
    assert lever.middle(KNOWN) == pytest.approx(middle)
    edges = [low, (low + middle) / 2.0, middle, (middle + high) / 2.0, high]
    many = 2048
    draws = [values_of_draw(KNOWN, lever.keys, 5, r) for r in range(many)]
    for key in lever.keys:
        found = np.array([float(one[key]) for one in draws])
        assert low <= found.min() and found.max() <= high
        counts = np.histogram(found, edges)[0] / many
        # The standard error of a share of one quarter in 2,048 draws is 0.0096.
        assert counts == pytest.approx([0.25] * 4, abs=0.03)


def test_what_answers_have_in_common_fills_every_slice_once() -> None:
    lever = LEVERS["reach.barrier"]
    at = [point(3, lever.name, r) for r in range(16)]
    assert sorted(int(x * 16) for x in at) == list(range(16))
    same = [values_in_common(KNOWN, lever, x, (0.5,)) for x in at]
    assert all(one["desk.barrier"] == one["outreach.barrier"] for one in same)
    middle = lever.middle(KNOWN)
    assert [one["desk.barrier"] for one in same] == [
        value_at(KNOWN["desk.barrier"], x, middle) for x in at
    ]


@given(common=SHARES, apart=SHARES)
def test_a_difference_reversed_exchanges_two_answers(common: float, apart: float) -> None:
    for lever in LEVERS.values():
        first, second = (
            float(x) for x in values_in_common(KNOWN, lever, common, (apart,)).values()
        )
        again = values_in_common(KNOWN, lever, common, (1.0 - apart,))
        assert list(again.values()) == pytest.approx([second, first], abs=1e-9)
        if abs(apart - 0.5) > 1e-9:
            assert (second - first) * (apart - 0.5) >= 0.0
        for key, value in zip(lever.keys, (first, second), strict=True):
            item = KNOWN[key]
            assert item.low is not None and item.high is not None
            assert item.low <= value <= item.high
            assert item.unit != "weeks" or value == int(value)


def test_two_answers_stand_as_far_apart_as_their_difference_says() -> None:
    lever = LEVERS["reach.barrier"]
    first, second = lever.places(KNOWN, 0.5, (0.8,))
    assert second - first == pytest.approx(SPREAD * 0.6)
    assert (first + second) / 2.0 == pytest.approx(0.5)
    # Beyond the high end it is folded back: 0.9 + 0.25 is 0.85.
    assert lever.places(KNOWN, 0.9, (1.0,)) == pytest.approx((0.65, 0.85))


def test_a_draw_is_the_same_whatever_else_is_drawn() -> None:
    together = values_of_draw(KNOWN, ["desk.barrier", "outreach.barrier", "needs.theta"], 9, 4)
    alone = values_of_draw(KNOWN, ["outreach.barrier"], 9, 4)
    assert alone == {"outreach.barrier": together["outreach.barrier"]}
    stated = drawn_values(KNOWN, resolve("pilot", set={"desk.barrier": "0.5"}), 4)
    usual = drawn_values(KNOWN, resolve("pilot"), 4)
    assert "desk.barrier" not in stated
    assert stated["outreach.barrier"] == usual["outreach.barrier"]


def test_three_answers_differ_in_every_order_and_as_often() -> None:
    known = made_up(0.3)
    (lever,) = shared_levers(known).values()
    assert lever.differences == (
        "build.made_up.difference.collectivise", "build.made_up.difference.reinvest",
    )  # fmt: skip
    values = [list(values_of_draw(known, lever.keys, 1, r).values()) for r in range(1024)]
    found = np.array(values, dtype=float)
    assert found.min() >= 0.0 and found.max() <= 1.0
    for one, other in ((0, 1), (0, 2), (1, 2)):
        # The standard error of a share of one half in 1,024 draws is 0.016.
        assert float((found[:, one] > found[:, other]).mean()) == pytest.approx(0.5, abs=0.05)
    assert len({tuple(row) for row in np.argsort(found, axis=1).tolist()}) == 6


def numbers(known: dict[str, Parameter], draws: int) -> list[list[Value]]:
    (lever,) = shared_levers(known).values()
    return [list(values_of_draw(known, lever.keys, 2, r).values()) for r in range(draws)]


def test_whole_numbers_and_yes_or_no_stay_what_they_are() -> None:
    whole_ones = numbers(made_up(1, integer=True, high=3.0), 64)
    assert {value for row in whole_ones for value in row} == {0, 1, 2, 3}
    yes_or_no = numbers(made_up(1.0, unit=YES_OR_NO), 64)
    assert {value for row in yes_or_no for value in row} == {0.0, 1.0}
    assert {tuple(row) for row in yes_or_no} >= {(0.0, 0.0, 1.0), (1.0, 0.0, 0.0)}


@pytest.mark.parametrize("side", ["higher", "lower"])
def test_a_direction_that_a_source_states_holds_in_every_world(side: str) -> None:
    known = {key: item for key, item in made_up(0.3).items() if not key.startswith("as_is")}
    key = "reinvest.made_up"
    known[key] = replace(known[key], direction=Direction(side, "M25"))  # type: ignore[arg-type]
    (lever,) = shared_levers(known).values()
    for reverse in (False, True):
        for r in range(32):
            found = values_of_draw(known, lever.keys, 2, r, reverse)
            own, other = float(found[key]), float(found["collectivise.made_up"])
            assert own >= other if side == "higher" else own <= other


def test_ranges_that_differ_keep_each_its_own() -> None:
    known = made_up(0.3)
    key = "reinvest.made_up"
    known[key] = replace(known[key], low=0.2, high=0.6, value=0.4)
    lever = SharedLever("build.made_up", tuple(known))
    assert lever.middle(known) is None
    found = values_in_common(known, lever, 0.5, (0.5, 0.5))
    assert list(found.values()) == [0.3, 0.3, 0.4]
    assert values_in_common(known, lever, 0.0, (0.5, 0.5))[key] == 0.2
