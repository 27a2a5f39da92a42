"""The places of a figure's panels, found once and without asking for the same thing twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure


def lay_out(figure: Figure) -> None:
    """Give panels their places once; left to matplotlib, every saving draws the figure twice."""
    for ax in figure.axes:
        _remember_ticks(ax.xaxis)
        _remember_ticks(ax.yaxis)
    engine = figure.get_layout_engine()
    assert engine is not None
    engine.execute(figure)
    figure.set_layout_engine("none")


def _remember_ticks(axis: Axis) -> None:
    """Keep the ticks of an axis, and the boxes of their labels, for as long as it stays in place.

    The parts of matplotlib that lay out and draw each ask for them anew, seven times over for
    one place of a panel. A version that has no such methods asks nothing of these.
    """
    for name in ("_update_ticks", "_get_ticklabel_bboxes"):
        if (found := getattr(axis, name, None)) is not None:
            setattr(axis, name, _kept_in_place(axis, found))


def _kept_in_place(axis: Axis, found: Callable[..., Any]) -> Callable[..., Any]:
    """A method of an axis, asked again when the axis has moved or has other ends."""
    place: Any = None
    kept: Any = None

    def asked(*given: Any) -> Any:
        """The last answer of the method in the same place."""
        nonlocal place, kept
        here = (axis.axes.bbox.bounds, axis.axes.viewLim.bounds)
        if here != place:
            place, kept = here, found(*given)
        return kept

    return asked
