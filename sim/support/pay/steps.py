"""The week's money, the same phases under every answer to Pay."""

from __future__ import annotations

import numpy as np

from sim.foundation.units import I8, WEEKS_PER_YEAR
from sim.support.contract import WELFARE
from sim.support.hours import change_cents, set_minutes
from sim.support.means import CHANGE, STAFF, book
from sim.support.pay import holders, money
from sim.support.situation import Situation


def prices(now: Situation) -> I8:
    """Cents a week per product at the present price level."""
    cents: I8 = np.rint(now.products.price * now.levers.pay_price_level).astype(np.int64)
    return cents


def pay(now: Situation) -> None:
    """Products begin, run and end; staff, idle contracts and crises are paid."""
    price = prices(now)
    if not now.settings.no_means:
        money.start_products(
            now.folk, now.cells, now.products, now.ledger, now.levers, now.domains,
            now.address, now.active, now.support_seed, now.week, now.tally.begun,
        )  # fmt: skip
    money.run_products(
        now.folk, now.cells, now.persons, now.products, now.ledger, now.world, now.levers,
        price, now.address, now.active, now.support_seed, now.week, now.tally.ended,
    )  # fmt: skip
    runs = money.running_products(now.cells, now.active, len(price))
    money.holders(now.folk, now.cells, now.active, now.running)
    money.pay_idle(
        now.ledger, now.products, price, runs, int(now.levers.pay_contract_lag), now.week
    )
    money.pay_crises(
        now.cells, now.persons, now.ledger, PAYER_OF_DOMAIN, now.settings.crisis_cents, now.hit
    )
    pay_staff(now)
    money.informal_minutes(now.homes.demand, now.homes.help_share, now.ledger)
    balance(now)


# Payer of crisis care per domain: the law under which its care falls.
PAYER_OF_DOMAIN = np.array([2, 3, 1, 0, 4, 4, 3, 0], dtype=np.int64)


def pay_staff(now: Situation) -> None:
    """Salaries of first-line workers and, on their own line, what the change costs."""
    if now.settings.no_means:
        return
    weekly = now.settings.cents_per_fte / WEEKS_PER_YEAR / now.settings.minutes_per_fte
    change = change_cents(now)
    total = max(1, int(now.staff.contract.sum()))
    for payer in range(4):
        contract = int(now.staff.contract[now.staff.payer == payer].sum())
        salary = int(weekly * contract)
        part = change * contract // total
        book(now.ledger, payer, STAFF, salary - (0 if now.settings.extra_means else part))
        book(now.ledger, payer, CHANGE, part)
    if now.team_bonus > 0.0:
        book(now.ledger, WELFARE, STAFF, int(weekly * total * now.team_bonus))


def balance(now: Situation) -> None:
    """What payers and the budget holder do about the year so far."""
    ledger, levers = now.ledger, now.levers
    gone = now.week % WEEKS_PER_YEAR + 1
    if gone == WEEKS_PER_YEAR:
        overrun = np.zeros(len(ledger.budget), dtype=np.float64)
        holders.close_year(ledger, levers, overrun)
        start = now.week + int(levers.pay_response_lag)
        now.pending.append((start, levers.pay_response * overrun))
        now.short[:] = 0.0
        now.team_bonus = 0.0
        set_minutes(now)
    while now.pending and now.pending[0][0] <= now.week:
        now.response = now.pending.pop(0)[1]
    if gone % 13 == 0 and gone < WEEKS_PER_YEAR:
        holders.shortages(ledger, levers, gone, now.short)
        free = holders.release(ledger, levers, gone, (WEEKS_PER_YEAR - gone) // 13)
        ledger.free[0] = int(free * (1.0 - levers.pay_team_share))
        pool = now.settings.cents_per_fte * int(now.staff.contract.sum())
        pool = max(1, pool // now.settings.minutes_per_fte)
        now.team_bonus = levers.pay_team_share * free * 4.0 / pool if free > 0 else 0.0
        set_minutes(now)
    holders.tighten(ledger, levers, now.short, now.response)
    now.carry, now.resolve = money.effects(now.products, now.short, levers.pay_lump_sum)
