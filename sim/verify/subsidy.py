"""The week in which money runs out that is spent at a constant pace.

A centre on a subsidy, a product with a subsidy of its own: the week follows from one division,
in the first year and in the second. Under a ceiling money is to run evenly, so that weeks with
and without alternate, in both years.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.foundation.units import WEEKS_PER_YEAR
from sim.inputs.parameters.parameter import Value
from sim.support.contract import WELFARE, WMO
from sim.support.products import CEILING, SUBSIDY
from sim.support.situation import Situation
from sim.verify.check import Answer, Check, Found
from sim.verify.hand import SLIGHT, TODAY, every_need_of_persons, quiet
from sim.verify.wording import About, Source, What
from sim.world.state import NO_PRODUCT, PERSON_SLOTS, WAITS_PRODUCT

CITIZENS = 60
EACH_WEEK = 3  # trajectories of a week asked for every week
PRICE = 10_000  # cents a week of each
CENTRE = 52_000_000  # cents a year: a million a week
WEEKLY = EACH_WEEK * PRICE
PRODUCT = 0
EURO = 100  # cents
YEARS = {"first": What.CENTRE_FIRST, "second": What.CENTRE_SECOND}


def checks() -> Iterator[Check]:
    """Every check of money that runs out."""
    weekly = CENTRE // WEEKS_PER_YEAR
    for money in (20 * weekly, 20 * weekly + EURO, 41 * weekly - EURO):
        about = About.CENTRE(euros=money // EURO)
        answer = Answer(f"subsidy.centre_{money}", about, Source.UP)
        for (year, what), weeks in zip(YEARS.items(), open_weeks(money), strict=True):
            found = Found(float(weeks))
            yield answer.check(year, what, float(-(-money // weekly)), found, "weeks")
    for money in (10 * WEEKLY, 10 * WEEKLY + EURO, 33 * WEEKLY - EURO):
        about = About.PRODUCT(euros=money // EURO)
        answer = Answer(f"subsidy.product_{money}", about, Source.UP)
        yield from _begins(answer, begun(SUBSIDY, money, money), emptied(money))
    for money in (26 * WEEKLY, 39 * WEEKLY + 5 * EURO):
        about = About.CEILING(euros=money // EURO)
        answer = Answer(f"subsidy.ceiling_{money}", about, Source.DOWN)
        yield from _begins(answer, begun(CEILING, money, 0), paced(money))


def _begins(answer: Answer, found: list[int], of_a_year: list[int]) -> Iterator[Check]:
    """Number that begins in two years, and its weeks. of_a_year: number expected by week."""
    known = 2 * of_a_year
    all_found = Found(float(sum(found)))
    yield answer.check("begun", What.BEGUN, float(sum(known)), all_found, "trajectories")
    apart = Found(float(sum(one != other for one, other in zip(known, found, strict=True))))
    yield answer.check("weeks", What.BEGUN_WEEKS, 0.0, apart, "weeks")


def emptied(money: int) -> list[int]:
    """Beginning by week of a year when money is spent until it is gone: the last week that
    anything is left pays for all who ask."""
    weeks = -(-money // WEEKLY)
    return [EACH_WEEK] * weeks + [0] * (WEEKS_PER_YEAR - weeks)


def paced(money: int) -> list[int]:
    """Beginning by week of a year when no more may be spent by then than runs evenly."""
    out: list[int] = []
    for week in range(WEEKS_PER_YEAR):
        even = sum(out) * PRICE * WEEKS_PER_YEAR <= money * (week + 1)
        out.append(EACH_WEEK if even else 0)
    return out


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


def begun(regime: int, money: int, volume: int) -> list[int]:
    """Trajectories of a week that begin in every week of two years, some asked for in each.

    money: cents a year of the payer; volume: of the product's own contract, 0 for none.
    """
    now = _nobody_works({})
    products = now.products
    products.payer[PRODUCT], products.regime[PRODUCT] = WMO, regime
    products.price[PRODUCT], products.weeks[PRODUCT] = PRICE, 1
    products.volume[PRODUCT], products.minutes[:] = volume, 0
    now.ledger.contract[PRODUCT] = volume
    products.band_low[:], products.exit_chance[:] = 1.0, 1.0
    now.ledger.budget[WMO] = money
    return [_begin_week(now) for _ in range(2 * WEEKS_PER_YEAR)]


def _begin_week(now: Situation) -> int:
    """Some ask, one week of Pay; how many got it. Who did not asks no more."""
    rows = every_need_of_persons(now)[::PERSON_SLOTS][:EACH_WEEK].copy()
    cells = now.cells
    cells.granted[rows], cells.product[rows] = WAITS_PRODUCT, PRODUCT
    cells.product_since[rows], cells.resolvable[rows] = now.week, SLIGHT
    now.active = now.engaged = rows
    before = int(now.tally.begun[PRODUCT])
    now.practice.answers["pay"].step(now)
    cells.granted[rows], cells.product[rows] = NO_PRODUCT, -1
    now.week += 1
    return int(now.tally.begun[PRODUCT]) - before


def _nobody_works(changed: dict[str, Value]) -> Situation:
    """A neighbourhood without salaries: only what a check spends is booked."""
    now = quiet(CITIZENS, TODAY, changed)
    now.staff.contract[:] = 0
    now.ledger.budget[:] = np.int64(0)
    return now
