"""The policy sentence: every name and count in it is that of the numbers behind it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.inputs.parameters.load import read_parameters
from sim.show import certainty, people_shown, policy
from sim.show.counted import FIRM
from sim.show.labels import LANGUAGES
from sim.show.outcomes_shown import BURDEN, PAYER_COSTS
from sim.show.page import Heading, Points
from sim.show.reading import View
from tests.show.fixture import made_up
from tests.show.reader import view_of
from tests.show.runs import put

LANG = pytest.mark.parametrize("lang", LANGUAGES)


def said(view: View) -> str:
    """All sentences on the first pair."""
    return " ".join(policy.sentences(view, view.shown_pairs[0]))


def depending_on(lang: str, key: str, sign: float) -> View:
    """A view in which burden of the second against the first goes with one drawn parameter."""
    made = made_up(runs=40)
    view = View(made, lang, read_parameters())
    put(view, BURDEN, *(sign * made.drawn[key]))
    return View(view.comparison, lang, view.parameters)


@LANG
@pytest.mark.parametrize(("sign", "way"), [(1.0, "more"), (-1.0, "less")])
def test_the_parameter_that_goes_with_a_difference_is_named_with_its_side(
    lang: str, sign: float, way: str
) -> None:
    key = "domain.income_work.pace"
    view = depending_on(lang, key, sign)
    expected = view.text(
        f"policy.condition_{way}",
        what=view.text("answer.burden"),
        later=view.model(view.models[1]),
        earlier=view.model(view.models[0]),
        unknown=view.parameters[key].label(lang),
    )
    assert expected in said(view)
    assert key not in said(view)  # a council reads labels


@LANG
def test_too_few_runs_or_none_drawn_name_no_condition(lang: str) -> None:
    for view in (
        View(made_up(runs=certainty.ENOUGH_RUNS - 1), lang, read_parameters()),
        View(made_up(full=False), lang, read_parameters()),
    ):
        assert view.text("policy.conditions_unknown") in said(view)
    view = View(made_up(runs=certainty.ENOUGH_RUNS), lang, read_parameters())
    assert view.text("policy.conditions_unknown") not in said(view)


@LANG
def test_the_groups_named_have_the_most_and_the_least_to_gain(lang: str) -> None:
    view = view_of(lang, runs=20)
    pair = view.shown_pairs[0]
    groups = {label: group for group, label, _ in people_shown.shares(view, pair) if group != "all"}
    net = {
        label: np.mean(
            view.sample.gains[pair][group]["better"] - view.sample.gains[pair][group]["worse"]
        )
        for label, group in groups.items()
    }
    sentences = policy.sentences(view, pair)
    most, least = max(net, key=lambda g: net[g]), min(net, key=lambda g: net[g])
    by_name = [one for one in sentences if f"'{most}'" in one or f"'{least}'" in one]
    assert [f"'{most}'" in by_name[0], f"'{least}'" in by_name[1], len(by_name)] == [True, True, 2]
    runs = view.sample.gains[pair][groups[most]]
    more = int(np.sum(runs["better"] > runs["worse"]))
    assert f" {more} " in by_name[0] and " 20 " in by_name[0]


@LANG
def test_payers_named_are_those_with_a_clear_difference_on_their_side(lang: str) -> None:
    view = view_of(lang, runs=3)
    for i, outcome in enumerate(PAYER_COSTS.values()):
        put(view, outcome, *([1.0, -1.0] * 5 if i > 1 else [(-1.0) ** i] * 10))
    view = View(view.comparison, lang, view.parameters)
    names = [view.text.name("payers", payer) for payer in PAYER_COSTS]
    counted = [view.text("policy.payer", payer=name, k="10", n="10") for name in names]
    found = policy.sentences(view, view.shown_pairs[0])[-2:]
    assert found == [
        view.text("policy.pays_more", names=counted[0]),
        view.text("policy.pays_less", names=counted[1]),
    ]
    for outcome in PAYER_COSTS.values():
        put(view, outcome, *[1.0, -1.0] * 5)
        assert (
            View(view.comparison, lang, view.parameters)
            .finding(view.shown_pairs[0], outcome)
            .verdict
            not in FIRM
        )
    view = View(view.comparison, lang, view.parameters)
    assert policy.sentences(view, view.shown_pairs[0])[-1] == view.text("policy.no_payer")


def test_every_pair_shown_has_its_own_sentences() -> None:
    view = view_of("nl", runs=3)
    heading, points = policy.blocks(view)
    assert isinstance(heading, Heading) and isinstance(points, Points)
    assert [name for name, _ in points.items] == [view.pair(p) for p in view.shown_pairs]
    assert heading.text == view.text("headings.policy")
