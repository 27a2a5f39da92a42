"""Rates, shares and bounds that no scenario sets: ``scenarios/rates.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, BeforeValidator, Field

from sim.inputs.files.errors import InputError, nearest
from sim.inputs.files.folders import scenarios_folder
from sim.inputs.files.toml_file import places_under, read_toml
from sim.inputs.files.validation import Where, validated
from sim.inputs.parameters.parameter import Evidence

FILE = "rates.toml"


@dataclass(frozen=True, slots=True)
class Rate:
    """A number, or one per age, with its range.

    ages: from which each of the values holds, ascending; empty for a single number.
    low, high: range of each of the values, as long as ``values``.
    """

    values: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    ages: tuple[int, ...]
    unit: str
    evidence: Evidence
    source: str
    note: str

    @property
    def value(self) -> float:
        """The number; of a table by age the first one."""
        return self.values[0]


def by_age(
    age: NDArray[np.int64], starts: tuple[int, ...], values: tuple[float, ...]
) -> NDArray[np.float64]:
    """The value that holds at every age, 0 below the first start."""
    return np.array([0.0, *values])[np.searchsorted(starts, age, side="right")]


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


_Finite = Annotated[float, Field(allow_inf_nan=False)]
_Numbers = Annotated[list[_Finite], Field(min_length=1), BeforeValidator(_listed)]


class _Row(BaseModel, extra="forbid", strict=True):
    """A rate as it stands in the file."""

    value: _Numbers
    low: _Numbers
    high: _Numbers
    unit: str = Field(min_length=1)
    evidence: Evidence
    source: str = Field(min_length=1)
    ages: list[int] = []
    note: str = ""


def read_rates(path: Path) -> Mapping[str, Rate]:
    """Every rate of a file by key, ``group.name``; InputError when the file is not right."""
    tables, text = read_toml(path)
    found = {}
    for group, rows in tables.items():
        where = places_under(path, text, group)
        if not isinstance(rows, dict):
            raise _wrong("wrong_type", where(()), str(rows), "a group of rates is a table")
        for name, table in rows.items():
            where = places_under(path, text, group, name)
            found[f"{group}.{name}"] = _rate(table, where)
    return found


def _rate(table: Any, where: Where) -> Rate:
    row = validated(_Row, table, where)
    size = len(row.value)
    if {len(row.low), len(row.high), len(row.ages) or 1} != {size}:
        message = "value, low, high and ages are not equally long"
        raise _wrong("inconsistent", where(("value",)), str(row.value), message)
    if row.ages != sorted(set(row.ages)):
        raise _wrong("inconsistent", where(("ages",)), str(row.ages), "ages do not ascend")
    ends = zip(row.low, row.value, row.high, strict=True)
    if not all(low <= value <= high for low, value, high in ends):
        message = "a value is outside its own range"
        raise _wrong("out_of_range", where(("value",)), str(row.value), message)
    return Rate(
        values=tuple(row.value),
        low=tuple(row.low),
        high=tuple(row.high),
        ages=tuple(row.ages),
        **row.model_dump(include={"unit", "evidence", "source", "note"}),
    )


@cache
def rates() -> Mapping[str, Rate]:
    """The built-in rates by key, read once per process."""
    return read_rates(scenarios_folder() / FILE)


def rate(key: str) -> Rate:
    """A built-in rate; InputError when the file does not have it."""
    found = rates().get(key)
    if found is None:
        raise InputError(
            code="missing_key",
            where=f"scenarios/{FILE}",
            found=key,
            nearest=nearest(key, rates()),
            message=f"rate '{key}' is missing",
        )
    return found


def _wrong(code: str, where: str, found: str, message: str) -> InputError:
    return InputError(code=code, where=where, found=found, message=message)
