"""Published levels of today's practice to hold the model against: ``scenarios/targets.toml``."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, Field

from sim.inputs.files.errors import InputError
from sim.inputs.files.folders import scenarios_folder
from sim.inputs.files.toml_file import place_in
from sim.inputs.files.validation import read_rows
from sim.inputs.parameters.price_index import check_year, factor

FILE = "targets.toml"


class _Row(BaseModel, extra="forbid", strict=True, frozen=True):
    """A target as it stands in the file."""

    level: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    population: str
    fitted: bool = True
    group: str = ""
    prices: int | None = None
    note: str = Field(default="", exclude=True)


class Target(_Row, frozen=True):
    """A published level with its declared uncertainty of about 95 %.

    level: the model's own figure in that form; population: the place it was measured for;
    fitted: False for a level that is read only; group: letter of the registration it rests
    on, so that several figures of one registration count as one observation; prices: the year
    of the prices of an amount in euros.
    """

    id: str

    def stands(self, low: float, high: float) -> str:
        """The place of a level with its own margin: ``below`` the declared range, ``above`` it,
        or ``within`` it where the two have something in common."""
        if high < self.low:
            return "below"
        return "above" if low > self.high else "within"

    def in_prices(self, year: int) -> Target:
        """The target in prices of another year; itself when it is not in euros."""
        if self.prices is None:
            return self
        by = factor(self.prices, year)
        ends = {end: round(by * getattr(self, end), 2) for end in ("value", "low", "high")}
        return self.model_copy(update={**ends, "prices": year})

    def document(self) -> dict[str, Any]:
        """The target by field, its id first."""
        return {"id": self.id, **self.model_dump(exclude={"id"})}


@cache
def read_targets() -> tuple[Target, ...]:
    """Every target in the order of the file; InputError when the file is not right."""
    path = scenarios_folder() / FILE
    rows, text = read_rows(path, _Row)
    for name, row in rows.items():
        where = place_in(path, text, (name, "prices"))
        if row.prices is not None:
            check_year(row.prices, where)
        elif row.unit.startswith("euro"):
            raise InputError(
                code="missing_key",
                where=where,
                found=row.unit,
                allowed="prices = the year of its prices",
                message="a level in euros needs the year of its prices",
            )
    return tuple(Target(id=name, **dict(row)) for name, row in rows.items())
