"""Titles that break terminals, formulas, markup and XML: every page is written, and whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sim.foundation.plain import plain, plain_lines
from sim.show.html import html
from sim.show.labels import Text
from sim.show.numbers import Numbers
from sim.show.page import Chart, Section, Table
from sim.show.report import write_report
from sim.show.studies.pages import write_page
from sim.show.svg import canvas
from tests.show.fixture import MODELS, made_up
from tests.show.page import sound
from tests.show.studies import sweep

MARKS = (
    *("\x1b[2J", "\x00", "\x07", "\n", "\r", "\t", "\x0b", "\x7f", "\x85", "\u2028", "\ufffe"),
    *("\u202e", "\u2066", "\u200f", "\ufeff", "$\\frac{1$", "$x_$", "\\", "%s", "{name}"),
)
SHAPES = ("{}title", "ti{}tle", "title{}")
TITLES = [shape.replace("{}", mark) for mark in MARKS for shape in SHAPES]


def test_there_are_sixty_hostile_titles() -> None:
    assert len(TITLES) == len(set(TITLES)) == 60


def test_a_chart_is_drawn_with_any_title() -> None:
    with canvas("hostile", Numbers("nl"), 1.0) as drawn:
        for number, title in enumerate(TITLES):
            drawn.ax.text(0.0, number, title)
        svg = drawn.svg(TITLES[0], "", panels=TITLES[:1])
    page = html(
        Text("nl"), TITLES[3], "", [Section("a", "A", [Chart(svg, "b", Table("", [], []))])]
    )
    sound(page)
    assert page == plain_lines(page)


def test_a_report_is_written_with_any_title(tmp_path: Path) -> None:
    made = made_up(runs=4, weeks=8)
    titles = ["".join(TITLES[part :: len(MODELS)]) for part in range(len(MODELS))]
    models = tuple(
        replace(model, title_en=title, title_nl=title)
        for model, title in zip(made.resolved.models, titles, strict=True)
    )
    resolved = replace(made.resolved, models=models, title_en=titles[0], title_nl=titles[0])
    write_report(replace(made, resolved=resolved), tmp_path, "nl")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    sound(page)
    assert page == plain_lines(page)
    summary = (tmp_path / "summary.txt").read_bytes().decode()
    assert all(line == plain(line) for line in summary.split("\n"))
    assert "\\x1b[2J" in summary


@pytest.mark.parametrize("title", ["a\x1b[2Jb\nc", "$\\frac{1$", "\u202eab"])
def test_the_page_of_a_study_is_written_with_any_title(title: str, tmp_path: Path) -> None:
    document = {**sweep(), "title": {"nl": title, "en": title}}
    write_page(document, tmp_path, "en")
    summary = (tmp_path / "summary.txt").read_bytes().decode()
    assert plain(title) in summary and "\x1b" not in summary
    assert (tmp_path / "report.html").is_file()
