"""Charts as inline SVG: one style, the same bits every time, readable without sight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sim.foundation.units import F8
from sim.show.colours import COLOURS, FAINT, INK, SOFT
from sim.show.layout import lay_out
from sim.show.numbers import Numbers
from sim.show.slim import to_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DASHES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)), (0, (3, 1, 1, 1)))
_LINE = 48  # letters of a bold title that fit the width
_LEGEND = 62  # letters of a legend that fit the width
_NAME = 24  # letters of a name beside an axis
_HEAD = 8.5  # points of the name of a column
_LETTER = 0.075  # inches of a letter beside an axis
_FEWEST = 14  # letters of a line of such a name
_AROUND = 0.7  # inches of a panel that are not its axis
WIDTH = 4.7  # inches; narrow, so that letters stay readable on a phone

_NOUGHT: dict[str, Any] = {"color": INK, "lw": 0.8, "dashes": (3, 2), "zorder": 0, "clip_on": False}
# Newer versions of matplotlib name every key in its type; the older ones take any text.
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 9.0,
    "ytick.labelsize": 9.0,
    "axes.unicode_minus": True,
    "legend.frameon": False,
    "legend.fontsize": 9.0,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "none",
    "text.parse_math": False,  # a title with $ is no formula
    "path.simplify": True,
}


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a model wherever it appears."""

    colour: str
    marker: str
    dash: str | tuple[int, tuple[int, ...]]


def look(position: int) -> Look:
    """The look of the model at this place in the order of the comparison."""
    i = position % len(COLOURS)
    return Look(COLOURS[i], MARKERS[i], DASHES[i])


@dataclass(frozen=True, slots=True)
class Canvas:
    """A figure under way: its panels row by row, its name, and how numbers are written."""

    figure: Figure
    axes: Sequence[Axes]
    name: str
    num: Numbers
    columns: int = 1

    @property
    def ax(self) -> Axes:
        """The only panel, or the first."""
        return self.axes[0]

    def rows(self, labels: Sequence[str]) -> None:
        """A named row for each label, the first at the top, in every panel."""
        for ax in self.axes:
            ax.set_yticks(range(len(labels)), labels)
            ax.set_ylim(len(labels) - 0.4, -0.6)
            ax.tick_params(axis="y", left=False)

    def numbers(self, *sides: Literal["x", "y"], most: int = 5, unsigned: bool = False) -> None:
        """Numbers as the language writes them along these sides of every panel.

        unsigned: without a sign, where both ways from nought are an amount.
        """
        for ax in self.axes:
            for one in sides:
                axis = ax.xaxis if one == "x" else ax.yaxis
                number_ticks(axis, self.num, most, unsigned)

    def numbered(self, number: int, x: float, y: float) -> None:
        """A number beside a point."""
        at: dict[str, Any] = {"xytext": (4, 3), "textcoords": "offset points", "fontsize": 8.0}
        self.ax.annotate(str(number), (x, y), **at)

    def along(self, across: str, up: str, taken: float = 0.0) -> None:
        """Names of both axes of every panel, over as many lines as they need.

        taken: inches of the height that a legend has.
        """
        wide, high = self.figure.get_size_inches() / (self.columns, self._rows)
        for ax in self.axes:
            ax.set_xlabel(_over_lines(across, wide - _AROUND))
            ax.set_ylabel(_over_lines(up, high - taken - _AROUND))

    @property
    def _rows(self) -> int:
        return len(self.axes) // self.columns

    def svg(
        self,
        title: str,
        description: str,
        *,
        panels: Sequence[str] = (),
        heads: Sequence[str] = (),
    ) -> str:
        """The figure as SVG, with a title above every row of panels where there are any.

        heads: a name above every column, below the title of the first row.
        """
        if panels:
            _title_panels(self.figure, self.axes[:: self.columns], panels, self._headed(heads))
        else:
            lay_out(self.figure)
        return to_svg(self.figure, self.name, title, description)

    def _headed(self, heads: Sequence[str]) -> float:
        """Write the names of columns; returns their height in points."""
        how: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
        how |= {"xytext": (0, 3), "ha": "center", "va": "bottom", "fontsize": _HEAD}
        for ax, head in zip(self.axes, heads, strict=False):
            ax.annotate(head, (0.5, 1.0), **how)
        return 1.35 * _HEAD * max((head.count("\n") + 1 for head in heads), default=0)


@contextmanager
def canvas(
    name: str, num: Numbers, height: float, rows: int = 1, columns: int = 1
) -> Iterator[Canvas]:
    """A figure of ``rows`` by ``columns`` panels, ``height`` inches in all, in the house style.

    ``name`` makes the ids in the SVG its own, so that charts share a page. Panels side by side
    have one scale.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context({**_STYLE, "svg.hashsalt": name}):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        sharing: dict[str, Any] = {"sharex": True, "sharey": "row"} if columns > 1 else {}
        axes = figure.subplots(rows, columns, squeeze=False, **sharing)
        yield Canvas(figure, list(axes.flat), name, num, columns)


def _over_lines(name: str, room: float) -> str:
    """A name over lines that fit so many inches; a unit in brackets begins a line of its own."""
    letters = max(_FEWEST, int(room / _LETTER))
    if len(name) <= letters:
        return name
    parts = name.replace(" (", "\n(").split("\n")
    return "\n".join(line for part in parts for line in wrap(part, letters))


def zero_line(ax: Axes, *sides: Literal["x", "y"]) -> None:
    """A dashed line at nought across these axes."""
    for side in sides:
        (ax.axvline if side == "x" else ax.axhline)(0.0, **_NOUGHT)


def whisker(ax: Axes, row: float, low: float | None, high: float | None, **how: Any) -> None:
    """An interval along a row; nothing where there is none."""
    if low is not None and high is not None:
        ax.plot([low, high], [row, row], **{"color": INK, "marker": "|", "lw": 1.0, **how})


def spans(ax: Axes, lows: F8 | Sequence[float], highs: F8 | Sequence[float], **how: Any) -> None:
    """An interval along every row, all in one line: rows are numbered from nought.

    Nothing is drawn of a row without one.
    """
    if not np.isfinite(lows).any():
        return
    rows = np.arange(len(lows), dtype=np.float64)
    across = np.column_stack([lows, highs, np.full(len(lows), np.nan)]).ravel()
    up = np.column_stack([rows, rows, rows]).ravel()
    ax.plot(across, up, **{"color": INK, "lw": 1.0, "clip_on": False, **how})


def strokes(ax: Axes, row: float, values: F8 | Sequence[float], half: float, **how: Any) -> None:
    """An upright stroke at every value, ``half`` above and below the row, all in one line."""
    known = np.sort(np.asarray(values, dtype=np.float64))
    across = np.repeat(known, 3)
    across[2::3] = np.nan
    # Up and down by turns: where one stroke ends the next begins, which is shorter to write.
    up = np.resize([row - half, row + half, np.nan, row + half, row - half, np.nan], len(across))
    ax.plot(across, up, **{"lw": 1.0, "clip_on": False, "solid_capstyle": "butt", **how})


def side(ax: Axes, left: str = "", right: str = "") -> None:
    """Words below either end of an axis: what it means to lie on that side."""
    how: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
    how |= {"xytext": (0, -17), "va": "top", "fontsize": 8.5, "color": SOFT}
    if left:
        ax.annotate(f"\N{LEFTWARDS ARROW} {left}", (0.0, 0.0), ha="left", **how)
    if right:
        ax.annotate(f"{right} \N{RIGHTWARDS ARROW}", (1.0, 0.0), ha="right", **how)


def number_ticks(
    axis: Axis, numbers: Numbers, most: int = 5, unsigned: bool = False, whole: bool = False
) -> None:
    """At most ``most`` steps on an axis, written as the language writes numbers."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(most, integer=whole))

    # Six digits take away what binary fractions leave behind (0.30000000000000004).
    def written(x: float, _: object) -> str:
        return numbers.exact(float(f"{abs(x) if unsigned else x:.6g}"))

    axis.set_major_formatter(FuncFormatter(written))


def columns_for(labels: Sequence[str], most: int = 3) -> int:
    """Columns of a legend in which every label still fits the width."""
    longest = max((len(label) for label in labels), default=1)
    return max(1, min(most, len(labels), _LEGEND // (longest + 6)))


def in_lines(name: str, most: int = _NAME) -> str:
    """A long name, such as five answers joined, over several lines."""
    return "\n".join(wrap(name.replace("+", "+ "), most)).replace("+ ", "+")


def _title_panels(
    figure: Figure, firsts: Sequence[Axes], titles: Sequence[str], headed: float
) -> None:
    """A title above every row, from the left edge; comes last, for it fixes the layout.

    firsts: the first panel of every row. headed: points below the first title that are taken.
    """
    shown = [
        "\n".join(line for part in title.split("\n") for line in wrap(part, _LINE))
        for title in titles
    ]
    texts = []
    for ax, title in zip(firsts, shown, strict=True):
        pad = 6.0 + (headed if ax is firsts[0] else 0.0)
        # As high as the title and no wider than the panel, which would make room for it.
        # Where matplotlib would put it, which otherwise looks for ticks in its way time and again.
        texts.append(ax.set_title("\n".join("." * (title.count("\n") + 1)), pad=pad, y=1.0))
    lay_out(figure)
    for ax, text, title in zip(firsts, texts, shown, strict=True):
        box = ax.get_position()
        text.set(text=title, x=(0.01 - box.x0) / box.width)
