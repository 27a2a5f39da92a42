"""Every euro of a run in the prices of one year: the only place where prices are converted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.price_index import factor

YEAR = "prices.year"


@cache
def price_years() -> Mapping[str, int]:
    """The year of the prices in which each parameter in euros is stated, by key."""
    return {key: p.prices for key, p in read_parameters().items() if p.prices is not None}


def price_year(values: Mapping[str, Any]) -> int:
    """The year in whose prices a run stands."""
    return int(values[YEAR])


def at_prices(values: Mapping[str, Any], key: str) -> float:
    """A parameter's number as the run has it: euros in prices of ``prices.year``, what is not
    in euros as it is stated."""
    stated = float(values[key])
    year = price_years().get(key)
    return stated if year is None else stated * factor(year, price_year(values))
