"""From replications to the document ``wijksim/compare/2``.

Intervals are those of ``sim/analysis/interval.py``; ``luck`` and ``full`` hold the spread of single
replications. Nothing is NaN or infinite: what is undefined is null, with its reason beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.analysis.interval import result, t_95, variance_ratio
from sim.comparison.comparison import Sample
from sim.foundation.sentence import Sentence
from sim.foundation.units import F8
from sim.inputs.parameters.targets import read_targets
from sim.runs.gains import SHARES, pairs
from sim.runs.replicate import Replication

DRIFT_YEARS, DRIFT_SHARE = 3.0, 0.05


def sample_of(done: Sequence[Replication]) -> Sample:
    """Replications of one kind, in order of their number, as arrays."""
    models = list(done[0].models)

    def stacked(model: str, part: str) -> dict[str, F8]:
        """One part of every run by name: numbers, [replications], or time paths,
        [replications, weeks or years]; NaN where undefined."""
        runs = [getattr(item.models[model], part) for item in done]
        return {name: np.array([run[name] for run in runs], np.float64) for name in runs[0]}

    return Sample(
        replications=len(done),
        outcomes={model: stacked(model, "outcomes") for model in models},
        weekly={model: stacked(model, "weekly") for model in models},
        groups={model: _groups([item.models[model].groups for item in done]) for model in models},
        flows={
            model: np.mean([item.models[model].flows for item in done], axis=0) for model in models
        },
        gains=_gains(done),
        years={model: stacked(model, "years") for model in models},
    )


def number(value: float | None) -> float:
    """A number of a document; NaN where it is undefined."""
    return math.nan if value is None else float(value)


def interval(values: F8) -> dict[str, float | None]:
    """Mean over replications and its 95 % t-interval. values: [replications]."""
    whole = result(values, None, None)
    return {end: whole[end] for end in ("mean", "low", "high")}


def _groups(
    runs: Sequence[Mapping[str, Mapping[str, Mapping[str, float]]]],
) -> dict[str, dict[str, dict[str, F8]]]:
    return {
        by: {
            group: {
                name: np.array([number(run.get(by, {}).get(group, {}).get(name)) for run in runs])
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


def models_part(
    luck: Sample | None, full: Sample | None, reasons: Mapping[str, Mapping[str, Sentence]]
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
    luck: Sample | None,
    full: Sample | None,
    reasons: Mapping[str, Mapping[str, Sentence]],
    named: Sequence[tuple[str, str, str]] | None = None,
) -> dict[str, dict[str, Any]]:
    """``differences``: every pair once, paired by replication, later minus earlier.

    named: (name, later, earlier) of the pairs, unless it is all of them.
    """
    head = full or luck
    assert head is not None

    def paired(sample: Sample | None, later: str, earlier: str, name: str) -> F8 | None:
        """Later minus earlier, [replications]."""
        if sample is None:
            return None
        return sample.outcomes[later][name] - sample.outcomes[earlier][name]

    found: dict[str, dict[str, Any]] = {}
    for pair, later, earlier in named or pairs(list(head.outcomes)):
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
    (``independent``): means over the replications that have it, the first with luck alone."""
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
    """Levels under today's practice in the last year before the fork: mean, sd, interval."""
    found: dict[str, dict[str, float | None]] = {}
    for name in done[0].levels if done else ():
        values = np.array([number(item.levels.get(name)) for item in done])
        known = values[np.isfinite(values)]
        found[name] = {
            **interval(values),
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
        level = levels.get(target.level, {})
        mean, low, high = (level.get(end) for end in ("mean", "low", "high"))
        if mean is None:
            stands = None
        else:
            stands = target.stands(mean if low is None else low, mean if high is None else high)
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
        error = t_95(len(done) - 1) * sd / math.sqrt(len(done))
        if DRIFT_YEARS * (abs(moved) - error) > DRIFT_SHARE * at:
            found.append(name.removeprefix("drift_"))
    return found


def reasons_of(done: Sequence[Replication]) -> dict[str, dict[str, Sentence]]:
    """Reasons that outcomes are undefined, by model: of the first replication without it."""
    found: dict[str, dict[str, Sentence]] = {}
    for item in done:
        for model, run in item.models.items():
            for name, reason in run.reasons.items():
                if run.outcomes.get(name) is None:
                    found.setdefault(model, {}).setdefault(name, reason)
    return found
