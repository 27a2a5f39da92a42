"""Annual statistics of a model year in the form in which they are published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.foundation import streams
from sim.foundation.units import DAYS_PER_WEEK, F8, I8
from sim.population.domains import DOMAINS
from sim.record import tables as t
from sim.record.flows import flow_levels
from sim.record.moment import HOME_COUNTS, adults_now, homes_now, prevalence
from sim.record.tables import Notes
from sim.record.window import Totals
from sim.support.contract import INCOME_LAW, ORGANISATIONS, PAYERS, WMO, YOUTH
from sim.support.flows import TAKEN_IN, WAITED
from sim.support.situation import Situation
from sim.world.state import Folk

# Time paths of which the mean over the year is a level.
YEARLY_MEANS = (
    *("reach", "hidden_need", "caseload", "network_strain", "network_overburdened"),
    *("queue_intake", "queue_worker", "queue_product"),
)
YEARLY = ("users_per_1000",)  # levels that are main outcomes; most others have a time path


def annual_levels(
    now: Situation, notes: Notes, added: Totals, series: dict[str, F8], start: F8
) -> dict[str, float]:
    """Statistics of the model year that ended with last week.

    Shares are 0-1. A statistic without a population is left out.
    """
    week = now.week - 1
    people, homes = float(series["residents"].mean()), float(series["households"].mean())
    out = {"inhabitants": people, "households": homes}
    out.update(_users(now, notes, people, homes, float(series["children"].mean())))
    out.update(_moment(now, week))
    out.update(_waits(added))
    out.update(flow_levels(now, added, series, people))
    for p, payer in enumerate(PAYERS):
        out[f"cost_payer_{payer}"] = float(added.booked[p].sum()) / 100.0 / people
    out["public_cost"] = float(added.booked.sum()) / 100.0 / people
    out["crises_per_1000"] = 1000.0 * added.crises / people
    for name in YEARLY_MEANS:
        out[name] = float(series[name].mean())
    now_shares = prevalence(now, week)
    for k, domain in enumerate(DOMAINS):
        for j, form in enumerate(("mild", "severe")):
            out[f"{form}_{domain}"] = float(now_shares[k, j])
            out[f"drift_{form}_{domain}"] = float(now_shares[k, j] - start[k, j])
    return out


def _users(
    now: Situation, notes: Notes, people: float, homes: float, children: float
) -> dict[str, float]:
    """Users at any time in the year, per person and per household (D1, D6, D9-D12, B9)."""
    folk, products = now.folk, now.products
    of_law = [_mask(products.payer == law) for law in range(len(PAYERS))]
    social = of_law[WMO] | of_law[YOUTH] | of_law[INCOME_LAW]
    held = notes.products
    helped = notes.first_line == 1
    several = more_than_one(held & social) | holds_second(now, held & social)

    def persons(who: NDArray[np.bool_]) -> float:
        """Number of them per 1,000 inhabitants."""
        return 1000.0 * float(who.sum()) / people

    def households(who: NDArray[np.bool_]) -> float:
        """Share of households with at least one of them."""
        return float(len(np.unique(folk.household[who]))) / homes

    users = (held & social) != 0
    out = {
        "users_per_1000": persons(users),
        "user_households": households(users),
        "first_line_users_per_1000": persons(helped),
        "first_line_households": households(helped),
        "users_with_first_line_per_1000": persons(users | helped),
        "user_households_with_first_line": households(users | helped),
        "more_than_one_per_1000": persons(several),
        "more_than_one_households": _several_at_home(folk, held & social) / homes,
        "mental_care_per_1000": persons(notes.mental == 1),
    }
    for law, payer in enumerate(PAYERS):
        out[f"{payer}_users_per_1000"] = persons((held & of_law[law]) != 0)
    if children > 0.0:
        out["youth_care_per_child"] = float(((held & of_law[YOUTH]) != 0).sum()) / children
    return out


def _mask(rows: NDArray[np.bool_]) -> int:
    """Bits of the products in ``rows``."""
    return sum(1 << int(p) for p in np.flatnonzero(rows))


def holds_second(now: Situation, held: I8) -> NDArray[np.bool_]:
    """Holders of a second provision under the law of one held, [n]: an aid, transport. Its
    price is part of the product's; it is counted, and does nothing (D6, D10)."""
    share = np.zeros(len(held))
    for p, second in enumerate(now.products.second):
        share = np.where(held & (1 << p) != 0, np.maximum(share, second), share)
    ids = now.folk.id.astype(np.int64)
    found: NDArray[np.bool_] = streams.uniforms(now.support_seed, streams.SECOND, ids, 0, 0) < share
    return found


def _several_at_home(folk: Folk, held: I8) -> float:
    """Households whose members together held more than one provision."""
    together = np.zeros(folk.h, dtype=np.int64)
    np.bitwise_or.at(together, folk.household, held)
    return float(more_than_one(together).sum())


def more_than_one(mask: I8) -> NDArray[np.bool_]:
    """Rows with more than one bit set: taking the lowest away leaves something."""
    several: NDArray[np.bool_] = (mask & (mask - 1)) != 0
    return several


def _moment(now: Situation, week: int) -> dict[str, float]:
    """Households and adults at the end of the year."""
    h, adults = homes_now(now.town, week), adults_now(now.town, week)
    count = dict(zip(HOME_COUNTS, h.tolist(), strict=True))
    out: dict[str, float] = {}
    shares = (
        ("multi_problem_share", "multi_problem", "households"),
        ("multi_problem_strict_share", "multi_problem_strict", "households"),
        ("multi_problem_unmet_share", "multi_unmet", "households"),
        ("problem_debt_share", "debts", "households"),
        ("problem_debt_in_help_share", "debts_helped", "debts"),
        ("carer_households_share", "carers", "households"),
        ("carers_per_adult", "carers", "adults"),  # one carer per caring household
        ("carer_intensive_share", "carers_intensive", "carers"),
        ("carer_overburdened_share", "carers_overburdened", "carers"),
    )
    count["adults"] = int(adults[0])
    for name, part, whole in shares:
        if count[whole] > 0:
            out[name] = count[part] / count[whole]
    if adults[0] > 0:
        for j, name in enumerate(("lonely_share", "lonely_severe_share", "mental_unmet_share")):
            out[name] = float(adults[j + 1]) / float(adults[0])
    return out


def _waits(added: Totals) -> dict[str, float]:
    """Mean waits of what ended in the year: days, and weeks for mental care."""
    out: dict[str, float] = {}
    done, waited = added.flows[TAKEN_IN].sum(axis=1), added.flows[WAITED].sum(axis=1)
    for o, organisation in enumerate(ORGANISATIONS):
        if done[o] > 0:
            out[f"wait_intake_days_{organisation}"] = DAYS_PER_WEEK * float(waited[o] / done[o])
    pairs = (
        ("wait_worker_days", t.WAIT_WORKER, t.WORKERS_FOUND, DAYS_PER_WEEK),
        ("wait_product_days", t.WAIT_PRODUCT, t.PRODUCT_STARTS, DAYS_PER_WEEK),
        ("wait_mental_weeks", t.WAIT_MENTAL, t.MENTAL_STARTS, 1.0),
    )
    for name, waited, count, scale in pairs:
        if added.counts[count] > 0:
            out[name] = scale * float(added.counts[waited]) / float(added.counts[count])
    out["contacts"] = float(added.counts[t.CONTACTS])
    return out


def yearly_levels(years: Sequence[Mapping[str, float]]) -> dict[str, F8]:
    """Levels of whole years that are main outcomes, [years] by the name of the outcome."""
    found = {name: np.array([year[name] for year in years]) for name in YEARLY}
    found["public_cost_without_longterm"] = np.array(
        [year["public_cost"] - year["cost_payer_longterm"] for year in years]
    )
    return found
