"""The first page: its commands are commands, its picture is made by one, its sample is marked."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest

from sim.cli.main import cli
from sim.inputs.files.errors import InputError
from sim.show import picture

ROOT = Path(__file__).resolve().parents[2]
FRONT = (ROOT / "README.md").read_text(encoding="utf-8")
DOORS = FRONT.split("\n## Three ways in\n")[1].split("\n## ")[0]
PICTURE = re.search(r"!\[[^]]+\]\((results/[\w.]+)\)", FRONT)
REPORT = (
    '<p>x</p><svg viewBox="0 0 300 200" role="img" aria-labelledby="plane-t plane-d"><g/></svg>'
    '<svg viewBox="0 0 30 20" role="img" aria-labelledby="paths-t paths-d"><b/></svg>'
)


def commands() -> list[str]:
    """Every command of the three ways in."""
    return re.findall(r"^wijksim .*$", DOORS, re.M)


def parsed(line: str) -> click.Context:
    """A command line read as the program reads it, and not run; UsageError when it is wrong."""
    words = shlex.split(line)[1:]
    here: click.Command = cli
    context = click.Context(cli)
    while isinstance(here, click.Group):
        here = here.commands[words.pop(0)]
    return here.make_context(here.name, words, parent=context)


def test_there_are_three_ways_in_of_three_to_five_commands() -> None:
    ways = re.findall(r"^```\n(.*?)^```", DOORS, re.M | re.S)
    assert [3 <= len(way.strip().splitlines()) <= 5 for way in ways] == [True] * 3


@pytest.mark.parametrize("line", commands())
def test_every_command_of_the_three_ways_in_is_one(line: str) -> None:
    assert parsed(line).params


def test_the_two_commands_stand_as_they_are() -> None:
    one = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/wijksim compare pilot"
    assert f"```\n{one}\n```" in FRONT
    assert "```\nbash .ci/run\n```" in FRONT
    for line in re.findall(r"^py -3 .*$", FRONT, re.M):
        assert "-m venv .venv" in line and r".venv\Scripts" in line


def test_the_picture_is_there_and_the_command_that_makes_it_too() -> None:
    assert PICTURE is not None
    file = ROOT / PICTURE.group(1)
    assert file.stat().st_size < 100_000
    assert ElementTree.parse(file).getroot().tag == "{http://www.w3.org/2000/svg}svg"
    compare, made = FRONT[PICTURE.end() :].split("```")[1].strip().splitlines()
    assert parsed(compare.replace(".venv/bin/", ""))
    assert f"-m {picture.__name__}" in made and PICTURE.group(1) in made


def test_the_sample_is_marked_as_an_example() -> None:
    assert re.search(r"example[^`]*\n\n```text\n", FRONT)


def test_a_picture_is_a_chart_of_a_report_that_stands_alone(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(REPORT, encoding="utf-8")
    out = tmp_path / "a.svg"
    assert picture.main([str(tmp_path), str(out), "paths"]) == 0
    root = ElementTree.parse(out).getroot()
    assert (root.get("width"), root.get("height")) == ("30", "20")
    assert picture.picture(tmp_path).count("<g") == 1


def test_a_picture_that_cannot_be_made_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert picture.main([str(tmp_path)]) == 2
    assert picture.main([str(tmp_path), "a.svg"]) == 2
    (tmp_path / "report.html").write_text(REPORT, encoding="utf-8")
    with pytest.raises(InputError, match="did you mean 'plane'"):
        picture.picture(tmp_path, "plan")
    told = capsys.readouterr().err.splitlines()
    assert "usage" not in told[0] and picture.USAGE in told[0]
    assert "no report in this folder" in told[1]
