"""The page of a safe choice: who is first, and by how much luck."""

from __future__ import annotations

from typing import Any

from sim.show.labels import Text
from sim.show.studies.weighed import robust
from tests.show import studies as made
from tests.show.blocks import charts, said, tables

NL, DASH = Text("nl"), "\N{EN DASH}"


def page(document: dict[str, Any], lang: str = "en") -> dict[str, Any]:
    return {section.id: section.blocks for section in robust(document, lang)}


def test_the_answer_in_dutch() -> None:
    found = page(made.robust(), "nl")
    safest, luck = tables(found["answer"])
    row = ("last van onvervulde hulpvraag", "Wijkbudget (nl)", "2 van 3", "70%", "0,50")
    assert safest.rows == [row] and safest.caption == "Wie het vaakst eerst staat"
    assert luck.rows == [("last van onvervulde hulpvraag", "20%")]
    assert said(found["answer"]) == [NL("study.safest_read"), NL("study.luck_read")]


def test_a_way_that_puts_both_alike_counts_for_the_first_of_them_only_beside_others() -> None:
    """All ways alike is a tie; one way that is not says who is first."""
    for ranks, first in (
        (((1.5, 1.5),), Text("en")("study.tie")),
        (((1.5, 1.5), (2.0, 1.0), (2.0, 1.0)), "Wijkbudget"),
    ):
        document = made.robust(outcomes={"burden": made.weighed(*ranks)})
        assert tables(page(document)["answer"])[0].rows[0][1] == first


def test_ways_to_weigh_a_share_are_shown_in_per_cent() -> None:
    item = made.weighed((2.0, 1.0))
    item["metrics"]["minimax_regret"] = {"fragmented": 0.05, "wijkbudget": 0.125}
    (table,) = tables(page(made.robust(outcomes={"share_hidden": item}))["metrics"])
    assert table.rows[0] == (
        Text("en")("study.minimax_regret"),
        "5.00 (2)",
        "12.5 (1)",
    )
    assert table.head[1:] == ["Fragmented", "Wijkbudget"] and table.folded


def test_good_enough_stands_with_its_range_and_what_was_asked() -> None:
    (table,) = tables(page(made.robust(), "nl")["enough"])
    assert table.rows == [("Versnipperd", "40%", "20 tot 60")]
    assert table.caption == NL("study.enough_table", statements="burden < 1500")


def test_luck_that_is_known_of_one_pair_is_shown_beside_a_dash() -> None:
    luck = {"burden": {made.PAIR: None}, "public_cost": {made.PAIR: 0.125}}
    blocks = page(made.robust(luck=luck))["answer"]
    assert [row[1] for row in tables(blocks)[1].rows] == [DASH, "12%"]
    assert said(blocks)[-1] == Text("en")("study.luck_read")


def test_what_is_possible_stands_for_the_cloud_first_and_then_by_model() -> None:
    cost = {"q0": 10.0, "q5": 20.0, "q50": 30.0, "q95": 40.0, "q100": 50.0}
    document = made.robust()
    for model in document["possible"].values():
        model["public_cost"] = cost
    cloud, first, second = tables(page(document)["possible"])
    assert cloud.rows[0] == ("Fragmented", "2.00", "4.00", "20.0", "40.0")
    assert cloud.head[1:] == [
        "burden of unmet need, 5%",
        "burden of unmet need, 95%",
        "public cost, 5%",
        "public cost, 95%",
    ]
    assert (first.caption, second.caption) == ("Fragmented", "Wijkbudget")
    assert first.rows[1][1:] == ("10.0", "20.0", "30.0", "40.0", "50.0")


def test_without_both_outcomes_of_the_cloud_it_is_not_drawn() -> None:
    need = {"burden": made.robust()["possible"]["fragmented"]["burden"]}
    document = made.robust(possible={"fragmented": need, "wijkbudget": need})
    blocks = page(document)["possible"]
    assert charts(blocks) == [] and len(tables(blocks)) == 2


def test_a_plane_has_every_quadrant_in_order() -> None:
    document = made.robust()
    shares = {"less_cheaper": 0.1, "less_dearer": 0.2, "more_cheaper": 0.3, "more_dearer": 0.4}
    document["plane"]["pairs"][made.PAIR]["shares"] = shares
    (table,) = tables(page(document)["plane"])
    assert table.rows[0][1:] == ("10%", "20%", "30%", "40%", DASH)
    assert table.head[1] == Text("en")("quadrants.less_cheaper")
