"""A figure as an SVG element that weighs little and follows the colours of the page."""

from __future__ import annotations

import io
import re
import string
import zlib
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from sim.foundation.plain import plain_lines
from sim.show.colours import VARIABLES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_CURVE = re.compile(r"[CQSTAHVa-y]")
_POINT = re.compile(r"([MLz])\s*(?:(-?[\d.]+)\s+(-?[\d.]+))?")
_DIGITS = string.digits + string.ascii_letters
_OWN = 2  # letters and digits of a chart's own behind the first letter of its name
_ID = re.compile(r"#([\w-]+)")
_FAMILY = re.compile(r" *font-family: [^;]*;")  # the page's style sheet names the letters
_NOTHING_NEW = re.compile(r" *(?:stroke-linejoin: miter|stroke-dashoffset: 0)(?:;|$)")
_PLACE = re.compile(r"translate\((\S+) (\S+)\)")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def to_svg(figure: Figure, name: str, title: str, description: str) -> str:
    """The figure as an ``<svg role="img">`` element with a title and a description.

    Metadata and namespaces are left out: they name outside addresses.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    buffer = io.StringIO()
    bare = {"Date": None, "Creator": None, "Format": None, "Type": None}
    for patch in (figure.patch, *(ax.patch for ax in figure.axes)):
        patch.set_facecolor("none")
    # Not through savefig, which draws a figure once more beforehand.
    FigureCanvasSVG(figure).print_svg(buffer, metadata=bare)  # type: ignore[no-untyped-call]
    root = ElementTree.fromstring(plain_lines(buffer.getvalue()))
    _slim(root)
    _shared(root)
    short = _shortened(name)
    _short_ids(root, short)
    styles = _classes(root, short)
    _grouped(root)
    drawn = "".join(ElementTree.tostring(child, encoding="unicode") for child in root)
    return (
        f'<svg viewBox="{root.get("viewBox")}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description)}</desc>'
        f"<style>{styles}</style>{drawn.replace(' />', '/>')}</svg>"
    )


def _shortened(name: str) -> str:
    """A few letters that are this chart's own: classes and ids hold for the whole page."""
    own = zlib.crc32(name.encode()) % len(_DIGITS) ** _OWN
    return name[0] + _short(own).rjust(_OWN, _DIGITS[0])


def _short(number: int) -> str:
    """A number in as few letters and digits as can be."""
    rest, digit = divmod(number, len(_DIGITS))
    return (_short(rest) if rest else "") + _DIGITS[digit]


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
            value = steps(value)
        elif key in ("d", "x", "y", "transform", "points", "width", "height"):
            value = _LONG_NUMBER.sub(lambda m: f"{float(m.group()):.1f}", value)
            value = re.sub(r"\.0\b", "", re.sub(r"\s+", " ", value)).strip()
        if element.tag == "text" and (place := _PLACE.fullmatch(value)):
            element.set("x", place.group(1))
            element.set("y", place.group(2))
            continue
        if key == "style":
            value = _NOTHING_NEW.sub("", _FAMILY.sub("", value))
            value = value.strip("; ").replace("; ", ";").replace(": ", ":")
            value = _COLOUR.sub(_variable, value)
        element.set(_local(key), value)


def _variable(found: re.Match[str]) -> str:
    """A colour as the page's style sheet has it for light and dark; itself when it has none."""
    name = VARIABLES.get(found.group())
    return f"var(--{name})" if name else found.group()


def steps(path: str) -> str:
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
        step = (to[0] - at[0], to[1] - at[1])
        if command == "M":
            out.append(
                min("M" + _tenths(to), "m" + _tenths(step), key=len) if out else "M" + _tenths(to)
            )
            start = to
        else:
            out.append(_line(step, out[-1][0] == "l" or out[-1][0] in " -"))
        at = to
    return "".join(out).replace(" -", "-")


def _line(step: tuple[int, int], goes_on: bool) -> str:
    """A step along a line; straight across and straight down have a letter of their own."""
    x, y = step
    if y == 0:
        return "h" + _tenth(x)
    if x == 0:
        return "v" + _tenth(y)
    return (" " if goes_on else "l") + _tenths(step)


def _tenths(step: tuple[int, int]) -> str:
    """Two numbers of tenths, written out."""
    return " ".join(map(_tenth, step))


def _tenth(number: int) -> str:
    """A number of tenths, without what can be left out."""
    written = f"{abs(number) / 10.0:.1f}".removesuffix(".0")
    return ("-" if number < 0 else "") + (written.removeprefix("0") or "0")


def _shared(root: Element) -> None:
    """Shapes that are drawn in many places, such as markers, are kept once."""
    known: dict[tuple[tuple[str, str], ...], str] = {}
    same: dict[str, str] = {}
    for parent in list(root.iter()):
        for defs in [child for child in parent if child.tag == "defs"]:
            for shape in [one for one in defs if one.tag == "path"]:
                own = "#" + shape.attrib["id"]
                look = tuple(sorted((k, v) for k, v in shape.attrib.items() if k != "id"))
                if known.setdefault(look, own) != own:
                    same[own] = known[look]
                    defs.remove(shape)
            if not len(defs):
                parent.remove(defs)
    for element in root.iter():
        if element.get("href") in same:
            element.set("href", same[str(element.get("href"))])


def _classes(root: Element, name: str) -> str:
    """Give equal styles one class; returns the rules, whose names are this chart's own."""
    known: dict[str, str] = {}
    for element in root.iter():
        style = element.attrib.pop("style", None)
        if style is not None:
            element.set("class", known.setdefault(style, name + _short(len(known))))
    return "".join(f".{key}{{{style}}}" for style, key in known.items())


def _grouped(parent: Element) -> None:
    """Markers with one look, one after the other, have their class together."""
    out: list[Element] = []
    for _, group in groupby(parent, key=lambda one: (one.tag, one.get("class"))):
        some = list(group)
        if some[0].tag == "use" and len(some) > 1 and some[0].get("class"):
            together = Element("g", {"class": some[0].attrib["class"]})
            for one in some:
                del one.attrib["class"]
                together.append(one)
            some = [together]
        else:
            for one in some:
                _grouped(one)
        out.extend(some)
    parent[:] = out


def _short_ids(root: Element, name: str) -> None:
    """Short ids that are this chart's own, in place of long ones."""
    known: dict[str, str] = {}
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", known.setdefault(element.attrib["id"], name + _short(len(known))))
    for element in root.iter():
        for key, value in element.attrib.items():
            if key in ("href", "clip-path") or "url(#" in value:
                element.set(key, _ID.sub(lambda m: "#" + known.get(m.group(1), m.group(1)), value))


def _local(name: str) -> str:
    return name.rpartition("}")[2]
