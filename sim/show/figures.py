"""Charts of differences: intervals, cost against burden, and who gains and loses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.show.outcomes_shown import BURDEN, COST
from sim.show.plane import Plane
from sim.show.plane import planes as drawn_planes
from sim.show.reader import split
from sim.show.reading import Finding, View
from sim.show.svg import (
    BETTER,
    FAINT,
    INK,
    SAME,
    WORSE,
    Canvas,
    canvas,
    in_lines,
    look,
    whisker,
    zero_line,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_POINTS = 100  # points drawn per panel of the plane; the table counts them all
_BARS = (("better", BETTER, ""), ("same", SAME, ""), ("worse", WORSE, "////"))
_EDGE: dict[str, Any] = {"edgecolor": "white", "linewidth": 0.5, "clip_on": False}


def intervals(view: View, outcomes: Sequence[str]) -> str:
    """Dot and interval of every headline difference; chance alone and full width side by side."""
    pairs = view.shown_pairs
    labels = [_two_lines(view, pair) for pair in pairs]
    each = 0.62 + sum(max(0.46, 0.19 * (1 + label.count("\n"))) for label in labels)
    with canvas("intervals", view.num, len(outcomes) * each + 0.45, len(outcomes)) as drawn:
        for ax, outcome in zip(drawn.axes, outcomes, strict=True):
            findings = [view.finding(pair, outcome) for pair in pairs]
            for row, finding in enumerate(findings):
                _interval(view, ax, row, finding)
            zero_line(ax, "x")
            if all(finding.verdict == "equal" for finding in findings):
                ax.set_xlim(-1.0, 1.0)
            ax.margins(x=0.08)
        drawn.rows(labels)
        drawn.numbers("x")
        _interval_legend(view, drawn)
        panels = [f"{view.label(o)}\n({view.unit(o)})" for o in outcomes]
        title, text = view.heads("figures", "intervals_title", "intervals_text")
        return drawn.svg(title, text, panels=panels)


def _interval(view: View, ax: Axes, row: int, finding: Finding) -> None:
    style = look(view.models.index(split(finding.pair)[0]))
    if finding.full is not None:
        whisker(ax, row + 0.13, *finding.full, lw=1.2, ms=6, clip_on=False)
    if finding.luck is not None:
        (line,) = ax.plot(finding.luck, [row - 0.13] * 2, color=FAINT, lw=4.0, clip_on=False)
        line.set_solid_capstyle("butt")
    if finding.mean is not None:
        (dot,) = ax.plot([finding.mean], [row], style.marker, color=style.colour, ms=7)
        dot.set(markeredgecolor="white", markeredgewidth=0.8, clip_on=False)


def _interval_legend(view: View, drawn: Canvas) -> None:
    from matplotlib.lines import Line2D

    mean, luck, full = view.heads("figures", "mean", "luck_only", "full_width")
    handles = [
        Line2D([], [], color=INK, marker="o", ls="", ms=6, label=mean),
        Line2D([], [], color=FAINT, lw=4.0, label=luck),
    ]
    if view.full_range:
        handles.append(Line2D([], [], color=INK, lw=1.2, marker="|", label=full))
    drawn.figure.legend(handles=handles, loc="outside upper left", ncols=len(handles))


def plane_of(view: View, pair: str) -> Plane:
    """The plane of one pair, replications in which both are defined."""
    x, y = view.differences(pair, BURDEN), view.differences(pair, COST)
    known = np.isfinite(x) & np.isfinite(y)
    position = view.models.index(split(pair)[0])
    return Plane(pair, x[known], y[known], position, view.short_pair(pair))


def planes(view: View, found: Sequence[Plane]) -> str:
    """Cost difference against burden difference, one panel per pair, one point per replication."""
    described = view.text("figures.plane_text")
    return drawn_planes(view, found, view.label(BURDEN), described, MOST_POINTS)


def gains(view: View, pair: str, rows: Sequence[tuple[str, Mapping[str, float]]], name: str) -> str:
    """Shares of residents better off, the same and worse off, one bar per group."""
    with canvas(name, view.num, 0.27 * len(rows) + 0.9) as drawn:
        left = np.zeros(len(rows))
        for kind, colour, hatch in _BARS:
            width = np.array([100.0 * shares[kind] for _, shares in rows])
            style = {**_EDGE, "color": colour, "hatch": hatch, "label": view.text(f"gains.{kind}")}
            drawn.ax.barh(range(len(rows)), width, left=left, height=0.72, **style)
            left += width
        drawn.rows([label for label, _ in rows])
        drawn.ax.set_xlim(0.0, 100.0)
        drawn.ax.set_xlabel(view.text("figures.share_of_residents"))
        drawn.figure.legend(loc="outside upper left", ncols=3)
        title = view.text("figures.gains_title", pair=view.pair(pair))
        return drawn.svg(title, view.text("figures.gains_text"))


def _two_lines(view: View, pair: str) -> str:
    later, earlier = (in_lines(view.model(model)) for model in split(pair))
    return f"{later}\n\N{MINUS SIGN} {earlier}"
