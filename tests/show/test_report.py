from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.comparison.comparison import Comparison
from sim.show.report import render, write_report
from tests.show.fixture import made_up
from tests.show.page import Page, sound


@pytest.fixture(scope="module", params=["nl", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return made_up()


@pytest.fixture(scope="module")
def html(comparison: Comparison, lang: str) -> str:
    return render(comparison, lang)


def test_the_same_comparison_gives_the_same_bytes(
    html: str, comparison: Comparison, lang: str
) -> None:
    assert render(comparison, lang) == html


def test_a_report_is_light_enough_to_send(lang: str) -> None:
    assert len(render(made_up(weeks=156), lang).encode()) < 415_000


def test_what_the_model_says_in_english_is_dutch_in_a_dutch_report() -> None:
    text = render(made_up(), "nl")
    assert "BU&lt;1&gt;: alleen het westelijke deel: zo groot dat het totaal op" in text
    assert "schulden en administratie (elke hulpvraag), psychische gezondheid" in text
    body = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    body = re.sub(r"\([a-z_.*]+\)", "", body)
    body = re.sub(r"<[^>]+>", " ", body)
    said = ("the", "and", "with", "from", "for", "not", "kept", "runs failed", "this model")
    said += ("undefined", "assumed", "seen", "weak", "derived", "memory", "unverified", "share")
    said += ("burden", "weeks", "hours", "years", "months", "households", "families", "inhabitants")
    found = {word: re.findall(rf".{{30}}\b{word}\b(?!\.).{{30}}", body) for word in said}
    assert {word: where for word, where in found.items() if where} == {}


def test_targets_stand_beside_levels_with_their_range_and_source(html: str, lang: str) -> None:
    row = re.search(r"<tr><th[^>]*>[^<]*(?:problematische schulden|problem debt), %.*?</tr>", html)
    assert row is not None
    cells = re.findall(r"<td>(.*?)</td>", row.group())
    point = "," if lang == "nl" else "."
    assert cells[1] == f"7{point}75 (7\N{EN DASH}8{point}5)"
    within = {"nl": "binnen de marge", "en": "within the range"}[lang]
    assert cells[2:] == [within, "<a href=#D13>D13</a>"]
    assert {"nl": "in Maastricht zijn gemeten", "en": "measured in Maastricht"}[lang] in html


def test_the_page_is_sound(html: str) -> None:
    sound(html)


def test_every_chart_is_named_described_and_followed_by_its_table(html: str) -> None:
    page = Page(html)
    charts = page.of("svg")
    figures = len(page.of("figure"))
    assert len(charts) >= figures >= 6 and html.count("<figcaption>") == figures
    for own in charts:
        assert own["role"] == "img"
        assert set(str(own["aria-labelledby"]).split()) <= set(page.ids)
    assert (
        len(re.findall(r"</figure>\s*<details><summary>[^<]+</summary><div[^>]*><table", html))
        == figures
    )


def test_table_headers_say_what_they_head(html: str, lang: str) -> None:
    page = Page(html)
    assert page.of("th") and all(own.get("scope") in ("col", "row") for own in page.of("th"))
    assert len(page.of("caption")) == len(page.of("table"))
    assert page.of("html")[0]["lang"] == lang


def test_every_row_of_a_table_is_as_long_as_its_head(html: str) -> None:
    for table in re.findall(r"<table.*?</table>", html, re.DOTALL):
        rows = [len(re.findall(r"<t[hd]", row)) for row in re.findall(r"<tr>.*?</tr>", table)]
        assert len(set(rows)) == 1


def test_no_place_is_left_unfilled_and_nothing_is_nan(html: str) -> None:
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    assert not re.search(r"\{[a-z_]+\}|\bnan\b|\bNone\b|\binf\b", body)


def test_more_asked_than_there_are_hours_is_said_for_every_model(html: str, lang: str) -> None:
    # The made-up utilisation is about 40 under every model.
    assert html.count({"nl": "of wachtrijen groeien", "en": "or queues grow"}[lang]) == 6


def test_a_part_of_the_residents_is_said_to_be_one(html: str, lang: str) -> None:
    said = {"nl": "1.500 bewoners met dezelfde", "en": "1,500 residents with the same make-up"}
    assert said[lang] in html


def test_households_that_could_not_be_formed_are_said(html: str, lang: str) -> None:
    said = {"nl": "3 van de 60 huishoudens konden niet", "en": "3 of 60 households could not"}
    assert said[lang] in html


def test_what_people_wrote_is_text_not_markup(html: str) -> None:
    assert "<li>BU&lt;1&gt;: " in html


def test_models_that_do_not_differ_are_said_not_to_differ() -> None:
    text = render(made_up(same=True, runs=3), "en")
    assert "Model second compared with Model first: exactly as much unmet need, and exactly" in text
    assert "lower (better)" not in text and "higher (worse)" not in text


def test_one_run_with_luck_only_says_what_it_cannot_say() -> None:
    text = render(made_up(runs=1, full=False, models=("a", "b")), "en")
    Page(text)
    assert "This run varied chance only." in text
    assert "full width</th>" not in text


def test_many_models_show_charts_against_the_first_only() -> None:
    text = render(made_up(runs=3, models=("a", "b", "c", "d")), "en")
    Page(text)
    charts = "".join(re.findall(r"<svg.*?</svg>", text, re.DOTALL))
    assert "Model d compared with Model a" in charts
    assert "Model d compared with Model b" not in charts
    assert "Model d compared with Model b" in text


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("few")
    failed = [
        {"sample": "full", "replication": 4, "code": "later", "where": None, "found": "1 < 2",
         "allowed": None, "nearest": None, "message": "hazard <above>", "drawn": {"a.b": 1.0}}
    ]  # fmt: skip
    return write_report(made_up(runs=5, failures=failed), folder, "en")


def test_too_few_runs_name_no_drivers(few: Path) -> None:
    assert "There are 5 replications. That is too few" in few.read_text(encoding="utf-8")


def test_failures_are_told(few: Path) -> None:
    text = few.read_text(encoding="utf-8")
    assert "1 run(s) failed" in text and "hazard &lt;above&gt;" in text


def test_the_file_is_written_whole(few: Path) -> None:
    assert {p.name for p in few.parent.iterdir()} == {"report.html", "summary.txt"}
    assert few.read_text(encoding="utf-8").endswith("</html>\n")
