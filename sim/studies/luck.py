"""Worth of common random numbers: how much less a paired difference varies.

Every model is run with the same random numbers, many times, with every parameter fixed. The
variance of the paired difference is set beside the sum of the models' own variances, which is what
the difference would have if each model had random numbers of its own. Their ratio, turned over, is
how many unpaired replications one paired one is worth: an unpaired comparison needs so many times
as many for the same standard error.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.analysis.gaps import Gap
from sim.analysis.interval import RESAMPLES, Interval, variance_ratio, variance_ratio_interval
from sim.comparison.document import sample_of
from sim.foundation.sentence import text_in
from sim.foundation.units import F8
from sim.inputs.request import EvidenceRequest
from sim.runs.draws import derived_seed
from sim.runs.evidence import Columns, evidence, runs_of
from sim.runs.frame import HERE, How, Underway
from sim.runs.gains import pairs
from sim.runs.replicate import Draw
from sim.runs.replication_work import ReplicationWork, replications
from sim.storage.folder import columns_of

ENOUGH = 10  # replications below which drawing them anew says little about an interval
ROUNDING = 1e-18  # of the unpaired variance: less is rounding, and no variance
NUMBERS = ("sd_paired", "sd_apart", "ratio", "ratio_low", "ratio_high", "worth", "saved")
COLUMNS = ("pair", "outcome", "runs", "difference", *NUMBERS, "reason")  # its English text


def luck(request: EvidenceRequest, how: How = HERE) -> dict[str, Any]:
    """Measure it and write a folder; returns the document ``wijksim/evidence-luck/2``.

    Raises InputError for bad input. From a script, call this under
    ``if __name__ == "__main__"``: the processes are spawned.
    """

    def check(under: Underway) -> tuple[dict[str, Any], Columns]:
        """Every replication once, and what pairing is worth."""
        done = replications(under, [Draw("luck", number) for number in range(request.many)])
        seed = under.what.plan.resolved.settings.seed
        found = pairs_part(sample_of(done).outcomes, seed)
        rows = [
            {"pair": pair, "outcome": name, **item, "reason": text_in(item["reason"])}
            for pair, outcomes in found.items()
            for name, item in outcomes.items()
        ]
        failures = runs_of(under, lambda item: f"replication {item['replication']}")
        part = {"resamples": RESAMPLES, "pairs": found, "failures": failures}
        return part, columns_of(rows, COLUMNS)

    return evidence(request, ReplicationWork, check, how)


def pairs_part(outcomes: Mapping[str, Mapping[str, F8]], seed: int) -> dict[str, dict[str, Any]]:
    """By pair and outcome; outcomes: [replications] by model and outcome."""
    return {
        pair: {
            name: worth_of(outcomes[later][name], outcomes[earlier][name], seed)
            for name in outcomes[later]
        }
        for pair, later, earlier in pairs(list(outcomes))
    }


def worth_of(later: F8, earlier: F8, seed: int) -> dict[str, Any]:
    """Worth of pairing for one outcome of one pair of models.

    ratio: variance of the paired difference over that of an unpaired one, with its 95 %
    bootstrap interval over replications (from ``ENOUGH`` on); worth: unpaired replications
    that one paired one equals; saved: unpaired replications beyond the paired ones for the
    same standard error.
    """
    both = np.isfinite(later) & np.isfinite(earlier)
    a, b = later[both], earlier[both]
    found: dict[str, Any] = {
        "runs": len(a),
        "difference": float((a - b).mean()) if len(a) else None,
        **dict.fromkeys((*NUMBERS, "reason")),
    }
    ratio = variance_ratio(a, b)
    if ratio is None:
        why = Gap.FEW_RUNS if len(a) < 2 else Gap.EXACTLY_SAME
        return {**found, "reason": why().document()}
    found["sd_paired"] = float((a - b).std(ddof=1))
    found["sd_apart"] = math.sqrt(float(a.var(ddof=1) + b.var(ddof=1)))
    if ratio < ROUNDING:
        return {**found, "ratio": 0.0, "reason": Gap.DIFFERENCE_SAME().document()}
    ends: Interval = (None, None)
    if len(a) >= ENOUGH:
        rng = np.random.default_rng(derived_seed(seed, "bootstrap", len(a)))
        ends = variance_ratio_interval(a, b, rng)
    return {
        **found,
        "ratio": ratio,
        "ratio_low": ends[0],
        "ratio_high": ends[1],
        "worth": 1.0 / ratio,
        "saved": len(a) * (1.0 / ratio - 1.0),
    }
