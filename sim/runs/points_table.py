"""The table of a study's points: where each is run, where it stands, and what differs there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.runs.designs import Design
from sim.runs.paired import Plan
from sim.runs.point import Point

AT = "at:"  # of columns that say where a point stands on an input, from 0 to 1


def points_table(
    plans_of: Sequence[Plan], every: Sequence[Point], design: Design | None
) -> dict[str, list[Any]]:
    """A row per point: its scenario and place, where it stands, what differs there."""
    plans = [plans_of[point.base].resolved for point in every]
    found: dict[str, list[Any]] = {
        "point": [point.number for point in every],
        "scenario": [plan.id for plan in plans],
        "place": [plan.place for plan in plans],
        "luck": [point.luck for point in every],
    }
    if design is not None:
        rows = design.rows
        for number, axis in enumerate(design.axes):
            at = rows[:, number].tolist()
            # Beside the points of the design there may be others, which have no place in it.
            repeated = at * len(plans_of) + [None] * len(every)
            found[AT + axis.name] = repeated[: len(every)]
    keys = dict.fromkeys(key for point in every for key in point.set)
    return {**found, **{key: [point.set.get(key) for point in every] for key in keys}}
