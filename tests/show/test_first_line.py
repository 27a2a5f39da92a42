"""The first line on the page: a table per model, a column per organisation."""

from __future__ import annotations

import pytest

from sim.inputs.parameters.load import read_parameters
from sim.record.outcomes import OUTCOMES, labels
from sim.show.differences import differences, levels
from sim.show.first_line import first_line, per_desk
from sim.show.labels import LANGUAGES
from sim.show.page import Table
from sim.show.reading import View
from tests.show.fixture import made_up


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_of_every_organisation_is_there_once(lang: str) -> None:
    assert set(OUTCOMES) >= per_desk()
    view = View(made_up(), lang, read_parameters())
    tables = [block for block in first_line(view).blocks if isinstance(block, Table)]
    assert len(tables) == len(view.models)
    for table in tables:
        assert len(table.rows) == len(labels("flow"))
        assert {len(row) for row in table.rows} == {len(table.head)} == {7}
    shown = str([block for section in (differences, levels) for block in section(view).blocks])
    assert not [name for name in per_desk() if view.label(name) in shown]


def test_organisations_without_requests_have_no_column() -> None:
    view = View(made_up(), "en", read_parameters())
    first = view.comparison.document["models"]["first"]
    first["requests_per_1000_team"]["mean"] = 0.0
    first["requests_per_1000_wmo_desk"]["mean"] = None
    heads = [block.head for block in first_line(view).blocks if isinstance(block, Table)]
    assert "neighbourhood team" not in heads[0] and "Wmo desk" not in heads[0]
    assert "neighbourhood team" in heads[1] and "whole first line" in heads[0]
