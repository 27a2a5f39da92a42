"""Cost difference against difference in unmet need: a panel per pair of models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.quadrants import quadrants
from sim.foundation.units import F8
from sim.show.labels import Text
from sim.show.numbers import Numbers
from sim.show.svg import INK, canvas, look, number_ticks, title_panels, to_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

QUADRANTS = ("less_cheaper", "less_dearer", "more_cheaper", "more_dearer", "tie")
_CORNERS = (
    ("less_cheaper", 0.01, 0.02, "left", "bottom"),
    ("less_dearer", 0.01, 0.98, "left", "top"),
    ("more_cheaper", 0.99, 0.02, "right", "bottom"),
    ("more_dearer", 0.99, 0.98, "right", "top"),
)


@dataclass(frozen=True, slots=True)
class Plane:
    """Differences of one pair in two outcomes, [points] each.

    position: of the later model, which says how points look. title: above the panel.
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
    found: Sequence[Plane], across: str, description: str, text: Text, num: Numbers, most: int
) -> str:
    """One panel per pair, at most so many points in each; across: of the horizontal axis."""
    with canvas("plane", 2.75 * len(found) + 0.2, len(found)) as (figure, axes):
        for ax, plane in zip(axes, found, strict=True):
            style = look(plane.position)
            ax.plot(
                plane.burden[:most], plane.cost[:most], style.marker, color=style.colour, ms=5,
                alpha=0.75, mec="white", mew=0.4, clip_on=False,
            )  # fmt: skip
            _centred(ax, plane)
            for key, x, y, side, up in _CORNERS:
                ax.text(
                    x, y, text(f"quadrants.{key}"), transform=ax.transAxes, ha=side, va=up,
                    fontsize=8.5, color="#595959",
                )  # fmt: skip
            ax.set_xlabel(f"{across}: {text('figures.difference')}")
            ax.set_ylabel(text("figures.cost_axis"))
            number_ticks(ax.xaxis, num)
            number_ticks(ax.yaxis, num)
        title_panels(figure, [plane.title for plane in found])
        return to_svg(figure, "plane", text("figures.plane_title"), description)


def _centred(ax: Axes, plane: Plane) -> None:
    """Zero in the middle both ways, so that the quadrants are equally large."""
    ax.axvline(0.0, color=INK, lw=0.8, dashes=(3, 2), zorder=0)
    ax.axhline(0.0, color=INK, lw=0.8, dashes=(3, 2), zorder=0)
    for values, set_limits in ((plane.burden, ax.set_xlim), (plane.cost, ax.set_ylim)):
        reach = 1.3 * float(np.max(np.abs(values))) if len(values) and np.any(values) else 1.0
        set_limits(-reach, reach)
