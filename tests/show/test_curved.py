"""The page of curves: what is a sure point of breaking even, and what lines are drawn along."""

from __future__ import annotations

from typing import Any

import pytest

from sim.documents.studies import BreakEven, Curves
from sim.show.labels import Text
from sim.show.studies.curved import Break, curves
from sim.show.studies.words import Words
from tests.show import studies as made
from tests.show.blocks import charts, said, tables

DASH = "\N{EN DASH}"
NUMBERS: dict[str, Any] = {"low": 0.4, "high": 0.6, "crosses": 0.95}
VALUES: dict[str, Any] = {"low_value": 0.8, "high_value": 1.2}


def crossing(at: float | None, clear: bool, **values: Any) -> Break:
    value = None if at is None else 2.0 * at
    found = {**NUMBERS, **VALUES, "at": at, "at_value": value, "clear": clear, **values}
    return Break("staff.fte", made.PAIR, "burden", BreakEven.model_validate(found))


@pytest.mark.parametrize(
    ("at", "clear", "sure"),
    [(0.5, True, True), (0.5, False, False), (None, True, False), (0.0, True, True)],
)
def test_sure_is_a_crossing_with_a_clear_side_on_either_side(
    at: float | None, clear: bool, sure: bool
) -> None:
    assert crossing(at, clear).sure is sure


def test_a_row_tells_where_in_the_unit_of_the_input() -> None:
    words = Words(Curves, made.curves(), "nl")
    assert crossing(0.55, True).row(words)[2:] == (
        "last van onvervulde hulpvraag",
        "1,1",
        "0,8 tot 1,2",
        "95%",
    )
    assert crossing(None, True, low_value=None, crosses=None).row(words)[3:] == (DASH,) * 3
    assert crossing(0.0, True).row(words)[3] == "0"


def test_a_place_that_only_a_redraw_crosses_is_told_apart() -> None:
    """Without a crossing of its own: told where some redraws cross, left out where none do."""
    item = made.curve()
    for crosses, rows in ((0.25, 1), (0.0, 0), (None, 0)):
        found = item["break_even"][made.PAIR]["burden"]
        found.update(at=None, at_value=None, crosses=crosses)
        blocks = curves(made.curves(**{"staff.fte": item}), "nl")[0].blocks
        assert said(blocks)[1] == Text("nl")("study.no_break_even")
        assert sum(len(table.rows) for table in tables(blocks)) == rows


def test_every_input_has_its_section_with_need_before_cost() -> None:
    cost = [made.between(5.0, 1.0)] * 3
    first = made.curve()
    first["differences"][made.PAIR]["public_cost"] = cost
    document = made.curves(**{"staff.fte": first, "reach.barrier": made.curve(part="common")})
    _, one, other, _ = curves(document, "en")
    assert (one.id, other.id) == ("along-0", "along-1")
    captions = [table.caption for table in tables(one.blocks)]
    assert [caption.startswith("Difference in") for caption in captions] == [True, True, False]
    assert "burden" in captions[0] and "public cost" in captions[1]
    assert len(tables(other.blocks)) == 2


def test_choices_stand_one_after_the_other() -> None:
    """An input of choices has no distances: its lines go from the first to the last."""
    item = made.curve(values=["equal", "equal_hours", "as_reported"])
    section = curves(made.curves(**{"settings.means": item}), "en")[1]
    differences, _ = tables(section.blocks)
    text = Text("en")
    assert [row[0] for row in differences.rows] == [
        text(f"study_inputs.{name}") for name in ("equal", "equal_hours", "as_reported")
    ]
    assert "(%)" not in charts(section.blocks)[0]


def test_what_is_undefined_at_a_place_is_a_dash_there_and_nowhere_else() -> None:
    item = made.curve()
    item["differences"][made.PAIR]["burden"][1] = made.between(None)
    (difference, _) = tables(curves(made.curves(**{"staff.fte": item}), "en")[1].blocks)
    assert [row[1] == DASH for row in difference.rows] == [False, True, False]


def test_a_line_of_a_pair_has_nought_and_other_looks_than_the_models() -> None:
    document = made.curves()
    of_pair, of_model = charts(curves(document, "en")[1].blocks)
    assert "Wijkbudget compared with Fragmented" in of_pair
    assert "Fragmented" in of_model and "compared" not in of_model
    assert "var(--c3)" in of_pair and "var(--c0)" in of_model
