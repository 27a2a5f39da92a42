"""Checks that every parameter rests on the source that it names."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from sim.inputs.files.errors import InputError, nearest
from sim.inputs.parameters.facts import Fact, Reading
from sim.inputs.parameters.formula import evaluate
from sim.inputs.parameters.parameter import Parameter

_ID = re.compile(r"\b[A-DFGMT]\d{1,2}\b")
# A stated value is a rounded one: half a per cent is what two to three digits leave.
ROUNDING = 0.005


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
        computed = evaluate(formula, facts, parameters)
    except InputError as error:
        yield _error(parameter, error.code, error.found or formula, error.message, error.nearest)
        return
    if not math.isclose(computed, float(parameter.value), rel_tol=ROUNDING, abs_tol=1e-12):
        yield _error(parameter, "inconsistent", str(parameter.value), f"{computed:.6g} = {formula}")
