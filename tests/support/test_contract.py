"""Every answer in the catalogue keeps the contract; every lever has a neutral value."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.inputs.files.folders import scenarios_folder
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.answers import ANSWERS as NAMED
from sim.inputs.scenarios.answers import QUESTIONS
from sim.support.catalogue import ANSWERS
from sim.support.contract import Answer, Levers, combine, neutral_levers
from sim.support.means import org_for
from tests.worlds import COMBINATIONS, default_values, practice_of

LEVERS = {key: one for key, one in read_parameters().items() if key.split(".")[0] in ANSWERS}
EVERY = pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)


def test_the_catalogue_is_what_a_scenario_may_choose() -> None:
    every = {q: tuple(a.id for a in ANSWERS.values() if a.question == q) for q in QUESTIONS}
    assert every == NAMED
    assert len(set(COMBINATIONS)) == 48


@EVERY
def test_an_answer_declares_itself(answer: Answer) -> None:
    known = tomllib.loads((scenarios_folder() / "facts.toml").read_text(encoding="utf-8"))
    assert answer.question in QUESTIONS
    assert len(answer.story.split()) >= 8
    assert callable(answer.step)
    assert answer.sources
    for source in answer.sources:
        assert source in known, f"{answer.id} names a source that is not there: {source}"


def column_of(key: str) -> str:
    """The column of ``Levers`` that holds the parameter of an answer."""
    answer, _, lever = key.partition(".")
    return f"{ANSWERS[answer].question}_{lever}"


@EVERY
def test_each_parameter_of_an_answer_is_a_lever_with_one_neutral_value(answer: Answer) -> None:
    for key, parameter in LEVERS.items():
        if not key.startswith(f"{answer.id}."):
            continue
        assert column_of(key) in Levers.names, f"nothing reads {key}"
        assert parameter.role == "lever"
        assert parameter.neutral == neutral_levers()[column_of(key)]
        assert parameter.low is not None
        assert parameter.high is not None
        neutral = float(parameter.neutral)
        assert parameter.low <= float(parameter.value) <= parameter.high
        assert parameter.low <= neutral <= parameter.high


def test_every_lever_belongs_to_an_answer_of_its_question() -> None:
    stated = {column_of(key) for key in LEVERS}
    fixed = {f"{a.question}_{lever}" for a in ANSWERS.values() for lever in a.fixed}
    assert stated | fixed == set(Levers.names)
    assert not stated & fixed


@pytest.mark.parametrize("answers", COMBINATIONS, ids="+".join)
def test_a_model_has_the_levers_of_its_answers_and_neutral_for_the_rest(
    answers: tuple[str, ...],
) -> None:
    values = default_values()
    levers = practice_of(answers, values).levers.as_dict()
    for question, name in zip(QUESTIONS, answers, strict=True):
        answer = ANSWERS[name]
        for lever, value in levers.items():
            if not lever.startswith(f"{question}_"):
                continue
            short = lever.removeprefix(f"{question}_")
            if f"{name}.{short}" in LEVERS:
                assert value == values[f"{name}.{short}"]
            else:
                assert value == answer.fixed.get(short, neutral_levers()[lever])


@given(key=st.sampled_from(list(LEVERS)))
def test_a_lever_moves_only_its_own_answer(key: str) -> None:
    name, _, lever = key.partition(".")
    question = ANSWERS[name].question
    moved = {**default_values(), key: 0.123}
    for answers in COMBINATIONS[::7]:
        before = practice_of(answers, default_values())
        after = combine(before.answers, moved)
        changed = {
            field
            for field in Levers.names
            if getattr(before.levers, field) != getattr(after, field)
        }
        assert changed == ({f"{question}_{lever}"} if name in answers else set())


def test_the_mandate_says_who_takes_a_need() -> None:
    neutral = Levers(**neutral_levers())
    team = neutral.replace(admit_mandate_youth=1.0, admit_mandate_social=1.0)
    assert [org_for(neutral, desk) for desk in range(5)] == [0, 1, 2, 3, 4]
    assert [org_for(team, desk) for desk in range(5)] == [0, 5, 2, 5, 4]
