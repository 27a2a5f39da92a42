"""The pages on a what-if of one's own: every line and every row on them is right, one is run."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from sim.api import check_scenarios
from sim.cli.main import main
from sim.inputs.lookup_request import CheckRequest
from sim.inputs.scenarios.differences import differences
from sim.inputs.scenarios.resolved import Resolved
from sim.inputs.scenarios.scenario import resolve
from sim.population.places import find_place
from sim.runs.cuts import FOLLOWED, toothless
from sim.show.labels import Text
from tests.docs.test_front import parsed
from tests.docs.test_pages import blocks
from tests.sheets import typed
from tests.show.test_terminal import ENGLISH
from tests.small import without_warm_up

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"nl": ROOT / "sim/EIGEN_WAT_ALS.md", "en": ROOT / "sim/OWN_WHAT_IF.md"}
LANG = pytest.mark.parametrize("lang", PAGES)
OF_WINDOWS = ("py -3", "Set-Alias", "start ")  # what is no command of wijksim
FILE = re.compile(r"^`(\w+\.toml)`:\n\n```toml\n(.*?)^```", re.M | re.S)
SMALL = shlex.split("--citizens 200 --replications 1 --weeks 8 --workers 1 --no-ample")
EXAMPLES = range(1, 11)


def lines(lang: str) -> list[str]:
    """Everything that one types on a page."""
    return [line for block in blocks(PAGES[lang], "powershell") for line in block.splitlines()]


def example(lang: str, number: int) -> tuple[str, str]:
    """Words and rows of an example."""
    text = PAGES[lang].read_text(encoding="utf-8")
    told = re.split(r"^##+ ", text.split(f"\n### {number}. ")[1], maxsplit=1, flags=re.M)[0]
    (rows,) = re.findall(r"^```csv\n(.*?)^```", told, re.M | re.S)
    return told, rows


def book(folder: Path, lang: str, number: int) -> Path:
    """The workbook of an example: its rows under those that a new one has."""
    head, *rows = example(lang, number)[1].strip().splitlines()
    return typed(folder / "mine.xlsx", "\n".join([head, "extends;pilot", "title;Mijn", *rows]))


def content(found: Resolved) -> Resolved:
    changes = tuple(replace(change, origin="") for change in found.changes)
    return replace(found, origin={}, files=(), changes=changes)


@LANG
def test_every_line_is_one_that_can_be_typed(lang: str) -> None:
    ours = [line for line in lines(lang) if not line.startswith(OF_WINDOWS)]
    assert len(ours) >= 7 and all(parsed(line).params for line in ours)
    assert all("--lang nl" in line for line in ours) == (lang == "nl")


@LANG
@pytest.mark.parametrize("number", EXAMPLES)
def test_every_example_is_right_and_says_something(lang: str, number: int, tmp_path: Path) -> None:
    path = book(tmp_path, lang, number)
    found = check_scenarios(CheckRequest(files=(str(path),), lang=lang))
    assert found["warnings"] == []
    assert differences(resolve("pilot"), resolve(path))


@pytest.mark.parametrize("number", EXAMPLES)
def test_both_pages_have_the_same_examples(number: int, tmp_path: Path) -> None:
    dutch, english = (
        content(resolve(book(tmp_path, lang, number)))
        for lang in PAGES
        if (tmp_path / lang).mkdir() is None
    )
    assert str(dutch).replace("zonder", "without") == str(english)


@LANG
def test_an_example_is_a_few_rows_and_words(lang: str) -> None:
    for number in EXAMPLES:
        told, rows = example(lang, number)
        assert 1 <= len(rows.splitlines()) - 1 <= 3
        words = re.sub(r"```.*?```", "", told, flags=re.S).split()
        assert len(words) < 60


@LANG
def test_a_cut_is_met_as_the_page_says(lang: str, tmp_path: Path) -> None:
    head, cut, *_ = example(lang, 8)[1].splitlines()
    alone = typed(tmp_path / "alone.xlsx", f"{head}\nextends;pilot\n{cut}")
    met = {code for (code, *_), _ in toothless(resolve(alone))}
    assert met == {FOLLOWED}  # stricter, and no more
    assert not list(toothless(resolve(book(tmp_path, lang, 8))))


@LANG
def test_the_text_file_is_example_six(lang: str, tmp_path: Path) -> None:
    ((name, text),) = FILE.findall(PAGES[lang].read_text(encoding="utf-8"))
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["scenarios", "check", str(tmp_path / name)]) == 0
    one, other = resolve(tmp_path / name), resolve(book(tmp_path, lang, 6))
    assert differences(one, other) == ()


def test_the_place_of_example_seven_is_the_one_that_is_looked_up(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (line,) = (one for one in lines("nl") if "places search" in one)
    assert main(shlex.split(line)[1:]) == 0
    place = resolve(book(tmp_path, "nl", 7)).place
    assert place in capsys.readouterr().out and find_place(place)


@LANG
def test_the_steps_run_in_order(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As one types them, with example 1 filled in, and smaller."""
    monkeypatch.chdir(tmp_path)
    opened: list[str] = []
    text = PAGES[lang].read_text(encoding="utf-8").split("\n### 1. ")[0]
    steps = [line for line in lines(lang) if line in text and not line.startswith(OF_WINDOWS[:2])]
    for line in (one for one in steps if "bundles" not in one):
        words = shlex.split(line.replace("\\", "/"))[1:]
        if line.startswith("start "):
            opened.append(words[0])
            assert Path(words[0]).is_file()
            fill_in(words[0])
            continue
        with without_warm_up():
            small = ["--set", "burn_in_weeks=8", *SMALL] if words[0] == "compare" else []
            drop = {"--citizens", "2000", "--replications", "5"} if small else set()
            assert main([*(word for word in words if word not in drop), *small]) == 0
    name = {"nl": "mijn", "en": "mine"}[lang]
    assert opened == [f"{name}.xlsx", f"results/{name}/report.html"]
    assert (tmp_path / "results" / name / "xlsx" / "comparison.xlsx").is_file()
    told = capsys.readouterr().out
    assert f"{name}.xlsx  ok" in told


def fill_in(path: str) -> None:
    """The row of example 1, in the workbook that was made."""
    if path.endswith(".xlsx"):
        made: Any = load_workbook(path)
        for row in made.worksheets[0].iter_rows():
            if row[0].value == "with":
                row[2].value = "half_outreach"
        made.save(path)


def test_the_dutch_page_has_no_english_words() -> None:
    text = re.sub(
        r"```.*?```|`[^`]*`|\[In\s+English\]\S+", "", PAGES["nl"].read_text("utf-8"), flags=re.S
    )
    assert ENGLISH.findall(text) == []


@LANG
def test_what_is_read_first_has_the_names_of_the_report(lang: str) -> None:
    page, text = PAGES[lang].read_text(encoding="utf-8"), Text(lang)
    bold = re.findall(r"^\d\. \*\*(.*?)\*\*", page, re.M)
    headings = ("departures.heading", "with_change.heading", "headings.answer")
    assert [one.rstrip(".") for one in bold] == [text(key) for key in headings]
