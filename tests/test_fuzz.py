"""Any scenario, design or option: taken and found back in what is resolved, or told as an error."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.cli.command import Command
from sim.cli.main import COMMANDS, cli
from sim.cli.options import asked, resolves
from sim.inputs.files.errors import InputError
from sim.inputs.option import options_of
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.bundles import read_bundles
from sim.inputs.scenarios.design_file import DesignFile, read_design
from sim.inputs.scenarios.resolved import Resolved
from sim.inputs.scenarios.scenario import resolve
from sim.inputs.scenarios.settings import Settings
from sim.runs.axis import axes_of
from tests.examples import examples

KNOWN = read_parameters()
KEYS = sorted(KNOWN)
ODD_TEXT = ("", "all", "ja", "1.000", "0,5", "1_000", "\uff11", "\u0661", "nan", "-inf", "1e999",
            "2015-13-01", "a\x00b", "\x1b[2J", "\u202e", "$\\frac{1$", "x" * 400, "../x.toml",
            "pilot", "wijkbudget", "Wijkbudget", "desk", "equal", "2015-06-01")  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-5, 400), st.sampled_from([10**30, 2**63]), st.floats(allow_infinity=False)
)
DAYS = st.dates(dt.date(2014, 6, 1), dt.date(2019, 6, 1))
ODD = st.one_of(
    NUMBERS, st.booleans(), DAYS, st.sampled_from(ODD_TEXT), st.just([]), st.just({}),
    st.just([1]), st.just({"a": 1}),
)  # fmt: skip


def fitting(key: str) -> st.SearchStrategy[Any]:
    """A value that a parameter may have."""
    item = KNOWN[key]
    if isinstance(item.value, bool):
        return st.booleans()
    if isinstance(item.value, str):
        return st.sampled_from(item.choices)
    if item.integer:
        return st.integers(int(item.low or 0), int(item.high or 0))
    return st.floats(item.low, item.high)


BUNDLES = ("half_outreach", "cut_youth=0.2", "no_coaching", "second_check=2", "half_outreach=0.1")
ODD_BUNDLES = (
    "",
    "half_outreach=2",
    "cut_wmo=",
    "no_coaching=1",
    "half_outrech",
    "=",
    "cut_wmo==1",
)
# Keys that may stand for every model, for one of them, and from a date on.
EVERYWHERE = [key for key in KEYS if not KNOWN[key].sets]
ONE_MODEL = [key for key in KEYS if KNOWN[key].role in ("lever", "staff")]


@st.composite
def sets(draw: st.DrawFn, odd: bool, keys: list[str]) -> dict[str, Any]:
    """Some values by key; odd: of any kind, and of keys that may not stand there."""
    names = draw(st.lists(st.sampled_from(KEYS if odd else keys), max_size=3, unique=True))
    found = {key: draw(st.one_of(fitting(key), ODD) if odd else fitting(key)) for key in names}
    return found | (
        draw(st.sampled_from([{}, {"staff.fteX": 1}, {"Staff.fte": 1.0}])) if odd else {}
    )


@st.composite
def settings_of(draw: st.DrawFn, odd: bool) -> dict[str, Any]:
    whole = st.integers(53, 300)
    good: dict[str, st.SearchStrategy[Any]] = {
        "weeks": whole, "burn_in_weeks": whole, "replications": whole, "seed": whole,
        "citizens": st.one_of(whole, st.just("all")), "start": st.just(dt.date(2014, 12, 1)),
        "closed": st.booleans(), "means": st.sampled_from(["equal", "equal_hours"]),
    }  # fmt: skip
    names = draw(st.lists(st.sampled_from(sorted(good)), max_size=3, unique=True))
    found = {name: draw(st.one_of(good[name], ODD) if odd else good[name]) for name in names}
    return found | (draw(st.sampled_from([{}, {"Weeks": 3}])) if odd else {})


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """A scenario that extends the pilot, with something odd in one part of it or in none."""
    odd = draw(st.sampled_from(["", "", "", "settings", "set", "key", "model", "change", "with"]))
    found: dict[str, Any] = {"extends": "pilot"}
    if odd == "settings" or draw(st.booleans()):
        found["settings"] = draw(settings_of(odd == "settings"))
    if odd == "set" or draw(st.booleans()):
        found["set"] = draw(sets(odd == "set", EVERYWHERE))
    if odd == "key":
        key = draw(
            st.sampled_from(
                [
                    "title",
                    "place",
                    "models",
                    "levers",
                    "name",
                    "sett",
                    "Set",
                    "with",
                    "sources",
                    "story",
                    "claims",
                ]
            )
        )
        found[key] = draw(ODD)
    if odd == "with" or draw(st.booleans()):
        names = st.sampled_from(BUNDLES + ODD_BUNDLES if odd == "with" else BUNDLES)
        found.setdefault("with", draw(st.lists(names, max_size=3)))
    if odd == "model" or draw(st.booleans()):
        own = draw(sets(odd == "model", ONE_MODEL))
        wrong = draw(st.sampled_from([{}, {"Pay": "silos"}])) if odd == "model" else {}
        name = draw(st.sampled_from(["mine", "Mine"] if odd == "model" else ["wijkbudget", "mine"]))
        found["model"] = {name: {"extends": "wijkbudget", "set": own} | wrong}
    days = st.dates(dt.date(2015, 1, 1), dt.date(2015, 12, 1))
    if odd == "change" or draw(st.booleans()):
        found["change"] = [
            {
                "date": draw(st.one_of(DAYS, ODD) if odd == "change" else days),
                "set": draw(sets(odd == "change", ONE_MODEL)),
                **draw(st.sampled_from([{}, {"model": "wijkbudget"}])),
                **(draw(st.sampled_from([{}, {"x": 1}])) if odd == "change" else {}),
            }
            for _ in range(draw(st.integers(1, 2)))
        ]
    return found


def toml(value: Any) -> str:
    """A value as TOML has it, tables within a line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, dt.date):
        return value.isoformat()
    return repr(value) if isinstance(value, float) else json.dumps(value).replace("\x7f", "\\u007f")


def written(path: Path, tables: dict[str, Any]) -> Path:
    lines = [f"{json.dumps(key)} = {toml(value)}" for key, value in tables.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def told(error: InputError) -> None:
    """An error is one line in both languages and a document."""
    for lang in ("en", "nl"):
        assert error.text(lang).splitlines() == [error.text(lang)]
    assert error.exit_code == 2 and json.dumps(error.document())


def same(given: Any, found: Any) -> bool:
    """A value is what was written: of its own kind, or a whole number for another."""
    if isinstance(given, bool) or isinstance(found, bool):
        return given is found
    return bool(given == found)


def found_back(tables: dict[str, Any], found: Resolved) -> None:
    """Everything that was written is in the scenario."""
    for name, value in tables.get("settings", {}).items():
        own = getattr(found.settings, name)
        assert same(0 if value == "all" else dt.date.fromisoformat(value)
                    if name == "start" and isinstance(value, str) else value, own)  # fmt: skip
    for key, value in tables.get("set", {}).items():
        assert same(value, found.values[key]) or value in ("ja", "nee")
    asked = {one.partition("=")[0].strip() for one in tables.get("with", [])}
    assert set(found.bundles.values()) <= asked
    assert all(found.stated >= read_bundles()[one].set.keys() for one in asked)
    chosen = {model.id for model in found.models}
    for model, table in tables.get("model", {}).items():
        for key, value in table["set"].items() if model in chosen else ():
            assert same(value, found.model_values[model][key])
    assert len(found.changes) == len(tables.get("change", []))
    first, last = found.settings.start, found.last_day
    assert all(first <= change.date <= last for change in found.changes)
    for table in tables.get("change", []):
        assert any(table["set"].items() <= change.set.items() for change in found.changes)


@pytest.mark.slow
@settings(max_examples=examples("fuzz_scenarios"))
@given(tables=scenarios())
def test_any_scenario_is_taken_whole_or_told(
    tables: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(tmp_path_factory.getbasetemp() / "fuzz.toml", tables)
    try:
        found = resolve(path)
    except InputError as error:
        told(error)
        assert path.name in str(error.where) or error.where in KNOWN
    else:
        found_back(tables, found)


@st.composite
def designs(draw: st.DrawFn) -> dict[str, Any]:
    methods = st.sampled_from(["grid", "lhs", "sobol", "saltelli", "oat", "list", "LHS"])
    found: dict[str, Any] = {"name": "fuzz", "method": draw(methods)}
    names = st.sampled_from([*KEYS[::40], "desks.*", "world", "hypotheses", "settings", "luck",
                             "settings.means", "settings.weeks", "Staff.fte"])  # fmt: skip
    spans: dict[str, Any] = {}
    for name in draw(st.lists(names, max_size=2, unique=True)):
        keys = st.sampled_from(["low", "high", "levels", "values", "together", "Low"])
        spans[name] = {
            key: draw(ODD if key != "values" else st.lists(NUMBERS, max_size=3))
            for key in draw(st.lists(keys, max_size=2, unique=True))
        }
    if spans:
        found["input"] = spans
    keys = st.sampled_from(
        ["size", "scenario", "place", "models", "point", "settings", "luck", "extra"]
    )
    for key in draw(st.lists(keys, max_size=2)):
        found[key] = draw(ODD)
    return found


@pytest.mark.slow
@settings(max_examples=examples("fuzz_designs"))
@given(tables=designs())
@example(tables={"name": "fuzz", "method": "grid", "size": True})
@example(tables={"name": "fuzz", "method": "grid", "input": {"staff.fte": {"low": True}}})
def test_any_design_is_taken_whole_or_told(
    tables: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(tmp_path_factory.getbasetemp() / "design.toml", tables)
    try:
        layer = read_design(path)
        axes = axes_of(layer.content.input, layer.where("input"))
    except InputError as error:
        told(error)
        return
    assert layer.content.input.keys() == tables.get("input", {}).keys()
    assert bool(axes) == bool(tables.get("input"))
    for key in DesignFile.model_fields.keys() & tables.keys() - {"input", "point", "settings"}:
        own = getattr(layer.content, key)
        many = tables[key] if isinstance(tables[key], list) else [tables[key]]
        assert list(own) == many if isinstance(own, tuple) else same(tables[key], own)


EVERY: dict[str, Command[Any]] = {
    one.request.command: one for one in COMMANDS if one.request.command != "verify"
}
TYPED = st.one_of(
    st.sampled_from(ODD_TEXT), st.integers(-3, 10**12).map(str), st.floats().map(str),
    st.sampled_from(BUNDLES + ODD_BUNDLES),
    st.sampled_from(["burden < 0", "burden < 1.2.3", "staff.fte=1.0", "weeks=1_0", "weeks=9",
                     "citizens=1.000", "nl", "en", "means=Equal", "burden", "hypotheses"]),
)  # fmt: skip


def command_of(name: str) -> click.Command:
    at: click.Command = cli
    for word in name.split():
        assert isinstance(at, click.Group)
        at = at.commands[word]
    return at


@st.composite
def commands(draw: st.DrawFn) -> tuple[str, list[str]]:
    name = draw(st.sampled_from(sorted(EVERY)))
    flags = [
        option.flag(field)
        for field, option in options_of(EVERY[name].request).items()
        if not option.argument and field != "out"
    ]
    words: list[str] = []
    for _ in range(draw(st.integers(0, 3))):
        words += [draw(st.sampled_from([*flags, "--Weeks"])), draw(TYPED)]
    return name, words


@pytest.mark.slow
@settings(max_examples=examples("fuzz_options"))
@given(typed=commands())
def test_any_option_is_taken_as_it_is_typed_or_told(typed: tuple[str, list[str]]) -> None:
    name, words = typed
    command = EVERY[name]
    try:
        given_to = command_of(name).make_context("wijksim", list(words)).params
        request = asked(command.request, given_to.pop("as_json"), given_to)
        if command.check is not None:
            command.check(request)
    except InputError as error:
        told(error)
    except (click.ClickException, click.exceptions.Exit):
        return
    else:
        numbers_are_as_typed(request, words)


def numbers_are_as_typed(request: Any, words: list[str]) -> None:
    """A number is what is typed, in plain digits."""
    typed = {float(word) for word in words if re.fullmatch(r"-?[0-9.]+(e[+-]?[0-9]+)?", word)}
    for field, option in options_of(request).items():
        value = getattr(request, field)
        if option.flag(field) in words and type(value) in (int, float):
            assert value in typed
    if EVERY[request.command].check is resolves:
        for key, value in request.set.items():
            if key.removeprefix("settings.") in Settings.model_fields:
                assert "_" not in value and not value.startswith("1.0")
