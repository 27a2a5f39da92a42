"""What the pages show runs as it is shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sim import resolve
from sim.cli.main import main
from sim.inputs.scenarios.design_file import DesignFile, PointTable, Span, read_design
from sim.inputs.scenarios.scenario_file import ChangeTable, EventTable, ModelTable, ScenarioFile
from sim.inputs.scenarios.settings import Settings
from sim.model.neighbourhood import NeighbourhoodModel
from sim.population.places import find_place
from sim.runs.happening import check_events
from tests.sheets import typed

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE, MESA = ROOT / "sim/SCENARIOS.md", ROOT / "sim/MESA.md"
FILE = re.compile(r"^`([\w.]+)`:\n\n```\w+\n(.*?)^```", re.M | re.S)


def blocks(page: Path, language: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the page on the scenario language."""
    made = tmp_path_factory.mktemp("page")
    for name, content in FILE.findall(LANGUAGE.read_text(encoding="utf-8")):
        (made / name).write_text(content, encoding="utf-8")
    return made


def test_the_page_for_mesa_users_runs_from_top_to_bottom(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown: dict[str, Any] = {"__name__": "__main__"}
    for block in blocks(MESA, "python"):
        exec(compile(block, MESA.name, "exec"), shown)
    rows = shown["rows"]
    assert len({row["burden"] for row in rows}) == len(rows) == 4
    assert isinstance(shown["model"], NeighbourhoodModel)
    told = capsys.readouterr().out.splitlines()
    burden, recorded = told[-1].split()[1:]
    assert float(recorded) == pytest.approx(float(burden))


def test_the_scenario_of_the_page_is_right(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert main(["scenarios", "check", "mine.toml"]) == 0
    assert "mine.toml  ok" in capsys.readouterr().out
    found = resolve(folder / "mine.toml")
    assert found.title_nl == "Onze buurt, vijf jaar"
    assert [model.id for model in found.models] == ["fragmented", "wijkbudget", "careful"]
    assert [change.date.year for change in found.changes] == [2027] * 5 + [2028] * 2
    assert [event.opens for event in found.events] == [False, True]
    assert find_place(found.place).inhabitants == 1400
    check_events(found, find_place(found.place))


def test_the_scenario_of_the_page_has_every_key_there_is() -> None:
    text = LANGUAGE.read_text(encoding="utf-8")
    keys = {*ScenarioFile.model_fields, *ChangeTable.model_fields, *ModelTable.model_fields}
    keys |= {*DesignFile.model_fields, *Span.model_fields, *PointTable.model_fields}
    keys |= {*Settings.model_fields, *EventTable.model_fields}
    assert sorted(key for key in keys if not re.search(rf"\b{key}\b", text)) == []


def test_the_designs_of_the_page_are_read(folder: Path) -> None:
    grid = read_design(folder / "mine_design.toml").content
    assert (grid.method, set(grid.input)) == ("grid", {"staff.fte", "outreach.*"})
    assert len(read_design(folder / "mine_list.toml").content.point) == 2


def test_the_bundles_of_the_page_are_there(folder: Path) -> None:
    found = resolve(folder / "mine.toml")
    assert {*found.bundles.values()} == {"half_outreach", "cut_youth", "second_check"}
    assert found.bundle_of("kitchen_table.second_check_weeks", "careful") == "second_check"
    text = LANGUAGE.read_text(encoding="utf-8")
    command = next(line for line in text.splitlines() if line.startswith("wijksim compare pilot"))
    typed = re.findall(r"--with (\S+)", command)
    assert resolve("pilot", bundles=typed).values["silos.price_level"] == 0.8


def test_the_sheet_of_the_page_is_right(tmp_path: Path) -> None:
    (shown,) = (one for one in blocks(LANGUAGE, "csv") if one.startswith("key;"))
    path = typed(tmp_path / "mine.xlsx", shown)
    assert main(["scenarios", "check", str(path)]) == 0
    found = resolve(path)
    assert found.title_nl == "Our neighbourhood in a sheet" and found.values["staff.fte"] == 1.1
    assert found.model_values["careful"] == {"kitchen_table.dedication": 0.8}
    (change,) = found.changes
    assert (change.models, change.answers) == (("careful",), {"pay": "wijkbudget"})
