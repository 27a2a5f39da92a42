"""First part of every document of a study: scenario, place, size, seeds and replications."""

from __future__ import annotations

from typing import Any

from sim.analysis.interval import LEVEL
from sim.runs.paired import Plan


def opening(plan: Plan) -> dict[str, Any]:
    """Of one scenario; ``whole``: all residents of the place were simulated."""
    settings = plan.resolved.settings
    return {
        "scenario": plan.resolved.id,
        "place": plan.resolved.place,
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


def interval_part(drawn: bool) -> dict[str, Any]:
    """The level of a document's intervals and what they cover. drawn: parameters too."""
    return {"level": LEVEL, "covers": ["luck", "parameters"] if drawn else ["luck"]}
