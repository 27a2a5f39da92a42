"""First part of every document of a study: scenario, place, size, seeds and replications."""

from __future__ import annotations

from typing import Any

from sim.analysis.interval import LEVEL
from sim.inputs.parameters.load import read_parameters
from sim.inputs.scenarios.departures import departures
from sim.inputs.scenarios.resolved import Resolved
from sim.population.places import find_place
from sim.runs.paired import Plan


def opening(plan: Plan) -> dict[str, Any]:
    """Of one scenario; ``whole``: all residents of the place were simulated."""
    settings = plan.resolved.settings
    return {
        **departing(plan),
        "scenario_title": _title(plan.resolved),
        "place": plan.resolved.place,
        "place_name": plan.place.name,
        "titles": plan.titles,
        "seed": settings.seed,
        "replications": settings.replications,
        "citizens": plan.residents,
        "whole": plan.residents == plan.place.inhabitants,
        "weeks": settings.weeks,
        "burn_in_weeks": settings.burn_in_weeks,
        "means": settings.means,
        "interval": interval_part(settings.uncertainty != "luck"),
    }


def departing(plan: Plan) -> dict[str, Any]:
    """The scenario, the one it departs from, and what it does otherwise; places by name."""
    parent, about = plan.parent, {"scenario": plan.resolved.id}
    if parent is None:
        return {**about, "parent": None, "departures": []}
    known = read_parameters()
    found = [one.document(known) for one in departures(plan.resolved, parent)]
    for one in found:
        if one["kind"] == "place":
            one |= {"old": find_place(parent.place).name, "new": plan.place.name}
    return {
        **about,
        "parent": {"id": parent.id, "title": _title(parent)},
        "departures": found,
    }


def _title(resolved: Resolved) -> dict[str, str]:
    return {"en": resolved.title_en, "nl": resolved.title_nl}


def interval_part(drawn: bool) -> dict[str, Any]:
    """The level of a document's intervals and what they cover. drawn: parameters too."""
    return {"level": LEVEL, "covers": ["luck", "parameters"] if drawn else ["luck"]}
