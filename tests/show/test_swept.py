"""The page of a sweep: what was run, and the outcomes over all of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.show.labels import Text
from sim.show.studies.swept import sections
from tests.show import studies as made
from tests.show.blocks import charts, said, tables
from tests.show.drawing import lines, texts


def of(mean: float | None, low: float | None, high: float | None) -> dict[str, Any]:
    return {"mean": mean, "sd": None, "low": low, "high": high}


def test_the_size_names_every_input_in_words() -> None:
    blocks = sections(made.sweep(), "nl")[0].blocks
    size = said(blocks)[1]
    cut = Text("nl")("study_inputs.payer.*.cut")
    assert size.startswith(f"3 punten, 8 runs. Invoer: uren in de eerste lijn, {cut}, ")
    assert "wat antwoorden gemeen hebben" in size and "reach.barrier" not in size


def test_differences_come_first_and_each_table_has_its_own_name() -> None:
    document = made.sweep()
    document["outcomes"]["wijkbudget"] = {"burden": of(40.0, 20.0, 60.0)}
    found = tables(sections(document, "en")[0].blocks)
    assert [table.caption for table in found] == [
        "Wijkbudget compared with Fragmented",
        "Fragmented",
        "Wijkbudget",
    ]
    assert all(table.head[0] == "outcome" and len(table.head) == 3 for table in found)
    assert found[2].rows[0][1:] == ("40", "20 to 60")


def test_a_gain_has_its_sign_and_what_is_undefined_has_none() -> None:
    changes = {"burden": of(12.0, 4.0, 20.0), "share_hidden": of(None, None, None)}
    document = made.sweep(differences={made.PAIR: changes}, outcomes={})
    (table,) = tables(sections(document, "en")[0].blocks)
    dash = "\N{EN DASH}"
    assert [row[1:] for row in table.rows] == [("+12", "+4 to +20"), (dash, dash)]


def test_every_point_of_the_grid_is_told_and_drawn_at_its_place() -> None:
    grid = made.swept((0.5, -30.0, -20.0, 10.0), (1.0, -5.0, 0.0, 5.0), (2.0, 1.0, 2.0, 3.0))
    blocks = sections(made.sweep(grid=grid), "en")[0].blocks
    table, *_ = tables(blocks)
    assert [row[0] for row in table.rows] == [
        "first-line hours of the neighbourhood 0.5",
        "first-line hours of the neighbourhood 1",
        "first-line hours of the neighbourhood 2",
    ]
    minus = "\N{MINUS SIGN}"
    assert table.rows[0][1] == f"{minus}20 ({minus}30 to +10)"
    (svg,) = charts(blocks)
    bars = [one.points for one in lines(svg, "c1") if one.upright]
    lengths = [abs(low - high) for (_, low), (_, high) in bars]
    assert np.array(lengths) / lengths[0] == pytest.approx([1.0, 0.25, 0.05], abs=0.01)
    places = [bar[0][0] for bar in bars]
    assert (places[2] - places[0]) / (places[1] - places[0]) == pytest.approx(3.0, abs=0.02)
    assert "first-line hours of the neighbourhood (fte)" in texts(svg)


def test_points_of_two_inputs_stand_in_a_table_alone() -> None:
    grid = made.swept((0.5, -30.0, -20.0, 10.0), (1.0, -5.0, 0.0, 5.0))
    for point in grid:
        point["set"]["desk.barrier"] = 0.1
    blocks = sections(made.sweep(grid=grid), "en")[0].blocks
    assert charts(blocks) == [] and len(tables(blocks)[0].rows) == 2


def test_a_sweep_without_inputs_or_results_is_still_a_page() -> None:
    answer, method = sections(made.sweep(inputs={}, outcomes={}, differences={}), "en")
    assert tables(answer.blocks) == []
    assert answer.id == "answer" and method.id == "method"
