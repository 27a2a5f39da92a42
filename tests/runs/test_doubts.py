"""What is doubtful in a scenario that is right: each doubt with its key, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.cli.main import main
from sim.inputs.files.errors import InputError
from sim.runs.doubts import doubts
from tests.documents import fits
from tests.show.test_terminal import ENGLISH

TITLE = 'title = { nl = "Mijn plan", en = "My plan" }\n'


def found(folder: Path, text: str, head: str = f'extends = "pilot"\n{TITLE}') -> list[InputError]:
    path = folder / "mine.toml"
    path.write_text(head + text, encoding="utf-8")
    return list(doubts(str(path)))


def told(
    folder: Path, text: str, head: str = f'extends = "pilot"\n{TITLE}'
) -> list[tuple[str, str]]:
    """Code and place of every doubt, the place without its folder."""
    return [
        (one.code, str(one.where).replace(str(folder / "mine.toml"), ""))
        for one in found(folder, text, head)
    ]


@pytest.mark.parametrize("name", ["pilot", "nederland", "null", "pilot_dated"])
def test_nothing_is_doubtful_in_these(name: str) -> None:
    assert list(doubts(name)) == []


def test_a_scenario_without_a_title(tmp_path: Path) -> None:
    assert told(tmp_path, "", 'extends = "pilot"\n') == [("no_title", ", title")]


@pytest.mark.parametrize(
    ("title", "doubtful"),
    [
        ("Caberg-Malpertuis met meer uren", True),
        ("Meer uren in maastricht", True),
        ("Ruwaard met meer uren", False),
        ("Meer uren", False),
    ],
)
def test_a_title_of_the_place_before(tmp_path: Path, title: str, doubtful: bool) -> None:
    head = f'extends = "pilot"\nplace = "ruwaard"\ntitle = {{ nl = "{title}", en = "More" }}\n'
    assert told(tmp_path, "", head) == ([("other_place", ":3, title")] if doubtful else [])
    there = head.replace("ruwaard", "WK093502")  # in Maastricht too
    expected = doubtful and "Caberg" in title
    assert bool(told(tmp_path, "", there)) == expected


def change(values: str, more: str = "", date: str = "2016-01-01") -> str:
    return f"[[change]]\ndate = {date}\n{more}\nset = {{ {values} }}\n"


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        (change('"staff.fte" = 0.68'), [("no_effect", ":6, change 1, set.staff.fte")]),
        (change('"staff.fte" = 0.7'), []),
        (
            change('"staff.fte" = 0.7') + change('"staff.fte" = 0.7', date="2017-01-01"),
            [("no_effect", ":10, change 2, set.staff.fte")],
        ),
        (change('"staff.fte" = 0.7') + change('"staff.fte" = 0.68', date="2017-01-01"), []),
        (
            '[model.wijkbudget.set]\n"staff.fte" = 0.9\n' + change('"staff.fte" = 0.68'),
            [],  # it does something under one model
        ),
        (
            '[[change]]\ndate = 2016-01-01\nmodel = "wijkbudget"\nanswers = { pay = "wijkbudget" }',
            [("no_effect", ":6, change 1, answers.pay")],
        ),
        (
            change('"outreach.presence" = 0.1', 'model = "fragmented"'),
            [("not_given", ":6, change 1, set.outreach.presence")],
        ),
        (
            '[[change]]\ndate = 2016-01-01\nmodel = "fragmented"\nanswers = { reach = "outreach" }'
            '\n[model.fragmented.set]\n"outreach.presence" = 0.1',
            [],
        ),
    ],
)
def test_a_change_that_does_nothing(
    tmp_path: Path, text: str, doubts: list[tuple[str, str]]
) -> None:
    assert told(tmp_path, text) == doubts


def test_values_that_no_model_has(tmp_path: Path) -> None:
    head = f'extends = "pilot"\nmodels = ["fragmented"]\n{TITLE}'
    assert told(tmp_path, '[set]\n"outreach.presence" = 0.1\n', head) == [
        ("not_given", ":5, set.outreach.presence")
    ]
    assert told(tmp_path, '[model.wijkbudget.set]\n"staff.fte" = 0.9\n', head) == [
        ("not_compared", ":5, model.wijkbudget.set.staff.fte")
    ]
    assert told(tmp_path, '[set]\n"desks.wrong_desk" = 0.1\n', head) == []


def test_a_benefit_without_its_friction(tmp_path: Path) -> None:
    assert told(tmp_path, '[set]\n"outreach.crowding" = 0.0\n') == [
        ("no_friction", ":4, set.outreach.crowding"),
        ("no_friction", ":4, set.outreach.crowding"),
    ]
    one = found(tmp_path, change('"outreach.crowding" = 0.0', 'model = "wijkbudget"'))[0]
    assert "outreach.presence" in one.text("nl") and one.found == "wijkbudget 2016-01-01"
    assert str(one.where).endswith(":6, change 1, set.outreach.crowding")


def test_a_cut_that_nobody_feels(tmp_path: Path) -> None:
    cut = '[set]\n"payer.wmo.cut" = 0.25\n'
    assert "cut_not_felt" not in {code for code, _ in told(tmp_path, cut)}  # it is responded to
    silent = ("silos.response", "wijkbudget.tighten", "wijkbudget.lump_sum", "wijkbudget.response")
    deaf = cut + "".join(f'"{key}" = 0.0\n' for key in silent)
    assert ("cut_not_felt", ":4, set.payer.wmo.cut") in told(tmp_path, deaf)


def test_dutch_doubts_have_no_english(tmp_path: Path) -> None:
    text = '[set]\n"outreach.crowding" = 0.0\n' + change('"staff.fte" = 0.68')
    every = found(tmp_path, text, 'extends = "pilot"\n')
    assert len({one.code for one in every}) == 3
    assert [one.text("nl") for one in every if ENGLISH.search(one.text("nl"))] == []


def test_doubts_are_errors_only_where_they_are_asked_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text('extends = "pilot"\n', encoding="utf-8")
    assert main(["scenarios", "check", "mine.toml", "--lang", "nl"]) == 0
    line, doubt = capsys.readouterr().out.splitlines()
    assert line == "mine.toml  ok, met twijfels:" and doubt.startswith("  mine.toml, title: ")
    assert main(["scenarios", "check", "mine.toml", "--strict", "--json"]) == 2
    document = json.loads(capsys.readouterr().out)
    fits(document)
    assert [one["code"] for one in document["warnings"]] == ["no_title"]
    assert main(["scenarios", "check", "pilot", "--strict"]) == 0
