"""The document ``wijksim/country/2``: what the wijken of a country come to together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sim.analysis.gaps import Gap
from sim.analysis.interval import result, shares_by_sign
from sim.analysis.national import (
    Nation,
    luck_at_most,
    over_wijken,
    spread_over,
    total_of,
    weighted,
)
from sim.comparison import document as parts
from sim.comparison.assemble import outcomes_part
from sim.comparison.notes import of_means, of_money
from sim.comparison.opening import departing, interval_part
from sim.comparison.remarks import Remark
from sim.foundation.sentence import Sentence
from sim.foundation.units import F8
from sim.inputs.parameters.prices import price_year
from sim.record.outcomes import TODAY_PREFIX
from sim.runs.gains import pairs
from sim.runs.paired import Plan
from sim.runs.wijken import IMPUTED, REASONS, Wijk

SCHEMA = "wijksim/country/2"


def country_document(
    plan: Plan,
    every: Sequence[Wijk],
    nation: Nation,
    failures: Sequence[Mapping[str, Any]],
    lang: str,
) -> dict[str, Any]:
    """All but the digest, the folder and the seconds; ``every``: the wijken that were asked for."""
    settings = plan.resolved.settings
    levels = _levels(nation)
    return {
        "schema": SCHEMA,
        **departing(plan),
        "seed": settings.seed,
        "replications": settings.replications,
        "weeks": settings.weeks,
        "burn_in_weeks": settings.burn_in_weeks,
        "means": settings.means,
        "interval": interval_part(settings.uncertainty != "luck"),
        "places": _places(every, nation, failures),
        "outcomes": outcomes_part(nation.outcomes, lang),
        "models": {
            model: {name: _result(nation, nation.of_model(name, model)) for name in nation.outcomes}
            for model in nation.models
        },
        "differences": {
            pair: {name: _difference(nation, name, later, earlier) for name in nation.outcomes}
            for pair, later, earlier in pairs(nation.models)
        },
        "totals": _totals(nation),
        "levels_today": levels,
        "targets": parts.targets_part(levels, price_year(plan.resolved.values)),
        "notes": [note.document() for note in _notes(plan, every, nation, failures)],
        "failures": list(failures),
    }


def digest_of(rows: Iterable[tuple[str, int, str, str]]) -> str:
    """SHA-256 (hex) over (wijk, replication, model, digest of its residents), in order."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(("/".join(str(part) for part in row) + "\n").encode())
    return digest.hexdigest()


def _result(nation: Nation, values: F8) -> dict[str, Any]:
    """One number of the country and where wijken lie; values: [replications, wijken]."""
    found = result(weighted(values, nation.weights), None, Gap.UNDEFINED_WIJKEN())
    kept: dict[str, Any] = {
        key: found[key] for key in ("mean", "sd", "low", "high", "reason") if key in found
    }
    return {**kept, "over_wijken": spread_over(over_wijken(values), nation.weights)}


def _difference(nation: Nation, name: str, later: str, earlier: str) -> dict[str, Any]:
    """A difference, with how much luck there is in it at most and in whose wijken it is what."""
    values = nation.difference(name, later, earlier)
    of_wijken = over_wijken(values)
    return {
        **_result(nation, values),
        "luck_at_most": luck_at_most(of_wijken, nation.weights),
        "inhabitants": shares_by_sign(of_wijken, nation.weights),
    }


def _totals(nation: Nation) -> dict[str, Any]:
    """Totals of outcomes that add up over inhabitants: unit, and total by model.

    ``inhabitants``: how many the outcome's own unit is counted over.
    """
    inhabitants = float(nation.weights.sum())
    found: dict[str, Any] = {}
    for name in nation.outcomes:
        told = total_of(name)
        if told is None:
            continue
        unit, per = told
        means = {m: _mean(nation, nation.of_model(name, m)) for m in nation.models}
        found[name] = {
            "unit": unit,
            "inhabitants": per,
            "models": {model: _times(mean, inhabitants / per) for model, mean in means.items()},
        }
    return found


def _mean(nation: Nation, values: F8) -> dict[str, float | None]:
    """Mean and standard deviation over replications of the country's mean."""
    found = result(weighted(values, nation.weights), None, None)
    return {key: found[key] for key in ("mean", "sd")}


def _times(found: Mapping[str, float | None], factor: float) -> float | None:
    return None if found["mean"] is None else found["mean"] * factor


def _levels(nation: Nation) -> dict[str, dict[str, float | None]]:
    """Levels of today's practice in the last year before the fork, by inhabitants."""
    first = nation.models[0]  # the burn-in is shared, so every model's row has the same
    return {
        name.removeprefix(TODAY_PREFIX): _mean(nation, nation.of_model(name, first))
        for name in nation.numbers
        if name.startswith(TODAY_PREFIX)
    }


def _places(
    every: Sequence[Wijk], nation: Nation, failures: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Wijken and inhabitants that were asked for, simulated, skipped, imputed and failed."""
    lost = {item["wijk"] for item in failures}
    imputed = list(zip(nation.wijken, nation.imputed, strict=True))
    off = [w for w, names in zip(nation.wijken, nation.margins_off, strict=True) if names]
    skipped = {reason: [w for w in every if w.skipped == reason] for reason in REASONS}
    kinds = {kind: [w for w, kinds in imputed if kind in kinds] for kind in IMPUTED}
    return {
        "asked": _count(every),
        "lived": _count(nation.wijken),
        "skipped": {reason: _count(wijken) for reason, wijken in skipped.items()},
        "imputed": {
            "any": _count([wijk for wijk, kinds in imputed if kinds]),
            **{kind: _count(wijken) for kind, wijken in kinds.items()},
        },
        "margins_off": _count(off),
        "failed": _count([wijk for wijk in every if wijk.code in lost]),
    }


def _count(wijken: Sequence[Wijk]) -> dict[str, int]:
    """Number of wijken, and of their inhabitants as published."""
    return {"wijken": len(wijken), "inhabitants": sum(wijk.inhabitants for wijk in wijken)}


def _notes(
    plan: Plan, every: Sequence[Wijk], nation: Nation, failures: Sequence[Mapping[str, Any]]
) -> Iterator[Sentence]:
    """Notes to read before any number."""
    settings = plan.resolved.settings
    yield of_means(settings.means)
    yield from of_money(plan.resolved)
    yield Remark.WIJK_LUCK(runs=settings.replications)
    yield Remark.WEIGHTS()
    if settings.uncertainty == "luck":
        yield Remark.DEFAULTS()
    if skipped := [wijk for wijk in every if wijk.skipped]:
        yield Remark.SKIPPED_WIJKEN(**_count(skipped))
    if imputed := [w for w, kinds in zip(nation.wijken, nation.imputed, strict=True) if kinds]:
        yield Remark.IMPUTED_WIJKEN(**_count(imputed))
    if failures:
        yield Remark.FAILURES(count=len(failures))
