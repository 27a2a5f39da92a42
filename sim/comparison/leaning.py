"""Shares of drawn worlds in which a lever of two answers favours each of them.

Counted over the worlds as drawn: in the reversed ones every difference has the other sign, so that
together they would say nothing but that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from sim.foundation.units import F8
from sim.inputs.parameters.evidence import better_side, kind_of_lever
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.resolved import Resolved
from sim.runs.replicate import Replication
from sim.runs.shared_levers import SharedLever, answer_of, together

WIRED = 0.9  # a lever that favours one answer in a larger share of the worlds is built in


def levers_part(
    resolved: Resolved, done: Sequence[Replication], enough: int
) -> dict[str, dict[str, Any]]:
    """By name every lever of two or more answers that models of the scenario give.

    enough: worlds below which no lever is called built in.
    """
    drawn = [item.drawn for item in done if not item.reverse]
    given = {answer for model in resolved.models for answer in model.answers.values()}
    keys = [
        key
        for key, item in read_parameters().items()
        if item.role == "lever" and item.numeric and answer_of(key) in given
    ]
    return {
        name: _leaning(resolved, lever, drawn, enough) for name, lever in together(keys).items()
    }


def _leaning(
    resolved: Resolved, lever: SharedLever, drawn: Sequence[Mapping[str, Value]], enough: int
) -> dict[str, Any]:
    """Shares of worlds in which each answer has the most of a lever, or is favoured; source."""
    known = read_parameters()
    values = np.array([_values(resolved, key, drawn) for key in lever.keys])
    first, side = lever.keys[0], better_side(lever.keys[0])
    higher = dict(zip(lever.answers, _shares(values), strict=True))
    lower = dict(zip(lever.answers, _shares(-values), strict=True))
    favours = {"higher": higher, "lower": lower}[side] if side is not None else None
    stated = zip(lever.answers, (known[key].direction for key in lever.keys), strict=True)
    direction = next(({"answer": a, **one._asdict()} for a, one in stated if one is not None), None)
    most = max(favours, key=lambda a: favours[a] or 0.0) if favours is not None else None
    wired = favours is not None and most is not None and (favours[most] or 0.0) > WIRED
    return {
        "keys": list(lever.keys),
        "kind": kind_of_lever(first),
        "better": side,
        "drawn": bool(drawn) and all(key in drawn[0] for key in lever.keys),
        "worlds": len(drawn),
        "higher": higher,
        "same": float((values.max(axis=0) == values.min(axis=0)).mean()) if drawn else None,
        "favours": favours,
        "direction": direction,
        "built_in": most if wired and direction is None and len(drawn) >= enough else None,
    }


def _values(resolved: Resolved, key: str, drawn: Sequence[Mapping[str, Value]]) -> list[float]:
    """A lever in every world: as drawn, else as the first model with its answer has it."""
    answer = answer_of(key)
    model = next(m.id for m in resolved.models if answer in m.answers.values())
    own = resolved.model_values.get(model, {})
    held = resolved.values_for(model)[key]
    return [float(own[key] if key in own else world.get(key, held)) for world in drawn]


def _shares(values: F8) -> Iterator[float | None]:
    """Per row the share of columns in which it alone is the largest."""
    for row in range(len(values)):
        others = np.delete(values, row, axis=0).max(axis=0)
        yield float((values[row] > others).mean()) if len(others) else None


def built_in(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(lever, answer) of every lever that favours one answer without a source that says so."""
    for name, item in document["levers"].items():
        if item["built_in"] is not None:
            yield name, item["built_in"]
