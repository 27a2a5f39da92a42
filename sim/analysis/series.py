"""One series of a sensitivity analysis: part of luck, what carries the rest, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.analysis import indices
from sim.analysis.emulator import HELD_OUT, Checked, checked, emulated, learn, main_effects
from sim.analysis.gaps import Gap
from sim.analysis.indices import Index
from sim.foundation.units import F8
from sim.inputs.command_line import command_line
from sim.inputs.study_request import Method, SensitivityRequest
from sim.runs.axis_names import LUCK
from sim.runs.designs import Design

NOISE_POINTS = 32  # points of which luck is drawn once more, to see how much of it there is
# Below these a method has nothing to say: RBD-FAST looks at ten frequencies, PAWN at ten slices.
LEAST = {"morris": 2, "sobol": 2, "pawn": 40, "rbd_fast": 64, "emulator": 16}
PIECES = (4, 2, 1)  # convergence: indices of a quarter, a half and all of the design
MOST = 15  # inputs that an emulator can be expected to learn
ABOUT = ("burden", "public_cost")  # by what is screened, when nothing else is asked


@dataclass(frozen=True)
class Part:
    """Results of one series: its noise, its indices, and what else a method gives."""

    noise: float | None
    indices: dict[str, Index]
    more: dict[str, Any]


def part_of(method: Method, design: Design, values: F8, seed: int) -> Part:
    """Indices of one series; values: of every point, those of second luck last."""
    if method == "emulator":
        return _emulated(design, values, seed)
    here, again = values[: len(design.rows)], values[len(design.rows) :]
    if not indices.spread(here):
        return Part(None, {}, {"reason": Gap.ALWAYS_SAME().document()})
    found = _indices(method, design, here, seed)
    noise = _share(found["luck"]["total"]) if method == "sobol" else _noise(here, again)
    more: dict[str, Any] = {"convergence": _convergence(method, design, here, seed)}
    if design.second:
        more["interactions"] = indices.second_order(design, here, seed)
    return Part(noise, found, more)


def _indices(method: str, design: Design, values: F8, seed: int) -> dict[str, Index]:
    names = [axis.name for axis in design.axes]
    if method == "morris":
        return indices.morris(design, values, seed)
    if method == "sobol":
        return indices.sobol(design, values, seed)
    if method == "pawn":
        return indices.pawn(names, design.rows, values, seed)
    return indices.rbd_fast(names, design.rows, values, seed)


def _share(total: float | None) -> float | None:
    """A total index as a share: of a small design it may lie outside 0 to 1."""
    return None if total is None else min(1.0, max(0.0, total))


def _noise(values: F8, again: F8) -> float | None:
    """The share of luck in the variance over the design, from points simulated twice."""
    if len(again) == 0:
        return None
    step = max(1, len(values) // NOISE_POINTS)
    first = values[::step][: len(again)]
    return float(min(1.0, np.mean((first - again) ** 2) / 2.0 / values.var(ddof=1)))


def _convergence(method: str, design: Design, values: F8, seed: int) -> list[dict[str, Any]]:
    """The main index of every factor from a part of the design, and from all of it."""
    key = {"morris": "mu_star", "sobol": "total"}.get(method, "first")
    found = []
    for piece in PIECES:
        part = first_of(design, piece)
        size = len(part.rows)
        if part.size < LEAST[method] or not indices.spread(values[:size]):
            continue
        told = _indices(method, part, values[:size], seed)
        found.append({"size": part.size, key: {name: item[key] for name, item in told.items()}})
    return found


def first_of(design: Design, piece: int) -> Design:
    """The first part of a design: so many times smaller."""
    size = design.size // piece
    return replace(design, size=size, rows=design.rows[: len(design.rows) // design.size * size])


def _emulated(design: Design, values: F8, seed: int) -> Part:
    """Indices by an emulator, when it passes its gate; else what it lacked."""
    count = design.size
    rows, learnt = design.rows[:count], values[:count]
    if not indices.spread(learnt):
        return Part(None, {}, {"reason": Gap.ALWAYS_SAME().document()})
    held = design.rows[count : count + HELD_OUT]
    twice = values[count:].reshape(2, HELD_OUT).T
    emulator = learn(rows, learnt)
    how_good = checked(emulator, held, twice)
    growing: list[dict[str, Any]] = []
    for size in (count // piece for piece in PIECES[:-1] if count // piece >= LEAST["emulator"]):
        less = learn(rows[:size], learnt[:size])
        growing.append({"size": size, "q2": _finite(checked(less, held, twice))})
    growing.append({"size": count, "q2": _finite(how_good)})
    more: dict[str, Any] = {"q2": growing[-1]["q2"], "used": how_good.good, "convergence": growing}
    if not how_good.good:
        more["reason"] = Gap.NOT_PREDICTED().document()
        return Part(how_good.noise, {}, more)
    found = emulated(design.axes, emulator, seed)
    more["interactions"] = found.second
    more["main_effects"] = main_effects(design.axes, emulator, seed)
    return Part(how_good.noise, found.indices, more)


def _finite(how_good: Checked) -> float | None:
    return how_good.q2 if np.isfinite(how_good.q2) else None


def left(found: Mapping[str, Mapping[str, Index]], most: int = MOST) -> tuple[str, ...]:
    """The inputs that Morris's screening leaves for a method that needs many runs of each.

    They matter most to any outcome: by mean effect (mu*) over the largest of it. found: by outcome
    and input. Inputs that move nothing are never left.
    """
    weight: dict[str, float] = {}
    for items in found.values():
        effects = {name: item["mu_star"] or 0.0 for name, item in items.items() if name != LUCK}
        largest = max(effects.values(), default=0.0)
        for name, effect in effects.items():
            if effect > 0.0:
                weight[name] = max(weight.get(name, 0.0), effect / largest)
    return tuple(sorted(weight, key=lambda name: (-weight[name], name))[:most])


def next_step(request: SensitivityRequest, found: Mapping[str, Mapping[str, Index]]) -> str | None:
    """The command of an emulator on what is left; None when there is nothing to screen."""
    if request.method != "morris" or request.by_group:
        return None
    chosen = request.outcomes or tuple(name for name in ABOUT if name in found)
    inputs = left({name: found[name] for name in chosen if name in found})
    if not inputs:
        return None
    return command_line(
        replace(request, method="emulator", inputs=inputs, outcomes=chosen, size=None)
    )
