"""A change with and without: the other side is the parent itself, and nothing else differs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.request import CompareRequest
from sim.runs.paired import Plan, make_plan
from sim.runs.replicate import Draw, replicate
from sim.runs.replication_work import packed, unpacked
from sim.runs.without import with_other
from sim.studies.compare import compare

SMALL: dict[str, Any] = {"citizens": 400, "weeks": 26, "replications": 2, "seed": 3}
PRESENCE, HOURS = "outreach.presence", "staff.fte"


def asked(scenario: str | Path = "pilot", **more: Any) -> CompareRequest:
    return CompareRequest(scenario=scenario, **{**SMALL, **more})


def plan_for(request: CompareRequest) -> Plan:
    return with_other(make_plan(request, request.models), request)


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """A scenario of a few weeks, which others extend."""
    path = tmp_path / "short.toml"
    path.write_text('extends = "pilot"\nname = "short"\n[settings]\nburn_in_weeks = 60\n')
    return path


def file(short: Path, name: str, text: str) -> Path:
    path = short.parent / f"{name}.toml"
    path.write_text(f'extends = "short.toml"\nname = "{name}"\n{text}')
    return path


@pytest.mark.parametrize("kind", ["luck", "full"])
@pytest.mark.parametrize(
    ("text", "untouched"),
    [
        (f'[set]\n"{PRESENCE}" = 0.06\n', {"fragmented"}),
        (f'[set]\n"{HOURS}" = 1.1\n', set()),
        (
            '[model.wijkbudget.set]\n"outreach.presence" = 0.02\n',
            {"fragmented", "generalist_team"},
        ),
    ],
)
def test_the_other_side_is_the_parent_simulated_by_itself(
    short: Path, text: str, untouched: set[str], kind: Any
) -> None:
    plan = plan_for(asked(file(short, "variant", text)))
    assert plan.without is not None
    found = replicate(plan, Draw(kind, 1))
    alone = make_plan(asked(short), None)
    stated = replace(alone.resolved, stated=plan.resolved.stated)
    parent = replicate(replace(alone, resolved=stated), Draw(kind, 1))
    without = {model: run.digest for model, run in found.without.items()}
    assert without == {model: run.digest for model, run in parent.models.items()}
    same = {model for model, digest in without.items() if found.models[model].digest == digest}
    assert same == untouched
    assert {k: v for k, v in parent.drawn.items() if found.drawn[k] != v} == {}


def test_what_opens_or_closes_is_a_change_too(short: Path) -> None:
    area = make_plan(asked(short), None).place.areas[0].code
    text = f'[[event]]\ndate = 2015-02-01\nclose = "centre"\narea = "{area}"\n'
    plan = plan_for(asked(file(short, "variant", text)))
    assert plan.without is not None and plan.without.resolved.events == ()
    found = replicate(plan, Draw("luck", 0))
    assert {m for m, run in found.without.items() if run.digest == found.models[m].digest} == set()


def test_a_team_feels_a_later_change_at_the_desks_outside_its_mandate(short: Path) -> None:
    dated = '[[change]]\ndate = 2015-03-01\n[change.set]\n"desks.overestimate" = '
    file(short, "before", f"{dated}0.1\n")
    after = file(short, "after", f"{dated}0.35\n")
    after.write_text(after.read_text().replace("short.toml", "before.toml"))
    found = replicate(plan_for(asked(after, weeks=60)), Draw("luck", 0))
    assert all(run.digest != found.without[model].digest for model, run in found.models.items())


def test_what_a_change_does_not_touch_gains_and_loses_nobody(short: Path) -> None:
    plan = plan_for(asked(file(short, "variant", f'[set]\n"{PRESENCE}" = 0.06\n')))
    found = replicate(plan, Draw("luck", 0))
    shares = {pair: groups["all"] for pair, groups in found.changed.items()}
    assert list(shares) == [
        *("fragmented-without_fragmented", "generalist_team-without_generalist_team"),
        "wijkbudget-without_wijkbudget",
    ]
    assert shares["fragmented-without_fragmented"] == {"better": 0.0, "worse": 0.0, "same": 1.0}
    assert unpacked(packed(found)).without.keys() == found.without.keys()
    assert replicate(plan, Draw("ample", 0)).without == {}


@pytest.mark.parametrize("more", [{}, {"citizens": 300}, {"weeks": 30}, {"against": "none"}])
def test_size_alone_is_no_change(short: Path, more: dict[str, Any]) -> None:
    text = f'[set]\n"{HOURS}" = 1.1\n' if "against" in more else ""
    assert plan_for(asked(file(short, "variant", text), **more)).without is None


def test_a_built_in_name_with_options_is_compared_with_itself_without_them() -> None:
    plan = plan_for(asked(set={HOURS: "1.1"}))
    assert plan.without is not None and plan.without.resolved.id == "pilot"
    assert plan.without.resolved.values[HOURS] != plan.resolved.values[HOURS] == 1.1
    assert plan.without.today_values == make_plan(asked(), None).today_values
    assert plan_for(asked()).without is None


def test_a_model_of_ones_own_is_compared_with_the_one_it_extends(short: Path) -> None:
    text = (
        'models = ["fragmented", "careful"]\n'
        '[model.careful]\nextends = "generalist_team"\nwork = "separate_plans"\n'
    )
    plan = plan_for(asked(file(short, "variant", text)))
    assert plan.bases == {"fragmented": "fragmented", "careful": "generalist_team"}


def test_another_scenario_is_compared_with_at_the_same_place_and_size(short: Path) -> None:
    other = file(
        short, "other", 'place = "ruwaard"\n[settings]\nweeks = 30\n[set]\n"staff.fte" = 1.0\n'
    )
    plan = plan_for(asked(short, against=str(other)))
    assert plan.without is not None
    assert plan.without.resolved.settings == plan.resolved.settings
    assert plan.without.place == plan.place and plan.without.resolved.id == "other"
    assert HOURS in plan.resolved.stated  # drawn on neither side
    with pytest.raises(InputError, match="pilt"):
        plan_for(asked(short, against="pilt"))


def test_a_comparison_says_what_the_change_does(short: Path, tmp_path: Path) -> None:
    path = file(short, "variant", f'[set]\n"{PRESENCE}" = 0.06\n')
    document = compare(asked(path, out=tmp_path / "out", ample=False, workers=1))
    change = document["change"]
    assert change["scenario"] == "short" and list(change["bases"]) == list(document["models"])
    for model, found in change["differences"].items():
        item = found["burden"]
        levels = document["models"][model]["burden"], change["without"][model]["burden"]
        assert item["mean"] == pytest.approx(levels[0]["mean"] - levels[1]["mean"])
        assert sum(change["gains"][model].values()) == pytest.approx(1.0)
    assert change["differences"]["fragmented"]["burden"]["mean"] == 0.0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert "unfinished" not in manifest


@pytest.mark.parametrize(
    "text",
    [
        f'[settings]\nweeks = 60\n[[change]]\ndate = 2015-12-01\nset = {{ "{HOURS}" = 1.1 }}\n',
        'models = ["fragmented", "generalist_team", "other"]\n[model.other]\n'
        'extends = "generalist_team"\n[model.other.set]\n"outreach.presence" = 0.02\n',
    ],
    ids=["not within these weeks", "a model beside the one it extends"],
)
def test_where_every_model_without_is_there_already_nothing_is_run_again(
    short: Path, text: str
) -> None:
    """As in the short run that compiles: a change at a date does not happen in it."""
    plan = plan_for(asked(file(short, "variant", text), weeks=60))
    assert plan.without is not None
    few = {"settings": plan.resolved.settings.model_copy(update={"weeks": 26})}
    side = replace(plan.without, resolved=replace(plan.without.resolved, **few))
    found = replicate(
        replace(plan, resolved=replace(plan.resolved, **few), without=side), Draw("luck", 1)
    )
    for model, base in plan.bases.items():
        assert found.without[model].digest == found.models[base].digest
