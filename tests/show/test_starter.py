"""A new scenario is right as it is written, and with every line of it switched on."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from sim.api import check_scenarios, new_scenario
from sim.cli.main import main
from sim.inputs.files.errors import InputError
from sim.inputs.lookup_request import CheckRequest, NewRequest
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.differences import differences
from sim.inputs.scenarios.scenario import resolve
from sim.show.starter import COMMON
from tests.population.test_places import HEADER, ROW
from tests.show.test_terminal import ENGLISH

LANG = pytest.mark.parametrize("lang", ["nl", "en"])


def made(folder: Path, name: str = "mine", **asked: Any) -> Path:
    """The file of a new scenario."""
    path = folder / f"{name}.toml"
    assert new_scenario(NewRequest(name, file=path, **asked)) == {"written": [str(path)]}
    return path


@LANG
@pytest.mark.parametrize("place", [None, "Oss-Zuid", "pilot"])
@pytest.mark.parametrize("extends", ["pilot", "pilot_dated"])
def test_it_is_right_as_it_is_written(
    tmp_path: Path, lang: str, place: str | None, extends: str
) -> None:
    path = made(tmp_path, lang=lang, place=place, extends=extends)
    assert check_scenarios(CheckRequest(files=(str(path),)))["checked"] == [str(path)]
    found = resolve(path)
    assert found.place == {None: "pilot", "Oss-Zuid": "WK082803", "pilot": "pilot"}[place]
    assert found.place_titled and found.title_nl.startswith("Mine")
    parent = resolve(extends)
    assert {one.kind for one in differences(parent, found)} <= {"place"}


@LANG
def test_every_line_that_is_switched_on_says_what_holds_already(tmp_path: Path, lang: str) -> None:
    path = made(tmp_path, lang=lang)
    on = re.sub(r"^#(?=\S)", "", path.read_text(encoding="utf-8"), flags=re.M)
    path.write_text(on, encoding="utf-8")
    assert {*COMMON} <= tomllib.loads(on)["set"].keys()
    found = resolve(path)
    assert len(found.changes) == 1 and {*COMMON} <= found.stated
    assert differences(resolve("pilot"), found) == ()


def test_levers_are_explained_from_their_own_data(tmp_path: Path) -> None:
    text = made(tmp_path).read_text(encoding="utf-8")
    known = read_parameters()["staff.fte"]
    said = f"# {known.label_en}: {known.low:g} to {known.high:g} fte per 1,000 inhabitants; "
    assert f"{said}default {known.value:g} (assumed)\n" in text
    questions = {key.partition(".")[0] for key in COMMON}
    assert {"outreach", "kitchen_table", "one_plan", "silos", "wijkbudget", "reinvest"} <= questions


def test_a_dutch_file_has_no_english_words(tmp_path: Path) -> None:
    text = made(tmp_path, lang="nl").read_text(encoding="utf-8")
    told = [line for line in text.splitlines() if line.startswith("# ") and "wijksim" not in line]
    assert len(told) > 20 and [line for line in told if ENGLISH.search(line)] == []


def test_paths_are_as_seen_from_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "own.csv").write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    base = made(Path(), "base")
    path = made(Path("deep"), "mine", extends=str(base), place="own.csv")
    assert 'place = "../own.csv"' in path.read_text(encoding="utf-8")
    assert resolve(path).files[-2:] == (str(Path("deep") / ".." / "base.toml"), str(path))
    assert Path(resolve(path).place).resolve() == (tmp_path / "own.csv").resolve()


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    path = made(tmp_path)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        made(tmp_path)
    assert (caught.value.code, caught.value.where) == ("in_the_way", str(path))
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("asked", "code", "where", "near"),
    [
        ({"name": "Mijn Plan"}, "wrong_type", "NAME", "mijn_plan"),
        ({"name": "3"}, "wrong_type", "NAME", None),
        ({"name": "null"}, "duplicate", "NAME", None),
        ({"place": "ruward"}, "unknown_place", "--place", "ruwaard"),
        ({"extends": "pilto"}, "unknown_scenario", "--extends", "pilot"),
        ({"file": Path("mine.txt")}, "usage", "--out", "mine.toml"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: Any, code: str, where: str, near: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        new_scenario(NewRequest(**{"name": "mine", **asked}))
    error = caught.value
    assert (error.code, error.where, error.nearest) == (code, where, near)
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_here_and_tells_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["scenarios", "new", "mine", "--lang", "nl"]) == 0
    assert capsys.readouterr().out == "mine.toml\n"
    assert main(["scenarios", "new", "mine", "--lang", "nl"]) == 2
    assert "wordt niet overschreven" in capsys.readouterr().err
    assert main(["scenarios", "new", "more", "--out", "a.toml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"written": ["a.toml"]}
