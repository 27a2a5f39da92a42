"""Charts: their scales, labels and ticks, the looks of models, and texts that are no markup."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from sim.show import figures, paths
from sim.show.labels import LANGUAGES
from sim.show.numbers import Numbers
from sim.show.plane import Plane, planes
from sim.show.reader import Reader
from sim.show.svg import (
    COLOURS,
    DASHES,
    FAINT,
    INK,
    MARKERS,
    Canvas,
    _steps,
    canvas,
    columns_for,
    in_lines,
    look,
    whisker,
    zero_line,
)
from tests.show.fixture import made_up
from tests.show.reader import view_of

EN, NL = Numbers("en"), Numbers("nl")
NASTY = "<b>Team</b> & 'x' \"y\""


def texts(svg: str) -> list[str]:
    """What is written in a chart, in order."""
    return [unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def around_nought(found: list[str]) -> bool:
    """An axis from about -1 to 1: nought, and every other tick on both sides of it."""
    ticks = {text for text in found if re.fullmatch(r"\N{MINUS SIGN}?[\d.]+", text)}
    sides = {text for text in ticks if text.startswith("\N{MINUS SIGN}")}
    size = {text[1:] for text in sides}
    return "0" in ticks and size == ticks - sides - {"0"} and 0.5 < max(map(float, size)) <= 1.0


def drawn(name: str = "chart", num: Numbers = EN, **axes: Any) -> str:
    with canvas(name, num, 2.0) as made:
        made.ax.plot([0.0, 4000.0], [0.0, 0.5])
        made.ax.set(**axes)
        made.numbers("x", "y", most=4)
        return made.svg("title", "description")


@pytest.mark.parametrize(("num", "thousand", "point"), [(EN, ",", "."), (NL, ".", ",")])
def test_ticks_are_written_as_the_language_writes_numbers(
    num: Numbers, thousand: str, point: str
) -> None:
    ticks = texts(drawn(num=num))
    assert any(re.fullmatch(rf"\d{re.escape(thousand)}\d00", tick) for tick in ticks)
    assert any(re.fullmatch(rf"0{re.escape(point)}\d+", tick) for tick in ticks)
    assert len(ticks) <= 10 and max(len(tick) for tick in ticks) <= 5  # no 0.30000000000000004


def test_a_negative_tick_has_a_minus_sign() -> None:
    ticks = set(texts(drawn(xlim=(-4000.0, 4000.0))))
    negative = {tick for tick in ticks if tick.startswith("\N{MINUS SIGN}")}
    assert (
        negative and {tick[1:] for tick in negative} <= ticks and not any("-" in t for t in ticks)
    )


def test_axes_have_their_labels() -> None:
    assert {"hours & days", "need <"} <= set(texts(drawn(xlabel="hours & days", ylabel="need <")))


def test_a_chart_is_the_same_every_time_and_its_ids_are_its_own() -> None:
    assert drawn() == drawn()
    first, other = (set(re.findall(r' id="([^"]+)"', drawn(name))) for name in ("one", "two"))
    assert first and not first & other


def test_a_chart_is_named_described_and_well_formed() -> None:
    with canvas("chart", EN, 1.0) as made:
        svg = made.svg(NASTY, "a & b")
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img" and root.get("aria-labelledby") == "chart-t chart-d"
    title, description = root.findall("title")[0], root.findall("desc")[0]
    assert title.text == NASTY and description.text == "a & b"
    assert "<b>" not in svg and "metadata" not in svg


def test_panels_have_titles_over_lines_that_fit() -> None:
    with canvas("chart", EN, 3.0, rows=2) as made:
        assert len(made.axes) == 2 and made.ax is made.axes[0]
        found = texts(made.svg("t", "d", panels=["short", "word " * 20]))
    assert "short" in found
    assert max(len(text) for text in found if text.startswith("word")) <= 48


def test_rows_are_named_from_the_top() -> None:
    with canvas("chart", EN, 2.0) as made:
        made.rows(["first", "second"])
        bottom, top = made.ax.get_ylim()
        assert bottom > top and made.ax.get_yticks().tolist() == [0, 1]
        assert [label.get_text() for label in made.ax.get_yticklabels()] == ["first", "second"]


def test_a_line_at_nought_crosses_the_axis_that_is_asked_for() -> None:
    with canvas("chart", EN, 1.0) as made:
        zero_line(made.ax, "x", "y")
        across, up = made.ax.lines
        assert list(across.get_xdata()) == [0.0, 0.0] and list(up.get_ydata()) == [0.0, 0.0]


@pytest.mark.parametrize(("low", "high"), [(None, 1.0), (0.0, None), (None, None)])
def test_an_interval_that_is_not_there_is_not_drawn(low: float | None, high: float | None) -> None:
    with canvas("chart", EN, 1.0) as made:
        whisker(made.ax, 0, low, high)
        assert len(made.ax.lines) == 0
        whisker(made.ax, 2, 1.0, 3.0, lw=2.0)
        (line,) = made.ax.lines
        assert list(line.get_xdata()) == [1.0, 3.0] and list(line.get_ydata()) == [2, 2]
        assert line.get_linewidth() == 2.0 and line.get_color() == INK


def test_models_differ_in_colour_marker_and_dash_and_begin_again_after_seven() -> None:
    looks = [look(position) for position in range(7)]
    for part in ("colour", "marker", "dash"):
        assert len({str(getattr(one, part)) for one in looks}) == 7
    assert look(7) == look(0)
    assert looks[0].colour == COLOURS[0] == "#0072B2" and FAINT not in COLOURS
    assert len(COLOURS) == len(MARKERS) == len(DASHES)


@pytest.mark.parametrize(
    ("labels", "columns"),
    [([], 1), (["a"], 1), (["a", "b", "c", "d"], 3), (["x" * 30, "b"], 1), (["x" * 20, "b"], 2)],
)
def test_a_legend_has_as_many_columns_as_fit(labels: list[str], columns: int) -> None:
    assert columns_for(labels) == columns


def test_five_answers_are_written_over_several_lines_and_none_is_lost() -> None:
    name = "desk+desks+separate_plans+neighbourhood_budget+as_is"
    lines = in_lines(name).split("\n")
    assert len(lines) > 1 and "".join(lines) == name
    assert max(len(line) for line in lines) <= 24
    assert in_lines("short") == "short"


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("M 0 0 L 10.04 0 L 10.04 20", "M0 0l10 0 0 20"),
        ("M 1.26 2 L 0 0", "M1.3 2l-1.3-2"),
        ("M 0 0 L 1 0 z M 5 5 L 6 5", "M0 0l1 0zM5 5l1 0"),
    ],
)
def test_lines_are_steps_from_point_to_point(path: str, steps: str) -> None:
    assert _steps(path) == steps


def test_rounding_does_not_add_up_along_a_line() -> None:
    points = "M 0 0 " + " ".join(f"L {0.04 * n:.2f} 0" for n in range(1, 101))
    moved = [float(x) for x in re.findall(r"(-?[\d.]+) 0(?:\.0)?(?=[ -]|$)", _steps(points)[5:])]
    assert sum(moved) == pytest.approx(4.0, abs=0.051)


# Charts of a comparison


@pytest.mark.parametrize("lang", LANGUAGES)
def test_intervals_name_every_outcome_and_pair(lang: str) -> None:
    view = view_of(lang)
    svg = figures.intervals(view, ["burden", "reach"])
    found = texts(svg)
    assert view.label("burden") in found and f"({view.unit('reach')})" in found
    # In both panels once as the later model, and once as the earlier one of the third.
    assert found.count("Model second") == found.count("\N{MINUS SIGN} Model second") == 2
    legend = view.heads("figures", "mean", "luck_only", "full_width")
    assert [text for text in found if text in legend] == legend


def test_without_drawn_parameters_the_legend_has_no_full_width() -> None:
    view = view_of("en", full=False)
    assert view.text("figures.full_width") not in texts(figures.intervals(view, ["burden"]))


def test_models_that_do_not_differ_have_an_axis_around_nought() -> None:
    found = texts(figures.intervals(view_of("en", same=True, runs=3), ["burden"]))
    assert around_nought(found)


def test_the_later_model_says_how_a_difference_looks() -> None:
    svg = figures.intervals(view_of("en", models=("a", "b", "c"), runs=3), ["burden"])
    assert COLOURS[1].lower() in svg and COLOURS[2].lower() in svg
    assert COLOURS[0].lower() not in svg


def test_a_name_is_text_and_no_markup_in_every_chart() -> None:
    view = view_of("en", models=("a", "b"), runs=3)
    view.titles = {"a": NASTY, "b": "b"}
    found = view.sample.gains["b-a"]["all"]
    shares = {kind: float(values[0]) for kind, values in found.items()}
    for svg in (
        figures.intervals(view, ["burden"]),
        figures.planes(view, [figures.plane_of(view, "b-a")]),
        figures.gains(view, "b-a", [(NASTY, shares)], "gains0"),
        paths.time_paths(view, ["burden"], "paths0"),
        paths.stacked(view, "payers", {"wmo": {"a": 1.0}}, "EUR < 1"),
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


def test_gains_run_from_nought_to_a_hundred_in_the_order_of_groups() -> None:
    view = view_of("en", runs=3)
    rows = [("All residents", {"better": 0.2, "same": 0.7, "worse": 0.1}),
            ("Age: 65+", {"better": 0.0, "same": 1.0, "worse": 0.0})]  # fmt: skip
    found = texts(figures.gains(view, "second-first", rows, "gains0"))
    assert found.index("All residents") < found.index("Age: 65+")
    assert {"0", "100", view.text("figures.share_of_residents")} <= set(found)
    assert [t for t in found if t in view.heads("gains", "better", "same", "worse")] == view.heads(
        "gains", "better", "same", "worse"
    )


def test_a_path_is_the_mean_and_the_central_part_of_the_runs() -> None:
    view = view_of("en", runs=3, weeks=4)
    weekly = view.sample.weekly["first"]
    weekly["share_hidden"] = np.array([[0.1] * 4, [0.2] * 4, [0.3] * 4])
    found = paths.path_of(view, "first", "share_hidden")
    assert found.mean == pytest.approx([20.0] * 4)  # a share is in per cents
    assert found.low == pytest.approx([10.5] * 4) and found.high == pytest.approx([29.5] * 4)
    weekly["of_no_outcome"] = np.ones((3, 4))
    assert paths.path_of(view, "first", "of_no_outcome").mean == pytest.approx([1.0] * 4)
    assert paths.series_name(view, "of_no_outcome") == "of no outcome"


def test_a_panel_of_paths_begins_at_nought_and_names_its_series() -> None:
    view = view_of("en", runs=3, weeks=8)
    found = texts(paths.time_paths(view, ["burden", "share_hidden"], "paths0"))
    assert "0" in found and view.text("figures.weeks_after") in found
    assert view.label("share_hidden") in found
    assert [t for t in found if t.startswith("Model ")] == [view.model(m) for m in view.models]


def test_a_stacked_bar_has_a_part_for_each_and_none_below_nought() -> None:
    view = view_of("en", models=("a", "b"), runs=3)
    parts = {"wmo": {"a": 10.0, "b": -5.0}, "youth": {"a": 20.0}}
    svg = paths.stacked(view, "payers", parts, "EUR per inhabitant")
    found = texts(svg)
    names = [view.text.name("payers", payer) for payer in parts]
    assert [text for text in found if text in names] == names
    assert "EUR per inhabitant" in found
    assert not any(text.startswith("\N{MINUS SIGN}") for text in found)


def test_the_canvas_is_narrow_enough_for_a_phone() -> None:
    with canvas("chart", EN, 2.0) as made:
        assert isinstance(made, Canvas)
        assert made.figure.get_size_inches().tolist() == [4.7, 2.0]


def test_the_made_up_comparison_is_a_document() -> None:
    from tests.documents import fits

    fits(made_up(runs=3).document)
