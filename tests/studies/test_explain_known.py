"""What explain plans to run, and what it makes of runs of which every number is known."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from sim.inputs.files.errors import InputError
from sim.inputs.scenarios.answers import QUESTIONS
from sim.inputs.study_request import ExplainRequest
from sim.runs.arrays import Runs
from sim.runs.study import Study
from sim.studies.explain import HYBRIDS, PAIR, Explained, document_of, explained, study_of
from tests.documents import fits

# Of fragmented every answer differs; of the generalist team only the last two.
FEW: dict[str, Any] = {"earlier": "generalist_team", "later": "wijkbudget"}
FOUND: dict[str, Any] = {"runs": 1, "out": "nowhere", "failures": []}


def planned(**asked: Any) -> tuple[Study, Explained]:
    return study_of(ExplainRequest(**{"citizens": 100, "replications": 2, **asked}))


def test_all_answers_that_differ_are_combined_and_the_ends_are_the_models_themselves() -> None:
    study, what = planned(**FEW)
    assert len(what.questions) < len(QUESTIONS)
    assert len(what.hybrids) == 2 ** len(what.questions)
    assert what.hybrids[frozenset()].id == "generalist_team"
    assert what.hybrids[frozenset(what.questions)].id == "wijkbudget"
    for chosen, model in what.hybrids.items():
        for question in QUESTIONS:
            side = what.later if question in chosen else what.earlier
            assert model.answers[question] == side.answers[question]
    assert [m.id for m in study.plans[HYBRIDS].resolved.models] == [
        model.id for model in what.hybrids.values()
    ]
    assert [m.id for m in study.plans[PAIR].resolved.models] == ["generalist_team", "wijkbudget"]


def test_beside_the_combinations_stand_other_means_and_levers_only_when_asked() -> None:
    study, _ = planned(**FEW)
    first, *beside = study.points
    assert (first.base, dict(first.set)) == (HYBRIDS, {})
    assert [point.base for point in beside] == [PAIR, PAIR]
    assert [dict(point.set) for point in beside] == [
        {"settings.means": "equal_hours"},
        {"settings.means": "as_reported"},
    ]
    assert [point.number for point in study.points] == [0, 1, 2]
    more, what = planned(levers=True, **FEW)
    levers = [point.set for point in more.points[3:]]
    assert [list(values) for values in levers] == [[key] for key in what.levers]
    answers = {*what.earlier.answers.values(), *what.later.answers.values()}
    assert {key.partition(".")[0] for key in what.levers} <= answers
    assert "wijkbudget.tighten" in what.levers and "desks.drop_out" not in what.levers


OWN = """
extends = "pilot"
name = "own"
[model.generalist_team]
set = {{"silos.response" = 0.25, "one_plan.synergy" = 0.125}}
[model.wijkbudget]
set = {{"wijkbudget.tighten" = 0.375, "one_plan.synergy" = {synergy}}}
"""


def with_own_levers(folder: Path, synergy: float) -> Path:
    """A scenario in which both models set levers, one of them of an answer that both give."""
    path = folder / "own.toml"
    path.write_text(OWN.format(synergy=synergy))
    return path


def test_a_lever_that_a_model_has_of_its_own_goes_with_its_answer(tmp_path: Path) -> None:
    study, what = planned(scenario=with_own_levers(tmp_path, 0.125), **FEW)
    assert what.questions == ("pay", "build")
    hybrids = study.plans[HYBRIDS].resolved.model_values
    shared = {"one_plan.synergy": 0.125}
    assert {chosen: hybrids[model.id] for chosen, model in what.hybrids.items()} == {
        frozenset(): {"silos.response": 0.25, **shared},
        frozenset({"pay"}): {"wijkbudget.tighten": 0.375, **shared},
        frozenset({"build"}): {"silos.response": 0.25, **shared},
        frozenset({"pay", "build"}): {"wijkbudget.tighten": 0.375, **shared},
    }


@pytest.mark.parametrize(
    ("earlier", "later", "told"),
    [
        ("wijkbudget", "wijkbudget", "the same model"),
        ("fragmented", "desk+desks+separate_plans+silos+as_is", "their answers are the same"),
    ],
)
def test_the_same_twice_is_told_with_both_names(earlier: str, later: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as caught:
        planned(earlier=earlier, later=later)
    assert caught.value.code == "inconsistent" and caught.value.where == "--from, --to"
    assert caught.value.found == f"{earlier} and {later}"


def test_an_answer_that_both_give_with_other_levers_cannot_be_divided(tmp_path: Path) -> None:
    """Else the last combination would not be the later model: no question carries the lever."""
    with pytest.raises(InputError, match="an answer that both give has other levers") as caught:
        planned(scenario=with_own_levers(tmp_path, 0.0625), **FEW)
    assert caught.value.found == "generalist_team and wijkbudget; one_plan.synergy"


# What each answer adds to the burden in either replication; two of them do more together.
ADDS = {
    "reach": (-4.0, -6.0),
    "admit": (-1.0, -1.0),
    "work": (3.0, 5.0),
    "pay": (0.0, 0.0),
    "build": (-2.0, 0.0),
}
TOGETHER = -8.0  # reach and work
START = (100.0, 200.0)
BESIDE = {"equal_hours": 0.0, "as_reported": 1.0}  # on top of the later model's burden
AT_NEUTRAL = 4.0  # the same, with any lever at its neutral value
GROUP = "age:65 and over:burden"


def burden(chosen: frozenset[str], replication: int) -> float:
    both = TOGETHER if {"reach", "work"} <= chosen else 0.0
    return START[replication] + both + sum(ADDS[q][replication] for q in chosen)


def made(levers: bool = False, lost: frozenset[str] | None = None) -> dict[str, Any]:
    """The document of runs whose burden is as above; the cost of one combination is not known."""
    study, what = planned(levers=levers)
    rows = []
    for number, (chosen, model) in itertools.product((0, 1), what.hybrids.items()):
        cost = None if chosen == lost and number == 1 else 10.0 * burden(chosen, number)
        value = burden(chosen, number)
        rows.append((0, number, model.id, value, cost, 2.0 * value))
    for point in study.points[1:]:
        later, earlier = burden(frozenset(QUESTIONS), 0), burden(frozenset(), 0)
        later += BESIDE.get(str(point.set.get("settings.means")), AT_NEUTRAL)
        for number in (0, 1):
            for model, value in ((what.earlier.id, earlier), (what.later.id, later)):
                value += START[number] - START[0]
                rows.append((point.number, number, model, value, 10.0 * value, 2.0 * value))
    names = ("point", "replication", "model", "burden", "public_cost", GROUP)
    table = pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
    return document_of(what, study, Runs(table, study.models))


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return made()


def test_each_share_is_what_the_answer_adds_and_half_of_what_two_do_together(
    document: dict[str, Any],
) -> None:
    fits({**{k: v for k, v in FOUND.items() if k != "runs"}, **document})
    found = document["outcomes"]["burden"]
    means = {q: share["mean"] for q, share in found["shares"].items()}
    assert means == pytest.approx(
        {"reach": -5.0 - 4.0, "admit": -1.0, "work": 4.0 - 4.0, "pay": 0.0, "build": -1.0}
    )
    assert found["difference"]["mean"] == pytest.approx(-11.0) and found["replications"] == 2
    both = {tuple(one["questions"]): one["mean"] for one in found["interactions"]}
    assert both.pop(("reach", "work")) == pytest.approx(TOGETHER)
    assert len(both) == 9 and list(both.values()) == pytest.approx([0.0] * 9)


def test_a_share_that_is_the_same_in_every_replication_has_no_width(
    document: dict[str, Any],
) -> None:
    shares = document["outcomes"]["burden"]["shares"]
    assert (shares["admit"]["low"], shares["admit"]["high"]) == pytest.approx((-1.0, -1.0))
    # -8 and -10: a mean of -9, and 12.706 standard errors of 1 either way
    reach = shares["reach"]
    assert (reach["low"], reach["high"]) == pytest.approx((-9.0 - 12.706, -9.0 + 12.706), abs=1e-3)


def test_a_group_has_shares_of_its_own(document: dict[str, Any]) -> None:
    item = document["groups"]["age"]["65 and over"]["burden"]
    assert item["difference"]["mean"] == pytest.approx(-22.0)
    assert item["shares"]["reach"]["mean"] == pytest.approx(-18.0)
    assert "interactions" not in item


def test_a_replication_without_one_of_the_combinations_does_not_count() -> None:
    found = made(lost=frozenset({"reach"}))["outcomes"]
    assert found["public_cost"]["replications"] == 1 and found["burden"]["replications"] == 2
    # Of the first replication alone: its burden times ten.
    first = burden(frozenset(QUESTIONS), 0) - burden(frozenset(), 0)
    assert found["public_cost"]["difference"]["mean"] == pytest.approx(10.0 * first)
    assert found["public_cost"]["shares"]["reach"]["mean"] == pytest.approx(10.0 * (-4.0 - 4.0))


def test_other_means_and_levers_stand_beside_with_what_they_add() -> None:
    document = made(levers=True)
    means, levers = document["beside"]["means"], document["beside"]["levers"]
    whole = burden(frozenset(QUESTIONS), 0) - burden(frozenset(), 0)
    assert {mode: item["burden"]["difference"]["mean"] for mode, item in means.items()} == {
        "equal_hours": pytest.approx(whole),
        "as_reported": pytest.approx(whole + 1.0),
    }
    # As it is (-12 and -10) less what it is with the lever at neutral (-8 in both).
    assert whole == -12.0
    item = levers["wijkbudget.tighten"]["burden"]
    assert item["neutral"] == 0.0 and item["adds"]["mean"] == pytest.approx(-3.0)
    assert not set(levers) & {"settings.means"} and len(levers) > 20


def test_what_the_models_answer_is_told_whether_it_differs_or_not() -> None:
    study, what = planned(**FEW)
    same = set(QUESTIONS) - set(what.questions)
    rows = [(0, 0, model.id, float(n)) for n, model in enumerate(what.hybrids.values())]
    names = ("point", "replication", "model", "burden")
    table = pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
    document = document_of(what, study, Runs(table, study.models))
    told = document["questions"]
    assert {q for q, item in told.items() if item["from"] == item["to"]} == same != set()
    shares = document["outcomes"]["burden"]["shares"]
    assert all(shares[q]["mean"] == 0.0 for q in same)
    assert document["outcomes"]["burden"]["difference"]["low"] is None  # one replication
    assert explained(study.plans[PAIR].resolved).questions == what.questions
