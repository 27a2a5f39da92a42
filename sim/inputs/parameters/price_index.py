"""The consumer price index by year: ``scenarios/prices.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel

from sim.inputs.files.errors import InputError
from sim.inputs.files.folders import scenarios_folder
from sim.inputs.files.said import Said
from sim.inputs.files.toml_file import places_under, read_toml
from sim.inputs.files.validation import validated

FILE = "prices.toml"


class _Table(BaseModel, extra="forbid", frozen=True):
    """Index numbers by year, and yearly changes in per cent for the years after them."""

    index: dict[int, float]
    change: dict[int, float] = {}


@cache
def price_index() -> Mapping[int, float]:
    """Index by year, consecutive; InputError when the file is not right."""
    path = scenarios_folder() / FILE
    tables, text = read_toml(path)
    table = validated(_Table, tables, places_under(path, text))
    found = dict(table.index)
    for year, change in table.change.items():
        found[year] = found[year - 1] * (1.0 + change / 100.0)
    return found


def factor(of: int, to: int) -> float:
    """The factor that takes a price of year ``of`` to prices of year ``to``."""
    index = price_index()
    return index[to] / index[of]


def check_year(year: int, where: str) -> None:
    """InputError for a year that the index does not have."""
    known = price_index()
    if year not in known:
        raise InputError(
            code="out_of_range",
            where=where,
            found=str(year),
            allowed=Said.YEARS(first=min(known), last=max(known), file=FILE),
            message="there is no price index for this year",
        )
