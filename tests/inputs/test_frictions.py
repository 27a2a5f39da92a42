"""Friction is on: no scenario takes a benefit without the friction that its source reports."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.files.folders import scenarios_folder
from sim.inputs.parameters import evidence
from sim.inputs.parameters.evidence import (
    Partner,
    acts_on,
    forced_signs,
    lonely_benefits,
    one_sided,
    pairings,
    partners,
)
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.answers import ANSWERS, QUESTIONS
from sim.inputs.scenarios.scenario import resolve
from sim.inputs.scenarios.scenario_file import scenario_names
from sim.record.outcomes import OUTCOMES

LEVERS = {key for key, item in read_parameters().items() if item.role == "lever"}
OUTREACH = {
    "outreach.presence": 0.1, "outreach.crowding": 0.0, "outreach.false_signals": 0.3,
    "outreach.contact_minutes": 45.0,
}  # fmt: skip


@pytest.mark.parametrize("name", scenario_names())
def test_every_benefit_of_a_shipped_scenario_has_its_frictions(name: str) -> None:
    assert not list(one_sided(resolve(name)))


def test_a_scenario_that_takes_a_benefit_alone_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rosy.toml"
    path.write_text('extends = "pilot"\nname = "rosy"\n[set]\n"outreach.crowding" = 0.0\n')
    team, wijkbudget = (model.id for model in resolve("pilot").models[1:])
    assert list(one_sided(resolve(str(path)))) == [
        (model, None, benefit, "outreach.crowding")
        for model in (team, wijkbudget)
        for benefit in ("outreach.presence", "outreach.finding")
    ]


@pytest.mark.parametrize("answers", list(product(*ANSWERS.values())), ids="+".join)
def test_every_combination_has_its_frictions_at_default_values(answers: tuple[str, ...]) -> None:
    choice = dict(zip(QUESTIONS, answers, strict=True))
    assert not list(lonely_benefits(resolve("pilot").values, choice, "pilot"))


def test_a_benefit_without_its_friction_is_seen_and_only_where_it_is_at_work() -> None:
    values = {**resolve("null").values, **OUTREACH}
    team, today = (resolve("pilot").models[n].answers for n in (1, 0))
    assert list(lonely_benefits(values, team, "null")) == [
        ("outreach.presence", "outreach.crowding")
    ]
    assert not list(lonely_benefits(values, today, "null"))


def test_a_scenario_may_name_the_source_that_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = pairings()["outreach.presence"].model_copy(update={"otherwise": {"quiet": "B48"}})
    monkeypatch.setattr(evidence, "pairings", lambda: {"outreach.presence": row})
    values = {**resolve("null").values, **OUTREACH}
    team = resolve("pilot").models[1].answers
    assert not list(lonely_benefits(values, team, "quiet"))
    assert list(lonely_benefits(values, team, "loud"))


def test_every_lever_is_a_benefit_a_friction_or_said_to_be_alone_and_only_one_of_these() -> None:
    frictions = {name for row in pairings().values() for name in row.friction}
    assert set(pairings()) | frictions == LEVERS
    assert not set(pairings()) & frictions
    assert all(bool(row.friction) is (row.kind == "benefit") for row in pairings().values())


def test_a_benefit_has_a_friction_that_acts_in_the_same_or_says_why_not() -> None:
    benefits = {key: row for key, row in pairings().items() if row.kind == "benefit"}
    frictions = {name for row in benefits.values() for name in row.friction}
    acts = acts_on()
    assert set(acts) == set(benefits) | frictions
    unlike = {
        key
        for key, row in benefits.items()
        if all(acts[name] != acts[key] for name in row.friction)
    }
    assert unlike == {key for key, row in pairings().items() if row.unlike}
    page = scenarios_folder().parent / "sim" / "MISSING.md"
    said = " ".join(page.read_text(encoding="utf-8").split())
    assert f"{len(unlike)} of {len(benefits)} benefits have no friction of their own kind" in said


@pytest.mark.parametrize(
    "text",
    [
        '[hours]\nwhat = "minutes"\nlevers = ["one_plan.bundel"]',
        '[hours]\nwhat = "minutes"\nlevers = ["*.fear"]\n'
        '[money]\nwhat = "euros"\nlevers = ["one_plan.fear"]',
    ],
    ids=["unknown", "twice"],
)
def test_a_lever_that_acts_nowhere_or_twice_is_refused(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairings()
    evidence_file("acts_on.toml", text, tmp_path, monkeypatch)
    with pytest.raises(InputError, match="exist"):
        acts_on.__wrapped__()


def test_a_friction_has_a_value_at_which_it_vanishes_and_another_that_it_has() -> None:
    """By default a friction is on wherever its benefit is on."""
    parameters = read_parameters()
    frictions = {name for row in pairings().values() for name in row.friction}
    assert all(parameters[name].low != parameters[name].high for name in frictions)
    off = {name for name in frictions if parameters[name].value == parameters[name].neutral}
    owed = {
        name
        for benefit, row in pairings().items()
        if parameters[benefit].value != parameters[benefit].neutral
        for name in row.friction
    }
    assert off == {"desks.reach_effect"}, "today's reach of the first line is the zero point"
    assert not off & owed


def evidence_file(name: str, text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of this text stands in the place of the one that is shipped."""
    (folder / "evidence").mkdir()
    (folder / "evidence" / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(evidence, "scenarios_folder", lambda: folder)


WRONG = {
    "friction": (
        '["outreach.presence"]\nfriction = ["outreach.crowdin"]\nsource = "M4"',
        "crowding",
    ),
    "lever": ('["outreach.presens"]\nfriction = []\nsource = "M4"', "outreach.presence"),
    "source": ('["outreach.presence"]\nfriction = []\nsource = "M99"', "M9"),
    "key": ('["outreach.presence"]\nfrictions = []\nsource = "M4"', "friction"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "near"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_in_the_file_is_named(
    text: str, near: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence_file("frictions.toml", text, tmp_path, monkeypatch)
    with pytest.raises(InputError) as caught:
        pairings.__wrapped__()
    assert near in str(caught.value.nearest)


FORCED = {
    "pair": "wijkbudget-fragmented", "outcome": "share_hidden", "sign": "lower",
    "mechanism_en": "so", "mechanism_nl": "zo", "source": "M4",
}  # fmt: skip


def forced_file(changes: dict[str, str]) -> str:
    rows = {**FORCED, **changes}
    return "\n".join(['["a sign"]', *(f'{key} = "{text}"' for key, text in rows.items())])


def test_a_forced_sign_names_its_mechanism_and_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence_file("foregone.toml", forced_file({}), tmp_path, monkeypatch)
    (row,) = forced_signs.__wrapped__()
    assert row.model_dump() == FORCED


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("source", "M99"),
        ("source", ""),
        ("sign", "lowest"),
        ("mechanism_nl", ""),
        ("mechanism", "so"),
    ],
)
def test_a_forced_sign_that_is_not_right_is_refused(
    key: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence_file("foregone.toml", forced_file({key: text}), tmp_path, monkeypatch)
    with pytest.raises(InputError, match=r"foregone\.toml"):
        forced_signs.__wrapped__()


def test_the_shipped_files_of_partners_and_forced_signs_are_right() -> None:
    assert set(partners()) <= set(read_parameters())
    assert {row.outcome for row in forced_signs()} <= set(OUTCOMES)


def partners_of(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Partner]:
    """The partners that a file of this text names."""
    evidence_file("liveness.toml", text, folder, monkeypatch)
    found: Mapping[str, Partner] = partners.__wrapped__()
    return found


def test_the_first_pattern_that_fits_counts_and_a_star_is_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = '["product.shelter.volume"]\nwhy = "a"\n["product.*.volume"]\nwhy = "b"\n'
    text += 'beside = { "product.*.regime" = "ceiling", "product.benefit.volume" = 9.0 }'
    found = partners_of(text, tmp_path, monkeypatch)
    assert found["product.shelter.volume"].beside == {}
    assert found["product.debt_help.volume"].beside == {
        "product.debt_help.regime": "ceiling", "product.benefit.volume": 9.0,
    }  # fmt: skip
    assert found["product.benefit.volume"].beside == {"product.benefit.regime": "ceiling"}


@pytest.mark.parametrize(
    "text",
    [
        '["desks.*"]\nwhy = "a"\n["desks.drop_out"]\nwhy = "b"',  # an earlier row has it
        '["dekss.*"]\nwhy = "a"',
        '["desks.drop_out"]\nwhy = "a"\nbeside = { "desks.pass_no" = 0.1 }',
        '["desks.drop_out"]\nwhy = "a"\nbeside = { "desks.pass_on" = 9.0 }',
        '["desks.drop_out"]\nbeside = { "desks.pass_on" = 0.1 }',
    ],
)
def test_partners_that_are_not_right_are_refused(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match=r"liveness\.toml"):
        partners_of(text, tmp_path, monkeypatch)
