"""Cost difference against difference in unmet need: a panel per pair of models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.quadrants import quadrants
from sim.foundation.units import F8
from sim.show.colours import PAPER, SOFT
from sim.show.reader import Reader
from sim.show.svg import canvas, look, zero_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

QUADRANTS = ("less_cheaper", "less_dearer", "more_cheaper", "more_dearer", "tie")
_CORNERS = (
    ("less_cheaper", 0.01, 0.02, "left", "bottom"),
    ("less_dearer", 0.01, 0.98, "left", "top"),
    ("more_cheaper", 0.99, 0.02, "right", "bottom"),
    ("more_dearer", 0.99, 0.98, "right", "top"),
)
_DOT: dict[str, Any] = {"ms": 5, "alpha": 0.75, "mec": PAPER, "mew": 0.4, "clip_on": False}


@dataclass(frozen=True, slots=True)
class Plane:
    """Differences of one pair in two outcomes, [points] each.

    position: of the later model, for its look. title: above the panel.
    """

    pair: str
    burden: F8
    cost: F8
    position: int = 0
    title: str = ""

    def quadrants(self) -> dict[str, int]:
        """Points by quadrant; those on a line apart."""
        return quadrants(self.burden, self.cost)


def planes(
    reader: Reader, found: Sequence[Plane], across: str, description: str, most: int | None = None
) -> str:
    """One panel per pair, at most so many points in each; across: of the horizontal axis."""
    text = reader.text
    with canvas("plane", reader.num, 2.75 * len(found) + 0.2, len(found)) as drawn:
        for ax, plane in zip(drawn.axes, found, strict=True):
            style = look(plane.position)
            points = plane.burden[:most], plane.cost[:most]
            ax.plot(*points, style.marker, color=style.colour, **_DOT)
            _centred(ax, plane)
            for key, x, y, side, up in _CORNERS:
                words = ax.text(x, y, text(f"quadrants.{key}"), transform=ax.transAxes)
                words.set(ha=side, va=up, fontsize=8.5, color=SOFT)
        drawn.along(f"{across}: {text('figures.difference')}", text("figures.cost_axis"))
        drawn.numbers("x", "y")
        return drawn.svg(
            text("figures.plane_title"), description, panels=[one.title for one in found]
        )


def _centred(ax: Axes, plane: Plane) -> None:
    """Zero in the middle both ways, so that the quadrants are equally large."""
    zero_line(ax, "x", "y")
    for values, set_limits in ((plane.burden, ax.set_xlim), (plane.cost, ax.set_ylim)):
        reach = 1.3 * float(np.max(np.abs(values))) if len(values) and np.any(values) else 1.0
        set_limits(-reach, reach)
