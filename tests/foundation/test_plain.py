"""Text of others, made safe for a terminal, a page, a sheet and XML."""

from __future__ import annotations

import unicodedata
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundation.plain import cell, plain, plain_lines

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=40)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("one\ntwo\r\n\tthree", "one two three"),
        ("abc\u202ecba", "abc\\u202ecba"),
        ("half \ud800", "half \\ud800"),
        ("par\u2029\u2066", "par\\u2029\\u2066"),
        ("nul\x00", "nul\\x00"),
        ("Zoë €5 ±3 3 \u200d👩‍👧", "Zoë €5 ±3 3 \u200d👩‍👧"),
    ],
)
def test_what_acts_on_the_reader_is_shown_as_its_escape(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(ANYTHING)
def test_any_text_is_one_line_that_utf8_and_xml_hold(text: str) -> None:
    shown = plain(text)
    assert shown.splitlines() in ([shown], [])
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(char) for char in shown} & {"RLO", "LRO", "RLI", "LRI"}
    assert ElementTree.fromstring(f"<a>{escape(shown)}</a>").text == (shown or None)
    assert plain_lines("a\nb") == "a\nb"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("+31 43", "'+31 43"),
        ("\t=1", "' =1"),
        ("-3,5", "-3,5"),
        ("+1e-9", "+1e-9"),
        ("a=1", "a=1"),
    ],
)
def test_a_sheet_takes_no_formula_from_a_cell(text: str, shown: str) -> None:
    assert cell(text) == shown
