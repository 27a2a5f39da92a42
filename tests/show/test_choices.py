"""The page of a search: choices by what they come to, and where they lie in the chart."""

from __future__ import annotations

import pytest

from sim.show.labels import Text
from sim.show.studies.choices import search
from tests.show import studies as made
from tests.show.blocks import charts, said, tables

NL = Text("nl")


def test_choices_in_dutch_have_dutch_words_and_numbers() -> None:
    answer, method = search(made.search((400.0, 1200.0), (380.0, 1300.0)), "nl")
    assert (answer.title, method.title) == (NL("headings.answer"), NL("study.method"))
    assert said(answer.blocks) == [NL("study.search_read", model="Wijkbudget (nl)")]
    _, front, levers = tables(answer.blocks)
    assert front.caption == "Keuzes die samen het beste zijn"
    assert front.head[0] == "keuze" and levers.head == ["knop", "1", "2"]
    assert front.rows[0] == ("1", "400 (390 tot 410)", "1.200 (1.195 tot 1.205)")
    assert levers.rows[1][1:] == ("ja", "ja")


def test_a_choice_without_an_outcome_has_a_dash() -> None:
    document = made.search((400.0, 1200.0))
    document["front"][0]["outcomes"]["public_cost"] = made.between(None)
    _, front, _ = tables(search(document, "en")[0].blocks)
    assert front.rows == [("1", "400 (390 to 410)", "\N{EN DASH}")]


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_chart_sets_the_first_goal_against_the_second(lang: str) -> None:
    document = made.search((400.0, 1200.0), (380.0, 1300.0))
    document["objectives"]["share_hidden"] = "lower"
    for choice in document["front"]:
        choice["outcomes"]["share_hidden"] = made.between(0.25)
    answer = search(document, lang)[0]
    (svg,) = charts(answer.blocks)
    text = Text(lang)
    across = {"en": "burden of unmet need", "nl": "last van onvervulde hulpvraag"}[lang]
    assert text("study.front_text") in svg
    (first,) = [line for line in svg.split("<text") if f">{across}<" in line]
    assert "rotate" not in first  # along the bottom
    assert ">1</text>" in svg and ">2</text>" in svg and ">3</text>" not in svg
    share = {"en": "25.0", "nl": "25,0"}[lang]  # in per cent
    assert tables(answer.blocks)[1].rows[0][-1] == share
