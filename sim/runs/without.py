"""A change with and without: a scenario beside the one it departs from, for the same residents.

The other side has the residents, the place, the size and the random numbers of the scenario, and
draws the same values. What either side states is drawn on neither, so that a difference is that of
the change and of nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.inputs.parameters.parameter import Value
from sim.inputs.request import CompareRequest
from sim.inputs.scenarios.answers import TODAY
from sim.inputs.scenarios.departures import departures
from sim.inputs.scenarios.resolved import Resolved
from sim.inputs.scenarios.scenario import parent_of, resolve
from sim.population.population import People
from sim.runs.dated import Stage
from sim.runs.fork_key import read_values
from sim.runs.paired import YEARS, ModelRun, Paired, Plan, burn_in_years, from_fork, parts_of

NOTHING = "none"  # --against: with no other scenario
_CHANGES = ("parameter", "answer", "opens", "closes")  # departures that a run can feel


def with_other(plan: Plan, request: CompareRequest) -> Plan:
    """The plan with the one that it is compared with, if there is any and it differs.

    That is the scenario of ``--against``, else the parent. A model is compared with itself, or
    with the one that it extends; what the other scenario has no model for is left out.
    """
    against = request.against
    if against == NOTHING:
        return plan
    other = plan.parent if against is None else _resolved(plan, against, None)
    if other is None:
        return plan
    known = {model.id: model for model in other.models}
    bases = {
        model.id: model.id if model.id in known else model.base for model in plan.resolved.models
    }
    bases = {model: base for model, base in bases.items() if base in known}
    own = replace(plan.resolved, stated=other.stated | plan.resolved.stated)
    side = replace(
        other,
        place=own.place,
        settings=own.settings,
        models=tuple(known[base] for base in dict.fromkeys(bases.values())),
        stated=own.stated,
    )
    if not bases or not any(one.kind in _CHANGES for one in departures(own, side)):
        return plan
    today = _today(plan, request)
    without = Plan(side, today.models[0], today.model_values[TODAY], plan.place, cache=plan.cache)
    return replace(plan, resolved=own, without=without, bases=bases)


def _resolved(plan: Plan, against: str | Path, models: list[str] | None) -> Resolved:
    """Another scenario, at the length of this one."""
    settings = plan.resolved.settings.model_dump()
    return resolve(against, settings=settings, models=models, where="--against", fit=models is None)


def _today(plan: Plan, request: CompareRequest) -> Resolved:
    """The other scenario with today's practice as its only model."""
    if request.against is not None:
        return _resolved(plan, request.against, [TODAY])
    found = parent_of(
        request.scenario,
        settings=request.settings(),
        set=request.set,
        bundles=request.bundles,
        place=request.place,
        models=[TODAY],
    )
    assert found is not None  # the plan has a parent
    return found


def runs_without(
    plan: Plan, own: Mapping[str, Value], values: Mapping[str, Value], people: People, found: Paired
) -> dict[str, ModelRun]:
    """Every model of a plan without the change, with citizens.

    own: every parameter on the other side; values, found: those of the plan, and its runs. What
    meets the same values in every week it reads is not simulated twice.
    """
    other = plan.without
    assert other is not None
    parts = parts_of(other, own, len(people.age))
    same = _same_start(plan, other, values, own)
    # As many years as beside other models, so that one that was kept serves both.
    start = found.start if same else burn_in_years(other, own, people, found.start.seed, YEARS)[0]
    again = {
        base: model
        for model, base in plan.bases.items()
        if same and _read(found.parts[model]) == _read(parts[base])
    }
    left = [model for model in other.resolved.models if model.id not in again]
    runs = {base: found.runs[model] for base, model in again.items()}
    if left:
        some = replace(other, resolved=replace(other.resolved, models=tuple(left)))
        runs |= from_fork(some, {model.id: parts[model.id] for model in left}, start)
    return {model: runs[base] for model, base in plan.bases.items()}


def _same_start(
    plan: Plan, other: Plan, values: Mapping[str, Value], own: Mapping[str, Value]
) -> bool:
    """True when today's practice meets the same values before the fork on both sides."""
    sides = ((plan, values), (other, own))
    first, second = (
        _read([Stage(0, {**some, **one.today_values}, one.today.answers)]) for one, some in sides
    )
    return first == second


def _read(stages: list[Stage] | tuple[Stage, ...]) -> list[tuple[Any, ...]]:
    """Everything that a model reads through time: no levers of answers that it does not give."""
    return [
        (
            stage.week,
            stage.answers,
            stage.events,
            read_values(stage.answers, stage.values),
        )
        for stage in stages
    ]
