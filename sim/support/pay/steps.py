"""The week's money, the same phases under every answer to Pay."""

from __future__ import annotations

import numpy as np

from sim.foundation.units import BLOCK_WEEKS, I4, I8, WEEKS_PER_YEAR
from sim.support import specialists
from sim.support.contract import WELFARE
from sim.support.hours import change_cents, contracted, set_minutes
from sim.support.means import CHANGE, DESK_PAYER, HIRED, STAFF, book
from sim.support.pay import holders, money, places, trajectories
from sim.support.pay.year import begin_year
from sim.support.situation import Situation
from sim.support.work.steps import coming_week
from sim.world.state import RUNS_PRODUCT, WAITS_PRODUCT


def prices(now: Situation) -> I8:
    """Cents a week per product at the present price level (exempt ones at their own)."""
    level = np.where(now.products.exempt == 1, 1.0, now.levers.pay_price_level)
    cents: I8 = np.rint(now.products.price * level).astype(np.int64)
    return cents


def pay(now: Situation) -> None:
    """Products begin, run and end; staff, idle contracts and crises are paid."""
    price, here, settings = prices(now), now.served, now.settings
    if not settings.no_means:
        trajectories.start_products(here, price)
    trajectories.run_products(here, price)
    runs = trajectories.count_products(now.cells, now.engaged, len(price), RUNS_PRODUCT)
    follow(now, runs, now.engaged)
    money.pay_idle(here, price, runs)
    money.pay_crises(here, now.hit, settings.crisis_cents, settings.crisis_minutes)
    pay_staff(now)
    coming_week(now)
    money.informal_minutes(here)
    balance(now)


def follow(now: Situation, runs: I4, engaged: I4) -> None:
    """Specialists follow the running trajectories: new ones where hours are short, a name
    for everyone who began. runs: [p] running trajectories."""
    minutes, contract = now.products.minutes, now.settings.minutes_per_fte
    now.specialists = specialists.hire(now.specialists, runs, minutes, contract, now.week)
    specialists.name_specialists(now.served, engaged)


def pay_staff(now: Situation) -> None:
    """Salaries of first-line workers and, on their own line, what the change costs. The
    salary of an empty post is not spent; what the change costs goes on."""
    if now.settings.no_means:
        return
    weekly = now.settings.cents_per_fte / WEEKS_PER_YEAR / now.settings.minutes_per_fte
    change = change_cents(now, now.week)
    posts = contracted(now.staff, now.settings.vacancy_weeks, now.week)
    everybody, paid = (int(minutes) for minutes in posts.sum(axis=0))
    for payer in DESK_PAYER:
        salary = int(weekly * int(posts[payer, 1]))
        part = change * int(posts[payer, 0]) // max(1, everybody)
        within = 0 if now.settings.extra_means else min(part, salary)
        book(now.ledger, payer, STAFF, salary - within)
        book(now.ledger, payer, CHANGE, part)
        temporary = int(now.staff.hired[now.staff.payer == payer].sum())
        book(now.ledger, payer, HIRED, int(weekly * now.world.hire_price * temporary))
    if now.team_bonus > 0.0:
        book(now.ledger, WELFARE, STAFF, int(weekly * paid * now.team_bonus))


def follow_waits(now: Situation) -> None:
    """Contracts of the new year follow the waits of the year that ends."""
    products = len(now.products.payer)
    waiting = trajectories.count_products(now.cells, now.engaged, products, WAITS_PRODUCT)
    step = places.step_after(now.world.places_step, now.week + 1 - int(now.folk.arrive.min()))
    places.follow(now.served, waiting, prices(now), step)


def balance(now: Situation) -> None:
    """Payers and the budget holder act on the year so far."""
    ledger, levers = now.ledger, now.levers
    gone = now.week % WEEKS_PER_YEAR + 1
    if gone == WEEKS_PER_YEAR:
        overrun = np.zeros(len(ledger.budget), dtype=np.float64)
        booked = ledger.year.copy()
        follow_waits(now)
        holders.close_year(ledger, levers, overrun)
        start = now.week + int(levers.pay_response_lag)
        now.pending.append((start, levers.pay_response * overrun))
        now.short[:] = 0.0
        now.team_bonus = 0.0
        set_minutes(now, now.week + 1)
        begin_year(now, booked)
    while now.pending and now.pending[0][0] <= now.week:
        now.response = now.pending.pop(0)[1]
    if gone % BLOCK_WEEKS == 0 and gone < WEEKS_PER_YEAR:
        holders.shortages(ledger, levers, gone, now.short)
        free = holders.release(ledger, levers, gone, (WEEKS_PER_YEAR - gone) // BLOCK_WEEKS)
        ledger.free[0] = int(free * (1.0 - levers.pay_team_share))
        pool = now.settings.cents_per_fte * int(now.staff.contract.sum())
        pool = max(1, pool // now.settings.minutes_per_fte)
        now.team_bonus = levers.pay_team_share * free * 4.0 / pool if free > 0 else 0.0
        set_minutes(now, now.week + 1)
    holders.tighten(ledger, levers, now.short, now.response)
    trajectories.effects(now.products, now.short, levers.pay_lump_sum, now.weights)
