"""Charts of a comparison: what is drawn is what the numbers say."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from sim.show import figures, moves, paths
from sim.show.colours import COLOURS, VARIABLES
from sim.show.figures import Bar
from sim.show.labels import LANGUAGES
from sim.show.plane import Plane, planes
from sim.show.reader import Reader
from sim.show.words import reading
from tests.show.drawing import around_nought, bars, lines, markers, nought, points, texts
from tests.show.fixture import made_up
from tests.show.reader import view_of
from tests.show.runs import put

NASTY = "<b>Team</b> & 'x' \"y\""
C0, C1, C2 = (f"var(--{VARIABLES[colour.lower()]})" for colour in COLOURS[:3])
LEFT, RIGHT = "\N{LEFTWARDS ARROW}", "\N{RIGHTWARDS ARROW}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_runs_are_drawn_of_every_outcome_and_pair(lang: str) -> None:
    view = view_of(lang)
    found = texts(figures.by_run(view, ["burden", "reach"]))
    assert view.label("burden") in found and f"({view.unit('reach')})" in found
    # In both panels once as the later model, and once as the earlier one of the third.
    assert found.count("Model second") == found.count("\N{MINUS SIGN} Model second") == 2
    legend = view.heads("figures", "one_run", "middle_run", "best_guesses")
    assert [text for text in found if text in legend] == legend


def test_without_drawn_parameters_there_are_no_runs_at_best_guesses() -> None:
    view = view_of("en", full=False)
    assert view.text("figures.best_guesses") not in texts(figures.by_run(view, ["burden"]))


def test_every_run_has_a_stroke_at_its_difference_and_the_middle_one_a_marker() -> None:
    view = view_of("en", models=("first", "second"), full=False)
    values = [-30.0, -20.0, -10.0, 0.0, 60.0]
    put(view, "burden", *values)
    svg = figures.by_run(view, ["burden"])
    (drawn,) = lines(svg, "c1")
    strokes = sorted(x for x, _ in drawn.points[::2])
    (zero,), whole = nought(svg), next(one for one in lines(svg, "ink") if not one.upright)
    scale = (whole.points[1][0] - whole.points[0][0]) / 90.0
    assert [(x - zero) / scale for x in strokes] == pytest.approx(values, abs=0.2)
    middle = markers(svg, "c1")[0].points[0][0]
    assert (middle - zero) / scale == pytest.approx(-10.0, abs=0.2)


def test_the_markers_of_the_legend_are_those_of_the_chart() -> None:
    view = view_of("en", models=("a", "b", "c"), runs=7, full=False)
    svg = figures.by_run(view, ["burden"])
    top = min(one.points[0][1] for one in lines(svg, "ink") if not one.upright)
    for colour in ("c1", "c2"):
        corners = {False: set[int](), True: set[int]()}
        for one in markers(svg, colour):
            if len(points(one.shape)) > 2:  # not the stroke of a run
                corners[one.points[0][1] < top - 15.0].add(len(points(one.shape)))
        assert len(corners[False]) == 1 and corners[False] == corners[True]


@pytest.mark.parametrize(("outcome", "sign"), [("burden", -1.0), ("reach", 1.0)])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_better_side_is_where_the_reading_says_better(
    outcome: str, sign: float, lang: str
) -> None:
    view = view_of(lang, models=("first", "second"), full=False)
    put(view, outcome, *(sign * value for value in range(1, 11)))
    svg = figures.by_run(view, [outcome])
    (drawn,), (zero,) = lines(svg, "c1"), nought(svg)
    assert all(sign * (x - zero) > 0.0 for x, _ in drawn.points)
    better = view.text("verdict.good")
    words = f"{LEFT} {better}" if sign < 0.0 else f"{better} {RIGHT}"
    (x,) = re.findall(rf'<text x="([\d.]+)"[^>]*>{words}<', svg)
    assert sign * (float(x) - zero) > 0.0
    assert f"({better})" in reading(view, view.finding("second-first", outcome))


def test_an_outcome_without_a_better_side_has_none() -> None:
    view = view_of("en", runs=3)
    assert figures.better_side(view, "users_per_1000") == ("", "")


def test_models_that_do_not_differ_have_an_axis_around_nought() -> None:
    found = texts(figures.by_run(view_of("en", same=True, runs=3), ["burden"]))
    assert around_nought(found)


def test_the_later_model_says_how_a_difference_looks() -> None:
    svg = figures.by_run(view_of("en", models=("a", "b", "c"), runs=3), ["burden"])
    assert C1 in svg and C2 in svg and C0 not in svg


def test_a_name_is_text_and_no_markup_in_every_chart() -> None:
    view = view_of("en", models=("a", "b"), runs=3)
    view.titles = {"a": NASTY, "b": "b"}
    found = view.sample.gains["b-a"]["all"]
    shares = {kind: float(values[0]) for kind, values in found.items()}
    flows = {m: np.array(f) for m, f in view.document.flows.items()}
    for svg in (
        figures.by_run(view, ["burden"]),
        figures.planes(view, [figures.plane_of(view, "b-a")]),
        figures.gains(view, "b-a", [Bar(NASTY, shares, {})], "gains0"),
        figures.payers(view, {"cost_payer_wmo": NASTY}),
        moves.moves(view, flows),
        paths.time_paths(view, ["burden"], "paths0"),
        paths.time_differences(view, ["burden"], "over0"),
        paths.stacked(view, "domains", {"income_work": {"a": 1.0}}, "EUR < 1"),
    ):
        assert "<b>" not in svg
        ElementTree.fromstring(svg)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_plane_has_nought_in_the_middle_and_names_its_corners(lang: str) -> None:
    reader = Reader(lang, {})
    plane = Plane("b-a", np.array([-30.0, 10.0]), np.array([5.0, 1.0]), 1, "Title")
    svg = planes(reader, [plane], "need", "described")
    found = texts(svg)
    corners = reader.heads(
        "quadrants", "less_cheaper", "less_dearer", "more_cheaper", "more_dearer"
    )
    assert [text for text in found if text in corners] == corners
    assert "Title" in found and f"need: {reader.text('figures.difference')}" in found
    numbers = {text.lstrip("\N{MINUS SIGN}") for text in found if text[-1:].isdigit()}
    assert all(f"\N{MINUS SIGN}{text}" in found for text in numbers - {"0"})


@pytest.mark.parametrize("values", [np.zeros(3), np.zeros(0)])
def test_a_plane_of_nothing_is_drawn(values: Any) -> None:
    svg = planes(Reader("en", {}), [Plane("b-a", values, values)], "need", "described")
    assert around_nought(texts(svg))


def test_gains_have_better_on_the_right_and_worse_on_the_left_by_their_shares() -> None:
    view = view_of("en", runs=3)
    rows = [Bar("All residents", {"better": 0.2, "same": 0.7, "worse": 0.1}, {}),
            Bar("Age: 65+", {"better": 0.05, "same": 0.9, "worse": 0.05}, {})]  # fmt: skip
    svg = figures.gains(view, "second-first", rows, "gains0")
    found = texts(svg)
    assert found.index("All residents") < found.index("Age: 65+")
    assert not any(text.startswith("\N{MINUS SIGN}") for text in found)
    better, worse = bars(svg, "better"), bars(svg, "c1")
    assert all(b[0] == pytest.approx(w[1], abs=0.11) for b, w in zip(better, worse, strict=True))
    wide = [right - left for left, right in (*better, *worse)]
    assert np.array(wide) / wide[0] == pytest.approx([1.0, 0.25, 0.5, 0.25], abs=0.01)
    assert f"{LEFT} {view.text('gains.worse')}" in found
    assert f"{view.text('gains.better')} {RIGHT}" in found


def test_who_pays_more_stands_on_the_right_and_who_pays_less_on_the_left() -> None:
    view = view_of("en", models=("first", "second"), full=False)
    put(view, "cost_payer_wmo", -30.0, -10.0)
    put(view, "cost_payer_youth", 5.0, 15.0)
    names = {"cost_payer_wmo": "Wmo", "cost_payer_youth": "youth"}
    svg = figures.payers(view, names)
    less, more = bars(svg, "c1")
    assert less[1] == pytest.approx(more[0], abs=0.11)
    assert (less[1] - less[0]) / (more[1] - more[0]) == pytest.approx(2.0, abs=0.02)
    found = texts(svg)
    sides = [
        f"{LEFT} {view.text('figures.pays_less')}",
        f"{view.text('figures.pays_more')} {RIGHT}",
    ]
    assert [text for text in found if text in sides] == sides
    assert f"({view.unit('cost_payer_wmo')})" in found


def test_a_path_is_the_middle_and_the_ends_of_the_runs() -> None:
    view = view_of("en", runs=3, weeks=4)
    weekly = view.sample.weekly["first"]
    weekly["share_hidden"] = np.array([[0.1] * 4, [0.2] * 4, [0.6] * 4])
    found = paths.path_of(view, "first", "share_hidden")
    assert found.middle == pytest.approx([20.0] * 4)  # a share is in per cents
    assert found.least == pytest.approx([10.0] * 4) and found.most == pytest.approx([60.0] * 4)
    weekly["of_no_outcome"] = np.ones((3, 4))
    assert paths.path_of(view, "first", "of_no_outcome").middle == pytest.approx([1.0] * 4)
    assert paths.series_name(view, "of_no_outcome") == "of no outcome"


def test_differences_through_time_are_of_the_same_run_in_blocks_of_13_weeks() -> None:
    view = view_of("en", runs=3, weeks=26)
    weekly = view.sample.weekly
    level = np.array([[100.0], [500.0], [900.0]]) * np.ones((3, 26))
    less = np.concatenate([np.full(13, 1.0), np.full(13, 4.0)])
    weekly["first"]["burden"] = level
    weekly["second"]["burden"] = level - less * np.array([[1.0], [2.0], [6.0]])
    found = paths.differences_of(view, "second-first", "burden")
    assert found.middle == pytest.approx([-2.0, -8.0])
    assert found.least == pytest.approx([-6.0, -24.0])
    assert found.most == pytest.approx([-1.0, -4.0])


@pytest.mark.parametrize(("weeks", "key"), [(52, "weeks"), (156, "years")])
def test_time_goes_in_years_where_there_are_two(weeks: int, key: str) -> None:
    view = view_of("en", runs=3, weeks=weeks)
    for draw in (paths.time_paths, paths.time_differences):
        found = texts(draw(view, ["burden"], "paths0"))
        assert view.text(f"figures.{key}_after") in found
        latest = max(int(t) for t in found if t.isdigit() and int(t) <= weeks)
        assert latest >= 40 if key == "weeks" else {"0", "2"} <= set(found)


def test_a_panel_of_paths_begins_at_nought_and_names_its_series() -> None:
    view = view_of("en", runs=3, weeks=8)
    found = texts(paths.time_paths(view, ["burden", "share_hidden"], "paths0"))
    assert "0" in found and view.text("figures.weeks_after") in found
    assert view.label("share_hidden") in found
    assert [t for t in found if t.startswith("Model ")] == [view.model(m) for m in view.models]


def test_a_stacked_bar_has_a_part_for_each_and_none_below_nought() -> None:
    view = view_of("en", models=("a", "b"), runs=3)
    parts = {"income_work": {"a": 10.0, "b": -5.0}, "growing_up": {"a": 20.0}}
    svg = paths.stacked(view, "domains", parts, "EUR per inhabitant")
    found = texts(svg)
    names = [view.text.name("domains", domain) for domain in parts]
    assert [text for text in found if text in names] == names
    assert "EUR per inhabitant" in found
    assert not any(text.startswith("\N{MINUS SIGN}") for text in found)


def test_the_main_moves_are_the_largest_either_way_and_the_table_has_both() -> None:
    view = view_of("en", models=("a",), runs=3)
    matrix = np.zeros((10, 10))
    matrix[0, 1], matrix[1, 0], matrix[2, 3], matrix[9, 4] = 5.0, 1.0, 7.0, 0.5
    assert moves.main_moves({"a": matrix}) == [(2, 3), (0, 1), (4, 9)]
    svg = moves.moves(view, {"a": matrix})
    zero = next(one.points[0][0] for one in lines(svg, "ink") if one.upright)
    at = [one.points[0][0] - zero for one in markers(svg, "c0")]
    right, left = at[:3], at[3:6]  # to the line on the right in the order of rows, and back
    assert right[1] / right[0] == pytest.approx(5.0 / 7.0, abs=0.01) and right[2] == 0.0
    assert left[1] / right[0] == pytest.approx(-1.0 / 7.0, abs=0.01) and left[0] == 0.0
    assert left[2] / right[0] == pytest.approx(-0.5 / 7.0, abs=0.01)


def test_the_made_up_comparison_is_a_document() -> None:
    from tests.documents import fits

    fits(made_up(runs=3).document)
