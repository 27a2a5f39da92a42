"""Differences of runs, made by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.show.counted import decimals_of, runs_of
from sim.show.reading import Finding, View


def found(*values: float, outcome: str = "burden", **more: Any) -> Finding:
    """A difference that has these values in the runs; none of them is undefined."""
    mean = float(np.mean(values)) if values else None
    runs = runs_of(np.array(values, dtype=np.float64))
    return Finding(
        "second-first",
        outcome,
        mean,
        *(None, None),
        *(None, None),
        runs=runs,
        decimals=decimals_of(runs) or 0,
        **more,
    )


def put(view: View, outcome: str, *values: float, pair: str = "second-first") -> None:
    """Give a made-up comparison these differences in its runs, at best guesses and drawn."""
    later, earlier = pair.split("-")
    comparison, given = view.comparison, np.array(values, dtype=np.float64)
    for sample in (comparison.luck, comparison.full):
        if sample is not None:
            for own in sample.outcomes.values():
                own[outcome] = np.resize(own[outcome], len(given))
            sample.outcomes[earlier][outcome] = np.zeros(len(given))
            sample.outcomes[later][outcome] = given
    item = comparison.document["differences"][pair][outcome]
    known = given[np.isfinite(given)]
    item["mean"] = float(np.mean(known)) if len(known) else None
    item["drift_today"] = None
