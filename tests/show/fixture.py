"""A made-up comparison: numbers drawn from nowhere, to see that the report reads them well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sim.comparison import document as parts
from sim.comparison import horizon, notes, steadiness
from sim.comparison.assumed import assumed
from sim.comparison.comparison import Comparison, Sample
from sim.comparison.notes import Remark
from sim.foundation.sentence import Sentence
from sim.foundation.units import F8
from sim.inputs.scenarios.answers import ModelChoice
from sim.inputs.scenarios.scenario import resolve
from sim.population.flags import Flag
from sim.record.groups import AGES, HOUSEHOLDS, VULNERABILITY
from sim.record.headlines import HEADLINES
from sim.record.outcomes import OUTCOMES, STATES
from sim.runs.gains import pairs

GROUPS = {
    "vulnerability": VULNERABILITY,
    "age": AGES,
    "buurt": ("area_0", "area_1"),
    "household": HOUSEHOLDS,
}
SERIES = ("burden", "public_cost", "share_hidden", "share_first_line")
LEVELS = {
    "problem_debt_share": {"mean": 0.081, "sd": 0.004},
    "wait_mental_weeks": {"mean": 3.2, "sd": None},
    "public_cost": {"mean": 1234.0, "sd": 20.0},
}
MODELS = ("first", "second", "third")
ACCOUNT = {
    "cents_per_year": {"budget": {"wmo": 123_456_789}},
    "minutes_per_week": {"desk": {"wmo_desk": 1200}},
    "prices": {"year": 2025, "counted_from": "booked", "growth": 0.02},
}


def made_up(
    runs: int = 40,
    weeks: int = 52,
    full: bool = True,
    models: Sequence[str] = MODELS,
    failures: Sequence[dict[str, Any]] = (),
    same: bool = False,
) -> Comparison:
    """A comparison of models that do not exist; with ``same`` they do not differ at all.

    The scenario behind it is ``null``, so no number of it is of a real model.
    """
    rng = np.random.default_rng(7)
    luck = _sample(rng, models, runs, weeks, 0.02, same)
    drawn_sample = _sample(rng, models, runs, weeks, 0.06, same) if full else None
    resolved = replace(resolve("null", set={"desk.barrier": "0.1"}), models=_choices(models))
    drawn = {k: rng.uniform(size=runs) for k in list(resolved.values)[:50]} if full else {}
    document = _document(models, luck, drawn_sample, weeks)
    accounts = dict.fromkeys(models, ACCOUNT)
    said = [note.document() for note in _notes(luck, drawn_sample)]
    document |= {"assumed": assumed(resolved), "accounts": accounts}
    document |= {"notes": said, "failures": list(failures)}
    return Comparison(
        resolved=resolved,
        luck=luck,
        full=drawn_sample,
        document=document,
        accounts=accounts,
        drawn=drawn,
        population={
            "place": {"name": "a made-up place"},
            "areas": [{"name": "Caberg"}, {"name": "Malberg"}],
            "notes": [
                Flag.AREA_FLAG(area="BU<1>", flag=Flag.WESTERN()).document(),
                Flag.PILOT_SHARE(west=3965, all=5470, total=15505, said=14000).document(),
            ],
        },
        failures=list(failures),
        command="wijksim compare null --seed 1",
    )


def _notes(luck: Sample, full: Sample | None) -> list[Sentence]:
    head = luck if full is None else full
    return [
        notes.of_means("equal"),
        *(
            []
            if full is None
            else [Remark.TWO_SETS(runs=full.replications, luck=luck.replications)]
        ),
        Remark.DEAD_BAND(band=1.0),
        notes.sampled(1500, 12_000),
        Remark.HOUSEHOLDS(count=3, of=60),
        notes.drifting(["mild_debts_admin", "severe_mental_health"]),
        notes.steady(_steadiness(full is not None), 208),
        *notes.crowded(head),
    ]


def _ample(models: Sequence[str]) -> dict[str, Any]:
    """Every sign in turn; the first model is asked for more than there is with more hours too."""
    signs = ("holds", "turns", "fades", "appears", "unclear", "equal", "undefined")
    interval = {"mean": -1.5, "low": -2.5, "high": -0.5}
    return {
        "hours_factor": 3.0,
        "replications": 5,
        "differences": {
            pair: {
                name: {"binding": interval, "ample": interval, "sign": signs[i % len(signs)]}
                for i, name in enumerate(HEADLINES)
            }
            for pair, _, _ in pairs(list(models))
        },
        "use_of_hours": {
            m: {
                "utilisation_intake": {"binding": 2.5, "ample": 1.2 if i == 0 else 0.8},
                "utilisation_guidance": {"binding": 1.5, "ample": None},
            }
            for i, m in enumerate(models)
        },
    }


# Larger than any made-up difference in burden, and smaller than those in cost.
DRIFT = {"first": 40.0, "last": 140.0, "mean": 100.0, "low": 90.0, "high": 110.0}


def _differences(luck: Sample, full: Sample | None) -> dict[str, Any]:
    found = parts.differences_part(luck, full, {})
    outcomes = {name: DRIFT for name in HEADLINES if name != "days_to_help"}
    horizon.beside(found, {"outcomes": outcomes})
    return found


def _steadiness(drawn: bool) -> dict[str, Any]:
    """One level that moves, one that does not, one of which nothing can be seen."""
    rng = np.random.default_rng(11)
    names = ("wait_worker_days", "requests_per_1000_wmo_desk", "cost_payer_wmo")
    changes = (rng.normal(30.0, 1.0, 20), rng.normal(0.0, 0.1, 20), rng.normal(0.0, 90.0, 20))
    levels = {
        name: steadiness.drift(np.full(20, 100.0), 100.0 + change, 0.0)
        for name, change in zip(names, changes, strict=True)
    }
    drifts = {name: {"median_percent": 1.25, "above": 0.4} for name in steadiness.IN_WORLDS}
    worlds = {"worlds": 40, "drift": drifts, "planned_median": 1.1, "planned_above": 0.6}
    return {
        "test": steadiness.TEST,
        "share": steadiness.SHARE,
        "errors": steadiness.ERRORS,
        "floors": steadiness.FLOORS,
        "sample": "luck",
        "replications": 20,
        "levels": levels,
        "not_steady": [names[0]],
        "not_seen": [names[2]],
        "worlds": worlds if drawn else None,
    }


def _choices(models: Sequence[str]) -> tuple[ModelChoice, ...]:
    answers = ("desk", "desks", "separate_plans", "silos", "as_is")
    return tuple(ModelChoice(m, *answers, f"Model {m}", f"Model {m}") for m in models)


def _sample(
    rng: np.random.Generator,
    models: Sequence[str],
    runs: int,
    weeks: int,
    width: float,
    same: bool,
) -> Sample:
    """Luck that models share and luck of their own; none of their own with ``same``."""
    own = 0.0 if same else 0.4 * width
    shared = {o: rng.normal(0.0, width, runs) for o in OUTCOMES}
    outcomes = {
        m: {
            o: _base(o) * (1.0 + shared[o] + own * rng.normal(0.3 * i, 1.0, runs)) for o in OUTCOMES
        }
        for i, m in enumerate(models)
    }
    path = np.linspace(1.0, 0.9, weeks)
    weekly = {
        m: {s: _base(s) * path * (1.0 + rng.normal(0, width, (runs, 1))) for s in SERIES}
        for m in models
    }
    felt = rng.normal(2.0, 0.2, runs)
    groups = {m: _groups(rng, felt, own) for m in models}
    flows = {m: _flows(rng) for m in models}
    gains = {name: _gains(rng, runs) for name, _, _ in pairs(list(models))}
    return Sample(runs, outcomes, weekly, groups, flows, gains)


def _base(name: str) -> float:
    unit = OUTCOMES[name].unit
    return 0.2 if unit.startswith("share") else 1200.0 if "EUR" in unit else 40.0


def _groups(rng: np.random.Generator, felt: F8, own: float) -> dict[str, Any]:
    return {
        by: {
            name: {
                "burden": felt + own * rng.normal(size=len(felt)),
                "residents": np.full(len(felt), 100.0 + 10.0 * i),
            }
            for i, name in enumerate(names)
        }
        for by, names in GROUPS.items()
    }


def _flows(rng: np.random.Generator) -> F8:
    matrix = np.exp(rng.normal(3.0, 2.5, (len(STATES), len(STATES))))
    matrix[rng.uniform(size=matrix.shape) < 0.2] = 0.0
    np.fill_diagonal(matrix, 0.0)
    return matrix


def _gains(rng: np.random.Generator, runs: int) -> dict[str, dict[str, F8]]:
    keys = ["all", *(f"{by}:{name}" for by, names in GROUPS.items() for name in names)]
    found = {}
    for key in keys:
        better, worse = rng.uniform(0.1, 0.3, runs), rng.uniform(0.05, 0.2, runs)
        found[key] = {"better": better, "worse": worse, "same": 1.0 - better - worse}
    return found


def _document(
    models: Sequence[str], luck: Sample, full: Sample | None, weeks: int
) -> dict[str, Any]:
    head = luck if full is None else full
    return {
        "schema": "wijksim/compare/2",
        "scenario": "null",
        "seed": 1,
        "replications": head.replications,
        "weeks": weeks,
        "burn_in_weeks": 208,
        "citizens": 14000,
        "means": "equal",
        "interval": {"level": 0.95, "covers": ["luck"] if full is None else ["luck", "parameters"]},
        "outcomes": {
            o.id: {"unit": o.unit, "better": o.better, "label": o.label_en}
            for o in OUTCOMES.values()
        },
        "models": parts.models_part(luck, full, {}),
        "differences": _differences(luck, full),
        "flow_states": list(STATES),
        "flows": {m: head.flows[m].tolist() for m in models},
        "gains": parts.gains_part(head),
        "gains_other_luck": {},
        "gains_dead_band": {"value": 1.0, "unit": "burden-weeks over the whole run"},
        "ample": _ample(models),
        "steadiness": _steadiness(full is not None),
        "drift_today": {
            "model": models[0],
            "years": 3,
            "reason": None,
            "outcomes": {name: DRIFT for name in HEADLINES if name != "days_to_help"},
        },
        "levels_today": LEVELS,
        "targets": parts.targets_part(LEVELS, 2015),
        "luck_replications": luck.replications,
        "digest": "0123456789abcdef" * 4,
        "out": None,
        "seconds": {
            "population": 0.0,
            "burn_in": 0.0,
            "simulate": 0.0,
            "report": 0.0,
            "total": 0.0,
        },
    }
