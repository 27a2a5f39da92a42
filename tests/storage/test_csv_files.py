from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.cli.main import main
from sim.inputs.files.errors import InputError
from sim.inputs.request import ExportRequest
from sim.record.reasons import Reason
from sim.storage import folder as store
from sim.storage.csv_files import STYLES, Style, export, write_csv, write_summary
from tests.show.fixture import made_up

READ: dict[Style, dict[str, str]] = {
    "excel": {"sep": ";", "decimal": ",", "encoding": "utf-8-sig"},
    "plain": {"sep": ",", "decimal": ".", "encoding": "utf-8"},
}


def read(path: Path, style: Style) -> pd.DataFrame:
    return pd.read_csv(path, **READ[style])  # type: ignore[call-overload, no-any-return]


def test_dutch_excel_finds_a_mark_semicolons_and_commas(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ("naam", "x"), [("één; twee", 0.5), ("drie", -3.0)], "excel")
    content = (tmp_path / "a.csv").read_bytes()
    assert content == b"\xef\xbb\xbfnaam;x\r\n" + '"één; twee";0,5\r\ndrie;-3\r\n'.encode()


def test_a_cell_from_a_file_name_or_a_code_is_no_formula(tmp_path: Path) -> None:
    rows = [("=1+1.toml", "-5,5"), ("@cmd", "a\x1b[2J\nb")]
    write_csv(tmp_path / "a.csv", ("=code", "x"), rows, "plain")
    content = (tmp_path / "a.csv").read_bytes().decode()
    assert content == "'=code,x\r\n'=1+1.toml,\"-5,5\"\r\n'@cmd,a\\x1b[2J b\r\n"


def test_plain_is_what_programs_expect(tmp_path: Path) -> None:
    rows = [("a, b", 0.5, 7), ("c", None, math.nan), (True, math.inf, 1e-9)]
    write_csv(tmp_path / "a.csv", ("name", "x", "y"), rows, "plain")
    content = (tmp_path / "a.csv").read_bytes()
    assert content == b'name,x,y\r\n"a, b",0.5,7\r\nc,,\r\nTrue,,1e-09\r\n'


@pytest.mark.parametrize("style", STYLES)
def test_the_summary_holds_every_number_of_the_document(tmp_path: Path, style: Style) -> None:
    document = {**made_up(runs=5).document, "gains_other_luck": {
        "zero_line": {"first": {"better": 0.25, "worse": 0.25, "same": 0.5}}}}  # fmt: skip
    document["models"]["first"]["burden"].update(mean=None, reason=Reason.NOBODY_HERE().document())
    write_summary(tmp_path, document, style)
    models, differences, flows, gains = (
        read(tmp_path / f"{name}.csv", style)
        for name in ("models", "differences", "flows", "gains")
    )
    assert len(models) == 3 * len(document["outcomes"]) == len(differences)
    pair = differences[differences["pair"] == "third-first"].set_index("outcome")
    for name, item in document["differences"]["third-first"].items():
        numbers = [pair.loc[name, key] for key in ("mean", "full_low", "luck_sd")]
        stated = [item["mean"], item["full"]["low"], item["luck"]["sd"]]
        assert numbers == pytest.approx(stated, rel=1e-12)
        assert pair.loc[name, "unit"] == document["outcomes"][name]["unit"]
    empty = models[(models["model"] == "first") & (models["outcome"] == "burden")].iloc[0]
    assert math.isnan(empty["mean"]) and empty["reason"] == "nobody lived here"
    found = {(r["model"], r["from"], r["to"]): r["citizens"] for _, r in flows.iterrows()}
    states = document["flow_states"]
    for model, matrix in document["flows"].items():
        for i, row in enumerate(matrix):
            for j, value in enumerate(row):
                assert found.get((model, states[i], states[j]), 0.0) == pytest.approx(value)
    assert list(gains["sort"]) == ["same_luck"] * 3 + ["zero_line"]
    assert gains.iloc[-1]["same"] == 0.5


def results(folder: Path) -> dict[str, Any]:
    folder.mkdir()
    columns = {"model": ["a", "b"], "value": [0.1, None], "number": [1, 2]}
    store.write_table(folder / "outcomes.parquet", columns)
    return columns


@pytest.mark.parametrize("style", STYLES)
def test_every_table_of_a_folder_is_exported_as_it_is(tmp_path: Path, style: Style) -> None:
    columns = results(tmp_path / "out")
    (path,) = export(ExportRequest(tmp_path / "out", style=style))
    assert path == tmp_path / "out" / "csv" / "outcomes.csv"
    pd.testing.assert_frame_equal(read(path, style), pd.DataFrame(columns))


def test_export_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results(tmp_path / "out")
    arguments = ["export", str(tmp_path / "out"), "--out", str(tmp_path / "csv"), "--json"]
    assert main(arguments) == 0
    written = json.loads(capsys.readouterr().out)["written"]
    assert written == [str(tmp_path / "csv" / "outcomes.csv")] and Path(written[0]).is_file()


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no tables"):
        export(ExportRequest(tmp_path))
    assert main(["export", str(tmp_path / "gone"), "--json"]) == 2


def test_a_table_that_was_altered_is_not_exported(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with store.staged(folder, "key") as part:
        store.write_table(part / "outcomes.parquet", {"value": [1.0, 2.0]})
        store.write_manifest(part, {"key": "key"})
    store.write_table(folder / "mine.parquet", {"value": [3.0]})  # of no concern
    assert [path.name for path in export(ExportRequest(folder))] == ["outcomes.csv"]
    store.write_table(folder / "outcomes.parquet", {"value": [1.0, 3.0]})
    with pytest.raises(InputError) as error:
        export(ExportRequest(folder))
    assert (error.value.code, error.value.found) == ("damaged", "outcomes.parquet")


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "garbage.parquet").write_bytes(b"PAR1 and then nothing")
    assert main(["export", str(tmp_path), "--json"]) == 2


def test_an_export_writes_over_its_own_files_and_no_others(tmp_path: Path) -> None:
    results(tmp_path / "out")
    request = ExportRequest(tmp_path / "out", style="plain")
    (path,) = export(request)
    assert export(request) == [path]
    path.write_text("edited")
    with pytest.raises(InputError) as error:
        export(request)
    assert error.value.code == "in_the_way" and path.read_text() == "edited"
