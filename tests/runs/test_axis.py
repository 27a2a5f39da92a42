"""An input of a study: a lever of several answers is what they have in common and a difference."""

from __future__ import annotations

import numpy as np
import pytest

from sim.documents.studies import Sweep
from sim.inputs.files.errors import InputError
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.design_file import Span
from sim.runs.axis import COMMON, DIFFERENCE, Axis, axes_of, values_at
from sim.runs.designs import design_of
from sim.runs.shared_levers import shared_levers
from sim.runs.study import moving
from sim.show.labels import Text
from sim.show.studies.words import Words
from tests.show.studies import sweep

KEYS = ("desk.barrier", "outreach.barrier")


def named(*names: str) -> tuple[Axis, ...]:
    return axes_of({name: Span() for name in names})


def test_the_part_in_common_moves_all_answers_alike() -> None:
    (axis,) = named("reach.barrier")
    assert (axis.name, axis.keys, axis.part) == ("reach.barrier", KEYS, COMMON)
    for share in (0.0, 0.3, 0.5, 1.0):
        first, second = (float(x) for x in axis.at(share).values())
        assert first == second == axis.reported(share)
    assert (axis.reported(0.0), axis.reported(1.0)) == (0.0, 0.6)
    assert axis.reported(0.5) == pytest.approx(0.3)  # the default value of the first answer


def test_a_difference_moves_answers_apart_around_what_they_have_in_common() -> None:
    (axis,) = named("reach.barrier.difference")
    assert (axis.keys, axis.part, axis.unit) == (KEYS, DIFFERENCE, "share")
    assert axis.at(0.5) == {"desk.barrier": 0.3, "outreach.barrier": 0.3}
    high = axis.at(1.0)
    assert float(high["outreach.barrier"]) > 0.3 > float(high["desk.barrier"])
    assert axis.reported(1.0) == pytest.approx(axis.high) and axis.high > 0.0
    assert axis.reported(0.0) == pytest.approx(-axis.high) and axis.low == pytest.approx(-axis.high)


def test_both_parts_together_are_one_point_whatever_their_order() -> None:
    common, apart = named("reach.barrier", "reach.barrier.difference")
    found = values_at((common, apart), (0.7, 0.8))
    assert found == values_at((apart, common), (0.8, 0.7))
    assert found != common.at(0.7) and found != apart.at(0.8)
    lever = shared_levers(read_parameters())["reach.barrier"]
    first, second = lever.places(read_parameters(), 0.7, (0.8,))
    assert list(found.values()) == [common.value(KEYS[0], first, 0.3),
                                    common.value(KEYS[1], second, 0.3)]  # fmt: skip


def test_a_span_of_its_own_is_one_that_answers_have_in_common() -> None:
    (axis,) = axes_of({"reach.barrier": Span(low=0.1, high=0.3)})
    assert axis.at(0.5) == dict.fromkeys(KEYS, pytest.approx(0.2))
    apart = named("reach.barrier.difference")[0]
    found = [float(x) for x in values_at((axis, apart), (0.5, 1.0)).values()]
    assert found == pytest.approx([0.15, 0.25])  # half of the span apart, around its middle
    (steps,) = axes_of({"reach.barrier": Span(values=(0.1, 0.4))})
    assert steps.at(0.9) == dict.fromkeys(KEYS, 0.4)
    with pytest.raises(InputError, match="around nought"):
        axes_of({"reach.barrier.difference": Span(low=0.0, high=0.1)})


def test_groups_and_patterns_mean_both_parts_and_an_answer_its_own_lever() -> None:
    levers = shared_levers(read_parameters())
    every = {axis.name for axis in moving()}
    for lever in levers.values():
        assert {lever.name, *lever.differences} <= every
        assert not set(lever.keys) & every
    assert [a.name for a in named("*.barrier")] == ["reach.barrier"]
    assert {a.name for a in named("reach.barrier*")} == {
        "reach.barrier",
        "reach.barrier.difference",
    }
    assert {a.part for a in named("*.difference")} == {DIFFERENCE}
    alone = {a.name for a in named("desks.*")}
    assert "desks.lightest_first" in alone and not any(n.startswith("admit.") for n in alone)
    (one,) = named("desks.lightest_first")
    assert one.at(0.5) == {"desks.lightest_first": -0.1}


def test_a_name_that_is_nearly_a_difference_is_told() -> None:
    with pytest.raises(InputError) as caught:
        named("reach.barier.difference")
    assert caught.value.nearest == "reach.barrier.difference"


def test_a_design_stands_on_both_parts_and_either_answer_is_the_higher_as_often() -> None:
    axes = named("admit")
    design = design_of("sobol", axes, 64, 1)
    points = [point.set for point in design.points()]
    first, second = (
        np.array([float(point[f"{answer}.lightest_first"]) for point in points])
        for answer in ("desks", "kitchen_table")
    )
    assert float((first > second).mean()) == 0.5
    assert first.min() >= -0.4 and second.max() <= 0.5


def test_what_a_study_told_of_an_input_is_that_input_again() -> None:
    from sim.runs.stored import _axis

    for axis in named("reach.barrier", "reach.barrier.difference"):
        assert _axis(axis.name, {axis.name: axis.document()}).at(0.8) == axis.at(0.8)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_page_says_which_part_of_a_lever_an_input_is(lang: str) -> None:
    axes = named("reach.barrier", "reach.barrier.difference", "desks.lightest_first")
    document = sweep(inputs={axis.name: axis.document() for axis in axes})
    words = Words(Sweep, document, lang)
    common, apart, alone = (words.input(axis.name) for axis in axes)
    label = read_parameters()["desk.barrier"].label(lang)
    assert common.startswith(label) and apart.startswith(label) and common != apart
    assert Text(lang)("answers.outreach") in apart
    assert alone == read_parameters()["desks.lightest_first"].label(lang)
