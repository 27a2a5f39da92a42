from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from sim.experiments.account import check_means
from sim.experiments.dated import check_changes, stages
from sim.inputs.errors import InputError
from sim.inputs.load import read_parameters
from sim.inputs.resolved import Change, Resolved
from sim.inputs.scenario import resolve
from sim.model.setup import purse


def with_changes(*changes: Change) -> Resolved:
    return replace(resolve("pilot"), changes=changes)


def change(day: dt.date, models: tuple[str, ...] = (), **values: float) -> Change:
    own = {key.replace("__", "."): value for key, value in values.items()}
    return Change(day, models, dict(own), {}, "test")


START = dt.date(2015, 1, 1)


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
    assert [(s.week, s.values["staff.fte"]) for s in fragmented] == [(0, 0.8), (51, 0.8)]
    assert [(s.week, s.values["staff.fte"]) for s in wijkbudget] == [(0, 0.8), (51, 1.2)]
    assert wijkbudget[0].answers["reach"] == "outreach"
    assert wijkbudget[1].answers["reach"] == "desk"


def test_what_cannot_change_within_a_run_is_told() -> None:
    with pytest.raises(InputError, match="cannot change"):
        check_changes(with_changes(change(START, staff__workers_per_fte=2.0)), read_parameters())
    check_changes(with_changes(change(START, staff__fte=0.8)), read_parameters())


def test_equal_means_are_asserted_at_every_date_to_the_cent() -> None:
    everywhere = with_changes(change(dt.date(2016, 1, 1), staff__fte=0.8))
    one = with_changes(change(dt.date(2016, 1, 1), ("wijkbudget",), staff__fte=0.8001))

    def parts(resolved: Resolved) -> dict:
        return {m.id: stages(resolved, m, resolved.values, 156) for m in resolved.models}

    check_means(parts(everywhere), "equal", 14000, 156)
    check_means(parts(one), "as_reported", 14000, 156)
    for means in ("equal", "equal_hours"):
        with pytest.raises(InputError, match="week 51"):
            check_means(parts(one), means, 14000, 156)


def test_the_purse_scales_with_the_inhabitants_and_holds_budget_and_hours() -> None:
    values = resolve("pilot").values
    small, large = purse(values, 1000), purse(values, 10_000)
    assert large == pytest.approx(10 * small, rel=1e-3)
    more = purse({**values, "staff.fte": 1.7}, 1000)
    assert (more[:4] > small[:4]).all() and (more[4:] == small[4:]).all()
