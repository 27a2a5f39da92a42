"""The page of structures: what survives, sign by sign."""

from __future__ import annotations

import re

import pytest

from sim.show.labels import Text
from sim.show.studies.survived import MARKS, SIGNS, structures
from tests.show import studies as made
from tests.show.blocks import charts, said, tables

MINUS = "\N{MINUS SIGN}"


def test_every_sign_has_a_mark_of_its_own() -> None:
    assert set(SIGNS) == set(MARKS) == {"lower", "higher", "unclear"}
    assert len(set(SIGNS.values())) == len({mark for mark, _ in MARKS.values()}) == 3
    assert SIGNS["lower"] == MINUS and MARKS["lower"][0] == "v" and MARKS["higher"][0] == "^"


@pytest.mark.parametrize(
    ("survives", "signs", "told"),
    [
        ("all", ["higher"] * 3, "blijft overal staan (0 lager, 3 hoger)"),
        (
            "some",
            ["lower", "unclear", "lower"],
            "blijft soms staan (2 lager, 0 hoger, 1 onduidelijk)",
        ),
        ("reversed", ["lower", "higher", "higher"], "keert om (1 lager, 2 hoger, 0 onduidelijk)"),
        ("none", ["unclear"] * 3, "nergens duidelijk"),
    ],
)
def test_a_verdict_in_dutch_counts_the_signs(survives: str, signs: list[str], told: str) -> None:
    answer = structures(made.structures(*signs, survives=survives), "nl")[0]
    (table,) = tables(answer.blocks)
    assert table.rows == [("last van onvervulde hulpvraag", told)]
    assert said(answer.blocks)[0].startswith("3 structuren: ")


def test_structures_stand_under_their_hypothesis_in_order() -> None:
    document = made.structures("lower", "unclear", "higher", "higher")
    document["structures"][1] |= {"regime": "refused", "means": "equal_hours"}
    section = structures(document, "en")[1]
    assert section.title == "Wijkbudget compared with Fragmented"
    counts, every = tables(section.blocks)
    none = Text("en")("study_inputs.none")
    assert [row[0].rpartition(" ")[2] for row in counts.rows] == ["(2)", "(2)"]
    assert counts.rows[0] == (f"{none} (2)", f"1 {MINUS}") and counts.rows[1][1] == "2 +"
    text = Text("en")
    assert every.rows[1] == (
        none,
        text("study.refused"),
        text("means_short.equal_hours"),
        SIGNS["unclear"],
    )
    assert every.folded and not counts.folded


def test_a_hypothesis_with_either_sign_tells_both() -> None:
    section = structures(made.structures("lower", "higher", "unclear", "lower"), "en")[1]
    counts, _ = tables(section.blocks)
    assert [row[1] for row in counts.rows] == [f"1 {MINUS} 1 +", f"1 {MINUS}"]


def test_a_page_has_a_section_and_a_column_for_every_pair() -> None:
    document = made.structures("lower", "higher")
    document["conclusions"]["a+b-fragmented"] = document["conclusions"][made.PAIR]
    answer, *pairs, _ = structures(document, "en")
    (table,) = tables(answer.blocks)
    assert len(table.head) == 3 and len(table.rows[0]) == 3
    assert [section.id for section in pairs] == [f"of-{made.PAIR}", "of-a-b-fragmented"]


def test_the_chart_has_a_mark_for_every_sign_and_whole_names() -> None:
    document = made.structures("lower", "higher", "lower", "unclear")
    long = "cost_payer_wmo"
    item = document["conclusions"][made.PAIR]
    item[long] = item["burden"]
    section = structures(document, "en")[1]
    (svg,) = charts(section.blocks)
    (head,) = {tables(section.blocks)[0].head[2]}
    shown = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    assert "…" not in svg and {"burden of unmet", "need"} <= set(shown)
    assert all(word in " ".join(shown) for word in head.split())
