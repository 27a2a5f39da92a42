from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.baseline.budgets import purse
from sim.foundation.weeks import week_of
from sim.inputs.files.errors import InputError
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.prices import at_prices
from sim.inputs.scenarios.resolved import Change, Resolved, overlaid
from sim.inputs.scenarios.scenario import resolve
from sim.runs.account import check_means
from sim.runs.dated import check_changes, restate, stages
from sim.runs.paired import begun, burn_in, parts_of, plan_of, run_until
from sim.runs.replicate import people_of
from sim.support.contract import WMO
from sim.support.means import STAFF


def with_changes(*changes: Change) -> Resolved:
    return replace(resolve("pilot"), changes=changes)


def change(
    day: dt.date, models: tuple[str, ...] = (), ends: dt.date | None = None, **values: float
) -> Change:
    own = {key.replace("__", "."): value for key, value in values.items()}
    return Change(day, models, dict(own), {}, "test", ends)


START = dt.date(2015, 1, 1)
EVEN = (1.0,) * 6


def test_without_changes_a_model_has_one_stage_with_what_is_its_own() -> None:
    resolved = resolve("pilot")
    own = {"wijkbudget": {"wijkbudget.tighten": 0.5}}
    resolved = replace(resolved, model_values=own)
    (only,) = stages(resolved, resolved.models[2], resolved.values, 156)
    assert only.week == 0 and only.values["wijkbudget.tighten"] == 0.5
    assert only.answers == resolved.models[2].answers


def test_changes_pile_up_fall_in_their_week_and_keep_to_their_models() -> None:
    resolved = with_changes(
        change(START, staff__fte=0.8),
        change(dt.date(2016, 1, 1), ("wijkbudget",), staff__fte=1.2),
        Change(dt.date(2016, 1, 1), (), {}, {"reach": "desk"}, "test"),
        change(dt.date(2030, 1, 1), staff__fte=1.7),
    )
    fragmented, _, wijkbudget = (
        stages(resolved, model, resolved.values, 156) for model in resolved.models
    )
    assert [(s.week, s.values["staff.fte"]) for s in fragmented] == [(0, 0.8), (52, 0.8)]
    assert [(s.week, s.values["staff.fte"]) for s in wijkbudget] == [(0, 0.8), (52, 1.2)]
    assert wijkbudget[0].answers["reach"] == "outreach"
    assert wijkbudget[1].answers["reach"] == "desk"


def test_at_its_end_a_change_is_as_if_it_had_never_been() -> None:
    """A shortage until 2017, a lasting change within it, and one that ends within that."""
    year, half = dt.date(2016, 1, 1), dt.date(2016, 7, 1)
    resolved = with_changes(
        change(START, ends=dt.date(2017, 1, 1), staff__fte=0.8, desk__barrier=0.3),
        change(year, ends=half, staff__fte=1.0),
        change(half, desk__barrier=0.4),
        Change(half, ("wijkbudget",), {}, {"reach": "desk"}, "test", dt.date(2017, 7, 1)),
    )
    usual = float(resolved.values["staff.fte"])
    fragmented, _, wijkbudget = (
        stages(resolved, model, resolved.values, 156) for model in resolved.models
    )
    had = [(s.week, s.values["staff.fte"], s.values["desk.barrier"]) for s in fragmented]
    assert had == [(0, 0.8, 0.3), (52, 1.0, 0.3), (77, 0.8, 0.4), (104, usual, 0.4)]
    reach = {s.week: s.answers["reach"] for s in wijkbudget}
    assert reach == {0: "outreach", 52: "outreach", 77: "desk", 104: "desk", 129: "outreach"}
    assert wijkbudget[-1].answers == resolved.models[2].answers
    assert wijkbudget[-1].values["desk.barrier"] == 0.4


DAYS = st.integers(0, 1000).map(lambda days: START + dt.timedelta(days=days))
CHANGES = st.lists(
    st.builds(
        lambda day, length, keys, models: Change(
            day, models, dict(keys), {}, "test", length and day + dt.timedelta(days=length)
        ),
        DAYS,
        st.none() | st.integers(7, 600),
        st.dictionaries(st.sampled_from(("staff.fte", "desk.barrier")), st.floats(0.3, 0.9)),
        st.sampled_from(((), ("fragmented",), ("wijkbudget",))),
    ),
    max_size=5,
).map(lambda changes: tuple(sorted(changes, key=lambda one: one.date)))


@given(changes=CHANGES, day=DAYS)
def test_on_every_day_what_ended_before_does_not_matter(
    changes: tuple[Change, ...], day: dt.date
) -> None:
    left = [one for one in changes if one.until is None or one.until > day]
    for model in ("fragmented", "wijkbudget"):
        given_then = overlaid(changes, model, day)
        assert given_then == overlaid(left, model, day)
        known = [one for one in left if one.date <= day and model in (one.models or (model,))]
        for key in ("staff.fte", "desk.barrier"):
            said = [one.set[key] for one in known if key in one.set]
            assert given_then.get(key) == (said[-1] if said else None)


def test_hours_products_and_budgets_are_back_after_a_change_for_a_while() -> None:
    """Under today's practice, in which no answer changes: as if it had never been."""
    sizes = {"citizens": 400, "weeks": 30, "burn_in_weeks": 8, "start": START}
    plan = plan_of("pilot", sizes, {}, ["fragmented"])
    once = change(
        dt.date(2015, 2, 1), ends=dt.date(2015, 5, 1), staff__fte=0.5, payer__wmo__cut=0.3
    )
    short = replace(plan, resolved=replace(plan.resolved, changes=(once,)))
    values, people = plan.resolved.values, people_of(plan, 0)
    start = burn_in(plan, values, people, 5)[0]
    model = plan.resolved.models[0]
    ends = []
    for each in (plan, short):
        parts = stages(each.resolved, model, values, 30)
        now, _ = begun(start, model, parts[0], "as_reported")
        run_until(now, model, parts, 30, "as_reported")
        ends.append(now)
    never, back = ends
    assert (never.staff.contract == back.staff.contract).all()
    assert (never.ledger.budget == back.ledger.budget).all()
    rows = never.products.values(), back.products.values()
    assert all((a == b).all() for a, b in zip(*rows, strict=True))
    assert (never.ledger.booked[:, STAFF] > back.ledger.booked[:, STAFF]).any()


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (dt.date(2013, 1, 1), 0),
        (dt.date(2013, 12, 31), 51),
        (dt.date(2014, 1, 1), 52),
        (dt.date(2014, 5, 1), 69),
        (dt.date(2015, 1, 1), 104),
        (dt.date(2016, 12, 31), 207),
        (dt.date(2017, 1, 1), 208),
    ],
)
def test_a_year_begins_with_its_first_week(day: dt.date, week: int) -> None:
    assert week_of(day, dt.date(2013, 1, 1)) == week


def test_what_cannot_change_within_a_run_is_told() -> None:
    with pytest.raises(InputError, match="cannot change"):
        check_changes(with_changes(change(START, staff__workers_per_fte=2.0)), read_parameters())
    for weight in ("burden__weight_hidden", "domain__debts_admin__burden_weight"):
        with pytest.raises(InputError, match="cannot change"):
            check_changes(with_changes(change(START, **{weight: 2.0})), read_parameters())
    check_changes(with_changes(change(START, staff__fte=0.8)), read_parameters())


def test_equal_means_are_asserted_at_every_date_to_the_cent() -> None:
    everywhere = with_changes(change(dt.date(2016, 1, 1), staff__fte=0.8))
    one, more = (
        with_changes(change(dt.date(2016, 1, 1), ("wijkbudget",), staff__fte=fte))
        for fte in (0.8001, 1.6999)
    )

    def parts(resolved: Resolved) -> dict:
        return {m.id: stages(resolved, m, resolved.values, 156) for m in resolved.models}

    check_means(parts(everywhere), "equal", 14000, 156)
    check_means(parts(one), "as_reported", 14000, 156)
    for means in ("equal", "equal_hours"):
        for unequal in (one, more):
            with pytest.raises(InputError, match="week 52"):
                check_means(parts(unequal), means, 14000, 156)


def test_money_moves_with_the_laws_and_a_cut_is_a_cut_of_what_is_covered() -> None:
    values = resolve("pilot").values
    now = purse(values, 1000, EVEN)
    before = purse({**values, "payer.longterm.moved": 160.0}, 1000, EVEN)
    difference = (before - now).tolist()
    assert difference == [-16_000_000, 0, 0, 0, 0, 16_000_000]
    cut = purse({**values, "payer.wmo.cut": 0.25}, 1000, EVEN)
    covered = at_prices(values, "payer.wmo.budget") * float(values["payer.wmo.share"])
    assert (now - cut)[0] == pytest.approx(0.25 * covered * 100_000, abs=1)
    assert ((now - cut)[1:] == 0).all()


def test_the_dated_pilot_has_the_laws_and_money_of_each_year_for_every_model() -> None:
    resolved = resolve("pilot_dated")
    check_changes(resolved, read_parameters())
    moved = ("guidance", "day_activities", "supported_living")
    for model in resolved.models:
        parts = stages(resolved, model, resolved.values, 156)
        assert {part.week for part in parts} >= {0, 104}
        for part in parts:
            old = part.week < 104
            laws = {part.values[f"product.{name}.law"] for name in moved}
            assert laws == {"longterm" if old else "wmo"}
            assert (part.values["payer.longterm.moved"] == 0.0) is not old
            assert (part.values["payer.wmo.cut"] == 0.0) is old
    assert resolve("pilot").values["product.guidance.law"] == "wmo"


def test_a_law_changes_for_every_model_or_for_none(tmp_path: Path) -> None:
    text = (
        'extends = "pilot"\n[[change]]\ndate = 2016-01-01\nmodel = "fragmented"\n'
        'set = { "product.guidance.law" = "care" }\n'
    )
    (tmp_path / "one.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="may not differ here"):
        resolve(str(tmp_path / "one.toml"))


def test_the_purse_scales_with_the_inhabitants_and_holds_budget_and_hours() -> None:
    values = resolve("pilot").values
    small, large = purse(values, 1000, EVEN), purse(values, 10_000, EVEN)
    assert large == pytest.approx(10 * small, rel=1e-3)
    more = purse({**values, "staff.fte": 1.7}, 1000, EVEN)
    assert (more[:4] > small[:4]).all() and (more[4:] == small[4:]).all()


def test_a_grant_is_more_money_for_as_long_as_it_lasts(tmp_path: Path) -> None:
    path = tmp_path / "grant.toml"
    path.write_text(
        'extends = "pilot"\n[settings]\nstart = 2015-01-01\n[[change]]\ndate = 2015-03-01\n'
        'until = 2015-05-01\nset = { "payer.wmo.budget" = 451.22 }\n',
        encoding="utf-8",
    )
    sized = {"citizens": 300, "weeks": 30, "burn_in_weeks": 52}
    plan = plan_of(path, sized, {}, ["wijkbudget"])
    start = burn_in(plan, plan.resolved.values, people_of(plan, 0), 1)[0]
    usual, begins, ends = parts_of(plan, plan.resolved.values, 300)["wijkbudget"]
    now, _ = begun(start, plan.resolved.models[0], usual, "equal")
    before = now.ledger.budget.copy()
    restate(now, begins.values, "equal")
    more = now.ledger.budget - before
    assert more[WMO] == pytest.approx(0.1 * (before - now.baseline.hours)[WMO], rel=1e-3)
    assert more.sum() == more[WMO]
    restate(now, ends.values, "equal")
    assert (now.ledger.budget == before).all()
