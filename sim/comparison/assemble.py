"""From finished replications to a comparison and its document ``wijksim/compare/2``."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from sim.comparison import document as parts
from sim.comparison.ample import ample_part
from sim.comparison.assumed import assumed
from sim.comparison.change import change_part, change_samples
from sim.comparison.comparison import Comparison, Sample
from sim.comparison.horizon import beside, drift_part, today_of
from sim.comparison.notes import notes_of
from sim.comparison.opening import departing, interval_part
from sim.comparison.steadiness import steadiness_part
from sim.inputs.command_line import command_line
from sim.inputs.parameters.prices import price_year
from sim.inputs.request import CompareRequest
from sim.population.population import People, population_report
from sim.record.outcomes import OUTCOMES, STATES
from sim.runs.gains import DEAD_BAND
from sim.runs.paired import Plan
from sim.runs.replicate import Replication

SCHEMA = "wijksim/compare/2"


def digest_of(done: Sequence[Replication]) -> str:
    """SHA-256 (hex) over the citizens of every model in every replication, in fixed order."""
    digest = hashlib.sha256()
    for item in sorted(done, key=lambda item: (item.kind, item.number)):
        for model, run in item.models.items():
            digest.update(f"{item.kind}/{item.number}/{model}/{run.digest}\n".encode())
    return digest.hexdigest()


def best_guess(done: Sequence[Replication]) -> Replication:
    """The first replication with every parameter at its default, else the first of all."""
    return next((item for item in done if item.kind == "luck"), done[0])


def comparison_of(
    plan: Plan,
    people: People,
    done: Sequence[Replication],
    failures: list[dict[str, Any]],
    request: CompareRequest,
) -> Comparison:
    """A comparison for the report: samples, document, notes and accounts of finished runs.

    Replications with ample hours are a part of their own: nothing else changes with them. The
    folder (``out``) is added by who writes it.
    """
    ample = ample_part(done)
    done = [item for item in done if item.kind != "ample"]
    kinds = {kind: [item for item in done if item.kind == kind] for kind in ("luck", "full")}
    luck, full = (parts.sample_of(some) if some else None for some in kinds.values())
    head = full or luck
    assert head is not None
    own = kinds[done[0].kind]
    change = change_samples(done)
    comparison = Comparison(
        resolved=plan.resolved,
        luck=luck or head,
        full=full,
        document={
            **_document(plan, done, luck, full, request.lang),
            "ample": ample,
            "change": change_part(plan, done, change),
            "steadiness": steadiness_part(done),
        },
        accounts={model: run.account for model, run in best_guess(done).models.items()},
        drawn={key: np.array([float(item.drawn[key]) for item in own]) for key in own[0].drawn},
        population=population_report(people),
        failures=failures,
        command=command_line(request),
        change=change,
    )
    notes = [note.document() for note in notes_of(comparison, people, own, luck)]
    comparison.document.update(failures=failures, notes=notes, accounts=comparison.accounts)
    return comparison


def _document(
    plan: Plan,
    done: Sequence[Replication],
    luck: Sample | None,
    full: Sample | None,
    lang: str,
) -> dict[str, Any]:
    """The document ``wijksim/compare/2``, but for what the folder and the clock add."""
    head, settings = full or luck, plan.resolved.settings
    assert head is not None
    reasons = parts.reasons_of(done)
    levels = parts.levels_part([item for item in done if item.kind == best_guess(done).kind])
    differences = parts.differences_part(luck, full, reasons)
    drift_today = drift_part(today_of(plan), head, settings.weeks)
    beside(differences, drift_today)
    return {
        "schema": SCHEMA,
        **departing(plan),
        "seed": settings.seed,
        "replications": head.replications,
        "weeks": settings.weeks,
        "burn_in_weeks": settings.burn_in_weeks,
        "citizens": done[0].inhabitants,
        "means": settings.means,
        "interval": interval_part(full is not None),
        "outcomes": outcomes_part(next(iter(head.outcomes.values())), lang),
        "models": parts.models_part(luck, full, reasons),
        "differences": differences,
        "drift_today": drift_today,
        "flow_states": list(STATES),
        "flows": {model: flows.tolist() for model, flows in head.flows.items()},
        "gains": parts.gains_part(head),
        "gains_other_luck": parts.other_luck_part(done),
        "gains_dead_band": {"value": DEAD_BAND, "unit": "burden-weeks over the whole run"},
        "levels_today": levels,
        "targets": parts.targets_part(levels, price_year(plan.resolved.values)),
        "assumed": assumed(plan.resolved),
        "luck_replications": luck.replications if luck else 0,
        "digest": digest_of(done),
    }


def outcomes_part(names: Collection[str], lang: str) -> dict[str, dict[str, str]]:
    """``outcomes``: unit, direction and label of those that are there, as declared."""
    return {
        name: {
            "unit": item.unit,
            "better": item.better,
            "label": item.label_nl if lang == "nl" else item.label_en,
        }
        for name, item in OUTCOMES.items()
        if name in names
    }
