"""Charts: their scales, labels and ticks, the looks of models, and texts that are no markup."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.axis import Axis

from sim.show import layout
from sim.show.colours import COLOURS, FAINT, INK
from sim.show.numbers import Numbers
from sim.show.slim import steps
from sim.show.svg import (
    DASHES,
    MARKERS,
    Canvas,
    canvas,
    columns_for,
    in_lines,
    look,
    side,
    whisker,
    zero_line,
)
from tests.show.drawing import points, texts

EN, NL = Numbers("en"), Numbers("nl")
NASTY = "<b>Team</b> & 'x' \"y\""


def drawn(name: str = "chart", num: Numbers = EN, **axes: Any) -> str:
    with canvas(name, num, 2.0) as made:
        made.ax.plot([0.0, 4000.0], [0.0, 0.5])
        made.ax.set(**axes)
        made.numbers("x", "y", most=4)
        return made.svg("title", "description")


def test_ticks_that_are_kept_are_where_matplotlib_puts_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    labels = {"xlabel": "along", "ylabel": "up", "title": "both"}
    kept = drawn(**labels)
    monkeypatch.setattr(layout, "_remember_ticks", lambda _: None)
    assert drawn(**labels) == kept


def test_ticks_are_asked_for_once_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, update = [], Axis._update_ticks
    monkeypatch.setattr(Axis, "_update_ticks", lambda axis: asked.append(axis) or update(axis))
    drawn(xlabel="along")
    # Two places by the layout, which moves a panel twice, and the last one when it is drawn.
    assert set(Counter(asked).values()) == {3}


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
    ("path", "short"),
    [
        ("M 0 0 L 10.04 0 L 10.04 20", "M0 0h10v20"),
        ("M 1.26 2 L 0 0", "M1.3 2l-1.3-2"),
        ("M 0 0 L 1 2 L -.5 2.5", "M0 0l1 2-1.5 .5"),
        ("M 0 0 L 1 0 z M 5 5 L 6 5", "M0 0h1zM5 5h1"),
        ("M 110 10 L 112 10 M 113 10 L 115 10", "M110 10h2m1 0h2"),
    ],
)
def test_lines_are_steps_from_point_to_point(path: str, short: str) -> None:
    assert steps(path) == short


@pytest.mark.parametrize("seed", range(5))
def test_steps_lead_to_the_points_that_they_are_made_of(seed: int) -> None:
    made = np.random.default_rng(seed).normal(scale=20.0, size=(40, 2)).round(1)
    made[10:14, 1] = made[10, 1]  # straight across
    made[20:24, 0] = made[20, 0]  # straight down
    written = " ".join(f"{'LM'[i % 4 == 0]} {x} {y}" for i, (x, y) in enumerate(made))
    assert np.array(points(steps(written))) == pytest.approx(made, abs=1e-9)


def test_rounding_does_not_add_up_along_a_line() -> None:
    path = "M 0 0 " + " ".join(f"L {0.04 * n:.2f} 0" for n in range(1, 101))
    assert points(steps(path))[-1][0] == pytest.approx(4.0, abs=0.051)


def test_a_marker_that_is_drawn_twice_is_kept_once() -> None:
    with canvas("chart", EN, 1.0) as made:
        for row in range(3):
            made.ax.plot([1.0, 2.0], [row, row], "s", color="#0072B2", clip_on=False)
        svg = made.svg("title", "description")
    uses = Counter(re.findall(r'<use href="(#[^"]+)"', svg))
    assert uses.most_common(1)[0][1] == 6 and svg.count("<defs>") <= 4  # ticks have their own
    assert set(re.findall(r' id="([^"]+)"', svg)) >= {key[1:] for key in uses}


def test_words_stand_at_the_end_of_the_axis_that_they_are_of() -> None:
    with canvas("chart", EN, 1.0) as made:
        side(made.ax, "less", "more")
        svg = made.svg("title", "description")
    at = {text: float(x) for x, text in re.findall(r'<text x="([\d.]+)"[^>]*>([^<]*)<', svg)}
    assert at["\N{LEFTWARDS ARROW} less"] < 100.0 < at["more \N{RIGHTWARDS ARROW}"]


def test_names_of_axes_are_whole_and_fit_their_panel() -> None:
    name = "cost to the public purse of all that is done (euros per inhabitant)"
    with canvas("chart", EN, 4.0, rows=2) as made:
        made.along(name, name)
        made.figure.draw_without_rendering()
        for ax in made.axes:
            assert ax.get_ylabel().replace("\n", " ") == ax.get_xlabel().replace("\n", " ") == name
            high = ax.yaxis.label.get_window_extent().height
            assert high <= 1.02 * made.figure.bbox.height / 2


def test_panels_side_by_side_have_one_scale_and_heads_below_the_title() -> None:
    with canvas("chart", EN, 3.0, 2, 3) as made:
        assert made.ax.get_shared_y_axes().joined(made.axes[0], made.axes[2])
        svg = made.svg("t", "d", panels=["above", "below"], heads=["one", "two", "three"])
    at = {text: float(y) for y, text in re.findall(r'<text[^>]* y="([\d.]+)"[^>]*>([^<]*)<', svg)}
    assert at["above"] < at["one"] == at["two"] == at["three"] < at["below"]


def test_the_canvas_is_narrow_enough_for_a_phone() -> None:
    with canvas("chart", EN, 2.0) as made:
        assert isinstance(made, Canvas)
        assert made.figure.get_size_inches().tolist() == [4.7, 2.0]
