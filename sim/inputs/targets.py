"""Published levels of today's practice to hold the model against: ``scenarios/targets.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from sim.inputs.folders import scenarios_folder
from sim.inputs.toml_file import place_in, read_toml
from sim.inputs.validation import Where, wrapped

FILE = "targets.toml"


@dataclass(frozen=True, slots=True)
class Target:
    """A published level with its declared uncertainty of about 95 %.

    level: the model's own figure in that form; population: the place it was measured for;
    fitted: False for a level that is read only.
    """

    id: str
    level: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    population: str
    fitted: bool = True

    def stands(self, found: float) -> str:
        """Where a level is: ``below`` the declared range, ``within`` or ``above``."""
        if found < self.low:
            return "below"
        return "above" if found > self.high else "within"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    level: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    population: str
    fitted: bool = True
    note: str = ""


@cache
def read_targets() -> tuple[Target, ...]:
    """Every target in the order of the file; InputError when the file is not right."""
    path = scenarios_folder() / FILE
    tables, text = read_toml(path)
    found = []
    for name, table in tables.items():
        try:
            row = _Row.model_validate(table)
        except ValidationError as error:
            raise wrapped(error, _Row, _place_of(path, text, name)) from None
        found.append(Target(id=name, **row.model_dump(exclude={"note"})))
    return tuple(found)


def _place_of(path: Path, text: str, name: str) -> Where:
    return lambda inner: place_in(path, text, (name, *inner))
