"""A what-if in a sheet is what the same file says; whatever cannot be read is told by its cell."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from pydantic import BaseModel, Field

from sim.api import check_scenarios, compare
from sim.cli.main import main
from sim.inputs.files.errors import InputError
from sim.inputs.files.sheet_said import SheetSaid
from sim.inputs.files.workbook import MOST_BYTES
from sim.inputs.lookup_request import CheckRequest
from sim.inputs.parameters.load import read_parameters
from sim.inputs.request import CompareRequest
from sim.inputs.scenarios.resolved import Resolved
from sim.inputs.scenarios.scenario import resolve
from sim.inputs.scenarios.scenario_file import ChangeTable, ScenarioFile, Title
from sim.inputs.scenarios.sheet import read_sheet
from tests.examples import examples
from tests.sheets import DUTCH, ENGLISH, filled
from tests.show.test_terminal import ENGLISH as ENGLISH_WORDS

JULY = dt.date(2016, 7, 1)
FILE = """
extends = "pilot"
name = "mine"
title = { nl = "Mijn buurt", en = "Mijn buurt" }
place = "synthetic"
models = ["fragmented", "wijkbudget", "careful"]
sources = ["A6", "A18"]
with = ["cut_wmo=0.25", "cheaper_purchasing"]
story = { nl = "Wat er was", en = "What was" }
claims = [{ nl = "Het was, ja, goed", en = "Het was, ja, goed" }]
[settings]
weeks = 60
start = 2016-01-01
citizens = "all"
vary_people = true
[set]
"staff.fte" = 0.9
"outreach.presence" = 0.12
"silos.stop_when_empty" = 1
[model.careful]
extends = "generalist_team"
title = { nl = "Voorzichtig", en = "Voorzichtig" }
pay = "wijkbudget"
[model.careful.set]
"kitchen_table.dedication" = 0.8
[model.wijkbudget.set]
"kitchen_table.dedication" = 0.8
[[change]]
date = 2016-07-01
set = { "staff.fte" = 1.1, "payer.wmo.cut" = 0.1 }
[[change]]
date = 2016-07-01
model = ["wijkbudget", "careful"]
set = { "kitchen_table.dedication" = 1.0 }
answers = { build = "as_is" }
"""
# The same in rows, with everything that people type otherwise.
ROWS: tuple[tuple[Any, ...], ...] = (
    ("place", " synthetic "),
    ("models", "fragmented; wijkbudget,careful"),
    ("sources", "A6, A18"),
    ("with", "cut_wmo=0,25, cheaper_purchasing"),
    ("story.nl", "Wat er was"),
    ("story.en", "What was"),
    ("claims.1", "Het was, ja, goed"),
    ("settings.weeks", "60"),
    ("settings.start", dt.datetime(2016, 1, 1)),
    ("settings.citizens", "all"),
    ("settings.vary_people", True),
    ("staff.fte", "0,9"),
    ("outreach.presence", 0.12),
    ("silos.stop_when_empty", "ja"),
    (None, None),
    ("model.careful.extends", "generalist_team"),
    ("title", "Voorzichtig", None, "careful"),
    ("pay", "wijkbudget", None, "careful"),
    ("kitchen_table.dedication", "0.8\u00a0", None, "careful, wijkbudget"),
    ("staff.fte", 1.1, "2016-07-01"),
    ("payer.wmo.cut", 0.1, "2016-07-01"),
    ("kitchen_table.dedication", 1, JULY, "wijkbudget, careful"),
    ("build", "as_is", JULY, "wijkbudget, careful"),
    ("desks.barrier", None),
)


def content(found: Resolved) -> Resolved:
    """The scenario without the names of its files."""
    changes = tuple(replace(change, origin="") for change in found.changes)
    return replace(found, origin={}, files=(), changes=changes)


def percents(sheet: Any) -> None:
    for row in sheet.iter_rows():
        if row[0].value in ("outreach.presence", "payer.wmo.cut"):
            row[2].number_format = '0.0" deel "%' if row[0].row % 2 else "0%"


@pytest.mark.parametrize("head", [DUTCH, ENGLISH, [one.upper() for one in DUTCH]])
def test_a_sheet_says_what_the_file_says(tmp_path: Path, head: list[str]) -> None:
    text = tmp_path / "mine.toml"
    text.write_text(FILE, encoding="utf-8")
    book = filled(tmp_path / "mine.xlsx", *ROWS, head=head, after=percents)
    assert content(resolve(book)) == content(resolve(text))


def test_a_workbook_extends_a_file_and_a_file_extends_it(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text('extends = "pilot"\n[set]\n"staff.fte" = 0.9\n')
    above = (("extends", "base.toml"), ("title", "T"))
    filled(tmp_path / "mine.XLSX", ("needs.theta", 0.1), above=above)
    (tmp_path / "last.toml").write_text('extends = "mine.XLSX"\n')
    found = resolve(tmp_path / "last.toml")
    assert (found.values["staff.fte"], found.values["needs.theta"]) == (0.9, 0.1)


def test_every_key_of_the_language_is_a_row_or_a_column(tmp_path: Path) -> None:
    """Nothing here names the keys of the language one by one."""
    for name in ScenarioFile.model_fields.keys() - {"bundles"}:
        key = name if name not in ("settings", "set", "model") else f"{name}.weeks"
        path = filled(tmp_path / "mine.xlsx", (key, "x"), above=())
        with pytest.raises(InputError) as caught:
            resolve(path)
        assert caught.value.code != "unknown_key" or key in ("set.weeks", "change")
    assert {"date", "model"} <= ChangeTable.model_fields.keys()


class Ending(ChangeTable):
    until: dt.date | None = None


class Happening(BaseModel):
    date: dt.date
    kind: str
    sources: list[str] = []


class Later(ScenarioFile):
    """The language with keys that it has not yet."""

    change: list[Ending] = Field(default=[])
    event: list[Happening] = Field(default=[])
    remark: Title | None = None


def test_a_key_that_the_language_gets_later_is_read_as_it_is(tmp_path: Path) -> None:
    head, rows = ["key", "value", "from date", "until", "only under model"], [
        ("staff.fte", "1,1", JULY, dt.date(2016, 9, 1), None),
        ("staff.fte", 1.2, JULY, dt.date(2016, 8, 1), "wijkbudget"),
        ("event.1.date", JULY, None, None, None),
        ("event.1.kind", "opens", None, None, None),
        ("event.1.sources", "A6; A18", None, None, None),
        ("remark", "Zo was het", None, None, None),
    ]  # fmt: skip
    sheet = Workbook()
    for row in (head, *rows):
        sheet.worksheets[0].append(row)
    sheet.save(tmp_path / "a.xlsx")
    tables, places = read_sheet(tmp_path / "a.xlsx", Later)
    first, second = Later.model_validate(tables).change
    assert (first.until, first.set) == (dt.date(2016, 9, 1), {"staff.fte": 1.1})
    assert (second.until, second.model) == (dt.date(2016, 8, 1), ["wijkbudget"])
    assert tables["event"] == [{"date": JULY, "kind": "opens", "sources": ["A6", "A18"]}]
    assert tables["remark"] == {"nl": "Zo was het", "en": "Zo was het"}
    assert places(("change", 1, "until")).endswith("Sheet!D3, staff.fte")
    assert places(("event", 0, "kind")).endswith("Sheet!B5, event.1.kind")


def hide_row(sheet: Any) -> None:
    sheet.row_dimensions[5].hidden = True


def hide_column(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def hide_sheet(sheet: Any) -> None:
    sheet.parent.create_sheet("x")
    sheet.sheet_state = "hidden"


def start_stated(sheet: Any) -> None:
    sheet.append(("settings.start", None, dt.date(2015, 1, 1)))


def merge(sheet: Any) -> None:
    sheet.merge_cells("B2:B3")


def percent(sheet: Any) -> None:
    sheet["C5"].number_format = "0%"


FTE, OUTREACH = "staff.fte", "outreach.presence"
# A row, what else is done: the cell and key, the code, the nearest spelling.
WRONG: dict[str, tuple[tuple[Any, ...], Any, str, str, str | None]] = {
    "key": (("outreach.presense", 0.1), None, "A5, outreach.presense", "unknown_key", OUTREACH),
    "setting": (("settings.weks", 60), None, "A5, settings.weks", "unknown_key", "weeks"),
    "word": (("nmae", "x"), None, "A5, nmae", "unknown_key", "name"),
    "range": ((OUTREACH, 7), None, "C5, outreach.presence", "out_of_range", None),
    "type": ((FTE, "veel"), None, "C5, staff.fte", "wrong_type", None),
    "a date": ((FTE, JULY), None, "C5, staff.fte", "wrong_type", None),
    "yes": (("silos.stop_when_empty", 7), None, "C5, silos.stop_when_empty", "out_of_range", None),
    "unit": ((FTE, "0,9 fte"), None, "C5, staff.fte", "wrong_type", "0.9"),
    "per cent": ((OUTREACH, "12 %"), None, "C5, outreach.presence", "wrong_type", "0.12"),
    "no share": ((FTE, 0.9), percent, "C5, staff.fte", "wrong_type", None),
    "per cent of a chance": (("silos.response", "50%"), None, "C5, silos.response", "wrong_type",
                             "0.5"),
    "thousands": ((FTE, "1,000"), None, "C5, staff.fte", "wrong_type", "1000"),
    "weeks": (("settings.weeks", "1.000"), None, "C5, settings.weeks", "wrong_type", "1000"),
    "half weeks": (("settings.weeks", 60.5), None, "C5, settings.weeks", "wrong_type", None),
    "day": ((FTE, 1, "1 juli 2015"), None, "F5, staff.fte", "wrong_type", None),
    "number": ((FTE, 1, 42186), None, "F5, staff.fte", "wrong_type", None),
    "moment": ((FTE, 1, dt.datetime(2015, 7, 1, 9)), None, "F5, staff.fte", "wrong_type", None),
    "outside": ((FTE, 1, dt.date(2030, 1, 1)), start_stated, "F5, staff.fte", "out_of_range",
                None),
    "start": (("settings.start", "1-7-2015"), None, "C5, settings.start", "wrong_type", None),
    "place": (("place", 935), None, "C5, place", "wrong_type", None),
    "model": ((OUTREACH, 0.1, None, "wijkbudgt"), None, "G5, outreach.presence", "unknown_model",
              "wijkbudget"),
    "dated model": ((OUTREACH, 0.1, dt.date(2015, 7, 1), "wijkbudgt"), None,
                    "G5, outreach.presence", "unknown_model", "wijkbudget"),
    "world": (("needs.theta", 0.1, None, "wijkbudget"), None, "C5, needs.theta", "not_a_lever",
              None),
    "answer": (("pay", "wijkbudgt", None, "generalist_team"), None, "C5, pay", "unknown_answer",
               "wijkbudget"),
    "no model": (("pay", "wijkbudget"), None, "C5, pay", "missing_key", None),
    "dated setting": (("settings.weeks", 60, JULY), None, "F5", "wrong_type", None),
    "place of a model": (("place", "pilot", None, "wijkbudget"), None, "G5", "wrong_type", None),
    "no value": ((FTE, None, JULY), None, "F5", "missing_key", None),
    "no key": ((None, 1.0), None, "C5", "missing_key", None),
    "bundle": (("with", "half_outrech"), None, "C5, with", "unknown_bundle", "half_outreach"),
    "change": (("change.1.set.staff.fte", 1), None, "C5, change.1.set.staff.fte", "unknown_key",
               None),
    "whole": (("extends.x", 1), None, "C5, extends.x", "duplicate", None),
    "formula": ((FTE, "=1+1"), None, "C5", "wrong_type", None),
    "merged": ((FTE, 1), merge, "B2:B3", "wrong_type", None),
    "hidden row": ((FTE, 1), hide_row, "A5", "wrong_type", None),
    "hidden column": ((FTE, 1), hide_column, "C2", "wrong_type", None),
    "hidden sheet": ((FTE, 1), hide_sheet, "A2", "wrong_type", None),
    "extends": (("extends", "null"), None, "C5, extends", "duplicate", None),
    "text and languages": (("title.nl", "x"), None, "C5, title.nl", "duplicate", None),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_with_its_sheet_and_cell(
    case: tuple[tuple[Any, ...], Any, str, str, str | None], tmp_path: Path
) -> None:
    row, after, where, code, near = case
    path = filled(tmp_path / "mine.xlsx", row, after=after)
    with pytest.raises(InputError) as caught:
        resolve(path)
    error = caught.value
    assert error.where == f"{path}: Wat-als!{where}"
    assert (error.code, error.nearest) == (code, near)
    assert len(error.text("nl").splitlines()) == 1


@pytest.mark.parametrize("said", SheetSaid, ids=lambda one: one.name)
def test_texts_of_sheets_are_dutch_in_dutch(said: SheetSaid) -> None:
    assert ENGLISH_WORDS.search(said.value[1]) is None


def test_a_second_value_names_the_first(tmp_path: Path) -> None:
    path = filled(tmp_path / "mine.xlsx", (FTE, 1), (FTE, 1.1))
    with pytest.raises(InputError, match=r"Wat-als!C6, staff.fte: .* beside that of C5"):
        resolve(path)
    two = (OUTREACH, 0.1, JULY, "wijkbudget"), (OUTREACH, 0.2, JULY)
    with pytest.raises(InputError, match=r"Wat-als!C6, .*two values.* and in .*Wat-als!C5"):
        resolve(filled(path, *two))
    assert len(resolve(filled(path, two[0], (*two[1][:3], "generalist_team"))).changes) == 2


def test_what_is_hidden_and_says_nothing_is_of_no_concern(tmp_path: Path) -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[5].hidden = True
        sheet.column_dimensions.group("D", "G", hidden=True)

    assert resolve(filled(tmp_path / "a.xlsx", (FTE, None), ("needs.theta", 0.1), after=hide))
    with pytest.raises(InputError, match="hidden row, column or sheet"):
        resolve(filled(tmp_path / "b.xlsx", (FTE, 1), (FTE, 1.1, JULY), after=hide))


HEADS = {
    "none": (("sleutel", "naam", "x"), "missing_key", "mine.xlsx", None),
    "near": ((*DUTCH[:5], "vanaf datm"), "unknown_key", "Wat-als!F1", "vanaf datum"),
    "twice": ((*DUTCH, "value"), "duplicate", "Wat-als!H1", None),
}


@pytest.mark.parametrize("case", HEADS.values(), ids=HEADS.keys())
def test_heads_that_cannot_be_read_are_told(
    case: tuple[tuple[str, ...], str, str, str | None], tmp_path: Path
) -> None:
    head, code, where, near = case
    with pytest.raises(InputError) as caught:
        resolve(filled(tmp_path / "mine.xlsx", (FTE, 1), head=head))
    error = caught.value
    assert (error.code, error.nearest) == (code, near) and str(error.where).endswith(where)


def test_one_table_is_read_wherever_it_stands(tmp_path: Path) -> None:
    def notes(sheet: Any) -> None:
        sheet.insert_rows(1, amount=2)
        sheet["A1"] = "Onze plannen"
        sheet["J9"] = "=1+1" if sheet["J9"].value else None
        sheet.parent.create_sheet("Uitleg", 0)["A1"] = "=1+1"

    assert resolve(filled(tmp_path / "a.xlsx", (FTE, 1), after=notes)).values[FTE] == 1

    def again(sheet: Any) -> None:
        sheet.parent.copy_worksheet(sheet)

    with pytest.raises(InputError, match="two sheets"):
        resolve(filled(tmp_path / "b.xlsx", (FTE, 1), after=again))


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b" " * (MOST_BYTES + 1))


def far(sheet: Any) -> None:
    sheet["XFD9000"] = 1


NO_WORKBOOKS: dict[str, tuple[str, bytes, SheetSaid]] = {
    "text": ("a.xlsx", b"key;value", SheetSaid.NO_WORKBOOK),
    "empty": ("a.xlsx", b"", SheetSaid.NO_WORKBOOK),
    "old": ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, SheetSaid.OTHER_KIND),
    "password": ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
                 SheetSaid.PASSWORD),
    "xls": ("a.xls", b"\xd0\xcf\x11\xe0", SheetSaid.OTHER_KIND),
    "ods": ("a.ods", b"PK\x03\x04", SheetSaid.OTHER_KIND),
}  # fmt: skip


@pytest.mark.parametrize("case", NO_WORKBOOKS.values(), ids=NO_WORKBOOKS.keys())
def test_what_is_no_workbook_is_told(
    case: tuple[str, bytes, SheetSaid],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name, inside, said = case
    (tmp_path / name).write_bytes(inside)
    monkeypatch.chdir(tmp_path)
    for command in ("compare", "scenarios show", "scenarios check"):
        assert main([*command.split(), name, "--lang", "nl"]) == 2
        told = capsys.readouterr().err
        assert told.startswith(f"wijksim: {name}: {said.value[1]}; toegestaan: Opslaan als")


def test_what_is_too_large_or_damaged_is_told(tmp_path: Path) -> None:
    bomb(tmp_path / "a.xlsx")
    filled(tmp_path / "b.xlsx", after=far)
    (tmp_path / "c.xlsx").write_bytes((tmp_path / "b.xlsx").read_bytes()[:3000])
    for name, said in (("a", "too large"), ("b", "too large"), ("c", "no Excel workbook")):
        with pytest.raises(InputError, match=said):
            resolve(tmp_path / f"{name}.xlsx")


def test_a_place_that_is_not_there_is_told_by_its_cell(tmp_path: Path) -> None:
    path = filled(tmp_path / "mine.xlsx", ("place", "ruward"))
    with pytest.raises(InputError) as caught:
        check_scenarios(CheckRequest(files=(str(path),)))
    assert (caught.value.where, caught.value.nearest) == (f"{path}: Wat-als!C5, place", "ruwaard")
    with pytest.raises(InputError) as caught:
        compare(CompareRequest(path, citizens=100, weeks=2, replications=1))
    assert caught.value.where == f"{path}: Wat-als!C5, place"
    text = tmp_path / "mine.toml"
    text.write_text('extends = "pilot"\nplace = "ruward"\n')
    with pytest.raises(InputError) as caught:
        check_scenarios(CheckRequest(files=(str(text),)))
    assert caught.value.where == f"{text}:2, place"


def test_doubts_stand_at_their_cell(tmp_path: Path) -> None:
    path = filled(tmp_path / "mine.xlsx", (FTE, 1), ("models", "fragmented"), (OUTREACH, 0.1))
    (doubt,) = check_scenarios(CheckRequest(files=(str(path),)))["warnings"]
    assert (doubt["code"], doubt["where"]) == ("not_given", f"{path}: Wat-als!C7, {OUTREACH}")


def test_the_commands_take_a_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(tmp_path / "mine.xlsx", (FTE, "0,9"))
    monkeypatch.chdir(tmp_path)
    assert main(["scenarios", "check", "mine.xlsx", "--lang", "nl"]) == 0
    assert main(["scenarios", "show", "mine.xlsx", "--changed", "--lang", "nl"]) == 0
    assert main(["scenarios", "diff", "pilot", "mine.xlsx", "--lang", "nl"]) == 0
    told = capsys.readouterr().out
    assert "mine.xlsx  ok" in told and "0,9" in told
    assert main(["compare", "gone.xlsx"]) == 2
    assert "the scenario file does not exist" in capsys.readouterr().err


def test_no_key_of_a_parameter_goes_on_as_another() -> None:
    keys = sorted(read_parameters())
    assert not [one for one, after in pairwise(keys) if after.startswith(f"{one}.")]


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**6),
    st.floats(0, 2),
    st.dates(dt.date(2014, 1, 1), dt.date(2019, 1, 1)),
    st.sampled_from(
        ["pilot", "ja", "0,5", "12 %", "1,000", "x", ";,", "wijkbudget", "cut_wmo=0,2"]
    ),
)
KEYS = st.sampled_from([
    *(FTE, OUTREACH, "title", "title.nl", "name", "place", "settings", "settings.weeks", "set"),
    *("set.staff.fte", "model", "model.x", "model.x.extends", "model.x.set.staff.fte", "with"),
    *("change", "models", "models.1", "claims", "claims.1", "claims.1.nl", "pay", ".", "a..b", 7),
])  # fmt: skip
NAMED = st.sampled_from([None, None, "wijkbudget", "fragmented;wijkbudget", "x", ",", 3, "a.b"])
DAYS = st.sampled_from([None, None, dt.date(2015, 7, 1), "2015-07-01", "x", 5, dt.time(1)])


@settings(max_examples=examples("sheets"), deadline=None)
@given(rows=st.lists(st.tuples(KEYS, CELLS, DAYS, NAMED), min_size=1, max_size=4))
def test_any_sheet_is_a_scenario_or_told(
    rows: list[tuple[Any, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = filled(tmp_path_factory.mktemp("any") / "a.xlsx", *rows, above=(("extends", "pilot"),))
    try:
        resolve(path)
    except InputError as error:
        assert error.text("nl").startswith(str(path))
