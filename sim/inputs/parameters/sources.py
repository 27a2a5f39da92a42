"""The table of sources, ``scenarios/facts.toml``, one row per id; and checks that every parameter
rests on the source that it names, or on its formula."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Self

from pydantic import BaseModel, Field, model_validator

from sim.inputs.files.errors import InputError, nearest
from sim.inputs.files.folders import scenarios_folder
from sim.inputs.files.validation import read_rows
from sim.inputs.parameters.arithmetic import ARITHMETIC, bad_formula, computed
from sim.inputs.parameters.parameter import Parameter

_ID = re.compile(r"\b[A-DFGMT]\d{1,2}\b")
# A stated value is a rounded one: half a per cent is what two to three digits leave.
ROUNDING = 0.005
_ENDS = ("low", "high", "value")


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


class Fact(BaseModel, extra="forbid", strict=True, frozen=True):
    """A finding or claim with its source and how it was come by."""

    quantity: str
    value: str = ""
    unit: str = ""
    setting: str = ""
    source: str
    confidence: str
    use: str
    readings: dict[str, Reading] = Field(default={}, alias="reading")

    @property
    def seen(self) -> bool:
        """True when the figure was read in its source and is not a weak or vague one."""
        head = self.confidence.replace("(", ",").replace("/", ",").split(",")[0].strip()
        return head == "seen" and not any(w in self.confidence for w in ("weak", "no number"))


@cache
def read_facts() -> Mapping[str, Fact]:
    """All rows by id (``A8``), read once per process; InputError when the file is not right."""
    return read_rows(scenarios_folder() / "facts.toml", Fact)[0]


def source_ids(text: str) -> list[str]:
    """The ids of facts (``A8``, ``M11``) in a source text, in order."""
    return _ID.findall(text)


def problems(
    parameters: Mapping[str, Parameter], facts: Mapping[str, Fact]
) -> Iterator[InputError]:
    """Every parameter whose source does not bear it, one error each.

    An id must exist. ``measured`` needs a row marked seen with a reading that
    contains the default. ``derived`` must give its value, within ``ROUNDING``,
    when its formula is computed again.
    """
    for parameter in parameters.values():
        stated = () if parameter.direction is None else source_ids(parameter.direction.source)
        for name in (*source_ids(parameter.source), *stated):
            if name not in facts:
                yield _error(
                    parameter, "unknown_source", name, "an id of facts.toml", nearest(name, facts)
                )
        if parameter.evidence == "measured" and not _is_measured(parameter, facts):
            yield _error(
                parameter,
                "inconsistent",
                f"{parameter.value} {parameter.unit} from {parameter.source}",
                "a fact marked seen whose value or range contains the default",
            )
        if parameter.evidence == "derived":
            yield from _recomputed(parameter, parameters, facts)


def check_sources(parameters: Mapping[str, Parameter], facts: Mapping[str, Fact]) -> None:
    """Raise the first of ``problems``, if there is one."""
    for problem in problems(parameters, facts):
        raise problem


def _error(
    parameter: Parameter, code: str, found: str, allowed: str, near: str | None = None
) -> InputError:
    return InputError(
        code=code,
        where=f"{parameter.file}, {parameter.key}",
        found=found,
        allowed=allowed,
        nearest=near,
        message=f"the source does not bear a value that is called {parameter.evidence}",
    )


def _is_measured(parameter: Parameter, facts: Mapping[str, Fact]) -> bool:
    if not parameter.numeric:
        return False
    rows = [facts[name] for name in source_ids(parameter.source) if name in facts]
    readings = [reading for row in rows if row.seen for reading in row.readings.values()]
    return any(_contains(reading, parameter) for reading in readings)


def _contains(reading: Reading, parameter: Parameter) -> bool:
    """Is the default within the reading, once in the reading's unit?"""
    value = float(parameter.value) * _factor(parameter.unit, reading.unit)
    slack = 1e-9 * abs(value)
    return reading.low - slack <= value <= reading.high + slack


def _factor(parameter_unit: str, fact_unit: str) -> float:
    """The factor from a share to per cent or per 1,000, and from cents to euros; else 1."""
    if fact_unit.startswith("%") and "%" not in parameter_unit:
        return 100.0
    if fact_unit.startswith("per 1,000") and "1,000" not in parameter_unit:
        return 1000.0
    if fact_unit.startswith("EUR") and parameter_unit.startswith("cent"):
        return 0.01
    return 1.0


def _recomputed(
    parameter: Parameter, parameters: Mapping[str, Parameter], facts: Mapping[str, Fact]
) -> Iterator[InputError]:
    formula = parameter.formula or ""
    if not parameter.numeric:
        yield _error(parameter, "inconsistent", str(parameter.value), "a number")
        return
    try:
        found = evaluate(formula, facts, parameters)
    except InputError as error:
        yield _error(parameter, error.code, error.found or formula, error.message, error.nearest)
        return
    if not math.isclose(found, float(parameter.value), rel_tol=ROUNDING, abs_tol=1e-12):
        yield _error(parameter, "inconsistent", str(parameter.value), f"{found:.6g} = {formula}")


def evaluate(formula: str, facts: Mapping[str, Fact], parameters: Mapping[str, Parameter]) -> float:
    """The number that a formula gives.

    Names are ``A9`` (headline reading; the middle when it is a range), ``A10.per_fte``
    (a named reading), either with ``.low`` or ``.high``, or the key of a numeric
    parameter. Known are + - * /, brackets, min, max, round, exp, log, sqrt.
    Raises ``InputError`` for anything else.
    """
    return computed(formula, lambda name: _named(name, facts, parameters))


def _named(name: str, facts: Mapping[str, Fact], parameters: Mapping[str, Parameter]) -> float:
    if name in parameters and parameters[name].numeric:
        return float(parameters[name].value)
    head, *rest = name.split(".")
    if head in facts:
        end = rest.pop() if rest and rest[-1] in _ENDS else "value"
        reading = facts[head].readings.get(".".join(rest) or "value")
        if reading is not None:
            return float(getattr(reading, end))
    raise bad_formula(
        name,
        "the formula names what is not there",
        allowed=f"ids of facts, keys of parameters, {ARITHMETIC}",
        near=nearest(name, [*facts, *parameters]),
    )
