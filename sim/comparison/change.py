"""A change with and without: every model beside itself in the scenario that it departs from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sim.comparison import document as parts
from sim.comparison.comparison import Sample
from sim.runs.paired import Plan
from sim.runs.replicate import Replication, change_pair, named_without


def change_samples(done: Sequence[Replication]) -> tuple[Sample, Sample | None] | None:
    """Replications at best guesses and with parameters drawn, with both sides of every model
    as models; None where nothing was compared with."""
    both = [_both(item) for item in done if item.without]
    kinds = [[item for item in both if item.kind == kind] for kind in ("luck", "full")]
    luck, full = (parts.sample_of(some) if some else None for some in kinds)
    head = luck or full
    return None if head is None else (head, full)


def _both(item: Replication) -> Replication:
    """A replication with every model that has two sides under both."""
    sides = named_without(item) | {model: item.models[model] for model in item.without}
    return replace(item, models=sides, gains=item.changed)


def change_part(
    plan: Plan, done: Sequence[Replication], samples: tuple[Sample, Sample | None] | None
) -> dict[str, Any] | None:
    """``change``: by model the levels without it and what it does; None where there is none."""
    both = [_both(item) for item in done if item.without]
    if plan.without is None or samples is None:
        return None
    luck, full = samples if any(item.kind == "luck" for item in both) else (None, samples[1])
    head = full or luck
    assert head is not None
    reasons, other = parts.reasons_of(both), plan.without.resolved
    named = {model: change_pair(model) for model in plan.bases}
    levels = parts.models_part(luck, full, reasons)
    differences = parts.differences_part(luck, full, reasons, list(named.values()))
    gains = parts.gains_part(head)
    return {
        "scenario": other.id,
        "title": {"en": other.title_en, "nl": other.title_nl},
        "bases": dict(plan.bases),
        "without": {model: levels[earlier] for model, (_, _, earlier) in named.items()},
        "differences": {model: differences[name] for model, (name, _, _) in named.items()},
        "gains": {model: gains[name] for model, (name, _, _) in named.items()},
    }
