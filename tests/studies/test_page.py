"""A page that fails costs no run, and is written later, in either language."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.cli.main import main
from sim.comparison.kept import comparison_in
from sim.inputs.files.errors import InputError, PageError
from sim.inputs.scenarios.resolved import resolved_of
from sim.inputs.scenarios.scenario import resolve
from sim.show.report import render
from sim.storage.owned import altered, read_manifest
from tests.small import small, small_country

PAGES = {"report.html", "summary.txt"}


def failing(*_: object) -> None:
    raise ZeroDivisionError("a title that cannot be drawn")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A comparison of which the page failed."""
    out = tmp_path_factory.mktemp("page") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.show.report.write_report", failing)
        with pytest.raises(PageError) as error:
            sim.compare(small(out))
    told = error.value
    assert (told.exit_code, told.code, told.where) == (1, "no_page", str(out))
    assert told.allowed == f"wijksim report {out}"
    assert told.found == "ZeroDivisionError: a title that cannot be drawn"
    return out


def manifest_of(folder: Path) -> dict[str, Any]:
    """The manifest, once sure that every file is what it says."""
    found = read_manifest(folder)
    assert found is not None and altered(folder, found, found["outputs_sha256"]) is None
    return found


def test_the_results_are_in_place_without_their_page(folder: Path) -> None:
    assert not PAGES & {path.name for path in folder.iterdir()}
    assert "comparison.json" in manifest_of(folder)["outputs_sha256"]
    assert not (folder / "unfinished").exists()


def test_the_page_is_written_later_in_either_language(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang in ("nl", "en"):
        assert main(["report", str(folder), "--lang", lang, "--json"]) == 0
        written = json.loads(capsys.readouterr().out)["written"]
        assert set(written) == {str(folder / name) for name in PAGES}
        assert f'<html lang="{lang}"' in (folder / "report.html").read_text(encoding="utf-8")
        assert set(manifest_of(folder)["outputs_sha256"]) >= PAGES
    whole = comparison_in(folder, manifest_of(folder))
    assert (folder / "report.html").read_text(encoding="utf-8") == render(whole, "en")


def test_the_page_is_the_one_that_the_run_would_have_written(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = list[Any]()
    monkeypatch.setattr("sim.show.report.write_report", lambda *given: seen.append(given))
    sim.compare(small(tmp_path / "out", lang="en"))
    ((run, _, lang),) = seen
    kept = comparison_in(tmp_path / "out", manifest_of(tmp_path / "out"))
    assert kept.resolved == run.resolved and lang == "en"
    assert render(kept, "nl") == render(run, "nl")


def test_an_altered_file_gives_no_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "comparison.json"
    content = path.read_bytes()
    path.write_bytes(content.replace(b"1", b"2", 1))
    assert main(["report", str(folder), "--json"]) == 2
    assert "comparison.json" in json.loads(capsys.readouterr().err)["found"]
    path.write_bytes(content)


def test_the_words_of_a_country_are_written_again(tmp_path: Path) -> None:
    sim.country(small_country(tmp_path / "out"))
    text = (tmp_path / "out" / "summary.txt").read_text(encoding="utf-8")
    assert main(["report", str(tmp_path / "out"), "--lang", "nl"]) == 0
    assert (tmp_path / "out" / "summary.txt").read_text(encoding="utf-8") != text
    assert main(["report", str(tmp_path / "out"), "--lang", "en"]) == 0
    assert (tmp_path / "out" / "summary.txt").read_text(encoding="utf-8") == text
    manifest_of(tmp_path / "out")


def test_a_folder_without_results_is_told(tmp_path: Path) -> None:
    assert main(["report", str(tmp_path), "--json"]) == 2
    (tmp_path / "manifest.json").write_text('{"name": "somebody\'s web app"}')
    assert main(["report", str(tmp_path), "--json"]) == 2


@pytest.mark.parametrize("name", ["pilot", "null", "pilot_dated"])
def test_a_scenario_comes_back_from_a_manifest_as_it_was(name: str) -> None:
    resolved = resolve(name)
    document, choices = (
        json.loads(json.dumps(part)) for part in (resolved.document(), resolved.choices())
    )
    assert resolved_of(document, choices) == resolved
    before_bundles = {key: value for key, value in choices.items() if key != "bundles"}
    assert resolved_of(document, before_bundles) == resolved
    with pytest.raises(KeyError):
        resolved_of(document, {})
    assert issubclass(PageError, InputError)
