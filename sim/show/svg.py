"""Charts as inline SVG: one style, the same bits every time, readable without sight."""

from __future__ import annotations

import io
import re
import string
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from sim.foundation.plain import plain_lines
from sim.show.numbers import Numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

# Okabe and Ito's palette, without its yellow: distinguishable with any colour vision.
COLOURS = ("#0072B2", "#D55E00", "#007A5A", "#9B4F80", "#8A6100", "#2C7FA8", "#444444")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DASHES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)), (0, (3, 1, 1, 1)))
INK, FAINT = "#222222", "#8c8c8c"
BETTER, SAME, WORSE = "#009E73", "#d9d9d9", "#D55E00"
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_CURVE = re.compile(r"[CQSTAHVa-y]")
_POINT = re.compile(r"([MLz])\s*(?:(-?[\d.]+)\s+(-?[\d.]+))?")
_DIGITS = string.digits + string.ascii_letters
_ID = re.compile(r"#([\w-]+)")
_FAMILY = re.compile(r" *font-family: [^;]*;")  # the page's style sheet names the letters
_LINE = 48  # letters of a bold title that fit the width
_LEGEND = 62  # letters of a legend that fit the width
_NAME = 24  # letters of a name beside an axis
WIDTH = 4.7  # inches; narrow, so that letters stay readable on a phone

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
    """A figure under way: its panels from top to bottom, its name, and how numbers are written."""

    figure: Figure
    axes: Sequence[Axes]
    name: str
    num: Numbers

    @property
    def ax(self) -> Axes:
        """The only panel, or the first."""
        return self.axes[0]

    def rows(self, labels: Sequence[str]) -> None:
        """A named row for each label, the first at the top, in every panel."""
        for ax in self.axes:
            ax.set_yticks(range(len(labels)), labels)
            ax.set_ylim(len(labels) - 0.4, -0.6)

    def numbers(self, *sides: Literal["x", "y"], most: int = 5) -> None:
        """Numbers as the language writes them along these sides of every panel."""
        for ax in self.axes:
            for side in sides:
                number_ticks(ax.xaxis if side == "x" else ax.yaxis, self.num, most)

    def numbered(self, number: int, x: float, y: float) -> None:
        """A number beside a point."""
        at: dict[str, Any] = {"xytext": (4, 3), "textcoords": "offset points", "fontsize": 8.0}
        self.ax.annotate(str(number), (x, y), **at)

    def svg(self, title: str, description: str, *, panels: Sequence[str] = ()) -> str:
        """The figure as SVG, with a title above every panel where there are any."""
        if panels:
            _title_panels(self.figure, panels)
        return _to_svg(self.figure, self.name, title, description)


@contextmanager
def canvas(name: str, num: Numbers, height: float, rows: int = 1) -> Iterator[Canvas]:
    """A figure of ``rows`` panels, ``height`` inches in all, in the house style.

    ``name`` makes the ids in the SVG its own, so that charts share a page.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context({**_STYLE, "svg.hashsalt": name}):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = figure.subplots(rows, 1, squeeze=False)
        yield Canvas(figure, [axes[i, 0] for i in range(rows)], name, num)


def zero_line(ax: Axes, *sides: Literal["x", "y"]) -> None:
    """A dashed line at nought across these axes."""
    for side in sides:
        (ax.axvline if side == "x" else ax.axhline)(0.0, color=INK, lw=0.8, dashes=(3, 2), zorder=0)


def whisker(ax: Axes, row: float, low: float | None, high: float | None, **how: Any) -> None:
    """An interval along a row; nothing where there is none."""
    if low is not None and high is not None:
        ax.plot([low, high], [row, row], color=INK, marker="|", **{"lw": 1.0, **how})


def number_ticks(axis: Axis, numbers: Numbers, most: int = 5) -> None:
    """At most ``most`` steps on an axis, written as the language writes numbers."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(most))
    # Six digits take away what binary fractions leave behind (0.30000000000000004).
    axis.set_major_formatter(FuncFormatter(lambda x, _: numbers.exact(float(f"{x:.6g}"))))


def columns_for(labels: Sequence[str], most: int = 3) -> int:
    """Columns of a legend in which every label still fits the width."""
    longest = max((len(label) for label in labels), default=1)
    return max(1, min(most, len(labels), _LEGEND // (longest + 6)))


def in_lines(name: str) -> str:
    """A long name, such as five answers joined, over several lines."""
    return "\n".join(wrap(name.replace("+", "+ "), _NAME)).replace("+ ", "+")


def _title_panels(figure: Figure, titles: Sequence[str]) -> None:
    """A title above every panel, from the left edge; comes last, for it fixes the layout."""
    axes = figure.get_axes()
    texts = [
        ax.set_title("\n".join(line for part in title.split("\n") for line in wrap(part, _LINE)))
        for ax, title in zip(axes, titles, strict=True)
    ]
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for ax, text in zip(axes, texts, strict=True):
        box = ax.get_position()
        text.set_x((0.01 - box.x0) / box.width)


def _to_svg(figure: Figure, name: str, title: str, description: str) -> str:
    """The figure as an ``<svg role="img">`` element with a title and a description.

    Metadata and namespaces are left out: they name outside addresses.
    """
    buffer, bare = io.StringIO(), dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(buffer, format="svg", metadata=bare, transparent=True)
    root = ElementTree.fromstring(plain_lines(buffer.getvalue()))
    _slim(root)
    short = _shortened(name)
    _short_ids(root, short)
    styles = _classes(root, short)
    drawn = "".join(ElementTree.tostring(child, encoding="unicode") for child in root)
    return (
        f'<svg viewBox="{root.get("viewBox")}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description)}</desc>'
        f"<style>{styles}</style>{drawn}</svg>"
    )


def _shortened(name: str) -> str:
    """A few letters that are this chart's own: classes and ids hold for the whole page."""
    number, found = zlib.crc32(name.encode()), name[0]
    for _ in range(3):
        number, digit = divmod(number, len(_DIGITS))
        found += _DIGITS[digit]
    return found


def _slim(parent: Element) -> None:
    """Take away what a page does not need: bare groups, namespaces, digits of coordinates."""
    left: list[Element] = []
    for child in parent:
        _slim(child)
        child.tag = _local(child.tag)
        child.tail = None
        if child.tag in ("metadata", "style") or child.get("style") == "fill: none":
            continue
        if child.tag == "g":
            child.attrib.pop("id", None)
        if child.tag in ("g", "defs"):
            child.text = None
        if child.tag == "g" and not child.attrib:
            left.extend(child)
        elif child.tag != "defs" or len(child):
            left.append(child)
        _slim_attributes(child)
    parent[:] = left


def _slim_attributes(element: Element) -> None:
    for key, value in list(element.attrib.items()):
        del element.attrib[key]
        if key == "transform" and value.startswith("rotate(-0 "):
            continue
        if key == "d" and not _CURVE.search(value):
            value = _steps(value)
        elif key in ("d", "x", "y", "transform", "points", "width", "height"):
            value = _LONG_NUMBER.sub(lambda m: f"{float(m.group()):.1f}", value)
            value = re.sub(r"\.0\b", "", re.sub(r"\s+", " ", value)).strip()
        if key == "style":
            value = _FAMILY.sub("", value).replace("; ", ";").replace(": ", ":")
        element.set(_local(key), value)


def _steps(path: str) -> str:
    """Straight lines as steps from point to point: shorter than where each point is.

    Points are rounded first, so that no error adds up along the line.
    """
    out: list[str] = []
    at = start = (0, 0)  # in tenths
    for command, x, y in _POINT.findall(path):
        if command == "z":
            out.append("z")
            at = start
            continue
        to = (round(10.0 * float(x)), round(10.0 * float(y)))
        if command == "M":
            out.append("M" + _tenths(to))
            start = to
        else:
            begins = out[-1][0] in "Mz"
            out.append(("l" if begins else " ") + _tenths((to[0] - at[0], to[1] - at[1])))
        at = to
    return "".join(out).replace(" -", "-")


def _tenths(step: tuple[int, int]) -> str:
    """Two numbers of tenths, written out."""
    return " ".join(f"{n / 10.0:.1f}".removesuffix(".0") for n in step)


def _classes(root: Element, name: str) -> str:
    """Give equal styles one class; returns the rules, whose names are this chart's own."""
    known: dict[str, str] = {}
    for element in root.iter():
        style = element.attrib.pop("style", None)
        if style is not None:
            element.set("class", known.setdefault(style, f"{name}-{len(known)}"))
    return "".join(f".{key}{{{style}}}" for style, key in known.items())


def _short_ids(root: Element, name: str) -> None:
    """Short ids that are this chart's own, in place of long ones."""
    known: dict[str, str] = {}
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", known.setdefault(element.attrib["id"], f"{name}-{len(known)}"))
    for element in root.iter():
        for key, value in element.attrib.items():
            if key in ("href", "clip-path") or "url(#" in value:
                element.set(key, _ID.sub(lambda m: "#" + known.get(m.group(1), m.group(1)), value))


def _local(name: str) -> str:
    return name.rpartition("}")[2]
