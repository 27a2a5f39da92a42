"""``wijksim structures``: which conclusions survive another reading of how the world works?

Every hypothesis (none, then each alone), both regimes of money (booked when a budget is empty, or
refused) and every way to compare means, crossed. A conclusion is the sign of a difference between
two models when its interval leaves out nought.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from sim.analysis.interval import interval, sign
from sim.comparison.opening import opening
from sim.foundation.units import F8
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.study_request import StructuresRequest
from sim.record.headlines import HEADLINES
from sim.runs.arrays import Runs, known_outcomes
from sim.runs.axis import MEANS
from sim.runs.frame import HERE, How, Underway
from sim.runs.gains import pairs
from sim.runs.paired import Plan, make_plan
from sim.runs.point_work import MEANS as MEANS_KEY
from sim.runs.point_work import Point
from sim.runs.study import Answer, Study, conduct

SCHEMA = "wijksim/structures/1"
NONE = "none"
EMPTY = ("silos.stop_when_empty", "wijkbudget.stop_when_empty")
REGIMES = ("booked", "refused")
LOWER, HIGHER, UNCLEAR = "lower", "higher", "unclear"
SIGNS = {-1: LOWER, 0: UNCLEAR, 1: HIGHER}
ALL, SOME, REVERSED = "all", "some", "reversed"


def structures(request: StructuresRequest, how: How = HERE) -> dict[str, Any]:
    """Run every structure and write a folder; returns the document ``wijksim/structures/1``.

    how: as in :func:`sim.studies.sweep.sweep`. Raises InputError for bad input.
    """
    plan = make_plan(request, request.models)
    _refuse_switched(plan)
    names = known_outcomes(request.outcomes) or HEADLINES
    study = study_of(plan)

    def work(runs: Runs, _: Underway) -> Answer:
        """The conclusions that survive."""
        return Answer({"schema": SCHEMA, **opening(plan), **document_of(study, runs, names)})

    return conduct(request, study, work, how)


def _refuse_switched(plan: Plan) -> None:
    """With one on from the start, "none" and "this one alone" would not be what is said."""
    named = [plan.resolved.values, *plan.resolved.model_values.values()]
    on = [key for key in _switches() if any(values.get(key) for values in named)]
    if on:
        raise InputError(
            code="inconsistent",
            where="structures",
            found=", ".join(on),
            allowed=Said.NO_HYPOTHESIS(),
            message="a hypothesis is on already, and every one is switched on in turn",
        )


def _switches() -> list[str]:
    return [key for key, item in read_parameters().items() if item.role == "hypothesis"]


def study_of(plan: Plan) -> Study:
    """A point per structure."""
    points = [Point(number, set=values) for number, values in enumerate(_structures())]
    return Study("structures", (plan,), tuple(points))


def _structures() -> Iterator[dict[str, Value]]:
    for switch, regime, means in product([NONE, *_switches()], REGIMES, MEANS):
        own: dict[str, Value] = {} if switch == NONE else {switch: True}
        yield {**own, **dict.fromkeys(EMPTY, float(regime == REGIMES[1])), MEANS_KEY: means}


def named(point: Point) -> dict[str, str]:
    """A structure in words: hypothesis, regime, means."""
    switch = next((key for key in _switches() if key in point.set), NONE)
    return {
        "hypothesis": switch,
        "regime": REGIMES[int(bool(point.set[EMPTY[0]]))],
        "means": str(point.set[MEANS_KEY]),
    }


def document_of(study: Study, runs: Runs, names: Sequence[str]) -> dict[str, Any]:
    """By pair and outcome: what is concluded in every structure, and what survives."""
    conclusions: dict[str, dict[str, Any]] = {}
    for pair, later, earlier in pairs(study.models):
        conclusions[pair] = {}
        for name in names:
            values = runs.difference(name, later, earlier)
            each = [_concluded(values[runs.points == point.number]) for point in study.points]
            kind = survives([item["sign"] for item in each])
            conclusions[pair][name] = {"survives": kind, "structures": each}
    return {
        "structures": [named(point) for point in study.points],
        "conclusions": conclusions,
        "runs": runs.count,
    }


def _concluded(values: F8) -> dict[str, Any]:
    found = interval(values)
    return {"sign": SIGNS[sign(found)], **found}


def survives(signs: Sequence[str]) -> str:
    """``all``: the same clear sign everywhere; ``reversed``: both signs are clear somewhere;
    ``some``: clear somewhere and unclear elsewhere; ``none``: clear nowhere."""
    clear = {sign for sign in signs if sign != UNCLEAR}
    if not clear:
        return NONE
    if len(clear) > 1:
        return REVERSED
    return ALL if UNCLEAR not in signs else SOME
