"""Intervals of means, shares and ratios over replications.

``low`` and ``high`` are the 95 % t-interval of a mean; a spread is the standard deviation and
central 95 % of single replications, below 40 of them a t-based prediction interval for one more.
Quantiles of the normal and of t and the bootstrap are scipy's. Wilson's interval of a share
(1927) is by hand: shares of pairs of worlds are no whole number of draws, which scipy asks for;
a test holds it to scipy's where they are. What is undefined is None.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.special import ndtri, stdtrit

from sim.analysis.gaps import Gap
from sim.foundation.sentence import Sentence
from sim.foundation.units import F8

LEVEL = 0.95
UPPER = 1.0 - (1.0 - LEVEL) / 2.0
NORMAL_95 = float(ndtri(UPPER))  # half the width of a 95 % interval, in standard errors
ENOUGH = 40  # replications from which quantiles are taken as they are
RESAMPLES = 2000  # of the replications, with replacement

Interval = tuple[float | None, float | None]


def t_95(freedom: float) -> float:
    """Half the width of a 95 % interval by Student's t, in standard errors."""
    return float(stdtrit(freedom, UPPER))


def spread(values: F8) -> dict[str, float | None]:
    """Standard deviation and central 95 % of single replications."""
    known = values[np.isfinite(values)]
    n = len(known)
    if n < 2:
        return {"sd": None, "low": None, "high": None}
    sd = float(known.std(ddof=1))
    if n >= ENOUGH:
        low, high = (float(x) for x in np.quantile(known, [1.0 - UPPER, UPPER]))
    else:
        half = t_95(n - 1) * sd * math.sqrt(1.0 + 1.0 / n)
        low, high = float(known.mean()) - half, float(known.mean()) + half
    return {"sd": sd, "low": low, "high": high}


def result(luck: F8 | None, full: F8 | None, why: Sentence | None) -> dict[str, Any]:
    """One outcome of a model or a difference: mean, interval, both spreads, reason.

    luck: values over replications at the default parameters; full: with drawn ones.
    why: reason of what is undefined.
    """
    headline = full if full is not None else luck
    assert headline is not None
    known = headline[np.isfinite(headline)]
    n = len(known)
    sd = float(known.std(ddof=1)) if n > 1 else None
    half = None if sd is None else t_95(n - 1) * sd / math.sqrt(n)
    mean = float(known.mean()) if n else None
    found: dict[str, Any] = {
        "mean": mean,
        "sd": sd,
        "low": None if mean is None or half is None else mean - half,
        "high": None if mean is None or half is None else mean + half,
        "luck": spread(luck if luck is not None else np.zeros(0)),
        "full": None if full is None else spread(full),
    }
    reason = _reason(n, len(headline), why)
    if reason:
        found["reason"] = reason.document()
    return found


def _reason(known: int, of: int, why: Sentence | None) -> Sentence | None:
    """Reason that something here is null, or rests on fewer replications."""
    if known == 0:
        return why or Gap.UNDEFINED_ALL()
    if known < of and why:
        return Gap.UNDEFINED_SOME_WHY(missing=of - known, runs=of, why=why)
    if known < of:
        return Gap.UNDEFINED_SOME(missing=of - known, runs=of)
    return Gap.ONE_REPLICATION() if of == 1 else None


def variance_ratio(later: F8, earlier: F8) -> float | None:
    """var(later - earlier) / (var(later) + var(earlier)); None when both are 0 or unknown.

    Well below 1 shows the gain of common random numbers.
    """
    both = np.isfinite(later) & np.isfinite(earlier)
    if int(both.sum()) < 2:
        return None
    found = float(_ratios(later[both], earlier[both], 0))
    return None if math.isnan(found) else found


def _ratios(later: F8, earlier: F8, axis: int) -> F8:
    """The variance ratio along an axis; NaN where nothing varies."""
    total = np.asarray(later.var(axis=axis, ddof=1) + earlier.var(axis=axis, ddof=1))
    paired = (later - earlier).var(axis=axis, ddof=1)
    found: F8 = np.divide(paired, total, out=np.full_like(total, np.nan), where=total > 0.0)
    return found


def variance_ratio_interval(later: F8, earlier: F8, rng: np.random.Generator) -> Interval:
    """The 95 % percentile bootstrap interval of the variance ratio, over replications."""
    # Imported here: its many distributions are slow to import, and few commands resample.
    from scipy import stats

    how = {"paired": True, "vectorized": True, "method": "percentile", "rng": rng}
    with warnings.catch_warnings():  # resamples without any variance are left out
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)
        boot = stats.bootstrap((later, earlier), _ratios, n_resamples=RESAMPLES, **how)
    found = boot.bootstrap_distribution
    if np.isnan(found).all():
        return None, None
    low, high = np.nanquantile(found, [1.0 - UPPER, UPPER])
    return float(low), float(high)


def interval(values: F8) -> dict[str, float | None]:
    """Mean over replications with its 95 % t-interval; None where there is none."""
    found = result(values, None, None)
    return {name: found[name] for name in ("mean", "low", "high")}


def sign(found: Mapping[str, float | None]) -> int:
    """-1 or 1 where an interval leaves out nought, 0 where it does not or is not there."""
    low, high = found["low"], found["high"]
    if low is None or high is None:
        return 0
    return -1 if high < 0.0 else 1 if low > 0.0 else 0


def shares_by_sign(values: F8, weights: F8 | None = None) -> dict[str, float | None]:
    """Shares of differences below, above and exactly nought, such as by inhabitants of wijken."""
    known = np.isfinite(values)
    weights = np.ones(len(values)) if weights is None else weights
    total = float(weights[known].sum())
    if total == 0.0:
        return {"lower": None, "higher": None, "same": None}
    signs = {"lower": values < 0.0, "higher": values > 0.0, "same": values == 0.0}
    return {name: float(weights[known & own].sum()) / total for name, own in signs.items()}


def wilson(share: float | None, draws: int) -> Interval:
    """The 95 % interval of a share, also near 0 and 1 (Wilson 1927)."""
    if share is None or draws == 0:
        return None, None
    z = NORMAL_95 * NORMAL_95 / draws
    middle = (share + 0.5 * z) / (1.0 + z)
    half = NORMAL_95 / (1.0 + z) * math.sqrt(share * (1.0 - share) / draws + 0.25 * z / draws)
    return max(0.0, middle - half), min(1.0, middle + half)
