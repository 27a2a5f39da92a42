"""Indices of sensitivity from a design and what it gave, by the methods of SALib.

Every function takes rows of inputs from 0 to 1 and one number a row, and refuses a number that
is not there: SALib gives indices of nought for those.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from sim.analysis.gaps import Gap
from sim.foundation.sentence import Sentence
from sim.foundation.units import F8
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.runs.designs import MORRIS_LEVELS, Design, problem_of
from sim.runs.draws import derived_seed

Index = dict[str, float | None]
CONFIDENCE = 0.95
RESAMPLES = 200
DUMMY = "dummy"  # an input that is in nothing: what an index is by chance alone
PAWN_SLICES = 10


def gap(values: F8) -> Sentence | None:
    """In how many rows there is no number; None when there is one in every row."""
    missing = np.flatnonzero(~np.isfinite(values))
    if len(missing) == 0:
        return None
    return Gap.NO_NUMBER(missing=len(missing), runs=len(values), row=int(missing[0]))


def undefined(what: str, why: Sentence) -> InputError:
    """The error of an outcome that has no index."""
    return InputError(
        code="undefined",
        where=what,
        found=why.text,
        allowed=Said.EVERY_NUMBER(),
        message="an index cannot be taken of an outcome that is undefined somewhere",
    )


def spread(values: F8) -> bool:
    """True when there is variance to divide over inputs."""
    return bool(np.ptp(values) > 0.0)


def morris(design: Design, values: F8, seed: int) -> dict[str, Index]:
    """mu_star and sigma of every factor (Morris 1991; Campolongo et al. 2007)."""
    from SALib.analyze import morris as analyze

    how = {"num_levels": MORRIS_LEVELS, **_bootstrap(seed, "morris")}
    found = analyze.analyze(_problem(design), design.rows, values, **how)
    star, half = found["mu_star"], found["mu_star_conf"]
    return _each(
        design.factors,
        mu_star=star,
        low=np.fmax(0.0, star - half),
        high=star + half,
        sigma=found["sigma"],
        mu=found["mu"],
    )


def sobol(design: Design, values: F8, seed: int) -> dict[str, Index]:
    """First-order and total indices; low and high are of the total (bootstrap over base rows).

    Bootstrap intervals are right when luck is an input, and too wide without any noise.
    """
    found = _sobol(design, values, seed, second=False)
    first, total = found["S1"], found["ST"]
    first_half, half = found["S1_conf"], found["ST_conf"]
    return _each(
        design.factors,
        first=first,
        total=total,
        low=total - half,
        high=total + half,
        first_low=first - first_half,
        first_high=first + first_half,
    )


def second_order(design: Design, values: F8, seed: int) -> list[dict[str, Any]]:
    """Interactions of every two factors, the largest first."""
    found, pairs = _sobol(design, values, seed, second=True), []
    for (i, one), (j, other) in combinations(enumerate(design.factors), 2):
        at, half = float(found["S2"][i][j]), float(found["S2_conf"][i][j])
        told = {"second": _number(at), "low": _number(at - half), "high": _number(at + half)}
        pairs.append({"inputs": [one, other], **told})
    return sorted(pairs, key=lambda item: -abs(item["second"] or 0.0))


def _sobol(design: Design, values: F8, seed: int, second: bool) -> dict[str, Any]:
    from SALib.analyze import sobol as analyze

    used = values
    if design.second and not second:  # without the rows that only interactions need
        width = 2 * len(design.factors) + 2
        keep = np.r_[0 : len(design.factors) + 1, width - 1]
        used = values.reshape(-1, width)[:, keep].reshape(-1)
    how = _bootstrap(seed, "sobol")
    return dict(analyze.analyze(_problem(design), used, calc_second_order=second, **how))


def pawn(names: Sequence[str], rows: F8, values: F8, seed: int) -> dict[str, Index]:
    """PAWN: shift of the distribution with every input (Pianosi & Wagener 2018), any design.

    Beside the inputs stands ``dummy``, which is in nothing: an input below it says nothing.
    """
    from SALib.analyze import pawn as analyze

    draw = np.random.default_rng(derived_seed(seed, DUMMY, len(rows)))
    every = np.column_stack([rows, draw.random(len(rows))])
    found = analyze.analyze(
        problem_of([*names, DUMMY]), every, values, S=PAWN_SLICES, seed=_seed(seed, "pawn")
    )
    return _each(
        [*names, DUMMY],
        first=found["median"],
        total=None,
        low=found["minimum"],
        high=found["maximum"],
    )


def rbd_fast(names: Sequence[str], rows: F8, values: F8, seed: int) -> dict[str, Index]:
    """First-order indices from any design (random balance; Tarantola et al. 2006)."""
    from SALib.analyze import rbd_fast as analyze

    with np.errstate(divide="ignore", invalid="ignore"):  # a resample may hold one value alone
        found = analyze.analyze(problem_of(names), rows, values, **_bootstrap(seed, "rbd_fast"))
    first, half = np.array(found["S1"]), np.array(found["S1_conf"])
    return _each(names, first=first, total=None, low=first - half, high=first + half)


def _each(names: Sequence[str], **numbers: Any) -> dict[str, Index]:
    """Indices by factor; numbers: one of every factor, by its key, or None. ValueError for
    another count of numbers than of factors."""
    found: dict[str, Index] = {name: {} for name in names}
    for key, each in numbers.items():
        of_factors = [None] * len(names) if each is None else each
        for name, number in zip(names, of_factors, strict=True):
            found[name][key] = None if number is None else _number(number)
    return found


def _problem(design: Design) -> dict[str, Any]:
    return problem_of([axis.name for axis in design.axes], design.groups)


def _bootstrap(seed: int, what: str) -> dict[str, Any]:
    """Options of an interval by SALib's bootstrap."""
    seed = _seed(seed, what)
    return {"num_resamples": RESAMPLES, "conf_level": CONFIDENCE, "seed": seed}


def _seed(seed: int, what: str) -> int:
    """A seed that SALib takes: never 0, which it takes for none."""
    return 1 + derived_seed(seed, what) % (2**31 - 2)


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
