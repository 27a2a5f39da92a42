"""The week in which money runs out that is spent at a constant pace.

A centre on a subsidy, a product with a subsidy of its own, and a product under a ceiling;
in each case the week follows from one division, in the first year and in the second.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.foundation.units import WEEKS_PER_YEAR
from sim.inputs.parameter import Value
from sim.support.contract import WELFARE, WMO
from sim.support.products import CEILING, SUBSIDY
from sim.support.situation import Situation
from sim.verify.check import Check, compare
from sim.verify.hand import TODAY, every_need_of_persons, quiet
from sim.world.lives import NO_PRODUCT, WAITS_PRODUCT

CITIZENS = 60
EACH_WEEK = 3  # trajectories of a week asked for every week
PRICE = 10_000  # cents a week of each
CENTRE = 52_000_000  # cents a year: a million a week
WEEKLY = EACH_WEEK * PRICE
SUBSIDY_SOURCE = "money of the year divided by what a week costs, rounded up"
CEILING_SOURCE = "money of the year divided by what a week costs, rounded down, and one"
PRODUCT = 0
SLIGHT = 0.05  # severity at which no trajectory is renewed


def checks() -> Iterator[Check]:
    """Every check of money that runs out."""
    weekly = CENTRE // WEEKS_PER_YEAR
    for money in (20 * weekly, 20 * weekly + 1, 41 * weekly - 1):
        first, second = open_weeks(money)
        expected = -(-money // weekly)
        id = f"subsidy.centre_{money}"
        name = f"a centre with a subsidy of {money // 100} euros"
        yield _weeks(f"{id}.first", f"{name}: weeks open in the first year", expected, first)
        yield _weeks(f"{id}.second", f"{name}: weeks open in the second year", expected, second)
    for money in (10 * WEEKLY, 10 * WEEKLY + 1, 33 * WEEKLY - 1):
        first, second = begun_weeks(SUBSIDY, money, money)
        expected = -(-money // WEEKLY)
        id = f"subsidy.product_{money}"
        name = f"a product with a subsidy of {money // 100} euros"
        yield _weeks(f"{id}.first", f"{name}: weeks in which any begins, first year", expected,
                     first)  # fmt: skip
        yield _weeks(f"{id}.second", f"{name}: weeks in which any begins, second year", expected,
                     second)  # fmt: skip
    for money in (26 * WEEKLY, 39 * WEEKLY + 5):
        first, _ = begun_weeks(CEILING, money, 0)
        yield _weeks(f"subsidy.ceiling_{money}", f"a product under a ceiling of {money // 100} "
                     "euros a year: weeks in which any begins", money // WEEKLY + 1, first,
                     CEILING_SOURCE)  # fmt: skip


def _weeks(id: str, what: str, expected: int, found: int, source: str = SUBSIDY_SOURCE) -> Check:
    """Weeks are whole: nothing may differ."""
    return compare(id, what, float(expected), float(found), 0.0, "weeks", source)


def open_weeks(money: int) -> tuple[int, int]:
    """Weeks that a centre on this subsidy, in cents a year, is paid for in two years.

    The year's money of a centre is that of the weeks 0 to 50, then 51 to 102: the new year's
    money pays the week that comes.
    """
    now = _nobody_works({"provision.regime": "subsidy", "provision.rooms": 0.0})
    now.provisions.yearly_cost[:] = 0
    now.provisions.yearly_cost[0] = CENTRE
    now.ledger.budget[WELFARE] = money
    paid = [_open_week(now) for _ in range(2 * WEEKS_PER_YEAR - 1)]
    return sum(paid[: WEEKS_PER_YEAR - 1]), sum(paid[WEEKS_PER_YEAR - 1 :])


def _open_week(now: Situation) -> bool:
    """One week of Pay and Build; whether the centre was paid."""
    before = int(now.ledger.booked.sum())
    now.practice.answers["pay"].step(now)
    now.practice.answers["build"].step(now)
    now.week += 1
    return int(now.ledger.booked.sum()) > before


def begun_weeks(regime: int, money: int, volume: int) -> tuple[int, int]:
    """Weeks of two years in which trajectories of a week begin, asked for every week.

    money: cents a year of the payer; volume: of the product's own contract, 0 for none.
    """
    now = _nobody_works({})
    products = now.products
    products.payer[PRODUCT], products.regime[PRODUCT] = WMO, regime
    products.price[PRODUCT], products.weeks[PRODUCT] = PRICE, 0
    products.volume[PRODUCT], products.minutes[:] = volume, 0
    products.band_low[:], products.exit_chance[:] = 1.0, 1.0
    now.ledger.budget[WMO] = money
    begun = [_begin_week(now) for _ in range(2 * WEEKS_PER_YEAR)]
    return sum(begun[:WEEKS_PER_YEAR]), sum(begun[WEEKS_PER_YEAR:])


def _begin_week(now: Situation) -> bool:
    """Some ask, one week of Pay; whether they got it. Who did not asks no more."""
    rows = every_need_of_persons(now)[::4][:EACH_WEEK]
    cells = now.cells
    cells.granted[rows], cells.product[rows] = WAITS_PRODUCT, PRODUCT
    cells.product_since[rows], cells.resolvable[rows] = now.week, SLIGHT
    now.active = now.engaged = rows
    before = int(now.ledger.by_product[PRODUCT])
    now.practice.answers["pay"].step(now)
    cells.granted[rows], cells.product[rows] = NO_PRODUCT, -1
    now.week += 1
    return int(now.ledger.by_product[PRODUCT]) - before == WEEKLY


def _nobody_works(changed: dict[str, Value]) -> Situation:
    """A neighbourhood without salaries: only what a check spends is booked."""
    now = quiet(CITIZENS, TODAY, changed)
    now.staff.contract[:] = 0
    now.ledger.budget[:] = np.int64(0)
    return now
