"""Default inputs of a study: everything that is not known."""

from __future__ import annotations

from collections.abc import Sequence

from sim.inputs.scenarios.design_file import Span
from sim.inputs.scenarios.restated import SETTING
from sim.runs.axis import Axis, axes_of
from sim.runs.axis_names import GROUP_NAMES
from sim.runs.designs import Design, design_of
from sim.runs.paired import Plan
from sim.runs.study import Study

WHERE = "--inputs"


def moving(names: Sequence[str] = ()) -> tuple[Axis, ...]:
    """The inputs that are named; without any, all that has a range, and how means are compared."""
    if names:
        return axes_of({name: Span() for name in names}, WHERE)
    drawn = {axis.group for axis in axes_of({"*": Span()}, WHERE)}
    groups = [name for name in GROUP_NAMES if name in drawn]
    return axes_of({name: Span() for name in [*groups, SETTING + "means"]}, WHERE)


def sampled(name: str, plan: Plan, inputs: Sequence[str], size: int) -> tuple[Study, Design]:
    """A study of a Latin hypercube over these inputs, all points with the same random numbers."""
    design = design_of("lhs", moving(inputs), size, plan.resolved.settings.seed)
    return Study(name, (plan,), tuple(design.points()), design=design), design
