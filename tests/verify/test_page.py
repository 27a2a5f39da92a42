"""The page, the document and the command of the known answers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import sim
from sim.cli.main import main
from sim.documents.parts import Sentence
from sim.inputs.request import VerifyRequest
from sim.show import known_answers as page
from sim.show.reader import Reader
from sim.show.sentences import told
from sim.verify.check import Answer
from sim.verify.effort import Effort
from sim.verify.run import SUBJECTS, Verification, verify
from sim.verify.wording import About, Source, What
from tests.documents import fits, schema
from tests.show.page import Page

TINY = Effort(weeks=400, warm_up=50, entries=600)
ENGLISH = re.compile(r"\b(the|used|need|waits|weeks|length|with|euros|year)\b")


@pytest.fixture(scope="module")
def made() -> Verification:
    """Every check there is, on so few weeks that the figures mean little."""
    told_of: list[tuple[int, int]] = []
    found = verify(False, lambda done, of: told_of.append((done, of)), TINY)
    assert told_of[-1][0] == told_of[-1][1] == len(told_of)
    return found


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch, made: Verification) -> None:
    """The command finds what was made before."""
    holds = tuple(replace(check, passed=check.passed is not None) for check in made.checks)
    monkeypatch.setattr(page, "verify", lambda *_: replace(made, checks=holds))


def wrong(made: Verification) -> Verification:
    """The same, but the first check does not hold."""
    first, *rest = made.checks
    return replace(made, checks=(replace(first, passed=False), *rest))


def as_document(made: Verification) -> dict[str, Any]:
    return {**made.document(), "version": "0", "code": "0" * 64, "out": "here"}


def test_every_subject_is_there_and_no_id_twice(made: Verification) -> None:
    assert {check.subject for check in made.checks} == set(SUBJECTS)
    ids = [check.id for check in made.checks]
    assert len(ids) == len(set(ids)) > 150


def test_the_document_fits_its_schema(made: Verification) -> None:
    document = as_document(made)
    fits(document)
    assert document["passed"] + document["failed"] + document["skipped"] == len(made.checks)


@pytest.mark.parametrize("key", schema("verify")["required"])
def test_nothing_of_the_document_may_be_missing(made: Verification, key: str) -> None:
    document = {name: item for name, item in as_document(made).items() if name != key}
    with pytest.raises(jsonschema.ValidationError):
        fits(document, "verify")


def test_a_check_that_passed_without_a_figure_is_refused(made: Verification) -> None:
    document = as_document(made)
    document["checks"][0].update(found=None, passed=True)
    with pytest.raises(jsonschema.ValidationError):
        fits(document)


def test_every_sentence_is_told_in_dutch(made: Verification) -> None:
    english, dutch = Reader("en", {}), Reader("nl", {})
    answer = Answer("limit.x", About.PLACES_FIXED(use=50), Source.NO_CIW, "ciw")
    lacking = answer.skipped("", What.WAIT, 1.0, "weeks")
    for check in (*made.checks, lacking):
        for sentence in (check.what, check.source):
            held = Sentence.model_validate(sentence.document())
            assert told(english, held).replace(",", "") == sentence.text.replace(",", "")
            assert not ENGLISH.search(told(dutch, held))
        text = dutch.text
        assert text.has(f"verify_units.{check.unit}") and text.has(f"verify_by.{check.by}")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_is_whole_and_asks_nothing_outside(made: Verification, lang: str) -> None:
    html = page.render(as_document(made), lang)
    assert page.render(as_document(made), lang) == html
    assert not re.search(r"https?:|//[a-z]|url\((?!#)|@import|<script|<link|<iframe", html)
    found = Page(html)
    assert found.of("html")[0]["lang"] == lang
    assert len(found.ids) == len(set(found.ids))
    assert set(SUBJECTS) <= set(found.ids)
    failed = made.count(False)
    assert len(found.of("tr")) == len(made.checks) + failed + len(made.limit) + len(
        found.of("caption")
    )


def test_what_does_not_hold_stands_first(made: Verification) -> None:
    html = page.render(as_document(wrong(made)), "en")
    assert html.index("do not hold") < html.index("Intake: expected and found")
    assert "All " not in html
    whole = tuple(check for check in made.checks if check.passed)
    assert f"All {len(whole)} answers hold" in page.render(
        as_document(replace(made, checks=whole)), "en"
    )


@pytest.mark.usefixtures("quickly")
def test_the_command_writes_both_files_and_prints_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--quick", "--out", str(tmp_path / "new"), "--lang", "nl"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("klopt")
    assert lines[-1] == f"{tmp_path / 'new'}/{page.PAGE}"
    written = {path.name for path in (tmp_path / "new").iterdir()}
    assert written == {page.PAGE, page.DOCUMENT, "manifest.json"}
    assert main(["verify", "--out", str(tmp_path), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document == json.loads((tmp_path / page.DOCUMENT).read_text("utf-8"))


def test_an_answer_that_does_not_hold_is_exit_code_4(
    made: Verification, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "verify", lambda *_: wrong(made))
    assert main(["verify", "--out", str(tmp_path), "--json"]) == 4


def test_a_folder_that_cannot_be_written_is_told_before_the_work_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert main(["verify", "--out", str(tmp_path / "file" / "known"), "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["code"] == "storage"


@pytest.mark.slow
def test_every_known_answer_holds(tmp_path: Path) -> None:
    document = sim.known_answers(VerifyRequest(out=tmp_path))
    assert [check["id"] for check in document["checks"] if check["passed"] is False] == []
    assert document["weeks"] >= 100_000
