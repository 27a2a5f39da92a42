"""The catalogue: every scenario tells its story, and every key of it made wrong is told."""

from __future__ import annotations

import copy
import datetime as dt
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.parameters.sources import source_ids
from sim.inputs.request import RunRequest
from sim.inputs.scenarios.bundles import asked
from sim.inputs.scenarios.scenario import resolve
from sim.inputs.scenarios.scenario_file import CATALOGUE, chain, scenario_names
from sim.population.places import find_place
from sim.runs.claims import check_claims
from sim.runs.dated import check_changes
from sim.runs.happening import check_events
from sim.runs.paired import plan_of
from sim.studies.run import run_command
from tests.inputs.test_bundles import KNOWN
from tests.test_fuzz import told, toml

LAYERS = {name: chain(name)[-1] for name in scenario_names()}
SHIPPED = {
    name: tomllib.loads(layer.path.read_text(encoding="utf-8")) for name, layer in LAYERS.items()
}
TOLD = [name for name, layer in LAYERS.items() if layer.path.parent.name == CATALOGUE]
Spoil = Callable[[dict[str, Any]], object]
Case = tuple[str, Spoil, str]  # what is wrong, how it is made so, the code it is told with


def test_the_catalogue_is_among_the_built_in_scenarios_after_the_others() -> None:
    names = scenario_names()
    assert names[0] == "pilot" and len(TOLD) > 30
    assert names[-len(TOLD) :] == sorted(TOLD)


@pytest.mark.parametrize("name", TOLD)
def test_a_scenario_of_the_catalogue_tells_its_story_in_two_languages(name: str) -> None:
    content = LAYERS[name].content
    assert content.story is not None and content.title is not None
    assert content.sources and content.open and content.name == name
    for said in (content.story, content.title, *content.claims, *content.open):
        assert said.nl and said.en
    assert content.story.nl != content.story.en


@pytest.mark.parametrize("name", TOLD)
def test_every_value_names_its_source_beside_it(name: str) -> None:
    layer = LAYERS[name]
    text, content = layer.path.read_text(encoding="utf-8"), layer.content
    comments = " ".join(line.partition("#")[2] for line in text.splitlines())
    assert set(source_ids(comments)) <= set(content.sources)
    if content.bundles or content.set or content.change or content.model:
        assert source_ids(comments)
    for bundle in content.bundles:
        assert set(asked(bundle, name).bundle.sources) & set(content.sources), bundle


@pytest.mark.parametrize("name", TOLD)
def test_a_scenario_of_the_catalogue_stands_on_its_own_place(name: str) -> None:
    plan = plan_of(name, {}, {}, None)
    assert plan.place.inhabitants > 0 and plan.parent is not None
    assert plan.resolved.title_en == LAYERS[name].content.title.en  # type: ignore[union-attr]


@pytest.mark.slow
@pytest.mark.parametrize("name", TOLD)
def test_every_scenario_of_the_catalogue_runs(name: str) -> None:
    resolved = resolve(name)
    days = [day for model in resolved.models for day in resolved.moments(model.id)]
    last = max(days, default=resolved.settings.start)
    weeks = max(8, (last - resolved.settings.start).days // 7 + 2)
    for model in resolved.models:
        given: dict[str, Any] = {"citizens": 400, "weeks": weeks, "set": {"burn_in_weeks": "8"}}
        found = run_command(RunRequest(name, model=model.id, **given))
        assert found["years"] and found["weeks"] == weeks


def at(table: dict[str, Any], path: tuple[str | int, ...]) -> Any:
    for key in path:
        table = table[key]  # type: ignore[index]
    return table


def put(path: tuple[str | int, ...], value: Any) -> Spoil:
    return lambda tables: at(tables, path[:-1]).__setitem__(path[-1], value)


def renamed(path: tuple[str | int, ...]) -> Spoil:
    def spoil(tables: dict[str, Any]) -> None:
        inside = at(tables, path[:-1])
        inside[f"{path[-1]}x"] = inside.pop(path[-1])

    return spoil


def gone(path: tuple[str | int, ...]) -> Spoil:
    return lambda tables: at(tables, path[:-1]).pop(path[-1])


def of_texts(at: tuple[str | int, ...], texts: dict[str, str]) -> Iterator[Case]:
    if "measure" in texts:
        yield from of_measure((*at, "measure"), texts["measure"])  # type: ignore[arg-type]
    for lang in set(texts) - {"measure"}:
        yield f"{at} without {lang}", gone((*at, lang)), "missing_key"
        yield f"{at} {lang} a number", put((*at, lang), 7), "wrong_type"


def of_measure(at: tuple[str | int, ...], measure: dict[str, Any]) -> Iterator[Case]:
    for key in measure:
        yield f"{at} {key} misspelt", renamed((*at, key)), "unknown_key"
    yield f"{at} of nothing", put((*at, "outcome"), "burdn"), "unknown_outcome"
    yield f"{at} without an outcome", gone((*at, "outcome")), "missing_key"
    yield f"{at} to no side", put((*at, "side"), "aside"), "out_of_range"
    yield f"{at} level in words", put((*at, "level"), "high"), "wrong_type"


def of_values(at: tuple[str | int, ...], values: dict[str, Any]) -> Iterator[Case]:
    for key in values:
        yield f"{key} misspelt", renamed((*at, key)), "unknown_key"
        choice = bool(KNOWN[key].choices)
        yield f"{key} a list", put((*at, key), [1.0]), "out_of_range" if choice else "wrong_type"
        if KNOWN[key].numeric:
            yield f"{key} in quotes", put((*at, key), "1.0"), "wrong_type"
            yield f"{key} too high", put((*at, key), 1e9), "out_of_range"
        elif choice:
            yield f"{key} no choice", put((*at, key), "nowhere"), "out_of_range"


def of_bundles(at: tuple[str | int, ...], bundles: list[str]) -> Iterator[Case]:
    for number, bundle in enumerate(bundles):
        how, name = (*at, number), bundle.partition("=")[0]
        yield f"{bundle} misspelt", put(how, f"{name}x"), "unknown_bundle"
        yield f"{bundle} a number", put(how, 3), "wrong_type"
        strong = asked(name, "here").strength is not None
        yield (
            f"{bundle} too strong",
            put(how, f"{name}=1e9"),
            ("out_of_range" if strong else "no_strength"),
        )
        yield (
            f"{bundle} in words",
            put(how, f"{name}=much"),
            ("wrong_type" if strong else "no_strength"),
        )
    if bundles:
        twice = [bundles[0], *bundles]
        yield f"{at} twice", put(at, twice), "duplicate"


def of_models(models: dict[str, Any]) -> Iterator[Case]:
    for name, table in models.items():
        for key, value in table.items():
            here = ("model", name, key)
            yield f"{here} misspelt", renamed(here), "unknown_key"
            yield f"{here} a number", put(here, 7), "wrong_type"
            if key == "set":
                yield from of_values(here, value)
            elif key == "title":
                yield from of_texts(here, value)
            elif key == "with":
                yield from of_bundles(here, value)
            else:
                code = "unknown_model" if key == "extends" else "unknown_answer"
                yield f"{here} unknown", put(here, "nowhere"), code


def of_changes(changes: list[dict[str, Any]]) -> Iterator[Case]:
    for number, change in enumerate(changes):
        here = ("change", number)
        for key in change:
            yield f"{here} {key} misspelt", renamed((*here, key)), "unknown_key"
            yield f"{here} {key} a number", put((*here, key), 7), "wrong_type"
        yield f"{here} without a date", gone((*here, "date")), "missing_key"
        before, after = dt.date(1999, 1, 1), dt.date(2099, 1, 1)
        yield f"{here} before", put((*here, "date"), before), "out_of_range"
        yield f"{here} after", put((*here, "date"), after), "out_of_range"
        yield from of_values((*here, "set"), change.get("set", {}))
        if "model" in change:
            yield f"{here} of nobody", put((*here, "model"), "nowhere"), "unknown_model"


def of_events(events: list[dict[str, Any]]) -> Iterator[Case]:
    for number, event in enumerate(events):
        here = ("event", number)
        for key in event:
            yield f"{here} {key} misspelt", renamed((*here, key)), "unknown_key"
            yield (
                f"{here} {key} yes",
                put((*here, key), True),
                ("out_of_range" if key == "open" else "wrong_type"),
            )
        yield f"{here} without a date", gone((*here, "date")), "missing_key"
        yield f"{here} before", put((*here, "date"), dt.date(1999, 1, 1)), "out_of_range"
        yield f"{here} after", put((*here, "date"), dt.date(2099, 1, 1)), "out_of_range"
        yield f"{here} of nothing", put((*here, "open"), "school"), "out_of_range"
        yield f"{here} both", put((*here, "close"), "centre"), "inconsistent"
        yield f"{here} nowhere", put((*here, "area"), "Nergens"), "unknown_key"
        yield f"{here} of nobody", put((*here, "model"), "nowhere"), "unknown_model"
        yield f"{here} of none", put((*here, "places"), 0), "out_of_range"


def of_settings(settings: dict[str, Any]) -> Iterator[Case]:
    for key in settings:
        here = ("settings", key)
        yield f"{key} misspelt", renamed(here), "unknown_key"
        wrong = "out_of_range" if key in ("means", "hours") else "wrong_type"
        yield f"{key} a list", put(here, []), wrong
        if key in ("weeks", "citizens"):
            yield f"{key} too many", put(here, 10**9), "out_of_range"


def spoilt(name: str, tables: dict[str, Any]) -> Iterator[Case]:
    """Every key of a scenario made wrong in every way that it can be."""
    for key in tables:
        yield f"{key} misspelt", renamed((key,)), "unknown_key"
        wrong = "out_of_range" if key == "levers" else "wrong_type"
        yield f"{key} a number", put((key,), 7), wrong
    yield "no name", put(("name",), "Not A Name"), "wrong_type"
    yield "extends nothing", put(("extends",), "nowhere.toml"), "missing_file"
    yield "extends no name", put(("extends",), "nowhere"), "unknown_scenario"
    yield "extends itself", put(("extends",), f"{name}.toml"), "circular_extends"
    yield "no place", put(("place",), "BU09359999"), "unknown_place"
    yield "two kinds", put(("place",), "BU09350402+GM0828"), "inconsistent"
    yield "no models", put(("models",), []), "out_of_range"
    yield "no model", put(("models",), ["nowhere"]), "unknown_model"
    yield "one twice", put(("models",), ["wijkbudget", "wijkbudget"]), "duplicate"
    yield "no source", put(("sources",), ["Z9"]), "unknown_source"
    for key in ("title", "story"):
        yield from of_texts((key,), tables.get(key, {}))
    for key in ("claims", "open"):
        for number, texts in enumerate(tables.get(key, [])):
            yield from of_texts((key, number), texts)
    yield from of_bundles(("with",), tables.get("with", []))
    yield from of_settings(tables.get("settings", {}))
    yield from of_values(("set",), tables.get("set", {}))
    yield from of_models(tables.get("model", {}))
    yield from of_changes(tables.get("change", []))
    yield from of_events(tables.get("event", []))


def read(path: Path) -> None:
    """Everything that is checked before a week is run."""
    found = resolve(path)
    check_events(found, find_place(found.place))
    check_claims(chain(str(path))[-1])
    check_changes(found, KNOWN)


@pytest.mark.parametrize("name", scenario_names())
def test_every_key_of_a_shipped_scenario_made_wrong_is_told(name: str, tmp_path: Path) -> None:
    path, messages, cases = tmp_path / f"{name}.toml", set(), list(spoilt(name, SHIPPED[name]))
    path.write_text(written(SHIPPED[name]), encoding="utf-8")
    read(path)
    for what, spoil, code in cases:
        tables = copy.deepcopy(SHIPPED[name])
        spoil(tables)
        path.write_text(written(tables), encoding="utf-8")
        with pytest.raises(InputError) as caught:
            read(path)
        told(caught.value)
        assert caught.value.code == code, (what, caught.value.text())
        messages.add(caught.value.text())
    assert len(messages) == len(cases)


def written(tables: dict[str, Any]) -> str:
    return "".join(f"{key} = {toml(value)}\n" for key, value in tables.items())


@pytest.mark.parametrize("name", [name for name, one in SHIPPED.items() if "change" in one])
def test_the_order_in_which_dates_stand_in_a_file_changes_nothing(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_bytes(LAYERS[name].path.read_bytes())
    first = [one.content for one in resolve(path).changes]
    turned = {**SHIPPED[name], "change": SHIPPED[name]["change"][::-1]}
    path.write_text(written(turned), encoding="utf-8")
    dates = [one.date for one in resolve(path).changes]
    assert dates == sorted(dates) and {str(one) for one in first} == {
        str(one.content) for one in resolve(path).changes
    }


def test_a_date_without_a_start_is_no_matter_of_how_many_live_there(tmp_path: Path) -> None:
    path = tmp_path / "all.toml"
    tables = {
        "extends": "pilot",
        "settings": {"citizens": "all"},
        "change": [{"date": dt.date(2027, 5, 1), "set": {"staff.fte": 0.9}}],
    }
    path.write_text(written(tables), encoding="utf-8")
    found = resolve(path).settings
    assert (found.start, found.citizens) == (dt.date(2027, 1, 1), 0)
