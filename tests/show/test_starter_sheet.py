"""A new what-if in a sheet is right as it is written, and with every row of it filled in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from sim.api import check_scenarios, new_scenario
from sim.cli.main import main
from sim.inputs.files.errors import InputError
from sim.inputs.lookup_request import CheckRequest, NewRequest
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.differences import differences
from sim.inputs.scenarios.scenario import resolve
from sim.show.starter import COMMON, SETTINGS
from tests.population.test_places import HEADER, ROW
from tests.show.test_terminal import ENGLISH

LANG = pytest.mark.parametrize("lang", ["nl", "en"])


def made(folder: Path, name: str = "mine", **asked: Any) -> Path:
    path = folder / f"{name}.xlsx"
    request = NewRequest(name, xlsx=True, file=path, **asked)
    assert new_scenario(request) == {"written": [str(path)]}
    return path


def rows(path: Path) -> dict[str, Any]:
    """Cells of the first sheet by key."""
    sheet = load_workbook(path).worksheets[0]
    return {str(row[0].value): row for row in sheet.iter_rows(min_row=2)}


@LANG
@pytest.mark.parametrize("place", [None, "Oss-Zuid"])
@pytest.mark.parametrize("extends", ["pilot", "pilot_dated"])
def test_it_is_right_as_it_is_written(
    tmp_path: Path, lang: str, place: str | None, extends: str
) -> None:
    path = made(tmp_path, lang=lang, place=place, extends=extends)
    found = check_scenarios(CheckRequest(files=(str(path),)))
    own = [one for one in found["warnings"] if "mine.xlsx" in one["where"]]
    assert (found["checked"], own) == ([str(path)], [])
    assert resolve(path).place == {None: "pilot", "Oss-Zuid": "WK082803"}[place]
    kinds = {one.kind for one in differences(resolve(extends), resolve(path))}
    assert kinds <= {"place"}


@LANG
def test_every_row_filled_in_with_what_is_says_what_is(tmp_path: Path, lang: str) -> None:
    path = made(tmp_path, lang=lang)
    book = load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_row=2):
        if row[2].value is None and row[4].value is not None:
            row[2].value = row[4].value
    book.save(path)
    assert {*COMMON} <= resolve(path).stated
    assert differences(resolve("pilot"), resolve(path)) == ()


def test_a_date_and_a_model_make_a_change(tmp_path: Path) -> None:
    path = made(tmp_path, lang="nl")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == "outreach.presence":
            row[2].value, row[2].number_format = 0.06, "0%"
            row[6].value, row[7].value = dt.datetime(2016, 1, 1), "wijkbudget"
    book.save(path)
    (change,) = resolve(path).changes
    assert (change.date, change.models) == (dt.date(2016, 1, 1), ("wijkbudget",))
    assert change.set == {"outreach.presence": 0.06}


def test_rows_are_explained_from_their_own_data(tmp_path: Path) -> None:
    known, found = read_parameters(), rows(made(tmp_path))
    assert [key for key in found if "." in key] == [*(f"settings.{s}" for s in SETTINGS), *COMMON]
    for key in COMMON:
        cells = [cell.value for cell in found[key]]
        assert str(cells[1]).startswith(known[key].label_en) and cells[2] is None
        if known[key].unit != "yes or no":
            assert cells[4] == pytest.approx(known[key].value)
            assert str(cells[5]).startswith(f"{known[key].low:g} to ")
    assert found["outreach.presence"][5].value == "0 to 0.2, or 0% to 20%"
    assert found["kitchen_table.mandate_youth"][5].value == "yes, no"


def test_a_dutch_workbook_has_no_english_words(tmp_path: Path) -> None:
    book = load_workbook(made(tmp_path, lang="nl"))
    table, explained = book.worksheets
    told = [str(row[c].value or "") for row in table.iter_rows() for c in (1, 3, 5)]
    told += [str(row[0].value) for row in explained.iter_rows()]
    told = [one for one in told if "wijksim" not in one and "equal" not in one]
    assert len(told) > 60 and [one for one in told if ENGLISH.search(one)] == []
    assert [sheet.title for sheet in book] == ["Wat-als", "Uitleg"]


def test_heads_stay_in_sight_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    (tmp_path / "=own.csv").write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    book = load_workbook(made(tmp_path, place=str(tmp_path / "=own.csv")))
    assert book.worksheets[0].freeze_panes == "B2"
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert not kinds & {"f", "e"}
    widths = [one.width for one in book.worksheets[0].column_dimensions.values()]
    assert all(8 <= width <= 62 for width in widths)


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    path = made(tmp_path)
    path.write_bytes(b"mine")
    with pytest.raises(InputError, match="is not written over"):
        made(tmp_path)
    assert path.read_bytes() == b"mine"


def test_the_ending_and_the_option_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["scenarios", "new", "mine", "--xlsx", "--lang", "nl"]) == 0
    assert capsys.readouterr().out == "mine.xlsx\n"
    new = ["scenarios", "new", "more", "--lang", "nl"]
    assert main([*new, "--out", "more.xlsx"]) == 2
    assert "met --xlsx een werkmap" in capsys.readouterr().err
    assert main([*new, "--xlsx", "--out", "more.toml"]) == 2
    assert "bedoelde u 'more.xlsx'" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.xlsx"]
