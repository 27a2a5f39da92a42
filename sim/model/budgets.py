"""What a neighbourhood has to spend: settings of a run, hours of the desks, money per payer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.foundation.units import BLOCK_WEEKS, I8, MINUTES_PER_HOUR, cents
from sim.inputs.parameter import Value
from sim.support.contract import PAYERS
from sim.support.means import DESK_PAYER
from sim.support.products import REGIMES
from sim.support.situation import Settings

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
        cents_per_fte=cents(float(values["staff.fte_cost"])),
        overhead=float(values["staff.overhead"]),
        admin=float(values["staff.admin"]),
        vacancy_weeks=int(values["staff.vacancy_weeks"]),
        crisis_cents=cents(float(values["crisis.cost"])),
        crisis_minutes=round(MINUTES_PER_HOUR * float(values["crisis.hours"])),
        provision_regime=REGIMES.index(str(values["provision.regime"])),
        place_cents=cents(float(values["provision.place_cost"])),
        new_places=int(values["provision.new_places"]),
        optimum_minutes=BLOCK_WEEKS * float(values["provision.optimum"]),
        initiative_rooms=max(1, round(float(values["provision.rooms"]) * inhabitants / 1000.0)),
        discount=float(values["outcome.discount"]),
        extra_means=means != "equal",
        no_means=no_means,
    )


def desk_minutes(values: Mapping[str, Value], minutes_per_fte: int, inhabitants: int) -> I8:
    """Client minutes a week that the desks have under contract, [4]."""
    share = np.array([float(values[f"staff.share_{desk}"]) for desk in DESKS])
    fte = share / share.sum() * float(values["staff.fte"]) * float(values["staff.ample"])
    fte = fte * float(values["staff.hours_factor"])
    return np.array(
        [round(float(f) * inhabitants / 1000.0 * minutes_per_fte) for f in fte], dtype=np.int64
    )


def _per_inhabitant(values: Mapping[str, Value], payer: str) -> float:
    """Euros a year that a payer has for what is not first-line hours."""
    if payer == "welfare":
        return float(values["provision.cost"]) / float(values["provision.catchment"])
    return float(values[f"payer.{payer}.budget"]) * float(values[f"payer.{payer}.share"])


def purse(values: Mapping[str, Value], inhabitants: int, make_up: Sequence[float]) -> I8:
    """Cents a year per payer: published expenditure x the share of it that the products
    here cover x what the make-up of the place asks, and the first-line hours it pays for;
    [payers]. make_up: [payers], see :func:`sim.model.capitation.make_up`.

    Welfare's is the subsidy of the provisions that stand. Of the Wmo's, what long-term care
    paid before 2015 may stand there, less a cut (T11).
    """
    settings = make_settings(values, 0, inhabitants, "equal", False)
    out = np.array(
        [
            cents(_per_inhabitant(values, p) * make_up[k] * inhabitants)
            for k, p in enumerate(PAYERS)
        ],
        dtype=np.int64,
    )
    wmo, longterm = PAYERS.index("wmo"), PAYERS.index("longterm")
    moved = cents(float(values["payer.longterm.moved"]) * inhabitants)
    out[wmo] -= moved
    out[longterm] += moved
    out[wmo] -= round(float(values["payer.wmo.cut"]) * int(out[wmo]))
    minutes = desk_minutes(values, settings.minutes_per_fte, inhabitants)
    for desk, payer in enumerate(DESK_PAYER):
        out[payer] += int(minutes[desk]) * settings.cents_per_fte // settings.minutes_per_fte
    return out
