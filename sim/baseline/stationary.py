"""Base rates of new need, solved so that today's practice is stationary, and corrections that hold
it stationary away from the default parameter values.

For each domain, buurt and age group the rate is the one at which, on expected
values, as many needs begin as end at the published prevalence:

    rate = correction x p_e / ((1 - p) T)

with p the share above the mild cut, p_e its resolvable part and T the expected weeks
above the cut after an onset (``course.py``). What that leaves out (spill-over,
vulnerability, the mix of lines) is one stated correction per domain.

The solved base rate of a domain carries one correction, and onsets one mean severity,
both fitted at default values. With other values (drawn, swept or stated) needs would
drift from the published shares, so both are multiplied, in two steps.

1. By expectation: the mean severity at onset is solved at which the expected weeks above
   the severe cut are the same part of those above the mild cut as at default values
   (``course.py``; the base rate is solved on the same courses, ``births.py``).
2. For what that leaves out (other needs, vulnerability, lasting needs, the mix of help):

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
from typing import Any, NamedTuple

import numpy as np

from sim.baseline.course import course, onset_weights, weeks_above
from sim.foundation.units import F8
from sim.inputs.files.errors import InputError
from sim.inputs.files.folders import scenarios_folder
from sim.inputs.parameters.parameter import Parameter, Value
from sim.population.domains import DOMAINS, GROWING_UP
from sim.world.parameters import Domains, World, make_domains, make_world

KINDS = ("correction", "onset")  # of the base rate; mean severity at onset
FILE = "births.toml"


class Surface(NamedTuple):
    """A multiplier over the prior box, in logarithms."""

    terms: Mapping[str, tuple[float, float]]  # by parameter: linear, square
    low: float  # as far as solutions were found
    high: float
    error: float  # root mean square that is left in draws not used for it


def base_rates(mild: F8, world: World, domains: Domains, barrier: float) -> F8:
    """Weekly base rates of new need, [areas, 3 age groups, 8 domains].

    mild: chance above the mild cut, same shape; barrier: see ``course``. InputError when
    a rate passes its declared upper end (the ceiling of the tape would be broken).
    """
    weeks = weeks_above(course(world, domains, barrier), domains)[:, 0]
    resolvable = mild * (1.0 - domains.lasting_share)
    rates: F8 = domains.birth_correction * resolvable / ((1.0 - mild) * np.maximum(weeks, 1.0))
    rates[:, 1:, GROWING_UP] = 0.0
    over = rates > domains.birth_max
    if over.any():
        area, group, k = (int(x[0]) for x in np.nonzero(over))
        key = f"domain.{DOMAINS[k]}.birth_max"
        raise InputError(
            code="birth_rate",
            where=key,
            found=f"{rates[area, group, k]:.5f} per week",
            allowed=f"at most {domains.birth_max[k]:.5f} per week",
            message=(
                f"the base rate that keeps {DOMAINS[k]} stationary is above {key}; "
                "raise that ceiling or lower the prevalence"
            ),
        )
    return rates


def birthday_shift(mild: F8, domains: Domains) -> F8:
    """Change in lasting needs on turning 18 and 65, [areas, 2, 8] (see ``birthdays``)."""
    lasting = mild * domains.lasting_share
    lasting[:, 1:, GROWING_UP] = 0.0
    before, after = lasting[:, :2, :], lasting[:, 1:, :]
    gain = (after - before) / np.maximum(1.0 - before, 1e-9)
    loss = (after - before) / np.maximum(before, 1e-9)
    return np.where(after >= before, gain, loss)


@cache
def surfaces() -> Mapping[tuple[str, str], Surface]:
    """The table, by kind and domain; empty when there is none."""
    path = scenarios_folder() / FILE
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        tables = tomllib.load(file)
    return {
        (kind, domain): surface_of(table)
        for domain, kinds in tables.items()
        for kind, table in kinds.items()
    }


def surface_of(table: Mapping[str, Any]) -> Surface:
    """A surface as it stands in a file."""
    return Surface(
        {key: (float(a), float(b)) for key, (a, b) in table["terms"].items()},
        float(table["low"]),
        float(table["high"]),
        float(table["error"]),
    )


def place_in_range(parameter: Parameter, value: Value) -> float:
    """Place of a value in its parameter's range, 0-1."""
    low, high = float(parameter.low or 0.0), float(parameter.high or 0.0)
    return (float(value) - low) / (high - low)


def expected(barrier: float, values: Mapping[str, Value]) -> F8:
    """Courses of a need at some parameter values, see ``course``."""
    return course(make_world(values), make_domains(values), barrier)


def onset_for(one: F8, cut: float, share: float, low: float, high: float) -> float:
    """Mean severity at onset at which ``share`` of the weeks is severe, or the nearer end.

    one: course of a domain, [2, STEPS]; cut: its mild cut; low, high: of the mean.
    """

    # Imported here: it is slow to import, and at default values nothing has to be solved.
    from scipy.optimize import brentq

    def too_severe(log_mean: float) -> float:
        """Severe weeks above the share."""
        mild, severe = one @ onset_weights(cut, math.exp(log_mean))
        return float(severe - share * mild)

    ends = math.log(low), math.log(high)
    if too_severe(ends[0]) >= 0.0:
        return low
    if too_severe(ends[1]) <= 0.0:
        return high
    return math.exp(brentq(too_severe, *ends, xtol=1e-6))


def by_expectation(
    barrier: float, values: Mapping[str, Value], parameters: Mapping[str, Parameter]
) -> F8:
    """By what mean severities at onset are multiplied so that expected shares hold, [8].

    barrier: of the practice. What was fitted was fitted at default values under today's.
    """
    default = {key: p.value for key, p in parameters.items()}
    here = expected(barrier, values)
    there = expected(float(default["desk.barrier"]), default)
    now, then = make_domains(values), make_domains(default)
    out = np.ones(len(DOMAINS))
    for k, domain in enumerate(DOMAINS):
        if np.array_equal(here[k], there[k]) and now.mild_cut[k] == then.mild_cut[k]:
            continue
        item = parameters[f"domain.{domain}.onset_mean"]
        ends = float(item.low or 0.0), float(item.high or 1.0)
        mild, severe = there[k] @ onset_weights(then.mild_cut[k], then.onset_mean[k])
        mean = onset_for(here[k], now.mild_cut[k], severe / mild, *ends)
        out[k] = mean / then.onset_mean[k]
    return out


def multipliers(
    barrier: float, values: Mapping[str, Value], parameters: Mapping[str, Parameter]
) -> F8:
    """By what corrections and mean severities at onset are multiplied, [2, 8].

    Exactly 1 at default values under today's practice. A stated correction or severity is
    itself multiplied, not undone.
    """
    out = np.exp([[beyond(kind, d, values, parameters) for d in DOMAINS] for kind in KINDS])
    out[1] *= by_expectation(barrier, values, parameters)
    return out


def beyond(
    kind: str, domain: str, values: Mapping[str, Value], parameters: Mapping[str, Parameter]
) -> float:
    """Term of the table on the logarithm of a kind and domain; 0 at default values."""
    surface = surfaces().get((kind, domain))
    return 0.0 if surface is None else height(surface, values, parameters)


def height(
    surface: Surface, values: Mapping[str, Value], parameters: Mapping[str, Parameter]
) -> float:
    """Height of a surface above that at default values, within its bounds.

    A parameter without a value stands at its default.
    """
    total = 0.0
    for key, (linear, square) in surface.terms.items():
        value = values.get(key, parameters[key].value)
        if value == parameters[key].value:
            continue
        here = place_in_range(parameters[key], value) - 0.5
        there = place_in_range(parameters[key], parameters[key].value) - 0.5
        total += linear * (here - there) + square * (here * here - there * there)
    return min(surface.high, max(surface.low, total))


def kept_stationary(
    barrier: float, values: Mapping[str, Value], parameters: Mapping[str, Parameter]
) -> Domains:
    """Domains with corrections and onset severities for these parameter values.

    Both stay within the declared ranges of ``domain.*.birth_correction`` and
    ``domain.*.onset_mean``.
    """
    domains = make_domains(values)
    moved = multipliers(barrier, values, parameters)
    fields = ("birth_correction", "onset_mean")
    found = {
        field: np.array(
            [
                _within(parameters[f"domain.{d}.{field}"], value * by)
                for d, value, by in zip(DOMAINS, getattr(domains, field), row, strict=True)
            ]
        )
        for field, row in zip(fields, moved, strict=True)
    }
    return domains.replace(**found)


def _within(item: Parameter, value: float) -> float:
    """A value at most as far as its declared range goes."""
    return min(float(item.high or value), max(float(item.low or 0.0), value))
