"""The table of sources: ``scenarios/facts.toml``, one row per id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from sim.inputs.files.folders import scenarios_folder
from sim.inputs.files.validation import read_rows


@dataclass(frozen=True, slots=True)
class Reading:
    """One number in a row: a range (equal ends for a single value) with its unit."""

    low: float
    high: float
    unit: str

    @property
    def value(self) -> float:
        """The value, or the middle of the range."""
        return 0.5 * (self.low + self.high)


@dataclass(frozen=True, slots=True)
class Fact:
    """A finding or claim with its source and how it was come by."""

    id: str
    quantity: str
    value: str
    unit: str
    setting: str
    source: str
    confidence: str
    use: str
    readings: Mapping[str, Reading]

    @property
    def seen(self) -> bool:
        """True when the figure was read in its source and is not a weak or vague one."""
        head = self.confidence.replace("(", ",").replace("/", ",").split(",")[0].strip()
        return head == "seen" and not any(w in self.confidence for w in ("weak", "no number"))


class _Reading(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    unit: str
    value: float | None = None
    low: float | None = None
    high: float | None = None


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    quantity: str
    value: str = ""
    unit: str = ""
    setting: str = ""
    source: str
    confidence: str
    use: str
    reading: dict[str, _Reading] = {}


@cache
def _built_in() -> Mapping[str, Fact]:
    return _read(scenarios_folder() / "facts.toml")


def read_facts(path: Path | None = None) -> dict[str, Fact]:
    """All rows by id (``A8``); None reads the built-in table, once per process."""
    return dict(_built_in()) if path is None else _read(path)


def _read(path: Path) -> dict[str, Fact]:
    facts = {}
    for name, row in read_rows(path, _Row)[0].items():
        readings = {key: _reading(item) for key, item in row.reading.items()}
        facts[name] = Fact(id=name, readings=readings, **row.model_dump(exclude={"reading"}))
    return facts


def _reading(item: _Reading) -> Reading:
    low = item.value if item.low is None else item.low
    high = item.value if item.high is None else item.high
    if low is None or high is None or low > high:
        raise ValueError(f"a reading needs a value, or low and high in order: {item}")
    return Reading(low, high, item.unit)
