"""Bundles: what they set, how they compose, and every way to ask for one wrongly."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.files.folders import scenarios_folder
from sim.inputs.parameters.evidence import one_sided
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.bundles import asked, bundles_in, read_bundles
from sim.inputs.scenarios.departures import Departure, departures
from sim.inputs.scenarios.resolved import Resolved
from sim.inputs.scenarios.scenario import parent_of, resolve, restated
from sim.runs.dated import check_changes
from sim.runs.paired import plan_of
from sim.show.labels import words
from tests.test_fuzz import told, toml

KNOWN = read_parameters()
NAMES = list(read_bundles())
SHIPPED = tomllib.loads((scenarios_folder() / "bundles.toml").read_text(encoding="utf-8"))
OUTREACH = ("outreach.presence", "outreach.network_signals", "outreach.school_line")


def refused(*bundles: str, **more: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        resolve("pilot", bundles=bundles, **more)
    told(caught.value)
    return caught.value


def scenario(folder: Path, text: str, name: str = "one") -> Path:
    path = folder / f"{name}.toml"
    extends = "" if text.startswith("extends") else 'extends = "pilot"\n'
    path.write_text(extends + text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_bundle_sets_its_keys_and_takes_no_benefit_alone(name: str) -> None:
    row = read_bundles()[name]
    ends = (
        [""] if row.strength is None else ["", f"={row.strength.low:g}", f"={row.strength.high:g}"]
    )
    for end in ends:
        found = resolve("pilot", bundles=[name + end])
        assert set(found.bundles) == set(row.set) <= found.stated
        assert not list(one_sided(found))
        check_changes(found, KNOWN)
    assert row.label.nl != row.label.en and row.story.nl != row.story.en


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_bundle_has_a_unit_that_is_named_in_dutch(name: str) -> None:
    row = read_bundles()[name]
    if row.strength is not None:
        assert f"parameter_units.{row.strength.unit}" in words("nl")


def test_the_strength_is_what_is_asked_or_usual() -> None:
    assert resolve("pilot", bundles=["cut_wmo"]).values["payer.wmo.cut"] == 0.15
    found = resolve("pilot", bundles=["cut_wmo=0.3", "cheaper_purchasing = 0.2"]).values
    assert (found["payer.wmo.cut"], found["silos.price_level"]) == (0.3, 0.8)


def test_a_formula_takes_what_was_there_for_every_model_apart(tmp_path: Path) -> None:
    text = '[set]\n"outreach.presence" = 0.1\n[model.wijkbudget.set]\n"outreach.presence" = 0.04\n'
    found = resolve(scenario(tmp_path, text), bundles=["half_outreach"])
    assert found.values_for("generalist_team")["outreach.presence"] == 0.05
    assert found.values_for("wijkbudget")["outreach.presence"] == 0.02
    assert found.bundle_of("outreach.presence", "wijkbudget") == "half_outreach"


def test_a_plain_value_of_a_bundle_holds_for_every_model(tmp_path: Path) -> None:
    text = '[model.wijkbudget.set]\n"kitchen_table.dedication" = 0.7\n'
    found = resolve(scenario(tmp_path, text), bundles=["seconded_and_freed"])
    assert found.values_for("wijkbudget")["kitchen_table.dedication"] == 1.0


def test_a_file_asks_for_bundles_in_the_same_words(tmp_path: Path) -> None:
    path = scenario(tmp_path, 'with = ["half_outreach", "cut_youth=0.1"]\n')
    typed = resolve("pilot", bundles=["half_outreach", "cut_youth=0.1"])
    found = resolve(path)
    assert (found.values, found.bundles) == (typed.values, typed.bundles)
    assert found.origin["payer.youth.cut"] == f"{path}, cut_youth"


def test_a_bundle_may_hold_for_one_model(tmp_path: Path) -> None:
    text = '[model.less]\nextends = "wijkbudget"\nwith = ["half_outreach"]\n'
    path = scenario(tmp_path, f'models = ["wijkbudget", "less"]\n{text}')
    found = resolve(path)
    assert [found.values_for(m.id)["outreach.presence"] for m in found.models] == [0.12, 0.06]
    parent = parent_of(path)
    assert parent is not None
    own = [one for one in departures(found, parent) if one.kind == "parameter"]
    assert {(one.key, one.models, one.bundle) for one in own} == {
        (key, ("less",), "half_outreach") for key in OUTREACH
    }


def test_a_variant_has_the_bundles_of_what_it_extends(tmp_path: Path) -> None:
    text = (
        'models = ["less", "twin"]\n[model.less]\nextends = "wijkbudget"\n'
        'with = ["half_outreach"]\n[model.twin]\nextends = "less"\n'
    )
    found = resolve(scenario(tmp_path, text))
    assert found.values_for("twin")["outreach.presence"] == 0.06
    assert found.bundle_of("outreach.presence", "twin") == "half_outreach"
    assert found.origin["model.twin.outreach.presence"].endswith("half_outreach")


def test_the_same_bundle_in_a_later_place_starts_anew(tmp_path: Path) -> None:
    path = scenario(tmp_path, 'with = ["half_outreach", "cut_wmo"]\n')
    found = resolve(path, bundles=["half_outreach=0.25", "cut_wmo=0.2"])
    assert found.values["outreach.presence"] == 0.03
    assert found.values["payer.wmo.cut"] == 0.2


def test_a_later_word_may_change_one_key_and_then_it_is_of_no_bundle(tmp_path: Path) -> None:
    scenario(tmp_path, 'with = ["half_outreach"]\n', "base")
    path = scenario(tmp_path, 'extends = "base.toml"\n[set]\n"outreach.presence" = 0.1\n')
    for found in (resolve(path), resolve(tmp_path / "base.toml", set={"outreach.presence": "0.1"})):
        assert found.values["outreach.presence"] == 0.1
        assert set(found.bundles) == {*OUTREACH} - {"outreach.presence"}


def test_neutral_levers_are_of_no_bundle(tmp_path: Path) -> None:
    scenario(tmp_path, 'with = ["half_outreach", "cut_wmo"]\n', "base")
    found = resolve(scenario(tmp_path, 'extends = "base.toml"\nlevers = "neutral"\n'))
    assert found.bundles == {}


def test_two_that_say_the_same_may_stand_together() -> None:
    found = resolve("pilot", bundles=["municipality_staffed_team", "seconded_and_freed"])
    assert found.values["kitchen_table.dedication"] == 1.0
    stated = resolve("pilot", bundles=["cut_wmo"], set={"payer.wmo.cut": "0.15"})
    assert stated.bundles == {"payer.wmo.cut": "cut_wmo"}


def test_a_point_of_a_study_that_moves_a_key_is_of_no_bundle() -> None:
    found = restated(resolve("pilot", bundles=["cut_wmo"]), {"payer.wmo.cut": 0.05}, "point")
    assert found.bundles == {}


def test_a_departure_names_its_bundle_and_the_document_its_label() -> None:
    given: dict[str, Any] = {"bundles": ["cut_wmo=0.2"], "set": {"outreach.presence": "0.1"}}
    parent = parent_of("pilot", **given)
    assert parent is not None
    found = list(departures(resolve("pilot", **given), parent))
    cut = Departure("parameter", "payer.wmo.cut", 0.0, 0.2, bundle="cut_wmo")
    assert cut in found and [one.bundle for one in found if one != cut] == [None]
    assert cut.document(KNOWN)["bundle"] == SHIPPED["cut_wmo"]["label"]


def test_today_needs_no_lever_of_a_bundle_and_a_model_that_is_compared_does() -> None:
    plan = plan_of("pilot", {}, {}, ("generalist_team",), bundles=["half_outreach"])
    assert plan.today.id == "fragmented" and plan.parent is not None
    with pytest.raises(InputError) as caught:
        plan_of("pilot", {}, {}, ("fragmented",), bundles=["half_outreach"])
    assert caught.value.code == "no_lever"


def test_an_answer_that_a_model_gives_later_is_enough(tmp_path: Path) -> None:
    text = (
        'models = ["fragmented"]\nwith = ["half_outreach"]\n[[change]]\ndate = 2015-06-01\n'
        'answers = { reach = "outreach" }\n'
    )
    assert resolve(scenario(tmp_path, text)).bundles
    with pytest.raises(InputError) as caught:
        resolve(scenario(tmp_path, 'models = ["fragmented"]\nwith = ["half_outreach"]\n'))
    assert caught.value.code == "no_lever"
    assert str(caught.value.where).endswith("one.toml:3, with 1")


def test_a_file_may_be_run_under_a_model_without_what_its_bundle_sets(tmp_path: Path) -> None:
    path = scenario(tmp_path, 'with = ["half_outreach"]\n')
    assert resolve(path, models=["fragmented"]).bundles


TYPED: list[tuple[tuple[str, ...], dict[str, Any], str, str | None, str]] = [
    (("half_outrech",), {}, "unknown_bundle", "half_outreach", "does not exist"),
    (("",), {}, "unknown_bundle", None, "does not exist"),
    (("half_outreach=1.5",), {}, "out_of_range", None, "is out of range"),
    (("half_outreach=-0.1",), {}, "out_of_range", None, "is out of range"),
    (("half_outreach=half",), {}, "wrong_type", None, "is a number"),
    (("half_outreach=",), {}, "wrong_type", None, "is a number"),
    (("half_outreach=0,5",), {}, "wrong_type", "0.5", "is a number"),
    (("half_outreach=nan",), {}, "wrong_type", None, "is a number"),
    (("no_coaching=1",), {}, "no_strength", None, "has no strength"),
    (("cut_wmo", "cut_wmo=0.2"), {}, "duplicate", None, "there twice"),
    (("half_outreach",), {"models": ["fragmented"]}, "no_lever", None, "no model here"),
    (("youth_inside_budget",), {"models": ["generalist_team"]}, "no_lever", None, "no model here"),
    (("half_outreach", "double_outreach"), {}, "inconsistent", None,
     "half_outreach and double_outreach differ on outreach.presence"),
    (("cut_wmo", "savings_booked_in_advance"), {}, "inconsistent", None,
     "cut_wmo and savings_booked_in_advance differ on payer.wmo.cut"),
    (("cut_wmo",), {"set": {"payer.wmo.cut": "0.2"}}, "inconsistent", None,
     "cut_wmo gives payer.wmo.cut another value"),
]  # fmt: skip


@pytest.mark.parametrize(("bundles", "more", "code", "near", "says"), TYPED)
def test_what_is_asked_wrongly_is_told(
    bundles: tuple[str, ...], more: dict[str, Any], code: str, near: str | None, says: str
) -> None:
    error = refused(*bundles, **more)
    assert (error.code, error.nearest) == (code, near)
    assert says in error.text() and str(error.where).startswith("--")


WRITTEN = {
    "unknown": ('with = ["half_outrech"]', "with 1", "unknown_bundle"),
    "second": ('with = ["cut_wmo", "cut_youth=9"]', "with 2", "out_of_range"),
    "no list": ('with = "cut_wmo"', "with", "wrong_type"),
    "number": ("with = [1]", "with 1", "wrong_type"),
    "beside": ('with = ["cut_wmo"]\n[set]\n"payer.wmo.cut" = 0.2', "set.payer.wmo.cut",
               "inconsistent"),
    "of a model": ('[model.wijkbudget]\nwith = ["half_outreach=x"]', "model.wijkbudget.with 1",
                   "wrong_type"),
    "of all": ('[model.wijkbudget]\nwith = ["cut_wmo"]', "model.wijkbudget.with 1", "not_a_lever"),
    "no lever": ('[model.fragmented]\nwith = ["half_outreach"]', "model.fragmented.with 1",
                 "no_lever"),
    "beside in a model": ('[model.wijkbudget]\nwith = ["half_outreach"]\n[model.wijkbudget.set]\n'
                          '"outreach.presence" = 0.1', "model.wijkbudget.set.outreach.presence",
                          "inconsistent"),
    "two in a model": ('[model.wijkbudget]\nwith = ["half_outreach", "double_outreach"]',
                       "model.wijkbudget.with 2", "inconsistent"),
    "hypothesis": ('with = ["early_debt_help"]\n[model.wijkbudget]\nWith = []',
                   "model.wijkbudget.With", "unknown_key"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRITTEN.values(), ids=WRITTEN.keys())
def test_what_a_file_asks_wrongly_is_told_at_its_place(
    case: tuple[str, str, str], tmp_path: Path
) -> None:
    text, where, code = case
    with pytest.raises(InputError) as caught:
        resolve(scenario(tmp_path, text + "\n"))
    told(caught.value)
    assert caught.value.code == code and str(caught.value.where).endswith(where)


def test_two_bundles_contradict_each_other_from_two_files_too(tmp_path: Path) -> None:
    path = scenario(tmp_path, 'with = ["half_outreach"]\n')
    with pytest.raises(InputError) as caught:
        resolve(path, bundles=["double_outreach"])
    assert "half_outreach and double_outreach" in caught.value.message


Spoil = Callable[[dict[str, Any]], object]


def spoilt(row: dict[str, Any]) -> Iterator[tuple[str, Spoil, str]]:
    """Every key of a bundle made wrong: what is wrong, how, and the code it is told with."""
    for key in row:
        needed = key not in ("open", "strength")
        yield f"{key} misspelt", lambda r, k=key: r.update({f"{k}x": r.pop(k)}), "unknown_key"
        if needed:
            yield f"{key} missing", lambda r, k=key: r.pop(k), "missing_key"
        choice = key == "evidence"
        code = "out_of_range" if choice else "wrong_type"
        yield f"{key} a number", lambda r, k=key: r.update({k: 7}), code
    for key in row["set"]:
        at = f"set.{key}"
        yield f"{at} misspelt", lambda r, k=key: r["set"].update({k + "x": 1.0}), "unknown_key"
        yield f"{at} a list", lambda r, k=key: r["set"].update({k: [1]}), "wrong_type"
        yield f"{at} too high", lambda r, k=key: r["set"].update({k: 1e9}), "out_of_range"
        yield f"{at} no formula", lambda r, k=key: r["set"].update({k: "was *"}), "inconsistent"
        yield f"{at} a name", lambda r, k=key: r["set"].update({k: "wass"}), "inconsistent"
        yield f"{at} a call", lambda r, k=key: r["set"].update({k: "open(1)"}), "inconsistent"
    yield "no source", lambda r: r.update(sources=[]), "out_of_range"
    yield "another source", lambda r: r.update(sources=["T99"]), "unknown_source"
    yield "one language", lambda r: r["label"].pop("nl"), "missing_key"
    yield "sets nothing", lambda r: r.update(set={}), "out_of_range"
    if "strength" in row:
        yield "usual beyond", lambda r: r["strength"].update(value=1e9), "out_of_range"
        yield "no unit", lambda r: r["strength"].pop("unit"), "missing_key"
        yield "a text", lambda r: r["strength"].update(low="low"), "wrong_type"


@pytest.mark.parametrize("name", NAMES)
def test_every_key_of_a_shipped_bundle_made_wrong_is_told(name: str, tmp_path: Path) -> None:
    path, messages = tmp_path / "bundles.toml", set()
    for what, spoil, code in spoilt(SHIPPED[name]):
        row = copy.deepcopy(SHIPPED[name])
        spoil(row)
        path.write_text(f"{name} = {toml(row)}\n", encoding="utf-8")
        with pytest.raises(InputError) as caught:
            bundles_in(path)
        told(caught.value)
        assert caught.value.code == code, (what, caught.value.text())
        assert str(caught.value.where).startswith(str(path)), what
        messages.add(caught.value.text())
    assert len(messages) == len(list(spoilt(SHIPPED[name])))
    path.write_text(f"{name} = {toml(SHIPPED[name])}\n", encoding="utf-8")
    assert bundles_in(path) == {name: read_bundles()[name]}


def test_a_bundle_is_asked_for_by_name_and_strength() -> None:
    found = asked(" cut_wmo = 0.25 ", "here")
    assert (found.id, found.strength, found.where) == ("cut_wmo", 0.25, "here")
    assert asked("no_coaching", "here").strength is None


def test_what_is_resolved_comes_back_from_a_manifest() -> None:
    from sim.inputs.scenarios.resolved import resolved_of

    found: Resolved = resolve("pilot", bundles=["half_outreach"])
    assert resolved_of(found.document(), found.choices()).bundles == found.bundles


def test_the_schema_of_scenarios_knows_every_bundle() -> None:
    import jsonschema

    from sim.show.scenario_schema import scenario_schema

    schema = scenario_schema("nl")
    for name, row in read_bundles().items():
        strong = [] if row.strength is None else [f"{name}={row.strength.value:g}"]
        asked_for = {"with": [name, *strong], "model": {"wijkbudget": {"with": [name]}}}
        jsonschema.validate(asked_for, schema)
    for wrong in ("half_outrech", "no_coaching=1", "cut_wmo=much", 3):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"with": [wrong]}, schema)
    assert schema["properties"]["with"]["description"]


def test_two_scenarios_laid_side_by_side_say_of_which_bundle_the_second_has_a_value() -> None:
    from sim.inputs.scenarios.differences import differences

    plain, cut = resolve("pilot"), resolve("pilot", bundles=["cut_wmo"])
    for first, second, bundle in ((plain, cut, "cut_wmo"), (cut, plain, None)):
        (found,) = differences(first, second)
        assert (found.key, found.bundle) == ("payer.wmo.cut", bundle)
