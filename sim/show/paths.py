"""Charts through time: levels week by week and paired differences; and levels by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.foundation.units import F8, WEEKS_PER_YEAR
from sim.record.outcomes import OUTCOMES
from sim.show.colours import PAPER, PARTS
from sim.show.figures import better_mark
from sim.show.reader import split
from sim.show.reading import View
from sim.show.svg import canvas, columns_for, in_lines, look, number_ticks, zero_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_DOTS = 20  # places along a line; more adds bytes, not information
BLOCK = 13  # weeks that are averaged, in tables and in differences
_BAR: dict[str, Any] = {"height": 0.6, "edgecolor": PAPER, "linewidth": 0.6}
_NARROW = 17  # letters above one of three columns
_YEARS = 2  # from which time goes in years along an axis, not in weeks


@dataclass(frozen=True, slots=True)
class Path:
    """A series over the runs: the middle one and the ends, at every moment by itself."""

    middle: F8
    least: F8
    most: F8


def path_of(view: View, model: str, series: str) -> Path:
    """A weekly series of the headline sample, [weeks]."""
    return _path(_scale(view, series) * view.sample.weekly[model][series])


def blocks_of(view: View, model: str, series: str) -> Path:
    """The averages of 13 weeks of a series, [blocks]."""
    return _path(_scale(view, series) * _blocks(view.sample.weekly[model][series]))


def differences_of(view: View, pair: str, series: str) -> Path:
    """Later minus earlier in every run, in averages of 13 weeks, [blocks]."""
    later, earlier = (view.sample.weekly[model][series] for model in split(pair))
    return _path(_scale(view, series) * _blocks(later - earlier))


def _scale(view: View, series: str) -> float:
    return view.scale(series) if series in OUTCOMES else 1.0


def _blocks(values: F8) -> F8:
    """Averages of 13 weeks, [runs, blocks]."""
    starts = range(0, values.shape[1], BLOCK)
    return np.column_stack([np.nanmean(values[:, a : a + BLOCK], axis=1) for a in starts])


def _path(values: F8) -> Path:
    # That for values that may be unknown goes week by week; it gives the same where none is.
    quantile = np.nanquantile if np.isnan(values).any() else np.quantile
    least, middle, most = quantile(values, [0.0, 0.5, 1.0], axis=0)
    return Path(middle, least, most)


def series_name(view: View, series: str) -> str:
    """The name of a weekly series, with its unit where it is an outcome too."""
    if series not in OUTCOMES:
        return view.text.name("series", series)
    return f"{view.label(series)} ({view.text.name('weekly_units', OUTCOMES[series].unit)})"


def time_paths(view: View, series: Sequence[str], name: str) -> str:
    """One panel per series; a line and a band per model."""
    unit, label = _time(view)
    with canvas(name, view.num, 1.85 * len(series) + 0.6, len(series)) as drawn:
        for ax, one in zip(drawn.axes, series, strict=True):
            for position, model in enumerate(view.models):
                path = path_of(view, model, one)
                step = max(1, -(-len(path.middle) // MOST_DOTS))
                when = np.arange(len(path.middle), dtype=np.float64)[::step] / unit
                some = Path(path.middle[::step], path.least[::step], path.most[::step])
                _draw(ax, position, when, some, view.model(model))
            ax.set_ylim(bottom=0.0)
            ax.margins(x=0.01)
            number_ticks(ax.yaxis, view.num, 4)
            number_ticks(ax.xaxis, view.num, 4, whole=True)
        drawn.axes[-1].set_xlabel(label)
        handles, labels = drawn.ax.get_legend_handles_labels()
        drawn.figure.legend(handles, labels, loc="outside upper left", ncols=columns_for(labels))
        panels = [series_name(view, one).replace(" (", "\n(") for one in series]
        return drawn.svg(*view.heads("figures", "paths_title", "paths_text"), panels=panels)


def _time(view: View) -> tuple[int, str]:
    """Weeks in the unit of time along an axis, and its label."""
    if view.document.weeks < _YEARS * WEEKS_PER_YEAR:
        return 1, view.text("figures.weeks_after")
    return WEEKS_PER_YEAR, view.text("figures.years_after")


def _draw(ax: Axes, position: int, when: F8, path: Path, label: str = "") -> None:
    """A line with the looks of a model, and a band around it."""
    style = look(position)
    whole: dict[str, Any] = {"color": style.colour, "clip_on": False}  # axes hold every run
    ax.fill_between(when, path.least, path.most, alpha=0.13, lw=0, **whole)
    (line,) = ax.plot(when, path.middle, ls=style.dash, lw=1.7, ms=4, **whole)
    line.set(marker=style.marker, label=label)
    line.set_markevery(max(1, len(when) // 6))


def time_differences(view: View, series: Sequence[str], name: str) -> str:
    """A row per series and a column per pair: the middle run, a band of all runs, and nought."""
    pairs = view.shown_pairs
    high = 1.35 * len(series) + 0.8
    unit, label = _time(view)
    with canvas(name, view.num, high, len(series), max(1, len(pairs))) as drawn:
        places = ((one, pair) for one in series for pair in pairs)
        for ax, (one, pair) in zip(drawn.axes, places, strict=False):
            path = differences_of(view, pair, one)
            when = BLOCK * (np.arange(len(path.middle), dtype=np.float64) + 0.5) / unit
            _draw(ax, view.models.index(split(pair)[0]), when, path)
            zero_line(ax, "y")
        for ax in drawn.axes:
            number_ticks(ax.yaxis, view.num, 3)
            number_ticks(ax.xaxis, view.num, 3, whole=True)
        drawn.figure.supxlabel(label, fontsize=9.5)
        heads = [_narrow(view, pair) for pair in pairs]
        titles = [
            series_name(view, one).replace(" (", "\n(")
            + (better_mark(view, one) if one in OUTCOMES else "")
            for one in series
        ]
        words = view.heads("figures", "over_time_title", "over_time_text")
        return drawn.svg(*words, panels=titles, heads=heads)


def _narrow(view: View, pair: str) -> str:
    later, earlier = (in_lines(view.model(model), _NARROW) for model in split(pair))
    return f"{later}\n\N{MINUS SIGN} {earlier}"


def stacked(view: View, name: str, parts: Mapping[str, Mapping[str, float]], unit: str) -> str:
    """One bar per model, one piece per part; ``parts[part][model]`` in ``unit``.

    name: of the chart, and of the texts that its parts are called by, such as domains.
    """
    models = view.models
    labels = [view.text.name(name, part) for part in parts]
    columns = columns_for(labels, 2)
    lines = -(-len(labels) // columns)
    with canvas(name, view.num, 0.5 * len(models) + 1.0 + 0.24 * lines) as drawn:
        left = np.zeros(len(models))
        for i, (label, by_model) in enumerate(zip(labels, parts.values(), strict=True)):
            width = np.array([max(0.0, by_model.get(m, 0.0)) for m in models])
            style = {"color": PARTS[i % len(PARTS)], "label": label, **_BAR}
            drawn.ax.barh(range(len(models)), width, left=left, **style)
            left += width
        drawn.rows([in_lines(view.model(m)) for m in models])
        drawn.ax.set_xlabel(unit)
        drawn.numbers("x")
        drawn.figure.legend(loc="outside lower left", ncols=columns)
        return drawn.svg(*view.heads("figures", f"{name}_title", f"{name}_text"))
