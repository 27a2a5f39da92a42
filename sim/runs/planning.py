"""From what is asked to a plan: the scenario, checked, with today's practice for its burn-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Value
from sim.inputs.scenarios.resolved import Resolved
from sim.inputs.scenarios.scenario import parent_of, resolve
from sim.inputs.study_request import Request
from sim.population.places import find_place
from sim.runs.dated import check_changes
from sim.runs.paired import Plan

TODAY = "fragmented"


def make_plan(request: Request, models: Sequence[str] | None) -> Plan:
    """The scenario of a request, checked, with today's practice for its burn-in."""
    return plan_of(request.scenario, request.settings(), request.set, models)


def plan_of(
    scenario: str | Path,
    settings: Mapping[str, Any],
    values: Mapping[str, str | Value],
    models: Sequence[str] | None,
    place: str | None = None,
) -> Plan:
    """A scenario with what differs, checked, with today's practice for its burn-in.

    place: another place than the scenario's. Raises InputError for what is not right.
    """

    def resolved(chosen: Sequence[str] | None) -> Resolved:
        """The scenario with these models."""
        found = resolve(scenario, settings=settings, set=values, models=chosen)
        return found if place is None else replace(found, place=place)

    found, today = resolved(models), resolved([TODAY])
    known, where = read_parameters(), find_place(found.place)
    check_changes(found, known)
    parent = parent_of(scenario, settings=settings, set=values, models=models)
    if parent is not None and place is not None:
        parent = replace(parent, place=place)
    if place is not None or not found.place_titled:
        title = f"{where.name} ({found.id})"
        found = replace(found, title_en=title, title_nl=title)
    return Plan(found, today.models[0], today.model_values[TODAY], where, parent)
