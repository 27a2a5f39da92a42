"""Euros of different years become euros of one year, once, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.price_index import factor, price_index
from sim.inputs.parameters.prices import at_prices, price_years
from sim.inputs.parameters.targets import read_targets
from sim.inputs.scenarios.scenario import resolve
from sim.inputs.scenarios.scenario_file import scenario_names
from tests.inputs.parameter_files import read

AMOUNT = """\
[a.cost]
value = 10.0
unit = "{unit}"
low = 5.0
high = 20.0
{prices}
evidence = "assumed"
source = "a name"
label = {{ en = "cost", nl = "kosten" }}
"""


def test_a_hundred_euros_of_2003_in_prices_of_2015() -> None:
    assert 100.0 * factor(2003, 2015) == pytest.approx(100.0 * 2790.8 / 2299.7)
    by_year = 1.0  # the published yearly changes, 2004 to 2015, each rounded to a tenth
    for change in (1.2, 1.7, 1.1, 1.6, 2.5, 1.2, 1.3, 2.3, 2.5, 2.5, 1.0, 0.6):
        by_year *= 1.0 + change / 100.0
    assert factor(2003, 2015) == pytest.approx(by_year, rel=0.003)


def test_the_index_has_every_year_once_and_goes_on_by_the_published_changes() -> None:
    index = price_index()
    assert list(index) == list(range(2000, 2024))
    assert index[2023] / index[2019] == pytest.approx(1.013 * 1.027 * 1.10 * 1.038)
    assert factor(2010, 2010) == 1.0
    assert factor(2003, 2011) * factor(2011, 2003) == pytest.approx(1.0)
    assert "prices" not in scenario_names()


def test_every_amount_has_a_year_and_nothing_else_has() -> None:
    parameters = read_parameters()
    years = price_years()
    assert set(years) == {key for key, p in parameters.items() if "euro" in p.unit}
    assert len(years) > 40 and set(years.values()) <= set(price_index())
    assert parameters["product.guidance.price"].prices == 2023  # D32
    assert parameters["payer.wmo.budget"].prices == 2019  # D41
    assert parameters["outcome.hour_cost"].prices == 2014  # D40


def test_only_euros_are_turned_to_the_year_of_the_run() -> None:
    values = dict(resolve("pilot").values)
    assert at_prices(values, "staff.fte_cost") == values["staff.fte_cost"]  # of 2015
    price = at_prices(values, "product.guidance.price")
    assert price == pytest.approx(167.4 * 2790.8 / (2962.7 * 1.013 * 1.027 * 1.10 * 1.038))
    later = {**values, "prices.year": 2023}
    assert at_prices(later, "product.guidance.price") == 167.4
    for key, parameter in read_parameters().items():
        if parameter.prices is None and parameter.numeric and key != "prices.year":
            assert at_prices(later, key) == values[key]


@pytest.mark.parametrize(
    ("unit", "prices", "told"),
    [
        ("euro per week", "", "needs the year of its prices"),
        ("weeks", "prices = 2015", "only an amount in euros"),
        ("euro per week", "prices = 1999", "no price index"),
        ("euro per week", "prices = 2024", "no price index"),
    ],
)
def test_an_amount_without_a_year_that_the_index_has_is_refused(
    tmp_path: Path, unit: str, prices: str, told: str
) -> None:
    with pytest.raises(InputError, match=told) as found:
        read(tmp_path, AMOUNT.format(unit=unit, prices=prices))
    assert "a.toml" in found.value.where
    assert read(tmp_path, AMOUNT.format(unit="euro", prices="prices = 2001"))["a.cost"].prices


def test_the_price_year_is_one_that_the_index_has() -> None:
    assert resolve("pilot", set={"prices.year": "2020"}).values["prices.year"] == 2020
    for year in ("1999", "2024", "2015.5"):
        with pytest.raises(InputError):
            resolve("pilot", set={"prices.year": year})


def test_targets_in_euros_stand_in_the_prices_of_the_run() -> None:
    for target in read_targets():
        there = target.in_prices(2015)
        if target.prices is None:
            assert there is target and not target.unit.startswith("euro")
            continue
        assert there.prices == 2015
        assert there.value == pytest.approx(target.value * 2790.8 / 2962.7, abs=0.005)
        assert there.stands(there.low, there.low) == "within"
        assert there.stands(there.low - 0.2, there.low - 0.1) == "below"
        assert target.in_prices(target.prices).value == target.value
