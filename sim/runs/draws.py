"""Differences between replications: their seeds, and parameter values from their ranges.

Every number is addressed: the seed of replication ``r`` and the value of a parameter
in it depend on (seed, r) and on the parameter's own name, never on how many
replications are run nor on which other parameters exist.

Values follow the first Sobol sequence (van der Corput in base 2), Owen-scrambled and
visited in an order that is itself Owen-shuffled, both keyed by the parameter's name.
So any first 2^m replications hit each of 2^m equally likely slices of a range exactly
once, while the pairing between parameters is random (padding with shuffled, scrambled
one-dimensional sequences; Owen 1995, Burley 2020).

A lever that several answers to one question have is two unknowns: a part in common, to which the
above applies, and a difference (:mod:`sim.runs.shared_levers`). Hours of the first line go
with what a drawn world asks of them, and so with its other values
(:mod:`sim.runs.drawn_hours`).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Iterable, Mapping

from sim.foundation import streams
from sim.inputs.parameters.parameter import YES_OR_NO, Parameter, Value
from sim.inputs.scenarios.resolved import Resolved
from sim.runs.drawn_hours import FTE, hours_asked
from sim.runs.shared_levers import SharedLever, lever_name, shared_levers

BITS = 32
_ORDER, _VALUE = 0, 1
_WEEKS = "weeks"


def derived_seed(seed: int, *path: object) -> int:
    """A seed of 63 bits for what ``path`` names: SHA-256, so that no two are near."""
    text = "/".join(str(part) for part in ("wijksim", seed, *path))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def replication_seed(seed: int, replication: int) -> int:
    """Seed of all random numbers of one replication, the same for every model."""
    return derived_seed(seed, "replication", replication)


def point(seed: int, key: str, replication: int) -> float:
    """Place of replication ``r`` (0, 1, ...) in the range of a parameter, in (0, 1)."""
    own = derived_seed(seed, "draw", key)
    turn = _scrambled(own, replication, _ORDER)
    digits = _scrambled(own, _reversed(turn), _VALUE)
    return (digits + 0.5) / float(1 << BITS)


def _reversed(number: int) -> int:
    """The 32 bits of a number in the opposite order."""
    return int(f"{number:0{BITS}b}"[::-1], 2)


def _scrambled(seed: int, number: int, purpose: int) -> int:
    """Nested uniform scramble: each bit is flipped by a coin that the bits above it address."""
    out = 0
    for depth in range(BITS):
        shift = BITS - 1 - depth
        above = number >> (shift + 1)
        flip = streams.uniform(seed, streams.DRAWS, purpose, depth, above) < 0.5
        out |= (((number >> shift) & 1) ^ int(flip)) << shift
    return out


def value_at(parameter: Parameter, at: float, middle: float | None = None) -> Value:
    """The value of a parameter at ``at`` in (0, 1) of its range, its default at one half.

    Uniform from the lower end to the default and from there to the upper end: half of
    all draws lie below the default, so that drawn worlds lie around the calibrated one.
    Whole numbers, and yes and no, have equal chances; what is counted in weeks is drawn in whole
    weeks. middle: the value at one half, when it is not the default.
    """
    low, high = float(parameter.low or 0.0), float(parameter.high or 0.0)
    if parameter.unit == YES_OR_NO and not parameter.integer:
        return low if at < 0.5 else high
    return value_between(
        parameter, low, high, at, float(parameter.value) if middle is None else middle
    )


def value_between(
    parameter: Parameter, low: float, high: float, at: float, half: float | None = None
) -> Value:
    """The value of a number at ``at`` in (0, 1) between two ends, by its unit.

    half: the value at one half, uniform on either side of it; None: uniform from end to end.
    """
    if parameter.integer:
        return min(int(high), math.floor(low + at * (high - low + 1.0)))
    if half is None:
        value = low + at * (high - low)
    elif at < 0.5:
        value = low + 2.0 * at * (half - low)
    else:
        value = half + (2.0 * at - 1.0) * (high - half)
    if parameter.unit == _WEEKS:
        return float(min(math.floor(high), max(math.ceil(low), round(value))))
    return value


def drawn_keys(parameters: Mapping[str, Parameter], resolved: Resolved) -> tuple[str, ...]:
    """The parameters that are drawn: those with a range, unless the scenario states them."""
    return tuple(
        key for key, item in parameters.items() if item.draw and key not in resolved.stated
    )


def drawn_values(
    parameters: Mapping[str, Parameter], resolved: Resolved, replication: int, reverse: bool = False
) -> dict[str, Value]:
    """The drawn value of every parameter that is drawn, in one replication.

    reverse: with every difference between answers that share a lever reversed in sign.
    """
    keys = drawn_keys(parameters, resolved)
    return values_of_draw(parameters, keys, resolved.settings.seed, replication, reverse)


def values_of_draw(
    parameters: Mapping[str, Parameter],
    keys: Collection[str],
    seed: int,
    number: int,
    reverse: bool = False,
) -> dict[str, Value]:
    """The values of some parameters in the draw with this number.

    Hours go with the values of what is drawn here; what is stated elsewhere counts as its default.
    """
    levers = {key: one for one in shared_levers(parameters).values() for key in one.keys}
    found: dict[str, Value] = {}
    shared: dict[str, Value] = {}
    for key in keys:
        if key not in levers:
            found[key] = value_at(parameters[key], point(seed, lever_name(key), number))
            continue
        if key not in shared:
            lever = levers[key]
            apart = [point(seed, name, number) for name in lever.differences]
            apart = [1.0 - one for one in apart] if reverse else apart
            shared |= values_in_common(parameters, lever, point(seed, lever.name, number), apart)
        found[key] = shared[key]
    if FTE in found and reverse:  # a draw and its reverse have the same means
        found[FTE] = values_of_draw(parameters, keys, seed, number)[FTE]
    elif FTE in found:
        found[FTE] = hours_asked(parameters, found, point(seed, FTE, number))
    return found


def values_in_common(
    parameters: Mapping[str, Parameter], lever: SharedLever, common: float, apart: Iterable[float]
) -> dict[str, Value]:
    """The values of a lever by key, from its part in common and its differences, each in (0, 1)."""
    middle = lever.middle(parameters)
    places = lever.places(parameters, common, tuple(apart))
    return {
        key: value_at(parameters[key], place, middle)
        for key, place in zip(lever.keys, places, strict=True)
    }
