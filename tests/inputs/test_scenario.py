from __future__ import annotations

import datetime as dt
import itertools
import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundation.weeks import week_of
from sim.inputs.files.errors import InputError
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Parameter
from sim.inputs.scenarios.answers import ANSWERS
from sim.inputs.scenarios.scenario import Resolved, resolve
from sim.inputs.scenarios.scenario_file import scenario_names
from tests.inputs.parameter_files import hypothesis, read

THETA = """\
[needs.theta]
value = 0.15
unit = "severity (0-1)"
low = 0.0
high = 0.25
evidence = "assumed"
source = "a name"
label = { en = "threshold", nl = "drempel" }

"""
LEVER_AND_STAFF = """
[work.empower]
value = 0.3
unit = "share"
low = 0.0
high = 1.0
role = "lever"
neutral = 0.0
evidence = "assumed"
source = "a name"
label = { en = "empower", nl = "versterken" }

[team.fte]
value = 6.0
unit = "fte"
low = 0.0
high = 30.0
role = "staff"
evidence = "assumed"
source = "a name"
label = { en = "team", nl = "team" }
"""
SWITCHES = (
    hypothesis("theta.none", 0.0, "no window", "geen venster"),
    hypothesis("theta.half", 0.1, "half a window", "half venster"),
)
PARAMETERS = THETA + "\n".join(SWITCHES) + LEVER_AND_STAFF
OFF = {"theta.none": False, "theta.half": False}
BASE = """\
title = { en = "Base", nl = "Basis" }
place = "pilot"
models = ["fragmented", "wijkbudget"]

[settings]
weeks = 52
start = 2015-01-01

[set]
needs.theta = 0.2

[model.wijkbudget.set]
work.empower = 0.5
"""


@pytest.fixture(scope="module")
def parameters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Parameter]:
    return read(tmp_path_factory.mktemp("parameters"), PARAMETERS)


class Files:
    """Scenario files in a folder of their own, resolved against the small parameters."""

    def __init__(self, folder: Path, parameters: dict[str, Parameter]) -> None:
        self.folder = folder
        self.parameters = parameters
        self.write("base", BASE)

    def write(self, name: str, text: str) -> str:
        path = self.folder / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def resolve(self, text: str, set: dict[str, str] | None = None) -> Resolved:
        return resolve(self.write("one", text), set=set, parameters=self.parameters)

    def child(self, text: str, set: dict[str, str] | None = None) -> Resolved:
        return self.resolve('extends = "base.toml"\n' + text, set)

    def fails(self, text: str, set: dict[str, str] | None = None) -> InputError:
        with pytest.raises(InputError) as caught:
            self.child(text, set)
        return caught.value


@pytest.fixture
def files(tmp_path: Path, parameters: dict[str, Parameter]) -> Files:
    return Files(tmp_path, parameters)


def test_a_file_states_only_what_differs(files: Files) -> None:
    found = files.child("[settings]\nweeks = 260\n")
    assert found.settings.weeks == 260
    assert found.settings.burn_in_weeks == 208
    assert found.place == "pilot"
    assert found.values == {"needs.theta": 0.2, "work.empower": 0.3, "team.fte": 6.0} | OFF
    assert found.values_for("wijkbudget")["work.empower"] == 0.5
    assert found.values_for("fragmented")["work.empower"] == 0.3
    assert found.stated == {"needs.theta"}


def test_origin_of_every_value(files: Files) -> None:
    origin = files.child("[settings]\nweeks = 260\n", {"team.fte": "7"}).origin
    assert origin["settings.weeks"].endswith("one.toml")
    assert origin["settings.start"].endswith("base.toml")
    assert origin["settings.seed"] == "default"
    assert origin["needs.theta"].endswith("base.toml")
    assert origin["work.empower"].startswith("default (")
    assert origin["model.wijkbudget.work.empower"].endswith("base.toml")
    assert origin["team.fte"] == "--set"


def test_the_last_word_counts(files: Files) -> None:
    later = files.child("[set]\nwork.empower = 0.1\n")
    assert later.values_for("wijkbudget")["work.empower"] == 0.1
    both = files.child("[set]\nwork.empower = 0.1\n[model.fragmented.set]\nwork.empower = 0.9\n")
    assert both.values_for("fragmented")["work.empower"] == 0.9
    typed = files.child("", {"work.empower": "0.7"})
    assert {typed.values_for(m.id)["work.empower"] for m in typed.models} == {0.7}
    assert "work.empower" in typed.stated


def test_neutral_sets_and_states_every_lever_for_every_model(files: Files) -> None:
    found = files.child('levers = "neutral"\n')
    assert {found.values_for(m.id)["work.empower"] for m in found.models} == {0.0}
    assert found.stated == {"needs.theta", "work.empower"}
    assert files.child('levers = "neutral"\n[set]\nwork.empower = 0.4').values[
        "work.empower"
    ] == pytest.approx(0.4)


HALF = "[set]\nneeds.theta = 0.1\ntheta.half = true\n"


def test_a_hypothesis_states_what_it_sets(files: Files) -> None:
    text = 'place = "pilot"\nmodels = ["wijkbudget"]\n'
    found = files.resolve(text + "[set]\ntheta.none = true\n")
    assert found.values["needs.theta"] == 0.0
    assert found.stated == {"needs.theta", "theta.none"}
    assert found.origin["needs.theta"] == "theta.none"
    assert files.resolve(text, {"theta.none": "yes"}).values == found.values
    off = files.resolve(text + "[set]\ntheta.none = true\n", {"theta.none": "no"})
    assert off.values["needs.theta"] == 0.15
    assert "needs.theta" not in off.stated


def test_a_hypothesis_may_be_said_twice_but_not_contradicted(files: Files) -> None:
    assert files.child(HALF).values["needs.theta"] == 0.1
    error = files.fails("[set]\ntheta.half = true\n")
    assert (error.code, error.found) == ("inconsistent", "needs.theta = 0.2")
    assert str(error.where).endswith("base.toml")
    both = files.fails(HALF, {"theta.none": "true"})
    assert (both.code, both.found) == ("inconsistent", "needs.theta = 0.1")
    assert both.allowed == "needs.theta = 0.0, or without theta.none"


@pytest.mark.parametrize("dated", [True, False])
def test_a_hypothesis_holds_for_every_model_and_day(files: Files, dated: bool) -> None:
    at = "[[change]]\ndate = 2016-01-01\nset" if dated else "[model.wijkbudget]\nset"
    assert files.fails(f"{at} = {{ theta.none = true }}\n").code == "not_a_lever"


def test_a_hypothesis_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        resolve("pilot", set={"hypothesis.no_spil": "true"})
    assert (caught.value.exit_code, caught.value.nearest) == (2, "hypothesis.no_spill")


HYPOTHESES = [key for key, p in read_parameters().items() if p.sets]


@pytest.mark.parametrize("key", HYPOTHESES)
def test_every_shipped_hypothesis_changes_the_default_world(key: str) -> None:
    plain, found = resolve("pilot"), resolve("pilot", set={key: True})
    changed = {k for k, value in found.values.items() if value != plain.values[k]}
    assert changed == {key, *dict(read_parameters()[key].sets)}
    assert changed <= found.stated


def test_the_hypotheses_of_the_concept_are_there() -> None:
    names = ("no_early_window", "no_spill", "no_contagion", "no_participation_benefit")
    forms = ("constant_growth", "proportional_growth")
    assert {f"hypothesis.{name}" for name in names + forms} <= set(HYPOTHESES)


def test_quoted_and_dotted_keys_are_the_same(files: Files) -> None:
    one = files.child('[set]\n"work.empower" = 0.1\n').values
    assert one == files.child("[set.work]\nempower = 0.1\n").values


def test_changes_are_dated_and_in_order(files: Files) -> None:
    found = files.child(
        '[settings]\nweeks = 104\n[[change]]\ndate = 2016-01-07\nset = { "work.empower" = 0.9 }\n'
        '[[change]]\ndate = "2015-01-15"\nmodel = "wijkbudget"\n'
        'answers = { pay = "silos" }\nset = { "team.fte" = 2 }\n'
    )
    first, second = found.changes
    assert (first.date, first.models) == (dt.date(2015, 1, 15), ("wijkbudget",))
    assert (first.answers, first.set) == ({"pay": "silos"}, {"team.fte": 2.0})
    assert week_of(first.date, found.settings.start) == 1
    assert (second.models, second.set) == ((), {"work.empower": 0.9})


def test_a_new_model_by_difference_and_by_answers(files: Files) -> None:
    found = files.child(
        'models = ["mine", "wijkbudget", "outreach+desks+one_plan+silos+as_is"]\n'
        '[model.mine]\nextends = "wijkbudget"\nbuild = "as_is"\n'
    )
    mine, budget, spelled = found.models
    assert mine.answers == {**budget.answers, "build": "as_is"}
    assert found.values_for("mine")["work.empower"] == 0.5
    assert "+".join(spelled.answers.values()) == spelled.id


@pytest.mark.parametrize("key", ["+".join(key) for key in itertools.product(*ANSWERS.values())])
def test_all_48_combinations_can_be_named(key: str) -> None:
    chosen = resolve("pilot", models=[key]).models
    assert [model.id for model in chosen] == [key]


def test_there_are_48_combinations() -> None:
    assert len(list(itertools.product(*ANSWERS.values()))) == 48


WRONG = {
    "section": ("[setings]\n", "unknown_key", "setings", "settings"),
    "setting": ("[settings]\nweks = 3\n", "unknown_key", "one.toml:3, settings.weks", "weeks"),
    "low": ("[settings]\nweeks = 0\n", "out_of_range", "one.toml:3, settings.weeks", None),
    "text": ('[settings]\nweeks = "52"\n', "wrong_type", "settings.weeks", None),
    "choice": ('[settings]\nmeans = "equl"\n', "out_of_range", "settings.means", "equal"),
    "nobody": ("[settings]\ncitizens = 0\n", "wrong_type", "settings.citizens", None),
    "key": ("[set]\nneeds.teta = 0.1\n", "unknown_key", ":3, set.needs.teta", "needs.theta"),
    "range": ("[set]\nneeds.theta = 9\n", "out_of_range", "one.toml:3, set.needs.theta", None),
    "quoted": ('[set]\nneeds.theta = "0.1"\n', "wrong_type", "set.needs.theta", None),
    "model": ('models = ["fragmentd"]\n', "unknown_model", "one.toml:2, models", "fragmented"),
    "twice": ('models = ["wijkbudget", "wijkbudget"]\n', "duplicate", "models", None),
    "answer": ('[model.wijkbudget]\npay = "silo"\n', "unknown_answer", "one.toml:3", "silos"),
    "incomplete": ('[model.mine]\npay = "silos"\n', "missing_key", "model.mine", None),
    "world": ("[model.wijkbudget.set]\nneeds.theta = 0.1\n", "not_a_lever", "needs.theta", None),
    "early": ("[[change]]\ndate = 2014-12-31\n", "out_of_range", "change 1", None),
    "dated world": ("[[change]]\ndate = 2016-01-01\nset = { needs.theta = 0.1 }\n",
                    "not_a_lever", "needs.theta", None),
    "no day": ('[[change]]\ndate = "2015-13-01"\n', "wrong_type", "date", None),
    "id": ('[model.Mine]\nextends = "wijkbudget"\n', "wrong_type", "model.Mine", None),
    "base": ('[model.mine]\nextends = "wijkbudgt"\n', "unknown_model", "extends", "wijkbudget"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_named_with_file_line_and_key(
    case: tuple[str, str, str, str | None], files: Files
) -> None:
    text, code, where, near = case
    error = files.fails(text)
    assert (error.code, error.nearest) == (code, near)
    assert error.where is not None and where in error.where


@pytest.mark.parametrize(
    ("key", "value", "code", "near"),
    [
        ("needs.teta", "0.1", "unknown_key", "needs.theta"),
        ("settings.weks", "3", "unknown_key", "settings.weeks"),
        ("weks", "3", "unknown_key", "weeks"),
        ("needs.theta", "0.3", "out_of_range", None),
        ("needs.theta", "10%", "wrong_type", None),
        ("means", "equl", "out_of_range", "equal"),
        ("settings.weeks", "1.5", "wrong_type", None),
    ],
)
def test_what_is_wrong_on_the_command_line(
    files: Files, key: str, value: str, code: str, near: str | None
) -> None:
    error = files.fails("", {key: value})
    assert (error.code, error.where, error.nearest) == (code, f"--set {key}", near)
    assert error.allowed


def test_a_setting_can_be_set_by_its_name(files: Files) -> None:
    found = files.child("", {"means": "equal_hours", "settings.citizens": "all", "closed": "true"})
    assert (found.settings.means, found.settings.citizens) == ("equal_hours", 0)
    assert found.settings.closed is True
    assert found.origin["settings.means"] == "--set"
    assert found.stated == {"needs.theta"}


def test_a_circle_of_extends_is_told_whole(files: Files) -> None:
    files.write("two", 'extends = "one.toml"\n')
    with pytest.raises(InputError) as caught:
        files.resolve('extends = "two.toml"\n')
    assert caught.value.code == "circular_extends"
    names = [Path(part).name for part in str(caught.value.found).split(" -> ")]
    assert names == ["one.toml", "two.toml", "one.toml"]


def test_what_is_extended_must_be_there(files: Files) -> None:
    with pytest.raises(InputError) as caught:
        files.resolve('extends = "pilto"\n')
    assert (caught.value.code, caught.value.nearest) == ("unknown_scenario", "pilot")
    with pytest.raises(InputError) as caught:
        files.resolve('extends = "gone.toml"\n')
    assert caught.value.code == "missing_file"


def test_a_csv_of_the_user_is_found_beside_the_scenario(files: Files) -> None:
    assert files.child('place = "mine.csv"\n').place == str(files.folder / "mine.csv")


@given(weeks=st.integers(-10, 6000), seed=st.integers(-5, 2**64))
def test_settings_are_taken_if_and_only_if_they_are_in_range(weeks: int, seed: int) -> None:
    inside = 1 <= weeks <= 5200 and 0 <= seed < 2**63
    try:
        found = resolve("pilot", settings={"weeks": weeks, "seed": seed})
    except InputError as error:
        assert not inside and error.code == "out_of_range"
    else:
        assert inside and (found.settings.weeks, found.settings.seed) == (weeks, seed)


@pytest.mark.parametrize("name", scenario_names())
def test_built_in_scenarios_resolve_to_what_json_and_workers_can_carry(name: str) -> None:
    found = resolve(name)
    assert found.id == name
    assert found.title_en and found.title_nl
    assert set(found.values) == set(read_parameters())
    assert set(found.origin) >= set(found.values)
    assert json.loads(json.dumps(found.document(), allow_nan=False))["id"] == name
    assert pickle.loads(pickle.dumps(found)) == found


def test_null_states_everything_that_has_a_neutral_value() -> None:
    found = resolve("null")
    neutral = {k: p.neutral for k, p in read_parameters().items() if p.neutral is not None}
    assert neutral.keys() <= found.stated
    for model in found.models:
        own = found.values_for(model.id)
        assert {key: own[key] for key in neutral} == neutral
