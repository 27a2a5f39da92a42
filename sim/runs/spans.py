"""What moves in a study when nothing else is said: everything that is not known."""

from __future__ import annotations

from collections.abc import Sequence

from sim.inputs.scenarios.design_file import Span
from sim.inputs.scenarios.restated import SETTING
from sim.runs.axis import Axis, axes_of
from sim.runs.axis_names import GROUP_NAMES

WHERE = "--inputs"


def moving(names: Sequence[str] = ()) -> tuple[Axis, ...]:
    """The inputs that are named; without any, all that has a range, and how means are compared."""
    if names:
        return axes_of({name: Span() for name in names}, WHERE)
    drawn = {axis.group for axis in axes_of({"*": Span()}, WHERE)}
    groups = [name for name in GROUP_NAMES if name in drawn]
    return axes_of({name: Span() for name in [*groups, SETTING + "means"]}, WHERE)
