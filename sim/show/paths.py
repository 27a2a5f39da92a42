"""Charts of levels: paths through time with bands, and cost by payer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.foundation.units import F8
from sim.record.outcomes import OUTCOMES
from sim.show.reading import View
from sim.show.svg import canvas, columns_for, in_lines, look, number_ticks

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_DOTS = 26  # dots per line; more adds bytes, not information
BLOCK = 13  # weeks in a row of the table
# Okabe and Ito again, in an order where neighbours differ in lightness as well.
PARTS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999", "#333333")
_BAR: dict[str, Any] = {"height": 0.6, "edgecolor": "white", "linewidth": 0.6}


@dataclass(frozen=True, slots=True)
class Path:
    """One series under one model: mean and central 95 % over replications, [weeks]."""

    mean: F8
    low: F8
    high: F8


def path_of(view: View, model: str, series: str) -> Path:
    """A weekly series of the headline sample, averaged over the replications."""
    scale = view.scale(series) if series in OUTCOMES else 1.0
    values = scale * view.sample.weekly[model][series]
    low, high = np.nanquantile(values, [0.025, 0.975], axis=0)
    return Path(np.nanmean(values, axis=0), low, high)


def series_name(view: View, series: str) -> str:
    """The name of a weekly series, with its unit where it is an outcome too."""
    if series not in OUTCOMES:
        return view.text.name("series", series)
    return f"{view.label(series)} ({view.text.name('weekly_units', OUTCOMES[series].unit)})"


def time_paths(view: View, series: Sequence[str], name: str) -> str:
    """One panel per series; a line and a band per model."""
    with canvas(name, view.num, 1.85 * len(series) + 0.6, len(series)) as drawn:
        for ax, one in zip(drawn.axes, series, strict=True):
            for position, model in enumerate(view.models):
                _draw(view, ax, position, path_of(view, model, one))
            ax.set_ylim(bottom=0.0)
            ax.margins(x=0.01)
            number_ticks(ax.yaxis, view.num, 4)
        drawn.axes[-1].set_xlabel(view.text("figures.weeks_after"))
        handles, labels = drawn.ax.get_legend_handles_labels()
        drawn.figure.legend(handles, labels, loc="outside upper left", ncols=columns_for(labels))
        panels = [series_name(view, one).replace(" (", "\n(") for one in series]
        return drawn.svg(*view.heads("figures", "paths_title", "paths_text"), panels=panels)


def _draw(view: View, ax: Axes, position: int, path: Path) -> None:
    style = look(position)
    step = max(1, -(-len(path.mean) // MOST_DOTS))
    weeks = np.arange(len(path.mean))[::step]
    around = np.concatenate([weeks, weeks[::-1]])
    band = np.concatenate([path.low[::step], path.high[::step][::-1]])
    ax.fill(around, band, color=style.colour, alpha=0.13, lw=0)
    (line,) = ax.plot(weeks, path.mean[::step], color=style.colour, ls=style.dash, lw=1.7, ms=4)
    line.set(marker=style.marker, label=view.model(view.models[position]))
    line.set_markevery(max(1, len(weeks) // 8))


def stacked(view: View, name: str, parts: Mapping[str, Mapping[str, float]], unit: str) -> str:
    """One bar per model, one piece per part; ``parts[part][model]`` in ``unit``.

    name: of the chart, and of the texts that its parts are called by: payers, domains.
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
