"""Budgets are counted from what today's practice booked, to the cent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from sim.baseline.budgets import budgets, first_line, published, purse
from sim.inputs.parameters.parameter import Value
from sim.runs.account import account
from sim.runs.dated import restate
from sim.support.contract import LONGTERM, PAYERS, WELFARE, WMO
from sim.support.pay.year import grown, kept_subsidy
from sim.support.situation import Baseline, Situation
from tests.worlds import TODAY, begin, default_values, forked, residents_of, run_weeks, with_values

MANY, EVEN = 1000, (1.0,) * len(PAYERS)


def at_fork(values: Mapping[str, Value], first: int) -> tuple[Situation, np.ndarray]:
    """A neighbourhood at the fork, and what each payer booked in the year before it."""
    now = run_weeks(begin(residents_of(200, 120 - first, first), values, first), max(first, -52))
    before = now.ledger.booked.sum(axis=1)
    run_weeks(now, 0)
    return now, now.ledger.booked.sum(axis=1) - before


@pytest.mark.parametrize("growth", [0.0, 0.04])
def test_a_budget_at_the_fork_is_what_was_booked_to_the_cent(growth: float) -> None:
    values = with_values(payer__growth=growth)
    now, booked = at_fork(values, -60)
    expected = booked.copy()
    expected[WELFARE] = max(booked[WELFARE], now.baseline.published[WELFARE])
    expected = [round(int(cents) * (1.0 + growth)) for cents in expected]
    assert now.ledger.budget.tolist() == now.baseline.cents.tolist() == expected
    assert (booked != now.baseline.published).any() and now.baseline.booked
    for answers in (TODAY, ("outreach", "kitchen_table", "one_plan", "wijkbudget", "reinvest")):
        model = forked(now, answers, values)
        restate(model, values, "equal")
        assert model.ledger.budget.tolist() == expected
        found = account(model)
        euros = found["cents_per_year"]
        assert list(euros["total"].values()) == list(euros["baseline"].values()) == expected
        assert list(euros["published"].values()) == now.baseline.published.tolist()
        assert found["prices"] == {"year": 2015, "counted_from": "booked", "growth": growth}


def test_after_the_fork_a_budget_grows_every_year_whatever_is_booked() -> None:
    values = with_values(payer__growth=0.05)
    now, _ = at_fork(values, -52)
    has = now.ledger.budget.copy()
    run_weeks(now, 52)
    once = [grown(int(cents), 0.05) for cents in has]
    assert now.ledger.budget.tolist() == once
    restate(now, values, "equal")  # a date at which nothing changes
    assert now.ledger.budget.tolist() == once


def test_a_burn_in_of_less_than_a_year_keeps_the_published_level() -> None:
    values = with_values(payer__growth=0.05)
    now, _ = at_fork(values, -40)
    assert not now.baseline.booked
    assert now.ledger.budget.tolist() == now.baseline.published.tolist()
    assert account(now)["prices"]["counted_from"] == "published"


def test_without_means_every_budget_stays_nothing() -> None:
    values = with_values(payer__growth=0.05)
    now = begin(residents_of(60, 80, -60), values, -60, no_means=True)
    run_weeks(now, 2)
    restate(now, values, "equal")
    assert now.ledger.budget.tolist() == [0] * len(PAYERS)
    euros = account(now)["cents_per_year"]
    assert not any(euros["baseline"].values()) and not any(euros["published"].values())


def booked() -> Baseline:
    """A baseline of ten times the first-line hours of every payer that has them."""
    base = published(default_values(), MANY, EVEN)
    cents = 10 * base.hours + 300_000_000
    return replace(base, cents=cents, booked=True)


def test_a_cut_takes_its_share_of_the_baseline() -> None:
    base, values = booked(), default_values()
    has = budgets(values, base, MANY)
    assert has.tolist() == base.cents.tolist()
    cut = budgets({**values, "payer.wmo.cut": 0.25}, base, MANY)
    assert has[WMO] - cut[WMO] == round(0.25 * int(base.cents[WMO] - base.hours[WMO]))
    assert (np.delete(has - cut, WMO) == 0).all()
    names = ("wmo", "youth", "income", "care", "longterm")
    all_cut = budgets({**values, **{f"payer.{name}.cut": 0.1 for name in names}}, base, MANY)
    for k in range(len(PAYERS)):
        share = 0.0 if k == WELFARE else 0.1
        assert has[k] - all_cut[k] == round(share * int(base.cents[k] - base.hours[k]))


def test_money_moves_as_far_as_it_is_there() -> None:
    base, values = booked(), default_values()
    has = budgets(values, base, MANY)
    moved = budgets({**values, "payer.longterm.moved": 160.0}, base, MANY)
    assert (moved - has)[[WMO, LONGTERM]].tolist() == [-16_000_000, 16_000_000]
    back = replace(base, moved=16_000_000)
    assert (budgets(values, back, MANY) - has)[[WMO, LONGTERM]].tolist() == [
        16_000_000,
        -16_000_000,
    ]
    poor = replace(base, cents=base.hours + 1_000_000)
    left = budgets({**values, "payer.longterm.moved": 160.0}, poor, MANY)
    assert (left - base.hours)[[WMO, LONGTERM]].tolist() == [0, 2_000_000]


def test_a_published_level_that_changes_is_followed_in_proportion() -> None:
    base, values = booked(), default_values()
    half = {**values, "payer.youth.budget": float(values["payer.youth.budget"]) / 2.0}
    lost = budgets(values, base, MANY) - budgets(half, base, MANY)
    assert lost[1] == pytest.approx(int(base.cents[1] - base.hours[1]) / 2, abs=1)
    assert np.delete(lost, 1).sum() == 0
    more = {**values, "staff.fte": 1.7}
    added = budgets(more, base, MANY) - budgets(values, base, MANY)
    assert (added == first_line(more, MANY) - base.hours).all() and added.sum() > 0


def test_the_published_level_alone_is_the_purse_in_prices_of_one_year() -> None:
    values = default_values()
    base = published(values, MANY, EVEN)
    assert purse(values, MANY, EVEN).tolist() == base.cents.tolist()
    later = published({**values, "prices.year": 2019}, MANY, EVEN)
    assert later.cents[0] - later.hours[0] == pytest.approx(410.2 * 0.8 * MANY * 100, abs=1)
    by = (later.cents - later.hours) / (base.cents - base.hours)
    assert by == pytest.approx(np.full(len(PAYERS), 2962.7 / 2790.8), rel=1e-5)


def test_growth_and_a_kept_subsidy_by_hand() -> None:
    assert (grown(100_000, 0.0), grown(100_000, 0.03), grown(0, 0.05)) == (100_000, 103_000, 0)
    assert (kept_subsidy(90, 100), kept_subsidy(110, 100)) == (100, 110)
