"""A small map of the areas of a place, where their outlines are shipped (Maastricht)."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from html import escape

from sim.data import rows

FILE = "maastricht_outlines_2017.csv"
_MARGIN = 10


@cache
def _outlines() -> dict[str, str]:
    """The outline of every area as an SVG path, y downwards."""
    found = {}
    for row in rows(FILE):
        rings = [[int(n) for n in ring.split()] for ring in row["outline"].split(";")]
        moves = (
            " ".join(f"{x} {-y}" for x, y in zip(ring[::2], ring[1::2], strict=True))
            for ring in rings
        )
        found[row["code"]] = "".join(f"M{move}Z" for move in moves)
    return found


@cache
def _box() -> tuple[int, int, int, int]:
    """Left, top, width and height of all of them."""
    numbers = [[int(n) for n in row["outline"].replace(";", " ").split()] for row in rows(FILE)]
    xs = [x for own in numbers for x in own[::2]]
    ys = [-y for own in numbers for y in own[1::2]]
    left, top = min(xs) - _MARGIN, min(ys) - _MARGIN
    return left, top, max(xs) + _MARGIN - left, max(ys) + _MARGIN - top


def small_map(areas: Collection[str], title: str) -> str:
    """The areas in their municipality as SVG; empty where an outline is not known."""
    known = _outlines()
    if not areas or any(area not in known for area in areas):
        return ""
    box = " ".join(map(str, _box()))
    every, own = "".join(known.values()), "".join(known[area] for area in areas)
    return (
        f'<svg viewBox="{box}" role="img" aria-label="{escape(title)}" style="max-width:11rem">'
        f'<path style="fill:var(--tint);stroke:var(--faint);stroke-width:3" d="{every}"/>'
        f'<path style="fill:var(--c0)" d="{own}"/></svg>'
    )
