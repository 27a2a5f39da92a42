"""The section on a change: every model beside itself, by the runs that were made."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.record.headlines import HEADLINES
from sim.runs.replicate import WITHOUT
from sim.show import change, words
from sim.show.labels import LANGUAGES
from sim.show.outcomes_shown import BURDEN
from sim.show.page import Chart, Paragraph
from sim.show.reading import View
from sim.show.summary import summary
from tests.show.reader import view_of

LANG = pytest.mark.parametrize("lang", LANGUAGES)
LESS = -3.0  # burden that the change takes away under the second model


def changed_view(lang: str) -> View:
    """A made-up comparison in which the change does nothing under the first model and takes
    burden away in every run of the second; the third has no other side."""
    view = view_of(lang, runs=8)
    made = view.comparison
    assert made.full is not None
    sides = []
    for sample in (made.luck, made.full):
        own: dict[str, Any] = {}
        for model in ("first", "second"):
            now = sample.outcomes[model]
            before = {name: values.copy() for name, values in now.items()}
            if model == "second":
                before[BURDEN] = now[BURDEN] - LESS
            own |= {WITHOUT + model: before, model: now}
        weekly = {model: sample.weekly[model.removeprefix(WITHOUT)] for model in own}
        sides.append(type(sample)(sample.replications, own, weekly, {}, {}, {}))
    made.change = sides[0], sides[1]
    pair = made.document["differences"]["second-first"]
    moved = {"first": 0.0, "second": LESS}
    differences: dict[str, Any] = {
        model: {
            name: {**item, "drift_today": None, "mean": by if name == BURDEN else 0.0}
            for name, item in pair.items()
        }
        for model, by in moved.items()
    }
    shares = {"better": 0.5, "worse": 0.25, "same": 0.25}
    made.document["change"] = {
        "scenario": "parent",
        "title": {"en": "As it was", "nl": "Zoals het was"},
        "bases": {"first": "first", "second": "second"},
        "without": {model: made.document["models"][model] for model in moved},
        "differences": differences,
        "gains": dict.fromkeys(moved, shares),
    }
    return View(made, lang, view.parameters)


@LANG
def test_a_page_without_a_change_has_no_such_section(lang: str) -> None:
    view = view_of(lang, runs=3)
    assert list(change.change(view).blocks) == [] and change.lines(view) == []


@LANG
def test_a_model_that_is_not_touched_is_said_to_be_equal(lang: str) -> None:
    view = changed_view(lang)
    first, second = (view.model(model) for model in ("first", "second"))
    said = [block.text for block in change.change(view).blocks if isinstance(block, Paragraph)]
    assert view.document.change is not None
    assert getattr(view.document.change.title, lang) in said[0]
    assert said[1] == view.text("with_change.untouched", model=first)
    counted = view.text("answer.all_less", what=view.text("answer.burden"), n="8", k="8")
    assert view.text("with_change.with", model=second) in said[2] and counted in said[2]
    assert len(said) == 3  # nothing of the third
    found = summary(view)
    assert view.text("with_change.untouched", model=first)[:40] in found


@LANG
def test_the_difference_is_with_less_without_in_every_run(lang: str) -> None:
    view = changed_view(lang)
    found = change.view_of_change(view)
    assert found is not None
    assert found.pairs == [f"{model}-{WITHOUT}{model}" for model in ("first", "second")]
    assert np.allclose(found.differences(found.pairs[1], BURDEN), LESS)
    assert found.finding(found.pairs[1], BURDEN).verdict == "all"
    assert {found.finding(found.pairs[0], o).verdict for o in found.existing(HEADLINES)} <= {
        *("equal", "undefined")
    }
    assert found.models == view.models  # the colours are those of the other charts


def test_the_titles_of_the_page_itself_stay_as_they_are() -> None:
    view = changed_view("nl")
    before = words.answer(view, "second-first")
    section = change.change(view)
    assert words.answer(view, "second-first") == before
    charts = [block for block in section.blocks if isinstance(block, Chart)]
    assert len(charts) == 1 and "Model second" in charts[0].svg
