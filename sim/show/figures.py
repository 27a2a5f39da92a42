"""Charts of differences: run by run, cost against burden, by payer, and who gains and loses."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.record.outcomes import OUTCOMES
from sim.show.colours import BETTER, FAINT, INK, PAPER, WORSE
from sim.show.counted import Runs
from sim.show.outcomes_shown import BURDEN, COST
from sim.show.plane import Plane
from sim.show.plane import planes as drawn_planes
from sim.show.reader import Reader, split
from sim.show.reading import Finding, View
from sim.show.svg import (
    Canvas,
    canvas,
    columns_for,
    in_lines,
    look,
    side,
    spans,
    strokes,
    whisker,
    zero_line,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PANELS = 3  # outcomes in a chart
MOST_POINTS = 100  # points drawn per panel of the plane, strokes per row; the table counts them all
_EDGE: dict[str, Any] = {"edgecolor": PAPER, "linewidth": 0.5, "clip_on": False, "height": 0.7}
_OF_BEST = 0.3  # rows below the runs at which those at best guesses stand


def by_run(view: View, outcomes: Sequence[str], name: str = "runs") -> str:
    """Every run of every headline difference, with the middle one, and runs at best guesses.

    Several charts, each of a few outcomes, so that one fits a sheet of paper; name: theirs.
    """
    some = [outcomes[i : i + PANELS] for i in range(0, len(outcomes), PANELS)]
    return "".join(_by_run(view, few, name, number) for number, few in enumerate(some))


def _by_run(view: View, outcomes: Sequence[str], name: str, number: int) -> str:
    """A chart of some outcomes; the first has the legend of all."""
    pairs = view.shown_pairs
    labels = [_two_lines(view, pair) for pair in pairs]
    each = 0.8 + sum(max(0.46, 0.19 * (1 + label.count("\n"))) for label in labels)
    high = len(outcomes) * each + (0.0 if number else 0.45)
    with canvas(f"{name}{number}", view.num, high, len(outcomes)) as drawn:
        for ax, outcome in zip(drawn.axes, outcomes, strict=True):
            findings = [view.finding(pair, outcome) for pair in pairs]
            for row, finding in enumerate(findings):
                _runs(view, ax, row, finding)
            zero_line(ax, "x")
            if all(finding.verdict == "equal" for finding in findings):
                ax.set_xlim(-1.0, 1.0)
            ax.margins(x=0.08)
            side(ax, *better_side(view, outcome))
        drawn.rows(labels)
        drawn.numbers("x")
        if number == 0:
            _legend(view, drawn)
        panels = [f"{view.label(o)}\n({view.unit(o)})" for o in outcomes]
        title, text = view.heads("figures", "runs_title", "runs_text")
        named = f"{title}: {', '.join(map(view.label, outcomes))}"
        return drawn.svg(named, text, panels=panels)


def better_side(view: Reader, outcome: str) -> tuple[str, str]:
    """The word for better, on the left when less is better and on the right when more is."""
    word, better = view.text("verdict.good"), OUTCOMES[outcome].better
    return (word if better == "lower" else "", word if better == "higher" else "")


def better_mark(view: Reader, outcome: str) -> str:
    """The way that is better where differences stand upright, for behind a name."""
    less, more = better_side(view, outcome)
    if not (less or more):
        return ""
    return f" \N{DOWNWARDS ARROW} {less}" if less else f" \N{UPWARDS ARROW} {more}"


def _runs(view: View, ax: Axes, row: int, finding: Finding) -> None:
    """A stroke for every run with the middle one; below it the same of runs at best guesses."""
    style = look(view.models.index(split(finding.pair)[0]))
    values = view.scale(finding.outcome) * view.differences(finding.pair, finding.outcome)
    if finding.runs is not None:
        whisker(ax, row, finding.runs.least, finding.runs.most, lw=0.8, marker=None, clip_on=False)
        known = values[np.isfinite(values)][:MOST_POINTS]
        strokes(ax, row, known, 0.16, color=style.colour, alpha=0.6)
        _middle(ax, row, finding.runs, style.marker, style.colour, 8.0)
    if finding.best is not None:
        at, best = row + _OF_BEST, finding.best
        ends = {"color": FAINT, "lw": 3.0, "marker": None, "solid_capstyle": "butt"}
        whisker(ax, at, best.least, best.most, clip_on=False, **ends)
        _middle(ax, at, best, style.marker, INK, 4.5)


def _middle(ax: Axes, row: float, runs: Runs, marker: str, colour: str, size: float) -> None:
    (dot,) = ax.plot([runs.middle], [row], marker, color=colour, ms=size)
    dot.set(markeredgecolor=PAPER, markeredgewidth=0.8, clip_on=False)


def _legend(view: View, drawn: Canvas) -> None:
    """The legend of runs: the middle run with the markers of the models."""
    from matplotlib.legend_handler import HandlerTuple
    from matplotlib.lines import Line2D

    later = dict.fromkeys(split(pair)[0] for pair in view.shown_pairs)
    looks = [look(view.models.index(model)) for model in later]
    stroke: dict[str, Any] = {"marker": "|", "ls": "", "ms": 7}
    handles: list[Any] = [
        tuple(Line2D([], [], color=one.colour, **stroke) for one in looks),
        tuple(Line2D([], [], color=one.colour, marker=one.marker, ls="", ms=6) for one in looks),
    ]
    labels = view.heads("figures", "one_run", "middle_run")
    if view.full_range:
        best = [Line2D([], [], color=FAINT, lw=3.0)]
        best += [Line2D([], [], color=INK, marker=one.marker, ls="", ms=4) for one in looks]
        handles.append(tuple(best))
        labels.append(view.text("figures.best_guesses"))
    how: dict[str, Any] = {"handler_map": {tuple: HandlerTuple(ndivide=None, pad=0.3)}}
    how |= {"ncols": columns_for(labels), "handlelength": 2.6}
    drawn.figure.legend(handles, labels, loc="outside upper left", **how)


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


class Bar(NamedTuple):
    """A group with its shares, and the least and most of each over the runs."""

    label: str
    shares: Mapping[str, float]
    ends: Mapping[str, tuple[float, float]]


def gains(view: View, pair: str, rows: Sequence[Bar], name: str) -> str:
    """Shares of residents better off to the right and worse off to the left, a row per group."""
    with canvas(name, view.num, 0.27 * len(rows) + 0.9) as drawn:
        for kind, colour, sign in (("better", BETTER, 1.0), ("worse", WORSE, -1.0)):
            width = [100.0 * sign * row.shares[kind] for row in rows]
            drawn.ax.barh(range(len(rows)), width, color=colour, **_EDGE)
            ends = [row.ends.get(kind, (math.nan, math.nan)) for row in rows]
            lows, highs = (100.0 * sign * np.array(end) for end in zip(*ends, strict=True))
            spans(drawn.ax, lows, highs, lw=0.9)
        drawn.rows([row.label for row in rows])
        drawn.ax.axvline(0.0, color=INK, lw=0.8)
        drawn.numbers("x", unsigned=True)
        side(drawn.ax, *view.heads("gains", "worse", "better"))
        drawn.ax.set_xlabel(view.text("figures.share_of_residents"), labelpad=13.0)
        title = view.text("figures.gains_title", pair=view.pair(pair))
        return drawn.svg(title, view.text("figures.gains_text"))


def payers(view: View, outcomes: Mapping[str, str]) -> str:
    """Differences by payer, a panel per pair; the name of a payer by its outcome."""
    pairs, names = view.shown_pairs, [in_lines(name) for name in outcomes.values()]
    high = 0.75 + sum(0.2 + 0.14 * (1 + name.count("\n")) for name in names)
    with canvas("payers", view.num, len(pairs) * high, len(pairs)) as drawn:
        for ax, pair in zip(drawn.axes, pairs, strict=True):
            found = [view.finding(pair, outcome) for outcome in outcomes]
            colour = look(view.models.index(split(pair)[0])).colour
            ax.barh(range(len(found)), [one.mean or 0.0 for one in found], color=colour, **_EDGE)
            ends = [
                (math.nan, math.nan) if one.runs is None else (one.runs.least, one.runs.most)
                for one in found
            ]
            spans(ax, *zip(*ends, strict=True))
            ax.axvline(0.0, color=INK, lw=0.8)
            side(ax, *view.heads("figures", "pays_less", "pays_more"))
        drawn.rows(names)
        drawn.numbers("x")
        title, text = view.heads("figures", "payers_title", "payers_text")
        unit = view.unit(next(iter(outcomes)))
        return drawn.svg(title, text, panels=[f"{view.short_pair(p)}\n({unit})" for p in pairs])


def _two_lines(view: View, pair: str) -> str:
    later, earlier = (in_lines(view.model(model)) for model in split(pair))
    return f"{later}\n\N{MINUS SIGN} {earlier}"
