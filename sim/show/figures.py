"""Charts of differences: intervals, cost against burden, and who gains and loses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.show.plane import Plane
from sim.show.plane import planes as drawn
from sim.show.reading import Finding, View, split
from sim.show.svg import (
    BETTER,
    FAINT,
    INK,
    SAME,
    WORSE,
    canvas,
    in_lines,
    look,
    number_ticks,
    title_panels,
    to_svg,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_POINTS = 100  # points drawn per panel of the plane; the table counts them all


def intervals(view: View, outcomes: Sequence[str]) -> str:
    """Dot and interval of every headline difference; luck alone and full width side by side."""
    pairs = view.shown_pairs
    lines = [1 + _two_lines(view, pair).count("\n") for pair in pairs]
    height = len(outcomes) * (0.62 + sum(max(0.46, 0.19 * n) for n in lines)) + 0.45
    with canvas("intervals", height, len(outcomes)) as (figure, axes):
        for ax, outcome in zip(axes, outcomes, strict=True):
            findings = [view.finding(pair, outcome) for pair in pairs]
            for row, finding in enumerate(findings):
                _interval(view, ax, row, finding)
            _zero_line(ax, "x")
            if all(finding.verdict == "equal" for finding in findings):
                ax.set_xlim(-1.0, 1.0)
            ax.set_yticks(range(len(pairs)), [_two_lines(view, pair) for pair in pairs])
            ax.set_ylim(len(pairs) - 0.4, -0.6)
            ax.margins(x=0.08)
            number_ticks(ax.xaxis, view.num)
        _interval_legend(view, axes[-1])
        title_panels(figure, [f"{view.label(o)}\n({view.unit(o)})" for o in outcomes])
        return to_svg(
            figure,
            "intervals",
            view.text("figures.intervals_title"),
            view.text("figures.intervals_text"),
        )


def _interval(view: View, ax: Axes, row: int, finding: Finding) -> None:
    later, _ = split(finding.pair)
    style = look(view.models.index(later))
    if finding.full is not None:
        ax.plot(finding.full, [row + 0.13] * 2, color=INK, lw=1.2, marker="|", ms=6, clip_on=False)
    if finding.luck is not None:
        ax.plot(
            finding.luck,
            [row - 0.13] * 2,
            color=FAINT,
            lw=4.0,
            solid_capstyle="butt",
            clip_on=False,
        )
    if finding.mean is not None:
        (dot,) = ax.plot([finding.mean], [row], style.marker, color=style.colour, ms=7)
        dot.set(markeredgecolor="white", markeredgewidth=0.8, clip_on=False)


def _interval_legend(view: View, ax: Axes) -> None:
    from matplotlib.lines import Line2D

    handles = [Line2D([], [], color=INK, marker="o", ls="", ms=6, label=view.text("figures.mean"))]
    handles.append(Line2D([], [], color=FAINT, lw=4.0, label=view.text("figures.luck_only")))
    if view.full_range:
        line = Line2D([], [], color=INK, lw=1.2, marker="|", label=view.text("figures.full_width"))
        handles.append(line)
    figure = ax.get_figure()
    if figure is not None:
        figure.legend(handles=handles, loc="outside upper left", ncols=len(handles))


def plane_of(view: View, pair: str, burden: str, cost: str) -> Plane:
    """The plane of one pair, replications in which both are defined."""
    x, y = view.differences(pair, burden), view.differences(pair, cost)
    known = np.isfinite(x) & np.isfinite(y)
    position = view.models.index(split(pair)[0])
    return Plane(pair, x[known], y[known], position, view.short_pair(pair))


def planes(view: View, found: Sequence[Plane], burden: str) -> str:
    """Cost difference against burden difference, one panel per pair, one point per replication."""
    described = view.text("figures.plane_text")
    return drawn(found, view.label(burden), described, view.text, view.num, MOST_POINTS)


def gains(view: View, pair: str, rows: Sequence[tuple[str, Mapping[str, float]]], name: str) -> str:
    """Shares of residents better off, the same and worse off, one bar per group."""
    with canvas(name, 0.27 * len(rows) + 0.9) as (figure, axes):
        ax = axes[0]
        labels = [label for label, _ in rows]
        left = np.zeros(len(rows))
        for kind, colour, hatch in (
            ("better", BETTER, ""),
            ("same", SAME, ""),
            ("worse", WORSE, "////"),
        ):
            width = np.array([100.0 * shares[kind] for _, shares in rows])
            ax.barh(
                range(len(rows)),
                width,
                left=left,
                height=0.72,
                color=colour,
                hatch=hatch,
                edgecolor="white",
                linewidth=0.5,
                label=view.text(f"gains.{kind}"),
                clip_on=False,
            )
            left += width
        ax.set_yticks(range(len(rows)), labels)
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.set_xlim(0.0, 100.0)
        ax.set_xlabel(view.text("figures.share_of_residents"))
        figure.legend(loc="outside upper left", ncols=3)
        title = view.text("figures.gains_title", pair=view.pair(pair))
        return to_svg(figure, name, title, view.text("figures.gains_text"))


def _zero_line(ax: Axes, axis: str) -> None:
    draw = ax.axvline if axis == "x" else ax.axhline
    draw(0.0, color=INK, lw=0.8, dashes=(3, 2), zorder=0)


def _two_lines(view: View, pair: str) -> str:
    later, earlier = split(pair)
    return f"{in_lines(view.model(later))}\n\N{MINUS SIGN} {in_lines(view.model(earlier))}"
