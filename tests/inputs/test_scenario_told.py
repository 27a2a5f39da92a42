"""What a scenario tells people: its sources, its story, what is claimed and what is open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.scenarios.scenario import resolve
from sim.inputs.scenarios.scenario_file import ScenarioFile, Title, read_layer, scenario_names
from sim.inputs.scenarios.shipped import shipped
from tests.documents import fits

TOLD = """
extends = "pilot"
sources = ["A6", "M11"]
story = { nl = "Zo ging het", en = "So it went" }
claims = [{ nl = "een", en = "one" }, { nl = "twee", en = "two" }]

[open]
nl = "open"
en = "not known"
"""


def content(folder: Path, text: str) -> ScenarioFile:
    (folder / "told.toml").write_text(text, encoding="utf-8")
    return read_layer(folder / "told.toml").content


def fault(folder: Path, text: str) -> InputError:
    (folder / "told.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        resolve(folder / "told.toml")
    return caught.value


def test_one_table_or_a_list_of_them_is_the_same(tmp_path: Path) -> None:
    found = content(tmp_path, TOLD)
    assert found.sources == ["A6", "M11"]
    assert found.story == Title(nl="Zo ging het", en="So it went")
    assert [one.en for one in found.claims] == ["one", "two"]
    assert found.open == [Title(nl="open", en="not known")]


def test_it_changes_nothing_of_what_is_simulated(tmp_path: Path) -> None:
    content(tmp_path, TOLD)
    told = resolve(tmp_path / "told.toml")
    content(tmp_path, 'extends = "pilot"\n')
    plain = resolve(tmp_path / "told.toml")
    assert told == plain


@pytest.mark.parametrize(
    ("text", "code", "where", "near"),
    [
        ('sources = ["A6", "A66"]', "unknown_source", "told.toml:2, sources", "A6"),
        ('sources = "A6"', "wrong_type", "told.toml:2, sources", None),
        ('story = { nl = "x" }', "missing_key", "told.toml:2, story.en", None),
        ('story = "x"', "wrong_type", "told.toml:2, story", None),
        ('open = { nl = "x", en = 3 }', "wrong_type", "told.toml:2, open 1, en", None),
        ('[claims]\nnl = "x"\neng = "y"', "unknown_key", "told.toml:2, claims 1, eng", "en"),
        ('[[claims]]\nnl = "x"', "missing_key", "told.toml:2, claims 1, en", None),
        ("claim = []", "unknown_key", "told.toml:2, claim", "claims"),
    ],
)
def test_what_is_wrong_in_it_is_named(
    tmp_path: Path, text: str, code: str, where: str, near: str | None
) -> None:
    error = fault(tmp_path, f'extends = "pilot"\n{text}\n')
    assert error.code == code and str(error.where).endswith(where)
    if near is not None:
        assert error.nearest == near


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_list_has_every_scenario_with_its_title_in_the_language(lang: str) -> None:
    document = shipped(scenario_names(), lang)
    fits(document)
    assert [one["id"] for one in document["scenarios"]] == scenario_names()
    first: dict[str, Any] = document["scenarios"][0]
    assert first["title"].startswith("Caberg-Malpertuis, ")
    assert ("wetten" in first["title"]) == (lang == "nl")
    assert (first["place"], first["models"][0]) == ("pilot", "fragmented")


def test_the_list_has_the_sources_of_a_scenario(tmp_path: Path) -> None:
    content(tmp_path, TOLD)
    pilot, told = shipped(["pilot", str(tmp_path / "told.toml")], "en")["scenarios"]
    assert (told["id"], told["sources"]) == ("told", ["A6", "M11"])
    assert "A6" not in pilot["sources"]
