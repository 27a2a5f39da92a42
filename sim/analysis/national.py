"""From the rows of wijken to numbers of the country: means weighted by inhabitants.

A national mean is that over wijken, each weighted by its published inhabitants. For what is
counted per inhabitant that is the country's own mean; for what is counted per household,
case or child it is not quite, because wijken differ in how many of these they have.

One run of one wijk holds luck as well as the model. Over wijken luck is independent, so in a
mean over many of them it averages out; how much is left is bounded by how far wijken lie
apart (``luck_at_most``), which holds real differences between wijken too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.analysis.interval import UPPER, t_95
from sim.foundation.units import F8, I8
from sim.record.headlines import HEADLINES
from sim.record.outcomes import OUTCOMES, TODAY_PREFIX
from sim.runs.gains import pairs
from sim.runs.wijken import Wijk

QUANTILES = {"low": 1.0 - UPPER, "median": 0.5, "high": UPPER}
# Units that add up over inhabitants: what the unit of the total is, and inhabitants per unit.
PER_INHABITANT = {" per inhabitant per year": 1.0, " per 1,000 inhabitants per year": 1000.0}


@dataclass(frozen=True)
class Nation:
    """The wijken that were simulated, with every number by model.

    numbers: [replications, wijken, models] by name; NaN where it is undefined, or where a
    wijk failed in a replication.
    """

    wijken: tuple[Wijk, ...]
    models: tuple[str, ...]
    numbers: Mapping[str, F8]
    domains: I8  # [wijken] domains of which a reading was predicted
    margins_off: tuple[str, ...]  # [wijken] margins outside what rounding allows

    @cached_property
    def weights(self) -> F8:
        """Inhabitants as published, [wijken]."""
        return np.array([wijk.inhabitants for wijk in self.wijken], dtype=np.float64)

    @cached_property
    def imputed(self) -> tuple[tuple[str, ...], ...]:
        """Kinds of imputation, [wijken]."""
        return tuple(
            wijk.imputed(int(n)) for wijk, n in zip(self.wijken, self.domains, strict=True)
        )

    @property
    def outcomes(self) -> list[str]:
        """Every declared outcome, in declared order."""
        return [name for name in OUTCOMES if name in self.numbers]

    def of_model(self, name: str, model: str) -> F8:
        """A number under one model, [replications, wijken]."""
        return self.numbers[name][:, :, self.models.index(model)]

    def difference(self, name: str, later: str, earlier: str) -> F8:
        """Later minus earlier, paired by wijk and replication, [replications, wijken]."""
        return self.of_model(name, later) - self.of_model(name, earlier)

    def headline_pairs(self) -> Iterator[tuple[str, str, str]]:
        """(outcome, later, earlier) of every main difference."""
        for _, later, earlier in pairs(self.models):
            for name in HEADLINES:
                if name in self.numbers:
                    yield name, later, earlier


def nation_of(
    columns: Mapping[str, Sequence[Any]], wijken: Sequence[Wijk], models: Sequence[str]
) -> Nation:
    """From the columns of the table of all rows, by wijk, replication and model."""
    there = set(columns["statcode"])
    lived = tuple(wijk for wijk in wijken if wijk.code in there)
    row = {wijk.code: number for number, wijk in enumerate(lived)}
    w = np.array([row[code] for code in columns["statcode"]])
    rank = {model: number for number, model in enumerate(models)}
    m = np.array([rank[model] for model in columns["model"]])
    r = np.asarray(columns["replication"], dtype=np.int64)
    shape = (int(r.max()) + 1, len(lived), len(models))
    numbers = {}
    for name, values in columns.items():
        if name in OUTCOMES or name.startswith(TODAY_PREFIX):
            numbers[name] = np.full(shape, np.nan)
            numbers[name][r, w, m] = np.array(values, dtype=np.float64)
    domains, off = np.zeros(len(lived), dtype=np.int64), np.full(len(lived), "", dtype=object)
    domains[w] = columns["imputed_domains"]
    off[w] = columns["margins_off"]
    return Nation(lived, tuple(models), numbers, domains, tuple(str(x) for x in off))


def over_wijken(values: F8) -> F8:
    """The mean over replications of every wijk, [wijken]; NaN where there is none."""
    mean: F8 = np.ma.masked_invalid(values).mean(axis=0).filled(np.nan)
    return mean


def weighted(values: F8, weights: F8) -> F8:
    """The mean over wijken by inhabitants, of every replication; [R, W] to [R]."""
    known = np.isfinite(values)
    weight = np.where(known, weights, 0.0)
    total = weight.sum(axis=1)
    found = (weight * np.where(known, values, 0.0)).sum(axis=1)
    mean: F8 = np.divide(found, total, out=np.full(len(total), np.nan), where=total > 0.0)
    return mean


def spread_over(values: F8, weights: F8) -> dict[str, Any]:
    """Spread of wijken: low, median and high hold 2.5, 50 and 97.5 % of the inhabitants."""
    known = np.isfinite(values)
    found: dict[str, Any] = {"wijken": int(known.sum()), **dict.fromkeys(QUANTILES)}
    if not known.any():
        return found
    order = np.argsort(values[known], kind="stable")
    ranked, upto = values[known][order], np.cumsum(weights[known][order])
    for name, share in QUANTILES.items():
        at = int(np.searchsorted(upto, share * upto[-1]))
        found[name] = float(ranked[min(at, len(ranked) - 1)])
    return found


def luck_at_most(values: F8, weights: F8) -> float | None:
    """Half a 95 % interval of luck in the weighted mean, at most; None below two wijken.

    values: differences by wijk. The variance of the mean is the sum of (share x standard
    deviation)^2 over wijken. That of a single wijk is not known from one run, but the square
    of its distance to the mean of the others is on average no less (a jackknife). A few large
    wijken make that unsure: Student's t, with as many degrees of freedom as wijken of one size
    would have with such shares.
    """
    known = np.isfinite(values)
    if int(known.sum()) < 2:
        return None
    share = weights[known] / weights[known].sum()
    mean = float((share * values[known]).sum())
    apart = share * (values[known] - mean) / (1.0 - share)
    freedom = max(1.0, 1.0 / float((share * share).sum()) - 1.0)
    return t_95(freedom) * math.sqrt(float((apart * apart).sum()))


def total_of(outcome: str) -> tuple[str, float] | None:
    """(unit of the country's total, inhabitants per unit); None for what does not add up."""
    unit = OUTCOMES[outcome].unit
    for ending, per in PER_INHABITANT.items():
        if unit.endswith(ending):
            return unit.removesuffix(ending) + " per year", per
    return None
