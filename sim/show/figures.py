"""Charts of differences: intervals, cost against burden, and who gains and loses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.units import F8
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


@dataclass(frozen=True, slots=True)
class Plane:
    """Differences of one pair in two outcomes over the replications, [R] each."""

    pair: str
    burden: F8
    cost: F8

    def quadrants(self) -> dict[str, int]:
        """Replications by quadrant: less or more burden, cheaper or dearer; ties apart."""
        less, more = self.burden < 0.0, self.burden > 0.0
        cheap, dear = self.cost < 0.0, self.cost > 0.0
        counts = {
            "less_cheaper": int(np.sum(less & cheap)),
            "less_dearer": int(np.sum(less & dear)),
            "more_cheaper": int(np.sum(more & cheap)),
            "more_dearer": int(np.sum(more & dear)),
        }
        counts["tie"] = len(self.burden) - sum(counts.values())
        return counts


def plane_of(view: View, pair: str, burden: str, cost: str) -> Plane:
    """The plane of one pair, replications in which both are defined."""
    x, y = view.differences(pair, burden), view.differences(pair, cost)
    known = np.isfinite(x) & np.isfinite(y)
    return Plane(pair, x[known], y[known])


def planes(view: View, found: Sequence[Plane], burden: str) -> str:
    """Cost difference against burden difference, one panel per pair, one point per replication."""
    with canvas("plane", 2.75 * len(found) + 0.2, len(found)) as (figure, axes):
        for ax, plane in zip(axes, found, strict=True):
            style = look(view.models.index(split(plane.pair)[0]))
            ax.plot(
                plane.burden[:MOST_POINTS],
                plane.cost[:MOST_POINTS],
                style.marker,
                color=style.colour,
                ms=5,
                alpha=0.75,
                mec="white",
                mew=0.4,
                clip_on=False,
            )
            _centred(ax, plane)
            _quadrant_names(view, ax)
            ax.set_xlabel(f"{view.label(burden)}: {view.text('figures.difference')}")
            ax.set_ylabel(view.text("figures.cost_axis"))
            number_ticks(ax.xaxis, view.num)
            number_ticks(ax.yaxis, view.num)
        title_panels(figure, [view.short_pair(plane.pair) for plane in found])
        return to_svg(
            figure, "plane", view.text("figures.plane_title"), view.text("figures.plane_text")
        )


def _centred(ax: Axes, plane: Plane) -> None:
    """Zero in the middle both ways, so that the quadrants are equally large."""
    _zero_line(ax, "x")
    _zero_line(ax, "y")
    for values, set_limits in ((plane.burden, ax.set_xlim), (plane.cost, ax.set_ylim)):
        reach = 1.3 * float(np.max(np.abs(values))) if len(values) and np.any(values) else 1.0
        set_limits(-reach, reach)


def _quadrant_names(view: View, ax: Axes) -> None:
    corners = (
        ("less_cheaper", 0.01, 0.02, "left", "bottom"),
        ("less_dearer", 0.01, 0.98, "left", "top"),
        ("more_cheaper", 0.99, 0.02, "right", "bottom"),
        ("more_dearer", 0.99, 0.98, "right", "top"),
    )
    for key, x, y, across, up in corners:
        ax.text(
            x,
            y,
            view.text(f"quadrants.{key}"),
            transform=ax.transAxes,
            ha=across,
            va=up,
            fontsize=8.5,
            color="#595959",
        )


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
