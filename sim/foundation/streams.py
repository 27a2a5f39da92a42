"""Addressed luck: every random number is a function of what it decides.

A draw is addressed by (seed, stream, who, week, draw) and computed by the
published counter-based generator Philox4x32-10 (Salmon et al. 2011, "Parallel
random numbers: as easy as 1, 2, 3"). Nothing is drawn in sequence, so a citizen
meets the same luck whatever else is computed, in whatever order.

Key = (seed, stream); counter = (who, week, draw, high words of seed). A block is
four 32-bit words; a word becomes a uniform on the open interval (0, 1).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.foundation.compiled import phase, rule

# One number per kind of decision; the numbers are part of every result and never reused.
PEOPLE = 1  # building a population: who lives where
TRAITS = 2  # latent strength, reluctance and vulnerability of a person or household
START = 3  # severities at the synthetic start and of newcomers
TIES = 4  # who knows whom
DEMOGRAPHY = 5  # births, deaths, moves, nursing home
TAPE = 6  # candidate onsets of need: time, mark, severity
LASTING = 7  # what birthdays do to lasting needs
CRISIS = 8  # candidate crises
RECOGNISE = 20  # is this need recognised this week?
JOIN = 22  # does this person join a provision this week?
DROP_OUT = 23  # does a waiting person give up this week?
INTAKE = 24  # what intake makes of a need: seen, judged able, wrong desk, refused, group closed
GRANT = 25  # which line is chosen when several are open
REALISE = 26  # is the offered network help realised?
TURNOVER = 27  # does this worker leave this quarter?
VOLUNTEER = 28  # does a recovered visitor start to help?
BUILD = 29  # does a new initiative arise, does one end?
TIE_BREAK = 30  # order between equals in a queue
PASS_ON = 31  # does crisis care pass this need on to its desk?
DRAW_IN = 32  # does a provider paid per product draw this need in?
EXIT = 33  # is a dwelling found for one whose stay is done?
SPECIALIST = 36  # does this specialist leave this quarter?
DRAWS = 40  # parameter values over replications

# Candidates of the tape lie in layers of height, as shares of their ceiling; the number of
# a candidate is layer x LAYER_NUMBERS + how many came before it in that layer.
LAYERS = np.array([0.0, 1.0 / 64.0, 1.0 / 16.0, 1.0 / 4.0, 1.0])
LAYER_NUMBERS = 1 << 20

_M0 = np.uint64(0xD2511F53)
_M1 = np.uint64(0xCD9E8D57)
_W0 = np.uint64(0x9E3779B9)
_W1 = np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_UNIT = 1.0 / 4294967296.0


@rule
def philox(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Philox4x32-10: four 32-bit words from a 128-bit counter and a 64-bit key."""
    x0 = np.uint64(c0) & _LOW
    x1 = np.uint64(c1) & _LOW
    x2 = np.uint64(c2) & _LOW
    x3 = np.uint64(c3) & _LOW
    a = np.uint64(k0) & _LOW
    b = np.uint64(k1) & _LOW
    for _ in range(10):
        p0 = _M0 * x0
        p1 = _M1 * x2
        y0 = (p1 >> _SHIFT) ^ x1 ^ a
        y2 = (p0 >> _SHIFT) ^ x3 ^ b
        x1 = p1 & _LOW
        x3 = p0 & _LOW
        x0 = y0
        x2 = y2
        a = (a + _W0) & _LOW
        b = (b + _W1) & _LOW
    return int(x0), int(x1), int(x2), int(x3)


@rule
def to_unit(word: int) -> float:
    """A 32-bit word as a number strictly between 0 and 1."""
    return (float(word) + 0.5) * _UNIT


@rule
def uniform4(
    seed: int, stream: int, who: int, week: int, draw: int
) -> tuple[float, float, float, float]:
    """Four independent uniforms on (0, 1) at one address; week may be negative."""
    w0, w1, w2, w3 = philox(who, week + 1073741824, draw, seed >> 32, seed & 4294967295, stream)
    return to_unit(w0), to_unit(w1), to_unit(w2), to_unit(w3)


@rule
def uniform(seed: int, stream: int, who: int, week: int, draw: int) -> float:
    """One uniform on (0, 1): the first word of the block at this address."""
    w0, _, _, _ = philox(who, week + 1073741824, draw, seed >> 32, seed & 4294967295, stream)
    return to_unit(w0)


@phase
def uniforms(
    seed: int, stream: int, who: NDArray[np.int64], week: int, draw: int
) -> NDArray[np.float64]:
    """One uniform per row of ``who`` (int64, shape (n,)): float64, shape (n,)."""
    out = np.empty(len(who), dtype=np.float64)
    for i in range(len(who)):
        out[i] = uniform(seed, stream, who[i], week, draw)
    return out
