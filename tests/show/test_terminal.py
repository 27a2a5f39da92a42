"""One run, the residents of a place and a study under way are told in the language asked for."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sim import api
from sim.cli.commands import export, population, run, sweep
from sim.inputs.request import PopulationRequest
from sim.record.outcomes import OUTCOMES
from sim.record.reasons import Reason
from sim.show.columns import columns, wrapped
from sim.show.terminal import population_lines, run_lines, status_lines

ENGLISH = re.compile(r"\b(the|and|households|inhabitants|published|years?|share|weeks|with)\b")
RUN: dict[str, Any] = {
    "scenario": "pilot",
    "model": "wijkbudget",
    "seed": 1,
    "citizens": 300,
    "weeks": 56,
    "burn_in_weeks": 208,
    "out": None,
    "years": [
        {
            "weeks": weeks,
            "outcomes": dict.fromkeys(OUTCOMES, 0.25) | {"users_per_1000": None},
            "reasons": {"users_per_1000": Reason.MODEL_YEAR().document()},
        }
        for weeks in (52, 4)
    ],
}
STATUS: dict[str, Any] = {"schema": "wijksim/status/1", "out": "results/x", "failures": []}
UNFINISHED = {**STATUS, "state": "unfinished", "study": "team_size", "done": 3, "points": 12}


@pytest.fixture(scope="module")
def residents() -> dict[str, Any]:
    return api.population(PopulationRequest(citizens=300))


def test_a_table_has_columns_as_wide_as_their_widest_cell() -> None:
    assert list(columns([("a", "bb"), ("ccc", "")], "  ")) == ["  a    bb", "  ccc"]
    assert list(columns([])) == []


def test_a_run_in_dutch_has_labels_units_and_reasons_in_dutch() -> None:
    lines = list(run_lines(RUN, "nl"))
    assert lines[0] == "Eén keer doorgerekend: pilot, werkwijze wijkbudget"
    assert "Jaar 1 (52 weken)" in lines and "Jaar 2 (4 weken)" in lines
    label = OUTCOMES["share_hidden"].label_nl
    (row, _) = [line for line in lines if line.strip().lower().startswith(label.lower())]
    assert "25" in row and row.endswith("% van de bewoners")
    assert any(line.endswith("vraagt een heel jaar van het model") for line in lines)
    assert [line for line in lines if ENGLISH.search(line)] == []


def test_a_run_in_english_says_where_the_rest_is() -> None:
    assert any("--json" in line for line in run_lines(RUN, "en"))
    assert list(run_lines({**RUN, "out": "here"}, "en"))[-1] == "All outcomes are in here"


def test_residents_are_told_in_dutch_and_in_english(residents: dict[str, Any]) -> None:
    dutch, english = (list(population_lines(residents, lang)) for lang in ("nl", "en"))
    assert len(dutch) == len(english)
    assert "300 inwoners, " in dutch[2] and "300 inhabitants, " in english[2]
    assert any(line.split()[0] == "cijfer" for line in dutch if line.strip())
    names = {area["name"] for area in residents["areas"]}
    told = [line for line in dutch if not any(name in line for name in names)]
    assert [line for line in told[2:] if ENGLISH.search(line)] == []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_study_under_way_says_how_far_it_is(lang: str) -> None:
    (first, last) = status_lines(UNFINISHED, lang)
    assert "3" in first and "12" in first and "team_size" in first
    assert last == {"nl": "Er is niets mislukt.", "en": "Nothing failed."}[lang]
    failed = {"point": 4, "code": "limit", "message": "too slow"}
    lines = list(status_lines({**STATUS, "state": "finished", "failures": [failed]}, lang))
    assert "results/x" in lines[0]
    assert lines[-1] == "  4  limit  too slow"


def test_commands_print_in_the_language_they_are_given(residents: dict[str, Any]) -> None:
    for command, document in (
        (run.COMMAND, RUN),
        (population.COMMAND, residents),
        (sweep.COMMAND, UNFINISHED),
    ):
        assert list(command.lines(document, "nl")) != list(command.lines(document, "en"))
    assert list(export.COMMAND.lines({"written": ["a.csv"]}, "nl")) == ["a.csv"]


def test_a_long_cell_runs_on_below_itself_and_one_alone_to_the_right() -> None:
    rows = [("one two three", "1"), ("  four five six", "2"), ("as long as it is", "")]
    assert list(wrapped(rows, (8, 2))) == [
        *("one two   1", "three", "  four    2", "  five", "  six", "as long as it is"),
    ]
