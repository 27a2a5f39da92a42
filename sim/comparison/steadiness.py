"""Steadiness of the world under today's practice. The last year of the burn-in against the
year before it, level by level.

What still moves when the models part also moves while they are compared, so it must be small
or be reported. ``TEST`` says when a level is not steady.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.foundation.units import DAYS_PER_WEEK, F8
from sim.record.flows import FIRST_LINE
from sim.runs.replicate import Replication
from sim.support.contract import ORGANISATIONS, PAYERS

SHARE = 0.02  # of its level, that a level may move in a year
ERRORS = 2.0  # standard errors beyond that
# What a level may move in a year whatever it is: a day of wait, half a percentage point.
FLOORS = {"days": 1.0, "weeks": 1.0 / DAYS_PER_WEEK, "share": 0.005, "per_1000": 0.1, "none": 0.0}
TEST = (
    "The last year of the burn-in less the year before it, mean over replications. A level is not "
    "steady when this drift is more than what it may be plus {errors:g} standard errors. It may be "
    "{percent:g} % of the level of the year before, or, when that is more: {days:g} day for a wait "
    "in days, the same in weeks for mental care, {points:g} percentage point for a share, "
    "{queue:g} per 1,000 inhabitants for a queue."
).format(
    errors=ERRORS,
    percent=100.0 * SHARE,
    days=FLOORS["days"],
    points=100.0 * FLOORS["share"],
    queue=FLOORS["per_1000"],
)
IN_WORLDS = ("users_per_1000", "public_cost")
PLANNED = "planned_share"


def watched() -> dict[str, str]:
    """The levels that are looked at, with what kind of floor each has, in reading order."""
    places = [ORGANISATIONS[org] for org in FIRST_LINE]
    return {
        **{f"requests_per_1000_{place}": "none" for place in places},
        **dict.fromkeys(("queue_intake", "queue_worker", "queue_product"), "per_1000"),
        **{f"wait_intake_days_{place}": "days" for place in places},
        "wait_worker_days": "days",
        "wait_product_days": "days",
        "wait_mental_weeks": "weeks",
        "decided_in_time_share": "share",
        **dict.fromkeys(("users_per_1000", "first_line_users_per_1000"), "none"),
        **{f"{payer}_users_per_1000": "none" for payer in PAYERS},
        "mental_care_per_1000": "none",
        "public_cost": "none",
        **{f"cost_payer_{payer}": "none" for payer in PAYERS},
        "caseload": "none",
        **{f"running_per_fte_{place}": "none" for place in places},
        "hidden_need": "none",
        "reach": "share",
        PLANNED: "share",
    }


def drift(before: F8, last: F8, floor: float) -> dict[str, Any] | None:
    """Drift of one level in a year, with a verdict; None where it is not there.

    before, last: the level in two years running, [replications], NaN where undefined; floor: what
    it may move at least, in its unit. With one replication there is no error and no verdict;
    ``seen`` says whether the error is small enough to see a drift of what it may be.
    """
    both = np.isfinite(before) & np.isfinite(last)
    count = int(both.sum())
    if count == 0 or not (before[both].any() or last[both].any()):
        return None
    change, level = last[both] - before[both], float(before[both].mean())
    moved = float(change.mean())
    error = float(change.std(ddof=1)) / math.sqrt(count) if count > 1 else None
    may = max(SHARE * abs(level), floor)
    return {
        "before": level,
        "last": float(last[both].mean()),
        "drift": moved,
        "error": error,
        "percent": _percent(moved, level),
        "percent_error": None if error is None else _percent(error, level),
        "may_be": may,
        "steady": None if error is None else abs(moved) <= may + ERRORS * error,
        "seen": None if error is None else ERRORS * error <= may,
    }


def _percent(part: float, level: float) -> float | None:
    return 100.0 * part / level if level else None


def steadiness_part(done: Sequence[Replication]) -> dict[str, Any] | None:
    """``steadiness``: every level that is looked at, over the replications with luck alone, or
    over all when there are none. None when the burn-in does not hold two whole years."""
    known = [item for item in done if item.before and item.levels]
    luck = [item for item in known if item.kind == "luck"]
    own = luck or known
    if not own:
        return None
    levels = {
        name: found
        for name, kind in watched().items()
        if (found := drift(_over(own, "before", name), _over(own, "levels", name), FLOORS[kind]))
    }
    return {
        "test": TEST,
        "share": SHARE,
        "errors": ERRORS,
        "floors": FLOORS,
        "sample": own[0].kind,
        "replications": len(own),
        "levels": levels,
        "not_steady": [name for name, found in levels.items() if found["steady"] is False],
        "not_seen": [name for name, found in levels.items() if found["seen"] is False],
        "worlds": worlds_part(known),
    }


def _over(done: Sequence[Replication], year: str, name: str) -> F8:
    """A level of one of the two years over replications; NaN where it is not there."""
    return np.array([getattr(item, year).get(name, math.nan) for item in done], dtype=np.float64)


def worlds_part(done: Sequence[Replication]) -> dict[str, Any] | None:
    """Over drawn worlds: how much the middle one drifts, and how many plan more than they have.

    None when no world was drawn or the burn-in does not hold two whole years.
    """
    full = [item for item in done if item.kind == "full" and item.before and item.levels]
    if not full:
        return None
    planned = _over(full, "levels", PLANNED)
    planned = planned[np.isfinite(planned)]
    return {
        "worlds": len(full),
        "drift": {
            name: median_drift(_over(full, "before", name), _over(full, "levels", name))
            for name in IN_WORLDS
        },
        "planned_median": float(np.median(planned)) if len(planned) else None,
        "planned_above": float((planned > 1.0).mean()) if len(planned) else None,
    }


def median_drift(before: F8, last: F8) -> dict[str, float | None]:
    """The median over worlds of the absolute yearly drift, percent, and the share of worlds in
    which it is above 2 %. Worlds without a level are left out."""
    known = np.isfinite(before) & np.isfinite(last) & (before != 0.0)
    if not known.any():
        return {"median_percent": None, "above": None}
    moved = np.abs(last[known] - before[known]) / np.abs(before[known])
    return {
        "median_percent": 100.0 * float(np.median(moved)),
        "above": float((moved > SHARE).mean()),
    }


def moving(part: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Levels that are not steady, with their drift in percent (None from a level of nought)."""
    if part is None:
        return []
    levels = part["levels"]
    return [{"level": name, "percent": levels[name]["percent"]} for name in part["not_steady"]]
