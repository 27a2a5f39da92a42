"""Inputs that Morris's screening leaves for a method that needs many runs of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sim.analysis.indices import Index
from sim.inputs.command_line import command_line
from sim.inputs.study_request import SensitivityRequest
from sim.runs.axis_names import LUCK

MOST = 15  # inputs that an emulator can be expected to learn
ABOUT = ("burden", "public_cost")  # by what is screened, when nothing else is asked


def left(indices: Mapping[str, Mapping[str, Index]], most: int = MOST) -> tuple[str, ...]:
    """The inputs that matter most to any outcome: by mean effect (mu*) over the largest of it.

    indices: by outcome and input. Inputs that move nothing are never left.
    """
    weight: dict[str, float] = {}
    for found in indices.values():
        effects = {name: item["mu_star"] or 0.0 for name, item in found.items() if name != LUCK}
        largest = max(effects.values(), default=0.0)
        for name, effect in effects.items():
            if effect > 0.0:
                weight[name] = max(weight.get(name, 0.0), effect / largest)
    return tuple(sorted(weight, key=lambda name: (-weight[name], name))[:most])


def next_step(
    request: SensitivityRequest, indices: Mapping[str, Mapping[str, Index]]
) -> str | None:
    """The command of an emulator on what is left; None when there is nothing to screen."""
    if request.method != "morris" or request.by_group:
        return None
    chosen = request.outcomes or tuple(name for name in ABOUT if name in indices)
    inputs = left({name: indices[name] for name in chosen if name in indices})
    if not inputs:
        return None
    return command_line(
        replace(request, method="emulator", inputs=inputs, outcomes=chosen, size=None)
    )
