"""The account before the first week: what a model has, and on what it will be spent.

Euros are integer cents a year, minutes are integers a week. Under equal means every
model has the same euros per payer, to the cent; under equal hours the same minutes
per desk; ``as_reported`` is not compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.baseline.budgets import DESKS, desk_minutes, make_settings, purse
from sim.foundation.units import I8, WEEKS_PER_YEAR
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.runs.dated import Stage
from sim.support.contract import ORGANISATIONS, PAYERS
from sim.support.hours import change_cents
from sim.support.minutes import org_minutes
from sim.support.situation import Situation


def account(now: Situation) -> dict[str, Any]:
    """Euros and minutes of the practice in use, by origin, destination and friction.

    ``baseline`` is what budgets are counted from, ``published`` the published level beside it;
    both with first-line hours, and in the prices of ``prices.year`` as everything else.
    """
    staff, settings = now.staff, now.settings
    first_line = {
        name: int(staff.contract[staff.payer == p].sum())
        * settings.cents_per_fte
        // settings.minutes_per_fte
        for p, name in enumerate(PAYERS)
    }
    budget = {name: int(now.ledger.budget[p]) for p, name in enumerate(PAYERS)}
    change = change_cents(now, now.week) * WEEKS_PER_YEAR
    return {
        "cents_per_year": {
            "products": {name: budget[name] - first_line[name] for name in PAYERS},
            "first_line": first_line,
            "total": budget,
            "baseline": _by_payer(now.baseline.cents, settings.no_means),
            "published": _by_payer(now.baseline.published, settings.no_means),
            "change_on_top": change if settings.extra_means else 0,
            "change_within": 0 if settings.extra_means else change,
        },
        "minutes_per_week": _minutes(now),
        "prices": {
            "year": settings.price_year,
            "counted_from": "booked" if now.baseline.booked else "published",
            "growth": settings.growth,
        },
    }


def _by_payer(cents: I8, no_means: bool) -> dict[str, int]:
    """Cents a year by payer; nothing without means."""
    return {name: 0 if no_means else int(cents[p]) for p, name in enumerate(PAYERS)}


def _minutes(now: Situation) -> dict[str, Any]:
    """Contract minutes by desk and those of temporary workers, where they go, what they are for,
    what is lost."""
    staff, levers = now.staff, now.levers
    contract, there = int(staff.contract.sum()), int(staff.minutes.sum())
    hired = int(staff.hired.sum())
    shares = {
        "intake": now.settings.intake_share,
        "presence": levers.reach_presence,
        "coordination": levers.work_coordination,
        "community": levers.build_community,
    }
    uses = {name: int(org_minutes(staff, share).sum()) for name, share in shares.items()}
    empty = int(staff.contract[staff.began > now.week].sum())
    missing = contract + hired - there - empty
    change = _change_minutes(now, missing)
    return {
        "origin": {
            **{name: int(staff.contract[staff.home == d].sum()) for d, name in enumerate(DESKS)},
            "hired": hired,
        },
        "destination": {
            name: int(staff.minutes[staff.org == org].sum())
            for org, name in enumerate(ORGANISATIONS)
            if (staff.org == org).any()
        },
        "uses": {**uses, "guidance": there - sum(uses.values())},
        "lost": {
            "change": change,
            "empty_posts": empty,
            "dedication_and_rounding": missing - change,
        },
    }


def _change_minutes(now: Situation, missing: int) -> int:
    """Minutes a week that the cost of the change takes, at most those that are missing."""
    if now.settings.extra_means or now.settings.no_means:
        return 0
    yearly = change_cents(now, now.week) * WEEKS_PER_YEAR * now.settings.minutes_per_fte
    lost = yearly // now.settings.cents_per_fte
    return int(min(lost, missing))


def check_means(
    models: Mapping[str, Sequence[Stage]], means: str, inhabitants: int, weeks: int
) -> None:
    """InputError when models that should have the same means have not, in any week."""
    if means == "as_reported":
        return
    dates = sorted({stage.week for parts in models.values() for stage in parts})
    for week in (week for week in dates if week < weeks):
        now = {m: [part for part in parts if part.week <= week][-1] for m, parts in models.items()}
        has = {model: _compared(stage, means, inhabitants) for model, stage in now.items()}
        _check_same(has, means, week)


def _compared(stage: Stage, means: str, inhabitants: int) -> tuple[int, ...]:
    """Cents or minutes, for a place of average make-up: what a place has is the same for all."""
    if means == "equal":
        found = purse(stage.values, inhabitants, (1.0,) * len(PAYERS))
    else:
        settings = make_settings(stage.values, 0, inhabitants, means, False)
        found = desk_minutes(stage.values, settings.minutes_per_fte, inhabitants, 1.0)
    return tuple(found.tolist())


def _own(origin: Mapping[str, int]) -> dict[str, int]:
    """Contract minutes by desk, without temporary workers: those are a response, no means."""
    return {desk: minutes for desk, minutes in origin.items() if desk in DESKS}


def check_account(accounts: Mapping[str, Mapping[str, Any]], means: str) -> None:
    """The same on the tables themselves: equal to the cent, or to the minute."""
    if means == "as_reported":
        return
    if means == "equal":
        has: dict[str, object] = {
            m: item["cents_per_year"]["total"] for m, item in accounts.items()
        }
    else:
        has = {m: _own(item["minutes_per_week"]["origin"]) for m, item in accounts.items()}
    _check_same(has, means, 0)


def _check_same(models: Mapping[str, object], means: str, week: int) -> None:
    """InputError for the first model that has something else than the first one."""
    first = next(iter(models.values()))
    unit = "cents a year per payer" if means == "equal" else "minutes a week per desk"
    for model, has in models.items():
        if has != first:
            raise InputError(
                code="inconsistent",
                where=f"settings.means = {means}, week {week}",
                found=f"{model}: {has}; {next(iter(models))}: {first} ({unit})",
                allowed=Said.SAME_MEANS(),
                message="the models do not have the same means",
            )
