"""The page of conditions: which limits are told, and how a map and its spans are read."""

from __future__ import annotations

from typing import Any

from sim.show.labels import Text
from sim.show.studies.conditions import SURE, TOLD, sections
from tests.show import studies as made
from tests.show.blocks import charts, said, tables

NL = Text("nl")


def page(document: dict[str, Any], lang: str = "en") -> dict[str, Any]:
    return {section.id: section.blocks for section in sections(document, lang)}


def with_limits(**again: float) -> dict[str, Any]:
    document = made.discover()
    names = {"hours": "staff.fte", "cut": "payer.*.cut", "barrier": "reach.barrier"}
    limits = {names[key]: made.limit(again=share) for key, share in again.items()}
    document["boxes"][0]["limits"] = limits
    return document


def test_the_answer_in_dutch() -> None:
    first, where, apart = said(page(made.discover(), "nl")["answer"])
    both = "last van onvervulde hulpvraag < 0 & kosten voor de overheid en verzekeraar < 100"
    assert first.startswith(f"'{both}' klopt in 60% (50 tot 70%)")
    assert "van 100 punten" in first and "Wijkbudget (nl)" in first
    assert where.startswith("Het klopt vooral waar: ") and "0,8 tot 1,7 fte" in where
    assert apart.endswith("1,2 tegen 0,9 fte.")


def test_only_limits_that_come_back_are_told_and_several_that_move_as_one_in_per_cents() -> None:
    where = said(page(with_limits(hours=SURE, cut=0.9, barrier=SURE - 0.01))["answer"])[1]
    assert "first-line hours of the neighbourhood: 0.8 to 1.7 fte" in where
    assert Text("en")("study_inputs.payer.*.cut") + ": 80% to 170%" in where
    assert where.count(";") == 1  # two of three


def test_the_inputs_that_differ_most_are_told_and_no_more() -> None:
    one = made.discover()["matters"][0]
    document = made.discover(matters=[{**one, "holds": 1.0 + n} for n in range(TOLD + 2)])
    apart = said(page(document)["answer"])[2]
    assert apart.count(" against ") == TOLD and "3 against 0.9" in apart
    (table,) = tables(page(document)["matters"])
    assert len(table.rows) == TOLD + 2
    assert table.rows[0][1:] == ("0.400", "1", "0.9", "fte")


def test_boxes_are_numbered_and_each_has_a_chart() -> None:
    box = made.discover()["boxes"][0]
    other = {**box, "coverage": 0.2, "elsewhere": {**box["elsewhere"], "coverage": 0.01}}
    blocks = page(made.discover(boxes=[box, other]), "nl")["boxes"]
    shares = {"density": "85%", "mass": "50%"}
    assert [table.caption for table in tables(blocks)] == [
        NL("study.box", number=1, coverage="75%", **shares),
        NL("study.box", number=2, coverage="20%", **shares),
    ]
    assert len(charts(blocks)) == 2
    # Of how good boxes are elsewhere, that of the first is told.
    told = NL("study.elsewhere", coverage="70%", density="80%", everywhere="60%")
    assert said(blocks) == [NL("study.boxes_read"), told]


def test_conditions_of_a_leaf_are_joined() -> None:
    document = made.discover()
    more = {"input": "reach.barrier", "value": 0.25, "sign": ">"}
    document["tree"][0]["conditions"].append(more)
    (table,) = tables(page(document)["tree"])
    assert table.rows[0][0].count(" & ") == 1
    assert " <= 1 & " in table.rows[0][0] and table.rows[0][0].endswith(" > 0.25")


def test_rows_of_a_map_are_those_of_its_first_input() -> None:
    found = {
        "inputs": ["staff.fte", "payer.*.cut"],
        "edges": [[0.5, 1.5], [0.0, 0.5, 1.0]],
        "share": [[0.25, 0.75]],
        "points": [[4.0, 4.0]],
    }
    (table,) = tables(page(made.discover(map=found), "nl")["map"])
    assert table.rows == [("0,5 tot 1,5", "25%", "75%")]
    assert table.head[1:] == ["0% tot 50%", "50% tot 100%"]
    assert table.shades == [[1, 4]]


def test_hidden_need_is_told_by_its_share_of_residents() -> None:
    rows = [
        {"from": 0.1, "to": 0.2, "points": 40, "share": 0.75, "low": 0.6, "high": 0.9},
        {"from": 0.2, "to": 0.35, "points": 60, "share": 0.5, "low": 0.4, "high": 0.6},
    ]
    blocks = page(made.discover(hidden_need=rows), "nl")["hidden"]
    (table,) = tables(blocks)
    assert table.rows == [
        ("10 tot 20%", "40", "75%", "60 tot 90"),
        ("20 tot 35%", "60", "50%", "40 tot 60"),
    ]
    assert len(charts(blocks)) == 1


def test_without_points_by_hidden_need_the_table_is_empty() -> None:
    (table,) = tables(page(made.discover(hidden_need=[]))["hidden"])
    assert table.rows == []
