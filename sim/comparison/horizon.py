"""Drift of today's practice itself while models are compared.

Beside every main difference stands what its outcome does under today's practice between the first
and the last whole year after the fork. A difference that is smaller may be real, for all models
meet the same years; but then more changes in these years than the choice between models changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.comparison.comparison import Sample
from sim.comparison.document import interval
from sim.foundation.units import F8, WEEKS_PER_YEAR
from sim.record.headlines import HEADLINES
from sim.runs.dated import stages
from sim.runs.paired import Plan

SUMMED = ("burden", "public_cost", "societal_cost", "crises")  # per inhabitant, over the year
AVERAGED = ("share_hidden", "reach")  # over the weeks of the year
RESIDENTS = "residents"


def today_of(plan: Plan) -> str | None:
    """The compared model that is today's practice from the fork to the end; None if none is.

    Its answers and levers are those of the burn-in, and no date changes them.
    """
    resolved = plan.resolved
    values = {**resolved.values, **plan.today_values}
    for model in resolved.models:
        found = stages(resolved, model, resolved.values, plan.weeks)
        same = found[0].values == values and found[0].answers == plan.today.answers
        if same and len(found) == 1:
            return model.id
    return None


def year_values(weekly: Mapping[str, F8], years: Mapping[str, F8], name: str) -> F8 | None:
    """An outcome in every whole year after the fork, [replications, years]; None if not known.

    weekly: time paths, [replications, weeks]; years: levels of whole years, [replications, years].
    """
    if name in years:
        return years[name]
    if name not in weekly or name not in (*SUMMED, *AVERAGED):
        return None
    values = _by_year(weekly[name])
    if name in AVERAGED:
        averaged: F8 = values.mean(axis=2)
        return averaged
    people = _by_year(weekly[RESIDENTS])
    summed: F8 = WEEKS_PER_YEAR * (values * people).sum(axis=2) / people.sum(axis=2)
    return summed


def _by_year(values: F8) -> F8:
    """Weeks cut into whole years, [replications, years, 52]."""
    whole = values.shape[1] // WEEKS_PER_YEAR
    cut: F8 = values[:, : whole * WEEKS_PER_YEAR].reshape(len(values), whole, WEEKS_PER_YEAR)
    return cut


def drift_part(model: str | None, sample: Sample, weeks: int) -> dict[str, Any]:
    """``drift_today``: of every main outcome the first and the last whole year under today's
    practice, and what it moved between them with its 95 % interval.

    model: that is today's practice, see ``today_of``; weeks: after the fork.
    """
    years = weeks // WEEKS_PER_YEAR
    reason = "no_model" if model is None else "too_short" if years < 2 else None
    found: dict[str, Any] = {"model": model, "years": years, "reason": reason, "outcomes": {}}
    if model is None or reason is not None:
        return found
    for name in HEADLINES:
        values = year_values(sample.weekly[model], sample.years[model], name)
        if values is not None:
            found["outcomes"][name] = _moved(values)
    return found


def _moved(values: F8) -> dict[str, float | None]:
    """values: [replications, years]."""
    first, last = (interval(values[:, year])["mean"] for year in (0, -1))
    return {"first": first, "last": last, **interval(values[:, -1] - values[:, 0])}


def beside(differences: Mapping[str, Mapping[str, Any]], drift: Mapping[str, Any]) -> None:
    """Give every main difference its ``drift_today``; null where that is not known.

    ``larger``: whether today's practice itself moves more than the models differ, by the means.
    """
    for outcomes in differences.values():
        for name in HEADLINES:
            if name not in outcomes:
                continue
            item, moved = outcomes[name], drift["outcomes"].get(name)
            item["drift_today"] = None
            if moved is not None and moved["mean"] is not None:
                ends = {key: moved[key] for key in ("mean", "low", "high")}
                larger = is_larger(moved["mean"], item["mean"])
                item["drift_today"] = {**ends, "larger": larger}


def is_larger(moved: float, difference: float | None) -> bool | None:
    """True when a drift is larger than a difference, whatever their signs; None without one."""
    return None if difference is None else abs(moved) > abs(difference)
