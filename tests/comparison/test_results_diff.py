"""Two folders of finished comparisons side by side; nothing else is taken for one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sim.api import compare
from sim.cli.main import main
from sim.comparison.results_diff import results_diff
from sim.inputs.files.errors import InputError
from sim.record.headlines import HEADLINES
from sim.show.results_diff import lines
from sim.storage.owned import read_manifest, sealed
from tests.documents import fits
from tests.show.test_terminal import ENGLISH
from tests.small import SMALL, TWIN, small, without_warm_up

PAIR = f"{TWIN}-fragmented"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The small comparison, with more hours, and of one other model in another place."""
    made = tmp_path_factory.mktemp("two")
    set_too = SMALL["set"]
    third = {"models": ("fragmented", "wijkbudget"), "place": "WK093502", "weeks": 3}
    with without_warm_up():
        compare(small(made / "one"))
        compare(small(made / "more", set={**set_too, "staff.fte": "1.2"}))
        compare(small(made / "else", **third))
    return made / "one", made / "more", made / "else"


@pytest.fixture(scope="module")
def document(folders: tuple[Path, Path, Path]) -> dict[str, Any]:
    return results_diff(*folders[:2])


def test_it_says_what_differs_in_question_and_nothing_more(document: dict[str, Any]) -> None:
    fits(document)
    (hours,) = document["differences"]
    assert (hours["key"], hours["a"], hours["b"]) == ("staff.fte", 0.68, 1.2)
    assert document["same_code"] and "--set staff.fte=1.2" in document["b"]["command"]


def test_every_main_outcome_is_that_of_its_folder(
    document: dict[str, Any], folders: tuple[Path, Path, Path]
) -> None:
    for side, folder in zip("ab", folders, strict=False):
        own = json.loads((folder / "comparison.json").read_text(encoding="utf-8"))
        for part, name in (("models", "models"), ("pairs", "differences")):
            for key, outcomes in document[part].items():
                assert tuple(outcomes) == HEADLINES
                for outcome, pair in outcomes.items():
                    found = own[name][key][outcome]
                    assert pair[side] == {end: found[end] for end in ("mean", "low", "high")}
    burden = document["models"]["fragmented"]["burden"]
    assert burden["a"] != burden["b"]


def test_models_that_one_has_not_have_no_value_there(folders: tuple[Path, Path, Path]) -> None:
    found = results_diff(folders[0], folders[2])
    fits(found)
    assert found["pairs"][PAIR]["burden"]["b"] is None
    assert found["pairs"]["wijkbudget-fragmented"]["burden"]["a"] is None
    kinds = {one["kind"] for one in found["differences"]}
    assert kinds == {"place", "setting", "model", "left_out"}
    place = found["differences"][0]
    assert place["b"] == found["b"]["place"] == "Wijk 02 Buitenwijk West (Maastricht)"


def test_a_folder_beside_itself_is_the_same_question(folders: tuple[Path, Path, Path]) -> None:
    assert results_diff(folders[0], folders[0])["differences"] == []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_lines_have_both_values_of_every_outcome(document: dict[str, Any], lang: str) -> None:
    told = list(lines(document, lang))
    head = {"nl": "Wat er in de vraag verschilt", "en": "What differs in question"}[lang]
    assert head in told
    asked = next(line for line in told if "0,68" in line or "0.68" in line)
    assert "1,2" in asked or "1.2" in asked
    tables = [n for n, line in enumerate(told) if line.split()[-4:] == ["in", "A", "in", "B"]]
    assert len(tables) == 1 + 2  # a pair, two models
    if lang == "nl":
        commands = [f"{side}  wijksim" for side in "AB"]
        rest = [line for line in told[2:] if not line.startswith(tuple(commands))]
        assert [line for line in rest if ENGLISH.search(line)] == []


def test_other_code_is_told(folders: tuple[Path, Path, Path], tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(folders[0], other)
    manifest = {**(read_manifest(other) or {}), "code_sha256": "0" * 64}
    (other / "manifest.json").write_text(json.dumps(sealed(manifest)), encoding="utf-8")
    found = results_diff(folders[0], other)
    assert not found["same_code"]
    assert "Note: these results were made by different versions of wijksim." in lines(found, "en")


def test_what_is_no_finished_comparison_is_refused(
    folders: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        results_diff(folders[0], tmp_path)
    error = caught.value
    assert (error.code, error.where, error.found) == ("missing_file", "B", str(tmp_path))
    other = tmp_path / "other"
    shutil.copytree(folders[0], other)
    manifest = {**(read_manifest(other) or {}), "document": "sweep.json"}
    (other / "manifest.json").write_text(json.dumps(sealed(manifest)), encoding="utf-8")
    with pytest.raises(InputError, match="another command") as caught:
        results_diff(other, folders[0])
    assert (caught.value.code, caught.value.where) == ("inconsistent", "A")


def test_a_file_that_was_altered_is_refused(
    folders: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(folders[0], other)
    path = other / "comparison.json"
    path.write_text(path.read_text(encoding="utf-8").replace("burden", "burdens"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        results_diff(folders[0], other)
    assert caught.value.code == "damaged"


def test_the_command_is_one_document_or_an_error(
    folders: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    one, more, _ = map(str, folders)
    assert main(["results", "diff", one, more, "--json"]) == 0
    fits(json.loads(capsys.readouterr().out))
    assert main(["results", "diff", one, "gone", "--lang", "nl"]) == 2
    assert "geen uitkomsten die klaar zijn" in capsys.readouterr().err
