"""Addressed random numbers: each is a function of what it decides.

A draw is addressed by (seed, stream, who, week, draw) and computed by the
published counter-based generator Philox4x32-10 (Salmon et al. 2011, "Parallel
random numbers: as easy as 1, 2, 3"). Nothing is drawn in sequence, so a citizen
meets the same random numbers whatever else is computed, in whatever order.

Key = (seed, stream); counter = (who, week, draw, high words of seed). A block is
four 32-bit words; a word becomes a uniform on the open interval (0, 1).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.foundation.compiled import phase, rule, woven

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
CONTACT = 34  # is this request settled in its first contact?
SECOND = 37  # does this person hold a second provision under one law?
SIGNAL = 35  # is who was signalled reached, and does it come to a talk?
SPECIALIST = 36  # does this specialist leave this quarter?
DRAWS = 40  # parameter values over replications

# Candidates of the tape lie in layers of height, as shares of their ceiling; the number of
# a candidate is layer x LAYER_NUMBERS + how many came before it in that layer.
LAYERS = np.array([0.0, 1.0 / 32.0, 1.0 / 16.0, 1.0 / 8.0, 1.0 / 4.0, 1.0 / 2.0, 1.0])
LAYER_NUMBERS = 1 << 20

Word = int | np.uint64
Words = tuple[np.uint64, np.uint64, np.uint64, np.uint64]
Counter = tuple[int, int, int, int]

_M0 = np.uint64(0xD2511F53)
_M1 = np.uint64(0xCD9E8D57)
_W0 = np.uint64(0x9E3779B9)
_W1 = np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_UNIT = 1.0 / 4294967296.0
_WEEK_0 = 1 << 30  # so that weeks before the fork have an address too


@woven
def _mix(x: Words, a: Word, b: Word, bumps: int) -> Words:
    """One round of Philox4x32, with the key after so many bumps."""
    p0, p1 = _M0 * np.uint64(x[0]), _M1 * np.uint64(x[2])
    key0 = (np.uint64(a) + np.uint64(bumps) * _W0) & _LOW
    key1 = (np.uint64(b) + np.uint64(bumps) * _W1) & _LOW
    y0, y2 = (p1 >> _SHIFT) ^ np.uint64(x[1]) ^ key0, (p0 >> _SHIFT) ^ np.uint64(x[3]) ^ key1
    return y0, p1 & _LOW, y2, p0 & _LOW


@woven
def philox(counter: Counter, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Philox4x32-10: four 32-bit words from a 128-bit counter and a 64-bit key.

    The ten rounds are written out: so compiled loops over addresses run several at a time.
    """
    a, b = np.uint64(k0) & _LOW, np.uint64(k1) & _LOW
    c0, c1, c2, c3 = counter
    x = np.uint64(c0) & _LOW, np.uint64(c1) & _LOW, np.uint64(c2) & _LOW, np.uint64(c3) & _LOW
    x = _mix(x, a, b, 0)
    x = _mix(x, a, b, 1)
    x = _mix(x, a, b, 2)
    x = _mix(x, a, b, 3)
    x = _mix(x, a, b, 4)
    x = _mix(x, a, b, 5)
    x = _mix(x, a, b, 6)
    x = _mix(x, a, b, 7)
    x = _mix(x, a, b, 8)
    x = _mix(x, a, b, 9)
    return int(x[0]), int(x[1]), int(x[2]), int(x[3])


@woven
def block(seed: int, stream: int, who: int, week: int, draw: int) -> tuple[int, int, int, int]:
    """The four words at an address; week may be negative."""
    counter = (who, week + _WEEK_0, draw, seed >> 32)
    return philox(counter, seed & 4294967295, stream)


@woven
def to_unit(word: int) -> float:
    """A 32-bit word as a number strictly between 0 and 1."""
    return (float(word) + 0.5) * _UNIT


@rule
def uniform4(
    seed: int, stream: int, who: int, week: int, draw: int
) -> tuple[float, float, float, float]:
    """Four independent uniforms on (0, 1) at one address; week may be negative."""
    w0, w1, w2, w3 = block(seed, stream, who, week, draw)
    return to_unit(w0), to_unit(w1), to_unit(w2), to_unit(w3)


@rule
def uniform(seed: int, stream: int, who: int, week: int, draw: int) -> float:
    """One uniform on (0, 1): the first word of the block at this address."""
    w0, _, _, _ = block(seed, stream, who, week, draw)
    return to_unit(w0)


@phase
def uniforms(
    seed: int, stream: int, who: NDArray[np.int64], week: int, draw: int
) -> NDArray[np.float64]:
    """One uniform per row of ``who`` (int64, shape (n,)): float64, shape (n,)."""
    out = np.empty(len(who), dtype=np.float64)
    for i in range(len(who)):
        w0, _, _, _ = block(seed, stream, who[i], week, draw)
        out[i] = to_unit(w0)
    return out


@phase
def blocks(
    seed: int, stream: int, who: NDArray[np.int64], week: int, draw: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Four uniforms per row of ``who`` and ``draw`` (int64, shape (n,)): float64, shape (4, n)."""
    out = np.empty((4, len(who)), dtype=np.float64)
    for i in range(len(who)):
        w0, w1, w2, w3 = block(seed, stream, who[i], week, draw[i])
        out[0, i] = to_unit(w0)
        out[1, i] = to_unit(w1)
        out[2, i] = to_unit(w2)
        out[3, i] = to_unit(w3)
    return out
