"""What differs between replications: their seeds, and parameter values from their ranges.

Every number is addressed: the seed of replication ``r`` and the value of a parameter
in it depend on (seed, r) and on the parameter's own name, never on how many
replications are run nor on which other parameters exist.

Values follow the first Sobol sequence (van der Corput in base 2), Owen-scrambled and
visited in an order that is itself Owen-shuffled, both keyed by the parameter's name.
So any first 2^m replications hit each of 2^m equally likely slices of a range exactly
once, while the pairing between parameters is random (padding with shuffled, scrambled
one-dimensional sequences; Owen 1995, Burley 2020).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping

from sim.foundation import streams
from sim.inputs.answers import ANSWERS
from sim.inputs.parameter import Parameter, Value
from sim.inputs.resolved import Resolved

BITS = 32
_ORDER, _VALUE = 0, 1
_WEEKS = "weeks"


def derived_seed(seed: int, *path: object) -> int:
    """A seed of 63 bits for what ``path`` names: SHA-256, so that no two are near."""
    text = "/".join(str(part) for part in ("wijksim", seed, *path))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def replication_seed(seed: int, replication: int) -> int:
    """Seed of all luck in one replication, the same for every model."""
    return derived_seed(seed, "replication", replication)


def point(seed: int, key: str, replication: int) -> float:
    """Where replication ``r`` (0, 1, ...) falls in the range of a parameter, in (0, 1)."""
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


def draw_name(key: str) -> str:
    """The name under which a parameter is drawn.

    A lever that several answers to one question have is one unknown: it is drawn at the
    same place of each answer's range, so that ignorance about it is no difference
    between models.
    """
    answer, _, lever = key.partition(".")
    for question, answers in ANSWERS.items():
        if answer in answers:
            return f"{question}.{lever}"
    return key


def value_at(parameter: Parameter, at: float) -> Value:
    """The value of a parameter at ``at`` in (0, 1) of its range, its default at one half.

    Uniform from the lower end to the default and from there to the upper end: half of
    all draws lie below the default, so that drawn worlds lie around the calibrated one.
    Whole numbers have equal chances; what is told in weeks is told in whole weeks.
    """
    low, high = float(parameter.low or 0.0), float(parameter.high or 0.0)
    if parameter.integer:
        return min(int(high), math.floor(low + at * (high - low + 1.0)))
    middle = float(parameter.value)
    if at < 0.5:
        value = low + 2.0 * at * (middle - low)
    else:
        value = middle + (2.0 * at - 1.0) * (high - middle)
    if parameter.unit == _WEEKS:
        return float(min(math.floor(high), max(math.ceil(low), round(value))))
    return value


def drawn_keys(parameters: Mapping[str, Parameter], resolved: Resolved) -> tuple[str, ...]:
    """The parameters that are drawn: those with a range, unless the scenario states them."""
    return tuple(
        key for key, item in parameters.items() if item.draw and key not in resolved.stated
    )


def drawn_values(
    parameters: Mapping[str, Parameter], resolved: Resolved, replication: int
) -> dict[str, Value]:
    """The drawn value of every parameter that is drawn, in one replication."""
    seed = resolved.settings.seed
    return {
        key: value_at(parameters[key], point(seed, draw_name(key), replication))
        for key in drawn_keys(parameters, resolved)
    }
