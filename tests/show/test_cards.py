"""The page of the gallery: a verdict follows from the runs by one rule, and counts them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sim.documents.gallery import Claim
from sim.show.labels import LANGUAGES, Text
from sim.show.outlines import small_map
from sim.show.page import Map, Paragraph, Table
from sim.show.studies.cards import VERDICTS, sections, verdict
from sim.show.studies.pages import lines, title_of
from tests.show import studies as made
from tests.show.blocks import tables

LANG = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.mark.parametrize(
    ("runs", "side", "expected"),
    [
        ([-1.0] * 8, "lower", "supported"),
        ([-1.0] * 8, "higher", "not_supported"),
        ([1.0] * 8, "higher", "supported"),
        ([-1.0] * 4 + [1.0] * 4, "lower", "undecided"),
        ([-1.0] * 3, "lower", "undecided"),  # too few to tell
        ([0.0] * 8, "lower", "undecided"),
        ([], "lower", "undecided"),
        ([], None, "not_modelled"),
    ],
)
def test_a_verdict_follows_from_the_runs(
    runs: Sequence[float], side: str | None, expected: str
) -> None:
    assert verdict(Claim.model_validate(made.claim(runs, side))) == expected


@LANG
def test_the_overview_counts_the_verdicts_of_every_card(lang: str) -> None:
    overview, one, two, sources = sections(made.gallery(), lang)
    table = next(block for block in overview.blocks if isinstance(block, Table))
    counts = {row[1]: list(row[-len(VERDICTS) :]) for row in table.rows}
    assert counts == {"one": ["1", "0", "0", "1"], "two": ["0", "0", "0", "0"]}
    assert [one.id, two.id, sources.id] == ["one", "two", "sources"]


@LANG
def test_a_card_counts_the_runs_of_its_difference_and_of_its_claims(lang: str) -> None:
    _, card, other, _ = sections(made.gallery(), lang)
    differences, claims = tables(card.blocks)
    assert "8" in differences.rows[0][2] and differences.rows[0][1].startswith("\N{MINUS SIGN}3")
    text = Text(lang)
    verdicts = [text("gallery.supported"), text("gallery.not_modelled")]
    assert [row[3] for row in claims.rows] == verdicts and "8" in claims.rows[0][2]
    assert len(tables(other.blocks)) == 0
    said = [block.text for block in other.blocks if isinstance(block, Paragraph)]
    assert any("400" in text for text in (b.text for b in card.blocks if isinstance(b, Paragraph)))
    assert not any("400" in text for text in said)


def test_a_map_stands_where_outlines_are_known() -> None:
    _, card, other, _ = sections(made.gallery(), "nl")
    maps = [block for block in card.blocks if isinstance(block, Map)]
    assert [one.caption for one in maps] == ["De Heeg"]
    assert not [block for block in other.blocks if isinstance(block, Map)]
    assert small_map(["BU09350603", "WK1"], "x") == "" == small_map([], "x")
    assert "&lt;b" in small_map(["BU09350603"], "<b>")


@LANG
def test_the_terminal_shows_the_same(lang: str) -> None:
    said = "\n".join(lines(made.gallery(), lang))
    assert title_of(made.gallery(), lang) in said and "De Heeg" in said
