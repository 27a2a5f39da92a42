"""Resources of a neighbourhood: settings of a run, hours of the desks, money per payer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.foundation.units import BLOCK_WEEKS, I8, MINUTES_PER_HOUR, WEEKS_PER_YEAR, cents
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.parameters.prices import at_prices, price_year
from sim.support.contract import LONGTERM, PAYERS, WMO
from sim.support.means import DESK_PAYER
from sim.support.pay.year import grown
from sim.support.products import REGIMES
from sim.support.situation import Baseline, Settings, Situation

HOUR = "outcome.hour_cost"
DESKS = ("wmo", "youth", "income", "social")  # as the keys of staff name them


def make_settings(
    values: Mapping[str, Value], seed: int, inhabitants: int, means: str, no_means: bool
) -> Settings:
    """Settings of a run from resolved parameter values."""
    client = MINUTES_PER_HOUR * float(values["staff.hours"])
    client = client * (1.0 - float(values["staff.overhead"])) * (1.0 - float(values["staff.admin"]))
    return Settings(
        seed=seed,
        support_seed=seed,
        inhabitants=inhabitants,
        intake_share=float(values["staff.intake_share"]),
        minutes_per_fte=int(client),
        cents_per_fte=cents(at_prices(values, "staff.fte_cost")),
        overhead=float(values["staff.overhead"]),
        admin=float(values["staff.admin"]),
        vacancy_weeks=int(values["staff.vacancy_weeks"]),
        crisis_cents=cents(at_prices(values, "crisis.cost")),
        crisis_minutes=round(MINUTES_PER_HOUR * float(values["crisis.hours"])),
        provision_regime=REGIMES.index(str(values["provision.regime"])),
        place_cents=cents(at_prices(values, "provision.place_cost")),
        new_places=int(values["provision.new_places"]),
        optimum_minutes=BLOCK_WEEKS * float(values["provision.optimum"]),
        initiative_rooms=max(1, round(float(values["provision.rooms"]) * inhabitants / 1000.0)),
        discount=float(values["outcome.discount"]),
        growth=float(values["payer.growth"]),
        price_year=price_year(values),
        hour_euros=_hour_euros(values),
        extra_means=means != "equal",
        no_means=no_means,
    )


def desk_minutes(
    values: Mapping[str, Value], minutes_per_fte: int, inhabitants: int, weight: float
) -> I8:
    """Client minutes a week that the desks have under contract, [4]."""
    share = np.array([float(values[f"staff.share_{desk}"]) for desk in DESKS])
    fte = share / share.sum() * float(values["staff.fte"]) * float(values["staff.ample"])
    fte = fte * float(values["staff.hours_factor"])
    return np.array(
        [round(float(f) * weight * inhabitants / 1000.0 * minutes_per_fte) for f in fte],
        dtype=np.int64,
    )


def _hour_euros(values: Mapping[str, Value]) -> tuple[float, float, float]:
    """Euros of an hour that a circle or a volunteer gives: its value, a low and a high one.

    These stand to the value as the ends of the parameter's range stand to its default.
    """
    value, hour = at_prices(values, HOUR), read_parameters()[HOUR]
    usual, low, high = float(hour.value), float(hour.low or 0.0), float(hour.high or 0.0)
    return value, low / usual * value, high / usual * value


def _per_inhabitant(values: Mapping[str, Value], payer: str) -> float:
    """Euros a year that published expenditure leaves a payer for what is not first-line hours."""
    if payer == "welfare":
        return at_prices(values, "provision.cost") / float(values["provision.catchment"])
    return at_prices(values, f"payer.{payer}.budget") * float(values[f"payer.{payer}.share"])


def first_line(values: Mapping[str, Value], inhabitants: int, weight: float = 1.0) -> I8:
    """Cents a year of the first-line hours that each payer pays for, [payers].

    weight: hours per inhabitant relative to the country's.
    """
    settings = make_settings(values, 0, inhabitants, "equal", False)
    minutes = desk_minutes(values, settings.minutes_per_fte, inhabitants, weight)
    out = np.zeros(len(PAYERS), dtype=np.int64)
    for desk, payer in enumerate(DESK_PAYER):
        out[payer] += int(minutes[desk]) * settings.cents_per_fte // settings.minutes_per_fte
    return out


def published(
    values: Mapping[str, Value], inhabitants: int, make_up: Sequence[float], weight: float = 1.0
) -> Baseline:
    """The level from which budgets are counted before anything was booked: per payer published
    expenditure x the share of it that the products here cover x what the make-up of the place
    asks, and the first-line hours it pays for.

    make_up: [payers], see :func:`sim.baseline.capitation.make_up`. Welfare's is the subsidy of the
    provisions that stand. Of the Wmo's, what long-term care paid before 2015 may stand there.
    """
    levels = tuple(_per_inhabitant(values, payer) for payer in PAYERS)
    hours = first_line(values, inhabitants, weight)
    moved = cents(at_prices(values, "payer.longterm.moved") * inhabitants)
    has = np.array(
        [cents(level * make_up[k] * inhabitants) for k, level in enumerate(levels)],
        dtype=np.int64,
    )
    has += hours
    has[WMO] -= moved
    has[LONGTERM] += moved
    return Baseline(has, has, hours, levels, moved, booked=False, weight=weight)


def budgets(values: Mapping[str, Value], base: Baseline, inhabitants: int, years: int = 0) -> I8:
    """Cents a year per payer, counted from a baseline, [payers].

    years: whole years since the fork, over which it has grown. First-line hours follow what
    ``values`` has under contract. Of the rest a published level that differs from the baseline's
    is followed in proportion, Wmo money moves from or to long-term care as far as it is there,
    and a cut takes its share of what a payer then has (T11).
    """
    has, growth = base.cents, float(values["payer.growth"])
    for _ in range(years):
        has = np.array([grown(int(cent), growth) for cent in has], dtype=np.int64)
    rest = has - base.hours
    for k, payer in enumerate(PAYERS):
        level = _per_inhabitant(values, payer)
        if level != base.levels[k] and base.levels[k] > 0.0:
            rest[k] = round(int(rest[k]) * level / base.levels[k])
    moved = cents(at_prices(values, "payer.longterm.moved") * inhabitants) - base.moved
    giver, taker = (WMO, LONGTERM) if moved > 0 else (LONGTERM, WMO)
    there = min(abs(moved), max(0, int(rest[giver])))
    rest[giver] -= there
    rest[taker] += there
    for k, payer in enumerate(PAYERS):
        cut = float(values.get(f"payer.{payer}.cut", 0.0))  # welfare has none
        rest[k] -= round(cut * max(0, int(rest[k])))
    return rest + first_line(values, inhabitants, base.weight)


def purse(
    values: Mapping[str, Value], inhabitants: int, make_up: Sequence[float], weight: float = 1.0
) -> I8:
    """Cents a year per payer counted from the published level, [payers]: what a payer has
    before anything was booked."""
    return budgets(values, published(values, inhabitants, make_up, weight), inhabitants)


def budgets_now(now: Situation, values: Mapping[str, Value]) -> I8:
    """Cents a year per payer as ``values`` has them from this week on; nothing without means."""
    if now.settings.no_means:
        return np.zeros(len(PAYERS), dtype=np.int64)
    years = max(0, now.week) // WEEKS_PER_YEAR
    return budgets(values, now.baseline, now.settings.inhabitants, years)
