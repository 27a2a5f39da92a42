from __future__ import annotations

import numpy as np
import pytest

from sim.comparison.movers import by_chance, movers
from sim.inputs.parameters.load import read_parameters
from sim.show import words
from sim.show.plane import Plane
from sim.show.reading import Finding, View
from tests.show.fixture import made_up


def _finding(
    mean: float | None,
    of_mean: tuple[float, float] | None,
    full: tuple[float, float] | None,
) -> Finding:
    low, high = of_mean if of_mean is not None else (None, None)
    return Finding("b-a", "burden", mean, low, high, full, full)


@pytest.mark.parametrize(
    ("finding", "verdict"),
    [
        (_finding(-3.0, (-4.0, -2.0), (-5.0, -1.0)), "clear"),
        (_finding(-3.0, (-4.0, -2.0), (-8.0, 2.0)), "mean_only"),
        (_finding(-3.0, (-7.0, 1.0), (-9.0, 3.0)), "unclear"),
        (_finding(0.0, (0.0, 0.0), (0.0, 0.0)), "equal"),
        (_finding(None, None, None), "undefined"),
        (_finding(2.0, None, None), "unclear"),
    ],
)
def test_words_are_as_strong_as_the_intervals(finding: Finding, verdict: str) -> None:
    assert finding.verdict == verdict


def test_better_or_worse_follows_from_the_direction_of_the_outcome() -> None:
    view = View(made_up(), "en", read_parameters())
    less = _finding(-3.0, (-4.0, -2.0), (-5.0, -1.0))
    assert words.reading(view, less) == "lower (better)"
    reach = Finding("b-a", "reach", -3.0, -4.0, -2.0, None, (-5.0, -1.0))
    assert words.reading(view, reach) == "lower (worse)"
    users = Finding("b-a", "users_per_1000", 3.0, 2.0, 4.0, None, (1.0, 5.0))
    assert words.reading(view, users) == "higher"


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
    pair = comparison.document["differences"]["b-a"]

    def told(burden: float, cost: float) -> str:
        for name, mean in (("burden", burden), ("public_cost", cost)):
            ends = {"low": mean - 0.1, "high": mean + 0.1}
            pair[name].update(mean=mean, luck={"sd": 0.1, **ends}, full={"sd": 0.1, **ends}, **ends)
        view = View(comparison, "en", read_parameters())
        return words.price_of_less_burden(view, "b-a")

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


def test_chance_alone_stays_below_the_limit_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(11)
    limit = by_chance(50, 30)
    strongest = [
        abs(
            movers({str(i): rng.uniform(size=50) for i in range(30)}, rng.uniform(size=50))[
                0
            ].correlation
        )
        for _ in range(200)
    ]
    # The standard error of a share of 0.95 in 200 draws is 0.015.
    assert np.mean(np.array(strongest) <= limit) == pytest.approx(0.95, abs=0.04)
