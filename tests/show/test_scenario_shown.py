"""A scenario is shown by value: name, key, value, unit, range, evidence, source, origin."""

from __future__ import annotations

import re

import pytest

from sim.api import show_scenario
from sim.inputs.lookup_request import ShowRequest
from sim.inputs.parameters.load import read_parameters
from sim.show.labels import Text
from sim.show.scenario_shown import lines
from tests.show.test_terminal import ENGLISH


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal in which no name runs on, whichever runs the tests."""
    monkeypatch.setenv("COLUMNS", "120")


def text(lang: str = "en", **asked: object) -> list[str]:
    return list(lines(show_scenario(ShowRequest(**asked)), lang))  # type: ignore[arg-type]


def below(found: list[str], first: str) -> str:
    """The line below the one that begins so."""
    return found[next(n for n, line in enumerate(found) if line.startswith(first)) + 1]


def test_a_value_has_its_unit_range_evidence_and_source_and_its_key_below() -> None:
    found = text(search="outreach.presence")
    label = read_parameters()["outreach.presence"].label_en
    row = next(line for line in found if line.startswith(label[:20]))
    assert re.search(r"  0\.12 +share of hours +0 \N{EN DASH} 0\.2 +assumed +M4$", row)
    assert "  outreach.presence" in found


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_value_of_every_group_is_there(lang: str) -> None:
    found = text(lang)
    assert read_parameters().keys() <= {line.strip() for line in found}
    assert len([line for line in found if not line]) == 11  # ten groups and the settings
    assert Text(lang)("questions.reach") in found and Text(lang)("groups_named.world") in found


def test_who_states_a_value_stands_beside_its_key() -> None:
    found = text(set={"needs.theta": "0.1"}, search="needs.theta")
    assert "  needs.theta [--set]" in found
    assert "  needs.theta" in text(search="needs.theta")


def test_values_of_one_model_and_from_a_date_stand_below() -> None:
    found = text("nl", scenario="pilot_dated", search="kitchen_table.dedication")
    at = found.index("  kitchen_table.dedication")
    own, first = found[at + 1 : at + 3]
    assert own.split() == [*["alleen", "onder", "Generalistisch", "team", "0,6", "aandeel"]]
    assert first.startswith("  vanaf 1 mei 2014: Generalistisch")


def test_what_belongs_to_a_model_is_told_in_the_opening() -> None:
    assert text()[1].startswith("model Fragmented (fragmented): desk + desks + separate_plans")


def test_euros_are_told_in_the_prices_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.show.scenario_shown._WIDTHS", (12, 80, 15, 12, 9))
    keys = [k for k, p in read_parameters().items() if p.prices not in (None, 2015)]
    found = " ".join(" ".join(text(search=keys[0], set={"prices.year": "2015"})).split())
    assert "prices of 2014: 14.0909 of 2015" in found


def test_nothing_that_differs_is_said_to_be_so() -> None:
    assert text("nl", scenario="pilot", changed=True)[-1] == Text("nl")("shown.nothing")


def test_dutch_has_no_english_words() -> None:
    told = [
        line
        for line in text("nl")
        if not re.match("  [a-z_]+[.]", line) and not line.startswith("werkwijze")
    ]
    assert [line for line in told if ENGLISH.search(line)] == []
