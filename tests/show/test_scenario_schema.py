"""The schema of scenario files takes what the program takes, and refuses what is misspelt."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from typing import Any

import jsonschema
import pytest

from sim.cli.main import main
from sim.inputs.files.folders import scenarios_folder
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.scenario_file import (
    ChangeTable,
    ModelTable,
    ScenarioFile,
    chain,
    scenario_names,
)
from sim.inputs.scenarios.settings import Settings
from sim.show.scenario_schema import scenario_schema
from tests.docs.test_pages import FILE, LANGUAGE

SCHEMA = scenario_schema("en")
PAGE = dict(FILE.findall(LANGUAGE.read_text(encoding="utf-8")))["mine.toml"]


def told(value: Any) -> Any:
    """Tables of TOML as JSON has them."""
    if isinstance(value, dict):
        return {key: told(item) for key, item in value.items()}
    if isinstance(value, list):
        return [told(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def written(kind: Any) -> set[str]:
    """The keys of a table as a file has them."""
    return {field.alias or name for name, field in kind.model_fields.items()}


def fits(text: str) -> bool:
    checker = jsonschema.Draft202012Validator(SCHEMA)
    return bool(checker.is_valid(told(tomllib.loads(text))))


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator.check_schema(scenario_schema("nl"))


@pytest.mark.parametrize("name", [*scenario_names(), "models"])
def test_every_shipped_scenario_fits(name: str) -> None:
    path = scenarios_folder() / "models.toml" if name == "models" else chain(name)[-1].path
    assert fits(path.read_text(encoding="utf-8"))


def test_everything_that_the_page_shows_fits() -> None:
    assert fits(PAGE) and "[[change]]" in PAGE


@pytest.mark.parametrize(
    "text",
    [
        "staff.fte = 1.0",
        '"staff.fte" = 1',
        '"hypothesis.no_spill" = true',
        '"product.guidance.law" = "longterm"',
    ],
)
def test_values_fit_with_quotes_and_without(text: str) -> None:
    assert fits(f"[set]\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        'plaats = "pilot"',
        'extends = "pilto"',
        'name = "Not A Name"',
        'title = { nl = "x" }',
        'title = { nl = "x", en = "y", de = "z" }',
        'sources = ["A666"]',
        'levers = "neutraal"',
        "models = []",
        "[settings]\nweks = 2",
        "[settings]\nweeks = 0",
        '[settings]\nmeans = "equl"',
        '[settings]\ncitizens = "some"',
        "[settings]\ncitizens = 0",
        '[set]\n"staff.fet" = 1.0',
        "[set]\nstaff.fet = 1.0",
        '[set]\n"staff.fte" = 99.0',
        '[set]\n"staff.fte" = "1.0"',
        '[set]\n"hypothesis.no_spill" = 1',
        '[set]\n"product.guidance.law" = "wlz"',
        '[model.mine]\nreech = "desk"',
        '[model.Mine]\nreach = "desk"',
        '[model.mine.set]\n"needs.theta" = 0.1',
        '[[change]]\ndate = 2016-01-01\nset = { "needs.theta" = 0.1 }',
        '[[change]]\ndate = 2016-01-01\nanswers = { reach = "dek" }',
        "[[change]]\nset = {}",
        "[[change]]\ndate = 2016-01-01\nwhen = 3",
        '[story]\nnl = "x"',
    ],
)
def test_what_is_misspelt_or_out_of_range_does_not_fit(text: str) -> None:
    assert not fits(text)


def test_every_key_of_the_language_is_in_it_with_an_explanation() -> None:
    assert SCHEMA["properties"].keys() == written(ScenarioFile)
    assert all(one["description"] for one in SCHEMA["properties"].values())
    assert SCHEMA["properties"]["settings"]["properties"].keys() == Settings.model_fields.keys()
    defs = SCHEMA["$defs"]
    assert defs["ModelTable"]["properties"].keys() == written(ModelTable)
    assert defs["ChangeTable"]["properties"].keys() == written(ChangeTable)
    assert read_parameters().keys() <= SCHEMA["properties"]["set"]["properties"].keys()


def test_a_parameter_has_its_name_unit_bounds_and_default() -> None:
    known = read_parameters()["staff.fte"]
    assert scenario_schema("nl")["$defs"]["staff.fte"] == {
        "title": known.label_nl,
        "description": "fte per 1.000 inwoners; aangenomen; bron: " + known.source,
        "type": "number",
        "minimum": known.low,
        "maximum": known.high,
        "default": known.value,
    }


def test_the_command_prints_it_in_plain_signs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenarios", "schema", "--lang", "nl"]) == 0
    out = capsys.readouterr().out
    assert out.isascii() and json.loads(out) == json.loads(json.dumps(scenario_schema("nl")))
    assert main(["scenarios", "schema", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(SCHEMA))
