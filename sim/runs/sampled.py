"""A study of a sample over everything that is not known."""

from __future__ import annotations

from collections.abc import Sequence

from sim.runs.designs import design_of
from sim.runs.paired import Plan
from sim.runs.spans import moving
from sim.runs.study import Study


def sampled(name: str, plan: Plan, inputs: Sequence[str], size: int) -> Study:
    """Points of a Latin hypercube over everything that is not known, each with the same luck."""
    design = design_of("lhs", moving(inputs), size, plan.resolved.settings.seed)
    return Study(name, (plan,), tuple(design.points()), design=design)
