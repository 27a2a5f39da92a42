"""The table of sources in the language of the page, and the links that lead to it."""

from __future__ import annotations

import re

import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.parameters import facts_worded
from sim.inputs.parameters.facts_worded import FactWords, facts_in
from sim.inputs.parameters.sources import read_facts
from sim.show.html import html
from sim.show.labels import LANGUAGES, words
from sim.show.page import Linked, Section
from sim.show.parameters_shown import parameters
from sim.show.sources_shown import cited, sources
from tests.show.page import Page
from tests.show.reader import view_of

NUMBER = re.compile(r"(?<![\d.])\.\d+|\d+(?:,\d{3})*(?:\.\d+)?")
CODES = ("6.2", "6.1", "1904.05267", "2002.05188")  # written alike in both languages
ENGLISH = re.compile(
    r"\b(the|and|share|burden|seen|weak|derived|memory|unverified|assumed|claimed|not|kept|with"
    r"|from|least|to|for|are|by|than|hours|years|months|households|families|clients|cases|people"
    r"|staff|workers|inhabitants|debt|youth|mental|cost|wait)\b"
)


def numbers(text: str, dutch: bool) -> list[float]:
    """The numbers of a text in order."""
    for code in CODES:
        text = text.replace(code, " ")
    text = text.translate(str.maketrans(".,", ",.")) if dutch else text
    return [float(found.replace(",", "")) for found in NUMBER.findall(text)]


def test_every_fact_has_a_dutch_reading_with_the_same_numbers() -> None:
    english, dutch = facts_in("en"), facts_in("nl")
    assert list(dutch) == list(english) == list(read_facts())
    for name, row in dutch.items():
        other = english[name]
        for part in ("quantity", "value", "source"):
            found, expected = getattr(row, part), getattr(other, part)
            if found != expected:
                assert numbers(found, True) == numbers(expected, False), (name, part)


def test_a_dutch_row_of_no_fact_and_a_fact_without_one_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = FactWords(quantity="x", value="y")
    for rows, code in (({"A77": row}, "unknown_source"), ({"A1": row}, "missing_key")):
        monkeypatch.setattr(facts_worded, "read_rows", lambda *_, rows=rows: (rows, "[A77]\n"))
        with pytest.raises(InputError) as error:
            facts_in.__wrapped__("nl")
        assert error.value.code == code and "facts_nl.toml" in str(error.value.where)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_confidence_has_words(lang: str) -> None:
    needed = {f"confidence.{fact.confidence}" for fact in read_facts().values()}
    assert needed <= words(lang).keys()


def test_dutch_rows_have_no_english_in_them() -> None:
    table = sources(view_of("nl", runs=3))
    for name, quantity, value, _, confidence in table.rows:
        assert not ENGLISH.search(f"{quantity} {value} {confidence}"), name


def test_a_text_leads_to_the_rows_that_it_names() -> None:
    found = cited("geloot, D1, D13 (x)", "D1, D13")
    assert isinstance(found, Linked) and found == "geloot, D1, D13 (x)"
    assert found.pieces == [
        ("geloot, ", ""), ("D1", "D1"), (", ", ""), ("D13", "D13"), (" (x)", ""),
    ]  # fmt: skip
    assert not isinstance(cited("this model", "this model"), Linked)
    only = cited("D1, D13", "D1, D13", {"D13"})
    assert isinstance(only, Linked) and [row for _, row in only.pieces if row] == ["D13"]


def test_codes_in_the_section_of_parameters_lead_to_their_rows() -> None:
    view = view_of("nl", runs=3)
    section = parameters(view)
    page = Page(html(view.text, "x", "y", [Section("a", "b", section.blocks)]))
    rows = {row[0] for row in sources(view).rows}
    targets = {str(own["href"]).removeprefix("#") for own in page.of("a")} - {"content", "a"}
    assert targets <= rows <= set(page.ids) and {"D13", "F16", "G17"} <= targets
