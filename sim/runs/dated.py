"""A model through time: what it is at the fork and what changes at which week.

Hours, prices, budgets and the laws of products that change at a date are restated on the
rows that are there: contract minutes per desk, product prices and payers, budgets per
payer. What runs is paid by the payer that began it (``Cells.payer``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sim.baseline.budgets import budgets_now, desk_minutes, make_settings
from sim.baseline.taken import kept
from sim.foundation.units import I8
from sim.foundation.weeks import week_of
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.parameters.parameter import Parameter, Value
from sim.inputs.scenarios.answers import ModelChoice
from sim.inputs.scenarios.resolved import Event, Resolved, overlaid
from sim.support.hours import set_minutes
from sim.support.means import Ledger
from sim.support.pay.offer import leaving_share, providers_leave
from sim.support.pay.trajectories import offered_places
from sim.support.products import UNLIMITED, Products, make_products
from sim.support.situation import Situation
from sim.support.takeover import share_out

# What was fixed when the tables were made (rows of workers and of provisions), how long a post
# stands empty, which is the same under every model, and what all years are counted by.
_FIXED = (
    *("staff.workers_per_fte", "staff.vacancy_weeks"),
    *("provision.cost", "prices.year", "payer.growth"),
)
_WEIGHTS = ("burden.", "domain.")  # what burden weighs is one measure for the whole run


@dataclass(frozen=True)
class Stage:
    """A model from ``week`` (0 is the fork) until its next stage."""

    week: int
    values: dict[str, Value]
    answers: dict[str, str]
    events: tuple[Event, ...] = ()


def stages(
    resolved: Resolved, model: ModelChoice, values: Mapping[str, Value], weeks: int
) -> tuple[Stage, ...]:
    """The stages of a model within ``weeks``, the first at the fork.

    values: every parameter as drawn for this replication; what the model or a date
    states stands above it.
    """
    own = {**values, **resolved.model_values.get(model.id, {})}
    found = {0: Stage(0, own, dict(model.answers))}
    mine, start = [one for one in resolved.events if one.under(model.id)], resolved.settings.start
    for day in resolved.moments(model.id):
        week = week_of(day, start)
        if week < weeks:
            given = overlaid(resolved.changes, model.id, day)
            answers = {q: str(given.get(q, answer)) for q, answer in model.answers.items()}
            more = {key: value for key, value in given.items() if key not in answers}
            events = tuple(one for one in mine if week_of(one.date, start) == week)
            found[week] = Stage(week, {**own, **more}, answers, events)
    return tuple(found[week] for week in sorted(found))


def check_changes(resolved: Resolved, parameters: Mapping[str, Parameter]) -> None:
    """InputError for a dated or per-model value that cannot change within a run."""
    given = [(key, change.origin) for change in resolved.changes for key in change.set]
    for model, own in resolved.model_values.items():
        given += [(key, f"model.{model}") for key in own]
    for key, where in given:
        if key in _FIXED or key.startswith(_WEIGHTS) or parameters[key].role == "world":
            raise InputError(
                code="not_a_lever",
                where=where,
                found=key,
                allowed=Said.DATED(),
                message="this is fixed from the first week and cannot change at a date",
            )


def restate(now: Situation, values: Mapping[str, Value], means: str) -> None:
    """Hours, prices, laws and budgets as ``values`` has them from this week on."""
    inhabitants = now.settings.inhabitants
    fresh = make_settings(values, now.seed, inhabitants, means, now.settings.no_means)
    now.settings = replace(
        fresh,
        initiative_rooms=now.settings.initiative_rooms,
        support_seed=now.settings.support_seed,
        make_up=now.settings.make_up,
        need=now.settings.need,
        weight=now.settings.weight,
    )
    before = now.staff.contract.copy()
    _restate_staff(
        now, desk_minutes(values, fresh.minutes_per_fte, inhabitants, now.settings.weight)
    )
    places = 0 if now.settings.no_means else inhabitants
    stated = now.products
    now.products = make_products(values, places, now.settings.need)
    restate_contracts(now.ledger, stated, now.products)
    restate_offer(now, stated, values)
    now.ledger.budget[:] = budgets_now(now, values)
    if (now.staff.contract != before).any():
        share_out(now)
    else:
        set_minutes(now, now.week)


def restate_contracts(ledger: Ledger, before: Products, after: Products) -> None:
    """Contracts move by as much as what is stated does: places, and money of a contract of its
    own. One that is new, or falls away, is as stated."""
    limited = (before.places < UNLIMITED) & (after.places < UNLIMITED)
    moved = np.maximum(0.0, ledger.places + (after.places - before.places))
    ledger.places[:] = np.where(limited, moved, after.places)
    own = (before.volume > 0) & (after.volume > 0)
    paid = np.maximum(1, ledger.contract + (after.volume - before.volume))
    ledger.contract[:] = np.where(own, paid, after.volume)


def restate_offer(now: Situation, before: Products, values: Mapping[str, Value]) -> None:
    """Let the offer follow cuts that are taken out of contracts, and providers that leave."""
    now.products.renew("kept", kept(now.products, values, now.baseline, now.settings.inhabitants))
    share = np.array(
        [leaving_share(*both) for both in zip(before.gone, now.products.gone, strict=True)]
    )
    if (share > 0.0).any():
        providers_leave(now.served, share, offered_places(now.served))


def _restate_staff(now: Situation, minutes: I8) -> None:
    """Contract minutes of each desk over its own workers, as when they were hired."""
    for desk, total in enumerate(minutes):
        rows = np.flatnonzero(now.staff.home == desk)
        each, more = divmod(int(total), len(rows))
        now.staff.contract[rows] = each + (np.arange(len(rows)) < more)
