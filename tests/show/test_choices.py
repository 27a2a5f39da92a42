"""The page of a search: choices by what they come to, and where they lie in the chart."""

from __future__ import annotations

import pytest

from sim.show.labels import Text
from sim.show.studies.choices import search
from tests.show import studies as made
from tests.show.blocks import charts, said, tables
from tests.show.drawing import texts

NL = Text("nl")


def test_choices_in_dutch_have_dutch_words_and_numbers() -> None:
    answer, method = search(made.search((400.0, 1200.0), (380.0, 1300.0)), "nl")
    assert (answer.title, method.title) == (NL("headings.answer"), NL("study.method"))
    read = NL("study.search_read", model="Wijkbudget (nl)")
    assert said(answer.blocks) == [read, NL("study.present_stands")]
    levers, front = tables(answer.blocks)
    assert front.caption.startswith("Keuzes die samen het beste zijn")
    assert front.head[0] == "keuze" and levers.head[0] == "keuze in de werkwijze"
    assert levers.head[1:] == ["huidige stand", "1", "2"]
    assert front.rows[1] == ("1", "400 (390 tot 410)", "1.200 (1.195 tot 1.205)")
    assert levers.rows[1][1:] == ("ja",) * 3


def test_a_choice_without_an_outcome_has_a_dash() -> None:
    document = made.search((400.0, 1200.0))
    document["front"][0]["outcomes"]["public_cost"] = made.between(None)
    _, front = tables(search(document, "en")[0].blocks)
    assert front.rows[1:] == [("1", "400 (390 to 410)", "\N{EN DASH}")]


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_chart_sets_the_first_goal_against_the_second(lang: str) -> None:
    document = made.search((400.0, 1200.0), (380.0, 1300.0))
    document["objectives"]["share_hidden"] = "lower"
    for choice in (document["present"], *document["front"]):
        choice["outcomes"]["share_hidden"] = made.between(0.25)
    answer = search(document, lang)[0]
    (svg,) = charts(answer.blocks)
    text = Text(lang)
    across = {"en": "burden of unmet need", "nl": "last van onvervulde hulpvraag"}[lang]
    assert text("study.front_text") in svg
    (first, *_) = [line for line in svg.split("<text") if f">{across}" in line]
    assert "rotate" not in first  # along the bottom
    assert ">1</text>" in svg and ">2</text>" in svg and ">3</text>" not in svg
    share = {"en": "25.0", "nl": "25,0"}[lang]  # in per cent
    assert tables(answer.blocks)[1].rows[0][-1] == share


def test_a_surpassed_choice_stands_apart_and_is_nowhere_called_best() -> None:
    document = made.search((400.0, 1200.0), (380.0, 1300.0), (400.0, 1250.0))
    document["front"][2]["beaten_by"] = [1]
    document["present"]["beaten_by"] = [1, 2]
    answer = search(document, "en")[0]
    levers, best, beaten = tables(answer.blocks)
    assert [row[0] for row in best.rows] == ["present setting", "1", "2"]
    assert [(row[0], row[-1]) for row in beaten.rows] == [("3", "1")]
    assert levers.head[1:] == ["present setting", "1", "2", "3"]
    assert Text("en")("study.present_beaten", choices="1, 2") in said(answer.blocks)
    (svg,) = charts(answer.blocks)
    legend = [Text("en")(f"study.{key}") for key in ("present", "unbeaten", "is_beaten")]
    assert [text for text in texts(svg) if text in legend] == legend
