"""What keeps today's practice stationary away from the default parameter values.

The solved base rate of a domain carries one correction, and onsets one mean severity,
both fitted at default values. With other values (drawn, swept or stated) needs would
drift from the published shares, so both are multiplied by

    exp(f(u) - f(u0)),   f(u) = sum over parameters of a (u - 1/2) + b (u - 1/2)^2

with u the place of a parameter in its range and u0 that of its default. The table
``births.toml`` was solved over the whole prior box by ``python -m calibration.births``
and states the error that is left; nothing is simulated here.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from sim.foundation.units import F8
from sim.inputs.folders import scenarios_folder
from sim.inputs.parameter import Parameter, Value
from sim.world.parameters import DOMAINS, Domains

KINDS = ("correction", "onset")  # of the base rate; mean severity at onset
FILE = "births.toml"


class Surface(NamedTuple):
    """One multiplier of one domain over the prior box, in logarithms."""

    terms: Mapping[str, tuple[float, float]]  # by parameter: linear, square
    low: float  # as far as solutions were found
    high: float
    error: float  # root mean square that is left in draws not used for it


@cache
def surfaces() -> Mapping[tuple[str, str], Surface]:
    """The table, by kind and domain; empty when there is none."""
    path = scenarios_folder() / FILE
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        tables = tomllib.load(file)
    return {
        (kind, domain): Surface(
            {key: (float(a), float(b)) for key, (a, b) in table["terms"].items()},
            float(table["low"]),
            float(table["high"]),
            float(table["error"]),
        )
        for domain, kinds in tables.items()
        for kind, table in kinds.items()
    }


def place_in_range(parameter: Parameter, value: Value) -> float:
    """Where a value lies in its parameter's range, 0-1."""
    low, high = float(parameter.low or 0.0), float(parameter.high or 0.0)
    return (float(value) - low) / (high - low)


def multiplier(
    kind: str, domain: str, values: Mapping[str, Value], parameters: Mapping[str, Parameter]
) -> float:
    """By what the default of a kind and domain is multiplied; 1 at default values."""
    surface = surfaces().get((kind, domain))
    if surface is None:
        return 1.0
    total = 0.0
    for key, (linear, square) in surface.terms.items():
        if values[key] == parameters[key].value:
            continue
        here = place_in_range(parameters[key], values[key]) - 0.5
        there = place_in_range(parameters[key], parameters[key].value) - 0.5
        total += linear * (here - there) + square * (here * here - there * there)
    return math.exp(min(surface.high, max(surface.low, total)))


def kept_stationary(
    domains: Domains, values: Mapping[str, Value], parameters: Mapping[str, Parameter]
) -> Domains:
    """Domains with corrections and onset severities for these parameter values.

    Both stay within the declared ranges of ``domain.*.birth_correction`` and
    ``domain.*.onset_mean``.
    """

    def moved(kind: str, field: str, now: F8) -> F8:
        out = now.copy()
        for k, domain in enumerate(DOMAINS):
            item = parameters[f"domain.{domain}.{field}"]
            value = out[k] * multiplier(kind, domain, values, parameters)
            out[k] = min(float(item.high or value), max(float(item.low or 0.0), value))
        return out

    return domains._replace(
        birth_correction=moved("correction", "birth_correction", domains.birth_correction),
        onset_mean=moved("onset", "onset_mean", domains.onset_mean),
    )


def errors() -> tuple[F8, F8]:
    """Error left in the logarithm of corrections and of onset severities, each [8]."""
    table = surfaces()
    found = [
        np.array([table[kind, d].error if (kind, d) in table else 0.0 for d in DOMAINS])
        for kind in KINDS
    ]
    return found[0], found[1]
