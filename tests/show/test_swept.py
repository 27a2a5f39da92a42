"""The page of a sweep: what was run, and the outcomes over all of it."""

from __future__ import annotations

from typing import Any

from sim.show.labels import Text
from sim.show.studies.swept import sections
from tests.show import studies as made
from tests.show.blocks import said, tables


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


def test_a_sweep_without_inputs_or_results_is_still_a_page() -> None:
    answer, method = sections(made.sweep(inputs={}, outcomes={}, differences={}), "en")
    assert tables(answer.blocks) == []
    assert answer.id == "answer" and method.id == "method"
