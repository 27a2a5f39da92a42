"""The table of sources: ``scenarios/facts.toml``, one row per id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Self

from pydantic import BaseModel, Field, model_validator

from sim.inputs.files.folders import scenarios_folder
from sim.inputs.files.validation import read_rows


class Reading(BaseModel, extra="forbid", strict=True, frozen=True):
    """One number in a row: a range (equal ends for a single value) with its unit."""

    low: float
    high: float
    unit: str

    @property
    def value(self) -> float:
        """The value, or the middle of the range."""
        return 0.5 * (self.low + self.high)

    @model_validator(mode="before")
    @classmethod
    def _both_ends(cls, stated: dict[str, Any]) -> dict[str, Any]:
        """A single value as a range."""
        if "value" not in stated:
            return stated
        rest = {key: item for key, item in stated.items() if key != "value"}
        return {"low": stated["value"], "high": stated["value"], **rest}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"a reading needs a value, or low and high in order: {self}")
        return self


class _Row(BaseModel, extra="forbid", strict=True, frozen=True):
    """A row as it stands in the file."""

    quantity: str
    value: str = ""
    unit: str = ""
    setting: str = ""
    source: str
    confidence: str
    use: str
    readings: dict[str, Reading] = Field(default={}, alias="reading")


class Fact(_Row, frozen=True, populate_by_name=True):
    """A finding or claim with its source and how it was come by."""

    id: str

    @property
    def seen(self) -> bool:
        """True when the figure was read in its source and is not a weak or vague one."""
        head = self.confidence.replace("(", ",").replace("/", ",").split(",")[0].strip()
        return head == "seen" and not any(w in self.confidence for w in ("weak", "no number"))


@cache
def read_facts() -> Mapping[str, Fact]:
    """All rows by id (``A8``), read once per process; InputError when the file is not right."""
    rows, _ = read_rows(scenarios_folder() / "facts.toml", _Row)
    return {name: Fact(id=name, **dict(row)) for name, row in rows.items()}
