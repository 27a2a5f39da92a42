"""Whether the world stands still under today's practice, as a page and a summary say it."""

from __future__ import annotations

import re

import pytest

from sim.comparison.steadiness import watched
from sim.inputs.parameters.load import read_parameters
from sim.show import steady, words
from sim.show.labels import LANGUAGES, Text
from sim.show.level_names import level_name
from sim.show.numbers import Numbers
from sim.show.outcomes_shown import BURDEN, COST
from sim.show.reading import View
from sim.show.report import render
from sim.show.summary import summary
from tests.show.fixture import made_up


@pytest.fixture(scope="module", params=LANGUAGES)
def view(request: pytest.FixtureRequest) -> View:
    return View(made_up(), str(request.param), read_parameters())


@pytest.fixture(scope="module")
def html(view: View) -> str:
    return render(view.comparison, view.lang)


def rows(html: str) -> list[str]:
    section = re.search(r'<section id="steady".*?</section>', html, re.DOTALL)
    assert section is not None
    assert re.search(r"<details><summary>", section.group())  # closed by default
    return re.findall(r"<tr><th scope=row.*?</tr>", section.group())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_level_has_a_name_of_its_own(lang: str) -> None:
    names = [level_name(Text(lang), name) for name in watched()]
    assert len(set(names)) == len(names)
    assert not any("_" in name or "{" in name for name in names)
    unnamed = {name for name in watched() if level_name(Text(lang), name) == name.replace("_", " ")}
    assert unnamed <= {"caseload"}


def test_the_page_says_what_moves_what_does_not_and_what_cannot_be_seen(
    view: View, html: str
) -> None:
    found = rows(html)
    assert len(found) == 3
    for row, verdict in zip(found, ("no", "yes", "unseen"), strict=True):
        assert f">{view.text(f'steady.{verdict}')}<" in row
    drift = re.findall(r"<td>([^<]*)</td>", found[0])[2]
    assert re.fullmatch(r"\+(29|30|31)[.,]\d%", drift)


def test_the_sentence_names_what_moves_wherever_it_stands(view: View, html: str) -> None:
    name = level_name(view.text, "wait_worker_days")
    sentence = steady.sentence(view)
    assert f"{name} (+" in sentence
    assert html.count(sentence.replace("'", "&#39;")) == 2  # among the notes and in its section
    assert sentence in " ".join(summary(view).split())


def test_drawn_worlds_are_told_in_two_lines(view: View, html: str) -> None:
    found = view.document.steadiness
    assert found is not None
    lines = list(steady.worlds(view.text, Numbers(view.lang), found.worlds))
    assert len(lines) == 2
    assert ("1,25%" if view.lang == "nl" else "1.25%") in lines[0]
    assert "60%" in lines[1]
    assert all(line.replace("'", "&#39;") in html for line in lines)
    assert list(steady.worlds(view.text, view.num, None)) == []


def test_a_difference_smaller_than_the_drift_is_said_to_be_so(view: View, html: str) -> None:
    """The made-up drift is 100: more than any difference in burden, less than those in cost."""
    pair = view.pairs[0]
    burden, cost = view.finding(pair, BURDEN), view.finding(pair, COST)
    assert burden.drift == cost.drift == (100.0, 90.0, 110.0)
    assert burden.within_drift and abs(burden.mean or 0.0) < 100.0
    said = view.text("answer.within_drift", what=view.text("answer.burden"), years="3")
    assert (said in words.answer(view, pair)) == (burden.verdict in ("all", "most"))
    short = view.text("verdict.within_drift")
    assert (short in words.reading(view, burden)) == (burden.verdict in ("all", "most"))
    assert not cost.within_drift or abs(cost.mean or 0.0) < 100.0
    assert f"<th scope=col>{view.text('columns.drift_today')}</th>" in html


def test_without_a_look_or_without_today_it_is_said_not_to_be_known() -> None:
    comparison = made_up(full=False)
    comparison.document["notes"] = []
    comparison.document.update(
        steadiness=None,
        drift_today={"model": None, "years": 3, "reason": "no_model", "outcomes": {}},
    )
    for outcomes in comparison.document["differences"].values():
        for item in outcomes.values():
            item.pop("drift_today", None)
    for lang in LANGUAGES:
        text = Text(lang)
        html = render(comparison, lang)
        for key in ("steady.no_note", "steady.today_no_model"):
            assert text(key).replace("'", "&#39;") in html
