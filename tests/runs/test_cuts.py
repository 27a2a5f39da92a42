"""A cut that cannot bite is told, in words of both languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from sim.comparison.notes import of_money
from sim.inputs.scenarios.resolved import Change, Resolved
from sim.inputs.scenarios.scenario import resolve
from sim.runs.cuts import BOOKED, FOLLOWED, toothless

SILOS = ("fragmented", "generalist_team")
MODELS = (*SILOS, "wijkbudget")
SILENT = {"payer.wmo.cut": 0.25, "silos.response": 0.0, "wijkbudget.tighten": 0.0,
          "wijkbudget.lump_sum": 0.0, "wijkbudget.response": 0.0}  # fmt: skip


def told(resolved: Resolved) -> list[tuple[tuple[str, str, float], tuple[str, ...]]]:
    return list(toothless(resolved))


def test_without_less_money_nothing_is_told() -> None:
    assert told(resolve("pilot")) == told(resolve("null")) == []
    assert [note.code for note in of_money(resolve("pilot"))] == ["prices", "baseline_booked"]
    short = resolve("pilot", settings={"burn_in_weeks": 51})
    assert [note.code for note in of_money(short)] == ["prices", "baseline_published"]


def test_an_overrun_of_entitlements_is_booked_and_at_most_followed() -> None:
    assert told(resolve("pilot", set=SILENT)) == [((BOOKED, "wmo", 0.25), MODELS)]
    followed = told(resolve("pilot", set={"payer.wmo.cut": 0.25}))
    assert followed == [((FOLLOWED, "wmo", 0.25), SILOS)]  # a lump sum serves less when short
    note = list(of_money(resolve("pilot", set=SILENT)))[-1]
    assert dict(note.places) == {"payer": "wmo", "percent": 25.0, "models": MODELS}
    assert "under fragmented, generalist_team, wijkbudget" in note.text
    assert "Nothing responds to that overrun" in note.text


@pytest.mark.parametrize("bites", [
    {"silos.stop_when_empty": 1.0, "wijkbudget.stop_when_empty": 1.0},
    {"product.guidance.regime": "ceiling"},
    {"payer.wmo.taken": 0.1},
])  # fmt: skip
def test_a_cut_that_can_refuse_help_is_not_told(bites: dict[str, float | str]) -> None:
    assert told(resolve("pilot", set={**SILENT, **bites})) == []


def test_what_is_taken_out_of_contracts_of_another_payer_or_of_none_is_not_felt() -> None:
    other = resolve("pilot", set={**SILENT, "payer.youth.taken": 1.0})
    assert told(other) == [((BOOKED, "wmo", 0.25), MODELS)]
    limited = [key for key in other.values if key.endswith(".places")]
    none = resolve("pilot", set={**SILENT, "payer.wmo.taken": 1.0})
    none.values.update(dict.fromkeys(limited, 1000.0))
    assert told(none) == [((BOOKED, "wmo", 0.25), MODELS)]


def test_a_lower_published_level_is_told_to_be_no_cut() -> None:
    less = resolve("pilot", set={"payer.wmo.budget": 307.0, "payer.care.share": 0.2})
    notes = [note for note in of_money(less) if note.code == "published_lower"]
    assert [dict(note.places)["payer"] for note in notes] == ["wmo"]
    assert told(less) == []


def test_a_cut_at_a_date_is_told_and_laws_that_move_are_no_cut() -> None:
    pilot = resolve("pilot", set={**SILENT, "payer.wmo.cut": 0.0})
    youth = {"payer.youth.budget": 0.5 * float(pilot.values["payer.youth.budget"])}
    dated = replace(pilot, changes=(Change(dt.date(2016, 1, 1), (), dict(youth), {}, "test"),))
    assert told(dated) == [((BOOKED, "youth", 0.5), MODELS)]
    moved = resolve("pilot_dated")
    codes = [(code, payer, share) for (code, payer, share), _ in told(moved)]
    assert codes == [(FOLLOWED, "wmo", 0.15)]
