"""From replications to the document ``wijksim/compare/1``.

Intervals: ``low`` and ``high`` are the 95 % t-interval of the mean over replications;
``luck`` and ``full`` hold the spread of single replications: their standard deviation
and central 95 %, below 40 replications a t-based prediction interval for one more.
Nothing is NaN or infinite: what is undefined is null, with its reason beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.special import stdtrit

from sim.experiments.comparison import Sample
from sim.experiments.gains import SHARES, pairs
from sim.experiments.replicate import Replication
from sim.foundation.units import F8
from sim.inputs.targets import read_targets

LEVEL = 0.95
UPPER = 1.0 - (1.0 - LEVEL) / 2.0
DRIFT_YEARS, DRIFT_SHARE = 3.0, 0.05
ENOUGH = 40  # replications from which quantiles are taken as they are


def sample_of(done: Sequence[Replication]) -> Sample:
    """Replications of one kind, in order of their number, as arrays."""
    models = list(done[0].models)

    def stacked(model: str, part: str) -> dict[str, F8]:
        """Numbers of one part of every run, [replications] by name."""
        runs = [getattr(item.models[model], part) for item in done]
        return {name: np.array([_number(run[name]) for run in runs]) for name in runs[0]}

    def weekly(model: str) -> dict[str, F8]:
        """Time paths of every run, [replications, weeks] by name."""
        runs = [item.models[model].weekly for item in done]
        return {name: np.stack([run[name] for run in runs]) for name in runs[0]}

    return Sample(
        replications=len(done),
        outcomes={model: stacked(model, "outcomes") for model in models},
        weekly={model: weekly(model) for model in models},
        groups={model: _groups([item.models[model].groups for item in done]) for model in models},
        flows={
            model: np.mean([item.models[model].flows for item in done], axis=0) for model in models
        },
        gains=_gains(done),
    )


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _groups(
    runs: Sequence[Mapping[str, Mapping[str, Mapping[str, float]]]],
) -> dict[str, dict[str, dict[str, F8]]]:
    return {
        by: {
            group: {
                name: np.array([_number(run.get(by, {}).get(group, {}).get(name)) for run in runs])
                for name in outcomes
            }
            for group, outcomes in groups.items()
        }
        for by, groups in runs[0].items()
    }


def _gains(done: Sequence[Replication]) -> dict[str, dict[str, dict[str, F8]]]:
    """Shares by pair and group; NaN where a group has no residents in a replication."""
    nobody = dict.fromkeys(SHARES, math.nan)
    found: dict[str, dict[str, dict[str, F8]]] = {}
    for pair in done[0].gains:
        groups = dict.fromkeys(group for item in done for group in item.gains[pair])
        rows = {group: [item.gains[pair].get(group, nobody) for item in done] for group in groups}
        found[pair] = {
            group: {share: np.array([row[share] for row in own]) for share in SHARES}
            for group, own in rows.items()
        }
    return found


def spread(values: F8) -> dict[str, float | None]:
    """Standard deviation and central 95 % of single replications."""
    known = values[np.isfinite(values)]
    if len(known) < 2:
        return {"sd": None, "low": None, "high": None}
    sd = float(known.std(ddof=1))
    if len(known) >= ENOUGH:
        low, high = (float(x) for x in np.quantile(known, [1.0 - UPPER, UPPER]))
    else:
        n = len(known)
        half = float(stdtrit(n - 1, UPPER)) * sd * math.sqrt(1.0 + 1.0 / n)
        low, high = float(known.mean()) - half, float(known.mean()) + half
    return {"sd": sd, "low": low, "high": high}


def result(luck: F8 | None, full: F8 | None, why: str | None) -> dict[str, Any]:
    """One outcome of a model or a difference: mean, interval, both spreads, reason."""
    headline = full if full is not None else luck
    assert headline is not None
    known = headline[np.isfinite(headline)]
    n = len(known)
    sd = float(known.std(ddof=1)) if n > 1 else None
    half = None if sd is None else float(stdtrit(n - 1, UPPER)) * sd / math.sqrt(n)
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
        found["reason"] = reason
    return found


def _reason(known: int, of: int, why: str | None) -> str | None:
    """Why something here is null, or rests on fewer replications."""
    if known == 0:
        return why or "undefined in every replication"
    if known < of:
        return f"undefined in {of - known} of {of} replications" + (f": {why}" if why else "")
    return "one replication has no spread" if of == 1 else None


def variance_ratio(later: F8, earlier: F8) -> float | None:
    """var(later - earlier) / (var(later) + var(earlier)); None when both are 0 or unknown.

    Well below 1 shows what the shared luck is worth.
    """
    both = np.isfinite(later) & np.isfinite(earlier)
    if int(both.sum()) < 2:
        return None
    a, b = later[both], earlier[both]
    total = float(a.var(ddof=1) + b.var(ddof=1))
    return float((a - b).var(ddof=1)) / total if total > 0.0 else None


def models_part(
    luck: Sample | None, full: Sample | None, reasons: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, Any]]:
    """``models``: every outcome of every model."""
    head = full or luck
    assert head is not None
    return {
        model: {
            name: result(
                luck.outcomes[model][name] if luck else None,
                full.outcomes[model][name] if full else None,
                reasons.get(model, {}).get(name),
            )
            for name in outcomes
        }
        for model, outcomes in head.outcomes.items()
    }


def differences_part(
    luck: Sample | None, full: Sample | None, reasons: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, Any]]:
    """``differences``: every pair once, paired by replication, later minus earlier."""
    head = full or luck
    assert head is not None

    def paired(sample: Sample | None, later: str, earlier: str, name: str) -> F8 | None:
        """Later minus earlier, [replications]."""
        if sample is None:
            return None
        return sample.outcomes[later][name] - sample.outcomes[earlier][name]

    found: dict[str, dict[str, Any]] = {}
    for pair, later, earlier in pairs(list(head.outcomes)):
        found[pair] = {}
        for name in head.outcomes[later]:
            why = reasons.get(later, {}).get(name) or reasons.get(earlier, {}).get(name)
            item = result(
                paired(luck, later, earlier, name), paired(full, later, earlier, name), why
            )
            item["variance_ratio"] = variance_ratio(
                head.outcomes[later][name], head.outcomes[earlier][name]
            )
            found[pair][name] = item
    return found


def gains_part(head: Sample) -> dict[str, dict[str, float | None]]:
    """``gains``: shares of residents, mean over replications, adding to 1."""
    found: dict[str, dict[str, float | None]] = {}
    for pair, groups in head.gains.items():
        means = {share: groups["all"][share] for share in SHARES}
        known = np.all([np.isfinite(x) for x in means.values()], axis=0)
        found[pair] = {
            share: float(x[known].mean()) if known.any() else None for share, x in means.items()
        }
    return found


def other_luck_part(done: Sequence[Replication]) -> dict[str, dict[str, dict[str, float | None]]]:
    """Gains by support's luck alone (``zero_line``) and with it drawn apart
    (``independent``): means over the replications that lived it, the first with luck alone."""
    runs = [item.other_luck for item in done if item.other_luck]
    if not runs:
        return {}
    found: dict[str, dict[str, dict[str, float | None]]] = {}
    for kind, rows in runs[0].items():
        found[kind] = {}
        for key in rows:
            mean = {s: float(np.mean([run[kind][key][s] for run in runs])) for s in SHARES}
            found[kind][key] = {s: x if math.isfinite(x) else None for s, x in mean.items()}
    return found


def levels_part(done: Sequence[Replication]) -> dict[str, dict[str, float | None]]:
    """Levels under today's practice in the last year before the fork: mean and sd."""
    names = list(done[0].levels) if done else []
    found: dict[str, dict[str, float | None]] = {}
    for name in names:
        values = np.array([_number(item.levels.get(name)) for item in done])
        known = values[np.isfinite(values)]
        found[name] = {
            "mean": float(known.mean()) if len(known) else None,
            "sd": float(known.std(ddof=1)) if len(known) > 1 else None,
        }
    return found


def targets_part(
    levels: Mapping[str, Mapping[str, float | None]], price_year: int
) -> list[dict[str, Any]]:
    """``targets``: published levels of today's practice, and where those of this run stand;
    amounts in prices of ``price_year``, as those of the run."""
    found = []
    for target in (target.in_prices(price_year) for target in read_targets()):
        mean = levels.get(target.level, {}).get("mean")
        stands = None if mean is None else target.stands(mean)
        found.append({**target.document(), "found": mean, "stands": stands})
    return found


def drifting(done: Sequence[Replication]) -> list[str]:
    """Domains whose prevalence was still moving at the fork.

    Three years at the pace of the last year of the burn-in move it by more than 5 % of
    its level, beyond the 95 % t-interval over replications (twice the standard error
    when there are many).
    """
    levels, found = levels_part(done), []
    for name, drift in levels.items():
        at = levels.get(name.removeprefix("drift_"), {}).get("mean")
        moved, sd = drift["mean"], drift["sd"]
        if not name.startswith("drift_") or not at or moved is None or sd is None:
            continue
        error = float(stdtrit(len(done) - 1, UPPER)) * sd / math.sqrt(len(done))
        if DRIFT_YEARS * (abs(moved) - error) > DRIFT_SHARE * at:
            found.append(name.removeprefix("drift_"))
    return found


def reasons_of(done: Sequence[Replication]) -> dict[str, dict[str, str]]:
    """Why an outcome is undefined, by model: the reason of the first replication without it."""
    found: dict[str, dict[str, str]] = {}
    for item in done:
        for model, run in item.models.items():
            for name, reason in run.reasons.items():
                if run.outcomes.get(name) is None:
                    found.setdefault(model, {}).setdefault(name, reason)
    return found
