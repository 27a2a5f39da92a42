"""Two scenarios side by side, in both languages."""

from __future__ import annotations

import pytest

from sim.comparison.scenario_diff import scenario_diff
from sim.show.scenario_diff import diff_rows, lines
from tests.documents import fits
from tests.show.test_terminal import ENGLISH


def test_the_document_has_both_values_and_places_by_name() -> None:
    document = scenario_diff("pilot", "nederland")
    fits(document)
    place = document["differences"][0]
    assert (place["kind"], place["a"], place["b"]) == (
        *("place", "Caberg-Malpertuis (Maastricht)", "Nederland"),
    )
    assert document["a"]["id"] == "pilot" and document["b"]["title"]["nl"] == "Nederland"


def test_a_row_has_name_both_values_unit_model_and_date() -> None:
    rows = diff_rows(scenario_diff("pilot", "pilot_dated"), "nl")
    assert ("Model Wijkbudget", "vergeleken", "niet vergeleken", "", "", "") in rows
    start = "Dag waarop de modellen uiteengaan"
    assert (start, "1 januari 2015", "1 januari 2013", "", "", "") in rows
    cost = next(row for row in rows if row[0].startswith("Kosten van de verandering"))
    assert cost[1:5] == ("6,8", "6,86", "euro per inwoner per jaar", "Generalistisch team")
    assert any(row[5] == "1 mei 2014" for row in rows)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_differs_in_nothing_is_said_to_be_so(lang: str) -> None:
    told = list(lines(scenario_diff("pilot", "pilot"), lang))
    assert (
        told[-1]
        == {
            "en": "These scenarios differ in nothing.",
            "nl": "Deze scenario's verschillen nergens in.",
        }[lang]
    )


def test_dutch_lines_have_no_english() -> None:
    told = list(lines(scenario_diff("pilot", "pilot_dated"), "nl"))
    assert len(told) > 20 and [line for line in told if ENGLISH.search(line)] == []
