"""The plain-text summary says what the report says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.inputs.parameters.load import read_parameters
from sim.record.headlines import HEADLINES
from sim.show import words
from sim.show.reading import View
from sim.show.summary import FILE_NAME, WIDTH, summary
from tests.show.fixture import made_up
from tests.small import COMMAND


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_summary_holds_the_answer_and_every_main_difference(lang: str) -> None:
    view = View(made_up(), lang, read_parameters())
    text = summary(view)
    flat = " ".join(text.split())
    for pair in view.shown_pairs:
        assert words.answer(view, pair) in flat
        assert flat.count(view.pair(pair)) >= 1
        for outcome in view.existing(HEADLINES):
            assert words.size_and_reading(view, view.finding(pair, outcome)) in text
    assert view.text("answer.caution") in flat
    answers = text.split(view.pair(view.pairs[0]) + "\n")[0]
    assert max(len(line) for line in answers.splitlines()) <= WIDTH


def test_models_that_do_not_differ_are_said_to_be_equal() -> None:
    view = View(made_up(same=True), "en", read_parameters())
    assert summary(view).count(view.text("verdict.equal")) == len(view.pairs) * len(
        view.existing(HEADLINES)
    )


def test_the_command_prints_it_on_a_console_without_a_minus_sign(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable, "-m", "sim", *COMMAND, "--replications", "2", "--workers", "1",
            "--lang", "nl", "--out", str(tmp_path / "out"),
        ],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        check=True,
    )  # fmt: skip
    printed = done.stdout.decode("cp1252")
    kept = (tmp_path / "out" / FILE_NAME).read_text(encoding="utf-8")
    assert printed.startswith(kept.replace("\N{MINUS SIGN}", "?"))
    assert str(tmp_path / "out" / "report.html") in printed
