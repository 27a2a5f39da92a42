"""Documents as lines for a terminal."""

from __future__ import annotations

from pathlib import Path

from sim.cli.text import checked, columns, outline, study, summary, titles
from sim.population.flags import Flag


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert list(columns([("a", "bb", "c"), ("ddd", "e", "")])) == ["a    bb  c", "ddd  e"]


def test_an_outline_shows_tables_as_tables_and_what_is_nested_by_name() -> None:
    document = {
        "n": 1.23456789,
        "inner": {"list": ["a", "b"], "none": None},
        "rows": [{"name": "x", "share": 0.123456, "good": True}],
        "parts": [{"code": "P1", "more": {"k": 1}}, {"more": {"k": 2}}],
    }
    assert list(outline(document)) == [
        "n: 1.23457",
        "inner:",
        "  list: a",
        "  list: b",
        "  none: None",
        "rows:",
        "  name  share   good",
        "  x     0.1235  yes",
        "parts, P1:",
        "  more:",
        "    k: 1",
        "parts, 2:",
        "  more:",
        "    k: 2",
    ]


def test_a_summary_ends_with_the_file_to_look_at_next(tmp_path: Path) -> None:
    (tmp_path / "summary.txt").write_text("one\ntwo\n", encoding="utf-8")
    for file in ("report.html", "map.csv"):
        said = ["one", "two", "", str(tmp_path / file)]
        assert list(summary({"out": str(tmp_path)}, "en", file)) == said


def test_sentences_of_a_document_are_told_by_their_text() -> None:
    flag = Flag.AREA_FLAG(area="WK1", flag=Flag.WESTERN()).document()
    areas = [{"code": "WK1", "flags": [flag, flag]}]
    document = {"notes": [flag], "reasons": {"crises": flag}, "areas": areas}
    assert list(outline(document)) == [
        f"notes: {flag['text']}",
        "reasons:",
        f"  crises: {flag['text']}",
        "areas, WK1:",
        *[f"  flags: {flag['text']}"] * 2,
    ]


def test_checks_and_titles_are_told_in_the_language() -> None:
    doubt = {"scenario": "mine.toml", "text": "a doubt"}
    document = {"checked": ["mine.toml", "pilot"], "warnings": [doubt]}
    assert list(checked(document, "en")) == [
        *("mine.toml  ok, with doubts:", "  a doubt", "pilot      ok"),
    ]
    assert next(checked(document, "nl")) == "mine.toml  ok, met twijfels:"
    listed = {"scenarios": [{"id": "pilot", "title": "The pilot"}]}
    assert list(titles(listed, "en")) == ["pilot  The pilot"]


def test_what_is_no_answer_of_a_study_is_told_as_an_outline() -> None:
    point = {"schema": "wijksim/point/1", "point": 3}
    assert list(study(point, "en")) == ["schema: wijksim/point/1", "point: 3"]
