"""A statement about outcomes, such as ``burden < 0`` or ``public_cost <= 2500``."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundation.units import F8
from sim.inputs.files.errors import InputError
from sim.inputs.files.numbers import number_in
from sim.inputs.files.said import Said
from sim.runs.arrays import known_outcomes

B1 = NDArray[np.bool_]
SIGNS: Mapping[str, Callable[[F8, float], B1]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_FORM = re.compile(r"\s*([a-z0-9_]+)\s*(<=|>=|<|>)\s*([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\s*")


@dataclass(frozen=True, slots=True)
class Statement:
    """One outcome on one side of a number."""

    outcome: str
    sign: str
    value: float

    def holds(self, values: F8) -> B1:
        """Mask of the points at which it holds; none where the outcome is undefined."""
        return np.asarray(SIGNS[self.sign](values, self.value)) & np.isfinite(values)

    def __str__(self) -> str:
        return f"{self.outcome} {self.sign} {self.value:g}"


def statements(texts: Sequence[str], where: str) -> tuple[Statement, ...]:
    """Statements from text. InputError when one is no statement about an outcome."""
    return tuple(_statement(text, where) for text in texts)


def _statement(text: str, where: str) -> Statement:
    form = _FORM.fullmatch(text)
    value = None if form is None else number_in(form.group(3))
    if form is None or value is None or not math.isfinite(value):
        raise InputError(
            code="usage",
            where=where,
            found=text,
            allowed=Said.STATEMENT(),
            message="this is no statement",
        )
    name, sign, _ = form.groups()
    known_outcomes([name], where)
    return Statement(name, sign, value)
