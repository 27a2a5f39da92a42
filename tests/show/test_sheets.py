"""A comparison as a workbook: the numbers of its document, cell by cell, in either language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from sim.api import compare
from sim.cli.main import main
from sim.comparison.comparison import Comparison
from sim.inputs.files.errors import InputError
from sim.inputs.parameters.load import read_parameters
from sim.inputs.request import ExportRequest
from sim.record.outcomes import OUTCOMES
from sim.show.sheets import tables
from sim.show.sheets.export import export_workbook, sheets
from sim.storage.xlsx_files import Sheet, workbook
from tests.show.fixture import made_up
from tests.show.test_terminal import ENGLISH
from tests.small import TWIN, small, without_warm_up

MANIFEST = {"versions": {}, "code_sha256": "c", "finished": "2026-01-01T00:00:00+00:00"}
LANG = pytest.mark.parametrize("lang", ["nl", "en"])
SPREADS = [(part, end) for part in ("luck", "full") for end in ("sd", "low", "high")]
KEY = re.compile(r"wijksim|[a-z]_[a-z]|^[a-z]+(\.[a-z]+)+$")  # what is the same in any language
FIRST = {"nl": "Verschillen", "en": "Differences"}
NAMES = {
    "en": ["What is different", "Answer", "Differences", "Per model", "Who pays", "Who gains",
           "Today", "Parameters", "Provenance"],
    "nl": ["Wat anders is", "Antwoord", "Verschillen", "Per model", "Wie betaalt",
           "Wie gaat erop vooruit", "Vandaag", "Parameters", "Herkomst"],
}  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Comparison:
    return made_up(runs=5)


@pytest.fixture(scope="module", params=["nl", "en"])
def book(found: Comparison, request: pytest.FixtureRequest, tmp_path_factory: Any) -> Any:
    path = tmp_path_factory.mktemp("book") / "a.xlsx"
    path.write_bytes(workbook(sheets(found, MANIFEST, request.param)))
    read = load_workbook(path)
    read.lang = request.param
    return read


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(min_row=2, values_only=True))


def same(numbers: Iterable[float | None]) -> Any:
    """Numbers as a workbook has them: to sixteen digits."""
    return tuple(None if one is None else float(f"{one:.16g}") for one in numbers)


def test_there_is_a_sheet_for_every_table(book: Any) -> None:
    assert book.sheetnames == NAMES[book.lang]
    for sheet in book:
        assert sheet.freeze_panes == "B2" and sheet.max_row > 1
        widths = [one.width for one in sheet.column_dimensions.values()]
        assert len(widths) == sheet.max_column and all(8 <= width <= 62 for width in widths)
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not {cell.data_type for cell in cells} & {"f", "e"}
        heads = [cell.value for cell in sheet[1]]
        assert len({*heads}) == len(heads) and all(heads)


def test_every_number_of_the_main_table_is_that_of_the_document(
    book: Any, found: Comparison
) -> None:
    document, seen = found.document, set()
    for row in rows(book[FIRST[book.lang]]):
        outcome, pair = row[-2:]
        item = document["differences"][pair][outcome]
        runs = found.full.outcomes if found.full else {}
        later, earlier = (runs[model][outcome] for model in pair.split("-"))
        values = sorted(later - earlier)
        assert row[4:7] == same(item[end] for end in ("mean", "low", "high"))
        assert row[7:10] == (sum(v < 0 for v in values), 0, sum(v > 0 for v in values))
        assert row[10:13] == pytest.approx((values[2], values[0], values[4]))
        assert row[13:19] == same(item[part][end] for part, end in SPREADS)
        label = OUTCOMES[outcome].label_nl if book.lang == "nl" else OUTCOMES[outcome].label_en
        assert row[0] == label and row[2] and row[19]
        seen.add((pair, outcome))
    assert seen == {(pair, o) for pair, all_ in document["differences"].items() for o in all_}


def test_levels_payers_and_gains_are_those_of_the_document(book: Any, found: Comparison) -> None:
    document = found.document
    for row in rows(book[NAMES[book.lang][3]]):
        item = document["models"][row[-1]][row[-2]]
        assert row[3:6] == same(item[end] for end in ("mean", "low", "high"))
        assert row[6:12] == same(item[part][end] for part, end in SPREADS)
    models, pairs = list(document["models"]), list(document["differences"])
    costs = [row[2:] for row in rows(book[NAMES[book.lang][4]])]
    known = [f"cost_payer_{p}" for p in ("wmo", "youth")]
    for outcome in (one for one in known if one in document["outcomes"]):
        means = [document["models"][m][outcome]["mean"] for m in models]
        means += [document["differences"][p][outcome]["mean"] for p in pairs]
        assert any(row == same(means) for row in costs)
    everybody = [row[2:] for row in rows(book[NAMES[book.lang][5]]) if row[1].startswith("Al")]
    kinds = ("better", "same", "worse")
    for row, pair in zip(everybody, pairs, strict=True):
        assert row == same(document["gains"][pair][kind] for kind in kinds)


def test_shares_are_shown_in_per_cent_and_amounts_in_few_decimals(book: Any) -> None:
    sheet = book[FIRST[book.lang]]
    for row in sheet.iter_rows(min_row=2):
        share = OUTCOMES[row[-2].value].unit.startswith("share")
        form = row[4].number_format
        assert (form == "0.0%") == share and (share or re.fullmatch(r"#,##0(\.0{1,6})?", form))


def test_parameters_are_all_there(book: Any, found: Comparison) -> None:
    listed = {row[0]: row for row in rows(book["Parameters"])}
    assert listed.keys() == found.resolved.values.keys()
    assert listed["staff.fte"][2] == found.resolved.values["staff.fte"]
    known = read_parameters()["staff.fte"]
    assert listed["staff.fte"][4:6] == (known.low, known.high)


def test_dutch_has_no_english_words(book: Any) -> None:
    if book.lang == "nl":
        told = [
            str(cell.value)
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str) and not KEY.search(cell.value)
        ]
        assert len(told) > 1000 and [one for one in told if ENGLISH.search(one)] == []


def test_nothing_from_a_scenario_becomes_a_formula(tmp_path: Path) -> None:
    hostile = "=HYPERLINK(1)\x07"
    found = made_up(runs=3)
    found.resolved = replace(found.resolved, title_nl=hostile, title_en=hostile)
    found.command = "=1+1"
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        workbook([*sheets(found, MANIFEST, "nl"), Sheet(hostile, ("=1",), [["#N/A"]])])
    )
    cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert not {cell.data_type for cell in cells} & {"f", "e"}
    assert "'=HYPERLINK(1)\\x07" in {cell.value for cell in cells}


def test_one_model_alone_has_its_workbook() -> None:
    made = {
        one.name: len(one.rows) for one in sheets(made_up(3, models=("first",)), MANIFEST, "nl")
    }
    assert made["Verschillen"] == made["Wie gaat erop vooruit"] == 0 < made["Per model"]
    assert made["Antwoord"] >= 2 and workbook(sheets(made_up(3, models=("first",)), MANIFEST, "en"))


def test_what_is_undefined_is_empty(tmp_path: Path) -> None:
    found = made_up(runs=3, full=False)
    item = found.document["differences"]["second-first"]["burden"]
    item.update(mean=None, low=None, high=None)
    for sample in found.luck.outcomes.values():
        sample["burden"] = sample["burden"] * float("nan")
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(sheets(found, MANIFEST, "en")))
    (row,) = (
        one
        for one in rows(load_workbook(path)["Differences"])
        if one[-2:] == ("burden", "second-first")
    )
    assert {*row[4:13], *row[16:19]} == {None} and row[19] == "undefined"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small comparison with something different in it."""
    out = tmp_path_factory.mktemp("done") / "out"
    with without_warm_up():
        compare(small(out, set={**small().set, "staff.fte": "1.2"}))
    return out


@LANG
def test_a_finished_folder_becomes_a_workbook(folder: Path, tmp_path: Path, lang: Any) -> None:
    path = export_workbook(ExportRequest(folder, xlsx=True, lang=lang, out=tmp_path / "x"))
    assert path == tmp_path / "x" / "comparison.xlsx"
    read, document = load_workbook(path), json.loads((folder / "comparison.json").read_bytes())
    assert read.sheetnames[2] == {"nl": "Met en zonder", "en": "With and without"}[lang]
    changed = document["change"]["differences"]
    for row in rows(read.worksheets[2]):
        model = row[-1].partition("-")[0]
        assert row[4:5] == same([changed[model][row[-2]]["mean"]])
    for row in rows(read[FIRST[lang]]):
        item = document["differences"][row[-1]][row[-2]]
        assert row[4:7] == same(item[end] for end in ("mean", "low", "high"))
    assert f"{TWIN}-fragmented" in {row[-1] for row in rows(read[FIRST[lang]])}
    fte = next(row for row in rows(read.worksheets[0]) if row[2] == 1.2)
    assert fte[1] == 0.68 and fte[6].endswith(".")


def test_the_command_writes_beside_the_results_and_over_its_own_file_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "xlsx" / "comparison.xlsx"
    for lang in ("nl", "en", "en"):
        assert main(["export", str(folder), "--xlsx", "--lang", lang]) == 0
        assert capsys.readouterr().out == f"{path}\n"
    path.write_bytes(b"edited")
    assert main(["export", str(folder), "--xlsx"]) == 2
    assert path.read_bytes() == b"edited"
    assert main(["export", str(folder), "--xlsx", "--style", "plain", "--lang", "nl"]) == 2
    assert "deze stijl is van CSV" in capsys.readouterr().err


def test_other_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no finished results"):
        export_workbook(ExportRequest(tmp_path, xlsx=True))


def test_an_altered_document_is_not_exported(folder: Path, tmp_path: Path) -> None:
    document = folder / "comparison.json"
    whole = document.read_bytes()
    document.write_bytes(whole.replace(b"0", b"1"))
    with pytest.raises(InputError) as caught:
        export_workbook(ExportRequest(folder, xlsx=True, out=tmp_path / "x"))
    document.write_bytes(whole)
    assert caught.value.code == "damaged" and not (tmp_path / "x").exists()


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("swept")
    design = folder / "d.toml"
    design.write_text(
        'name = "d"\nmethod = "grid"\n[settings]\ncitizens = 60\nweeks = 1\nburn_in_weeks = 0\n'
        'replications = 1\n[input."outreach.presence"]\nvalues = [0.0, 0.1]\n',
        encoding="utf-8",
    )
    assert main(["sweep", str(design), "--out", str(folder / "out"), "--workers", "1"]) == 0
    return folder / "out"


@LANG
def test_a_study_has_a_sheet_per_table_with_heads_in_a_language(swept: Path, lang: str) -> None:
    path = export_workbook(ExportRequest(swept, xlsx=True, lang=lang))  # type: ignore[arg-type]
    book = load_workbook(path)
    written = {file.stem: pq.read_table(file) for file in swept.glob("*.parquet")}
    assert set(book.sheetnames) == set(written)
    label = OUTCOMES["burden"].label_nl if lang == "nl" else OUTCOMES["burden"].label_en
    for name, table in written.items():
        head = [cell.value for cell in book[name][1]]
        assert len(rows(book[name])) == table.num_rows
        assert name != "runs" or f"{label} (burden)" in head
        for at, column in enumerate(table.column_names):
            assert column in head[at]
            numbers = table.column(column).to_pylist()
            if isinstance(numbers[0], float):
                assert [row[at] for row in rows(book[name])] == [same([x])[0] for x in numbers]


def test_a_table_longer_than_a_sheet_is_told(
    swept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 1)
    with pytest.raises(InputError, match=r"more rows than a sheet.*CSV"):
        export_workbook(ExportRequest(swept, xlsx=True, out=tmp_path / "x"))
    assert not (tmp_path / "x").exists()
