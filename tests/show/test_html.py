"""Sections as one file: in order, escaped, by the words of one language."""

from __future__ import annotations

import jinja2
import pytest

from sim import __version__
from sim.show.html import html
from sim.show.labels import Text
from sim.show.page import Chart, Code, Paragraph, Section, Table
from tests.show.page import Page, sound

TABLE = Table("A < B", ["name", "n"], [("<i>", "1")], shades=[[5]])


def made(lang: str = "en") -> str:
    blocks = [Paragraph("5 > 3 & <b>", strong=True), TABLE, Code("wijksim run --set a=<b>")]
    sections = [Section("first", "One & two", blocks), Section("second", "Last", [])]
    return html(Text(lang), "Title <x>", "Sub & title", sections)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_file_is_sound_and_in_its_own_language(lang: str) -> None:
    text = made(lang)
    sound(text)
    assert f'<html lang="{lang}">' in text
    assert Text(lang)("page.skip") in text and Text(lang)("page.contents") in text
    assert __version__ in text.partition("<footer>")[2]


def test_sections_stand_in_order_and_in_the_contents() -> None:
    page = Page(made())
    links = [own["href"] for own in page.of("a") if own.get("class") != "skip"]
    assert links == ["#first", "#second"]
    assert [own["id"] for own in page.of("section")] == ["first", "second"]


def test_what_people_wrote_is_escaped_and_what_was_drawn_is_not() -> None:
    text = made()
    for wrong in ("Title <x>", "<b>", "<i>", "A < B", "a=<b>"):
        assert wrong not in text
    assert "Title &lt;x&gt;" in text and "5 &gt; 3 &amp; &lt;b&gt;" in text
    chart = Chart('<svg role="img"></svg>', "drawn", TABLE)
    assert '<svg role="img"></svg>' in html(Text("en"), "t", "s", [Section("a", "A", [chart])])


def test_the_same_sections_give_the_same_bytes() -> None:
    assert made() == made() and made() != made("nl")


def test_what_is_not_there_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(jinja2.UndefinedError):
        html(Text("en"), "t", "s", [object()])  # type: ignore[list-item]
