from __future__ import annotations

import re

import numpy as np
import pytest
from scipy import stats

from sim.comparison.movers import by_chance, movers
from sim.inputs.parameters.load import read_parameters
from sim.show import words
from sim.show.counted import FIRM, runs_of
from sim.show.plane import Plane
from sim.show.reading import View
from tests.show.fixture import made_up
from tests.show.runs import found, put

ALL = [-3.0, -1.0, -2.0, -4.0, -1.0, -2.0]


@pytest.mark.parametrize(
    ("values", "verdict", "lower", "agreeing"),
    [
        (ALL, "all", True, 6),
        ([-v for v in ALL], "all", False, 6),
        ([*ALL, *ALL, 1.0], "most", True, 12),
        ([*ALL, 0.0], "most", True, 6),  # a run without a difference is not on the side
        ([*ALL, *ALL, 100.0], "unclear", True, 12),  # the mean is on the other side
        ([-1.0] * 7 + [1.0] * 3, "unclear", True, 7),  # as uneven as chance makes it
        ([-1.0, 1.0] * 10, "unclear", False, 10),
        ([-1.0] * 10 + [2.0] * 10, "unclear", False, 10),
        ([-1.0] * 5, "few", True, 5),
        ([2.0], "few", False, 1),
        ([0.0] * 9, "equal", False, 0),
    ],
)
def test_a_direction_is_decided_by_counting_runs(
    values: list[float], verdict: str, lower: bool, agreeing: int
) -> None:
    runs = runs_of(np.array([*values, np.nan]))
    assert runs is not None and runs.count == len(values)
    assert (runs.verdict, runs.lower, runs.agreeing) == (verdict, lower, agreeing)
    assert found(*values).verdict == verdict


@pytest.mark.parametrize("count", [1, 2, 5, 6, 9, 40, 137])
def test_an_uneven_split_is_that_of_the_sign_test(count: int) -> None:
    for less in range(count + 1):
        runs = runs_of(np.array([-1.0] * less + [1.0] * (count - less)))
        assert runs is not None
        told = runs.verdict in FIRM
        # Where every run is on one side the same test decides whether these are too few.
        assert told == (stats.binomtest(less, count).pvalue < 0.05)


def test_without_a_defined_run_nothing_is_said() -> None:
    assert runs_of(np.array([np.nan, np.nan])) is None
    assert found().verdict == "undefined"


@pytest.mark.parametrize(
    ("values", "skewed"),
    [
        ([1.0, 2.0, 3.0], False),
        ([-1.0, 0.1, 1.0], False),
        ([1.0, 2.0, 12.0], True),
        ([-1.0, -1.0, 9.0], True),
    ],
)
def test_mean_and_middle_disagree_by_much_of_the_width_of_the_runs(
    values: list[float], skewed: bool
) -> None:
    runs = runs_of(np.array(values))
    assert runs is not None and runs.skewed is skewed


def test_better_or_worse_follows_from_the_direction_of_the_outcome() -> None:
    view = View(made_up(), "en", read_parameters())
    more = [-value for value in ALL]
    assert words.reading(view, found(*ALL)) == "lower in 6 of 6 (better)"
    assert words.reading(view, found(*ALL, outcome="reach")) == "lower in 6 of 6 (worse)"
    assert words.reading(view, found(*more, outcome="users_per_1000")) == "higher in 6 of 6"


def test_every_cell_counts_the_runs_that_were_made() -> None:
    """Of every pair and outcome: the counts, the side and the ends said are those of the runs."""
    view = View(made_up(runs=20), "en", read_parameters())
    for pair in view.pairs:
        for outcome in view.document.outcomes:
            values = view.differences(pair, outcome) * view.scale(outcome)
            values = values[np.isfinite(values)]
            said = words.reading(view, view.finding(pair, outcome))
            if len(values) == 0:
                assert said == "undefined"
                continue
            counts = re.search(r"(\d+) of (\d+)", said)
            if not values.any():
                assert said == "exactly the same" and counts is None
                continue
            assert counts is not None, said
            k, n = int(counts[1]), int(counts[2])
            assert n == len(values)
            less, more = int(np.sum(values < 0.0)), int(np.sum(values > 0.0))
            assert k == max(less, more)
            assert (less if "lower" in said else more) == k


def test_a_share_is_read_as_a_percentage_everywhere() -> None:
    comparison = made_up()
    view = View(comparison, "en", read_parameters())
    stated = comparison.document["models"]["first"]["reach"]["mean"]
    assert view.level("first", "reach").mean == pytest.approx(100.0 * stated)
    found = view.finding("second-first", "reach")
    raw = comparison.document["differences"]["second-first"]["reach"]
    assert found.mean == pytest.approx(100.0 * raw["mean"])
    assert found.full == pytest.approx((100.0 * raw["full"]["low"], 100.0 * raw["full"]["high"]))
    assert view.unit("reach") == "% of needs"


def test_the_part_that_is_not_luck_is_one_minus_the_ratio_of_variances() -> None:
    comparison = made_up()
    item = comparison.document["differences"]["second-first"]["burden"]
    item["luck"]["sd"], item["full"]["sd"] = 3.0, 5.0
    view = View(comparison, "en", read_parameters())
    assert view.finding("second-first", "burden").parameter_share == pytest.approx(0.64)


def test_runs_that_point_the_other_way_are_counted() -> None:
    comparison = made_up(runs=4, models=("a", "b"))
    assert comparison.full is not None
    comparison.full.outcomes["a"]["burden"] = np.zeros(4)
    comparison.full.outcomes["b"]["burden"] = np.array([-1.0, -2.0, -3.0, 1.0])
    comparison.document["differences"]["b-a"]["burden"]["mean"] = -1.25
    view = View(comparison, "en", read_parameters())
    assert view.finding("b-a", "burden").opposite == pytest.approx(0.25)


def test_a_price_is_given_only_for_less_burden_at_more_cost() -> None:
    comparison = made_up(models=("a", "b"))

    def told(burden: float, cost: float) -> str:
        view = View(comparison, "en", read_parameters())
        for name, mean in (("burden", burden), ("public_cost", cost)):
            put(view, name, *[mean] * 8, pair="b-a")
        return words.price_of_less_burden(View(comparison, "en", read_parameters()), "b-a")

    # 12 euro per inhabitant more, for 40 burden-weeks per 1,000 inhabitants less: 300 each.
    assert "€ 300 " in told(-40.0, 12.0)
    assert "cheaper" in told(-40.0, -12.0)
    assert "cannot be given" in told(40.0, 12.0)


def test_quadrants_count_every_point_once() -> None:
    plane = Plane(
        "b-a", np.array([-1.0, -1.0, 1.0, 2.0, 0.0]), np.array([-1.0, 1.0, -1.0, 3.0, 2.0])
    )
    assert plane.quadrants() == {
        "less_cheaper": 1,
        "less_dearer": 1,
        "more_cheaper": 1,
        "more_dearer": 1,
        "tie": 1,
    }


def test_a_parameter_that_drives_a_difference_comes_first() -> None:
    rng = np.random.default_rng(3)
    driver = rng.uniform(size=60)
    difference = -np.exp(4.0 * driver)
    difference[5] = np.nan
    drawn = {"noise": rng.uniform(size=60), "driver": driver, "fixed": np.ones(60)}
    found = movers(drawn, difference)
    assert found[0].parameter == "driver"
    assert found[0].correlation == pytest.approx(-1.0)
    assert [one.parameter for one in found] == ["driver", "noise"]


def test_a_lever_of_two_answers_is_what_they_have_in_common_and_how_they_differ() -> None:
    rng = np.random.default_rng(4)
    common, apart = rng.uniform(size=(2, 60))
    drawn = {"desks.refuse": common - 0.1 * apart, "needs.theta": rng.uniform(size=60),
             "kitchen_table.refuse": common + 0.1 * apart}  # fmt: skip
    found = {(one.parameter, one.also, one.part): one.correlation for one in movers(drawn, apart)}
    assert next(iter(found)) == ("kitchen_table.refuse", ("desks.refuse",), "difference")
    assert found.keys() == {
        ("kitchen_table.refuse", ("desks.refuse",), "difference"),
        ("desks.refuse", ("kitchen_table.refuse",), "common"),
        ("needs.theta", (), "value"),
    }
    first = movers(drawn, -common)[0]
    assert (first.part, first.correlation) == ("common", pytest.approx(-1.0))


@pytest.mark.parametrize(("runs", "many"), [(50, 30), (20, 60), (12, 30)])
def test_chance_alone_stays_below_the_limit_nineteen_times_in_twenty(runs: int, many: int) -> None:
    rng = np.random.default_rng(11)
    limit = by_chance(runs, many)
    drawn = [
        ({str(i): rng.uniform(size=runs) for i in range(many)}, rng.uniform(size=runs))
        for _ in range(200)
    ]
    strongest = [abs(movers(*one)[0].correlation) for one in drawn]
    # The standard error of a share of 0.95 in 200 draws is 0.015.
    assert np.mean(np.array(strongest) <= limit) == pytest.approx(0.95, abs=0.04)
