"""The page of an explanation: sentences and colours hold to the numbers."""

from __future__ import annotations

from typing import Any

import pytest

from sim.documents.explain import Explain
from sim.show.colours import BETTER, VARIABLES, WORSE
from sim.show.labels import Text
from sim.show.studies.explained import SHOWN, sections, sentences
from sim.show.studies.words import Words
from tests.show import studies as made
from tests.show.blocks import charts, said, tables

MINUS, DASH = "\N{MINUS SIGN}", "\N{EN DASH}"


def page(document: dict[str, Any], lang: str = "en") -> dict[str, Any]:
    return {section.id: section.blocks for section in sections(document, lang)}


def told(name: str, item: dict[str, Any], lang: str = "en") -> list[str]:
    """The sentences on one outcome."""
    document = made.explain()
    document["outcomes"][name] = item
    return list(sentences(Words(Explain, document, lang), name))


def test_of_several_shares_the_largest_carries_and_the_largest_against_is_told() -> None:
    item = made.divided(-12.0, 4.0, reach=-6.0, admit=-10.0, work=2.0, pay=3.0, build=-1.0)
    text = Text("en")
    _, carries, against = told("burden", item)
    assert text("questions.admit") in carries and f"{MINUS}10.0" in carries
    assert text("questions.pay") in against and "+3.0" in against


def test_a_share_whose_interval_holds_nought_is_not_told() -> None:
    item = made.divided(-12.0, 4.0, reach=-9.0, work=0.9)  # work: -0.1 to 1.9
    assert told("burden", item)[-1] == Text("en")("study.only_share")
    item["shares"]["reach"] = made.between(-9.0, 9.5)
    assert told("burden", item)[-1] == Text("en")("study.no_share")


def test_what_is_undefined_is_told_without_a_share() -> None:
    (only,) = told("burden", made.divided(None, None, reach=-3.0))
    assert DASH in only and "no clear difference" in only


def test_dutch_sentences_have_dutch_words() -> None:
    first, carries, against = told("burden", made.explain()["outcomes"]["burden"], "nl")
    assert first.startswith("Last van onvervulde hulpvraag: Wijkbudget (nl) verschilt van Ver")
    assert f"{MINUS}12,0 ({MINUS}16,0 tot {MINUS}8,0)" in first
    assert Text("nl")("questions.reach") in carries and Text("nl")("questions.work") in against


def test_a_row_has_the_difference_and_then_the_share_of_every_question() -> None:
    blocks = page(made.explain())["shares"]
    headlines, others = tables(blocks)
    row = headlines.rows[0]
    assert row[1] == f"{MINUS}12.0 ({MINUS}16.0 to {MINUS}8.0)"
    assert [cell.split(" ")[0] for cell in row[2:]] == [
        f"{MINUS}15.0",
        "0.0",
        "+5.0",
        f"{MINUS}2.0",
        "0.0",
    ]
    assert headlines.head[2:] == [
        Text("en")(f"questions.{name}") for name in ("reach", "admit", "work", "pay", "build")
    ]
    shown = {row[0] for row in headlines.rows}
    assert others.folded and shown.isdisjoint(row[0] for row in others.rows)
    payers = tables(page(made.explain())["payers"])[0].rows
    assert [row[1] for row in payers] == [f"{MINUS}2.0 ({MINUS}3.0 to {MINUS}1.0)"]


def test_interactions_name_both_questions() -> None:
    first, _ = tables(page(made.explain(), "nl")["interactions"])
    names = [Text("nl")(f"questions.{name}") for name in ("reach", "work")]
    assert first.rows == [(" + ".join(names), "+0,50 (+0,25 tot +0,75)")]


def test_a_group_without_unmet_need_has_no_row() -> None:
    item = made.explain()["groups"]["buurt"]["area_1"]["burden"]
    groups = {"buurt": {"area_0": {"public_cost": item}, "area_1": {"burden": item}}}
    (table,) = tables(page(made.explain(groups=groups))["groups"])
    assert [row[0] for row in table.rows] == ["Malberg <i>"]


@pytest.mark.parametrize(
    ("name", "step", "colour"),
    [
        ("burden", -5.0, BETTER),
        ("burden", 5.0, WORSE),
        ("public_cost", -5.0, BETTER),
        ("public_cost", 5.0, WORSE),
    ],
)
def test_a_step_has_the_colour_of_its_side(name: str, step: float, colour: str) -> None:
    document = made.explain()
    document["outcomes"][name] = made.divided(step, 1.0, reach=step)
    svg = charts(page(document)["answer"])[SHOWN.index(name)]
    own, other = (VARIABLES[c.lower()] for c in (colour, *({BETTER, WORSE} - {colour})))
    assert f"var(--{own})" in svg and f"var(--{other})" not in svg


def test_the_answer_says_what_its_intervals_cover() -> None:
    both = made.explain(interval={"level": 0.95, "covers": ["luck", "parameters"]})
    for document, key in ((made.explain(), "range_luck"), (both, "range_full")):
        assert said(page(document)["answer"])[2] == Text("en")(f"answer.{key}")
