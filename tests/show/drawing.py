"""What a chart shows, read from its SVG."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_STEP = re.compile(r"([MmlhvzL]?)([^MmlhvzL]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def texts(svg: str) -> list[str]:
    """What is written in a chart, in order."""
    return [unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def around_nought(found: list[str]) -> bool:
    """An axis from about -1 to 1: nought, and every other tick on both sides of it."""
    ticks = {text for text in found if re.fullmatch(r"\N{MINUS SIGN}?[\d.]+", text)}
    sides = {text for text in ticks if text.startswith("\N{MINUS SIGN}")}
    size = {text[1:] for text in sides}
    return "0" in ticks and size == ticks - sides - {"0"} and 0.5 < max(map(float, size)) <= 1.0


def points(path: str) -> list[tuple[float, float]]:
    """The points of a path of straight lines, in order; a closed part ends where it began."""
    out: list[tuple[float, float]] = []
    x = y = 0.0
    for letter, rest in _STEP.findall(path):
        numbers = [float(one) for one in _NUMBER.findall(rest)]
        if letter in "hv" and letter:
            steps = [(n, 0.0) if letter == "h" else (0.0, n) for n in numbers]
        else:
            steps = list(zip(numbers[::2], numbers[1::2], strict=True))
        for a, b in steps:
            x, y = (a, b) if letter == "M" else (x + a, y + b)
            out.append((x, y))
    return out


class Drawn(NamedTuple):
    """A line, a bar or a marker with its style; of a marker the shape that it has."""

    points: list[tuple[float, float]]
    style: str
    shape: str = ""

    @property
    def upright(self) -> bool:
        return self.points[0][0] == self.points[-1][0]


def drawn_in(svg: str) -> list[Drawn]:
    """All that is drawn, in order, with the style that it has of its own or of its group."""
    root = ElementTree.fromstring(svg)
    rules = dict(re.findall(r"\.(\w+)\{([^}]*)\}", svg))
    shapes = {one.get("id"): str(one.get("d")) for defs in root.iter("defs") for one in defs}
    found = []

    def walk(parent: Element, of: str) -> None:
        for one in parent:
            own = one.get("class", of)
            if one.tag == "path":
                found.append(Drawn(points(one.attrib["d"]), rules.get(own, "")))
            elif one.tag == "use":
                at = (float(one.get("x", "0")), float(one.get("y", "0")))
                found.append(Drawn([at], rules[own], shapes[one.attrib["href"][1:]]))
            elif one.tag != "defs":
                walk(one, own)

    walk(root, "")
    return found


def lines(svg: str, colour: str) -> list[Drawn]:
    """Every line that is stroked in a colour of the style sheet, without dashes."""
    return [
        one
        for one in drawn_in(svg)
        if not one.shape
        and f"stroke:var(--{colour})" in one.style
        and "fill:none" in one.style
        and "dasharray" not in one.style
    ]


def bars(svg: str, colour: str) -> list[tuple[float, float]]:
    """Left and right ends of what is filled with a colour of the style sheet, in order."""
    found = [
        [x for x, _ in one.points]
        for one in drawn_in(svg)
        if not one.shape and f"fill:var(--{colour})" in one.style and len(one.points) == 4
    ]
    return [(min(across), max(across)) for across in found]


def markers(svg: str, colour: str) -> list[Drawn]:
    """Every marker that is filled with a colour of the style sheet."""
    return [one for one in drawn_in(svg) if one.shape and f"fill:var(--{colour})" in one.style]


def nought(svg: str) -> list[float]:
    """Where dashed upright lines stand, panel by panel."""
    dashed = [one for one in drawn_in(svg) if "dasharray:2.4,1.6" in one.style]
    return [one.points[0][0] for one in dashed if len(one.points) == 2 and one.upright]
