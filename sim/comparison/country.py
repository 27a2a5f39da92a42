"""The document ``wijksim/country/2``, what the wijken of a country come to together; and the
tables beside it: every wijk, and a map."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

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
from sim.comparison.notes import Remark, of_means, of_money
from sim.comparison.opening import departing, interval_part
from sim.foundation.sentence import Sentence
from sim.foundation.units import F8
from sim.inputs.parameters.prices import price_year
from sim.record.outcomes import TODAY_PREFIX
from sim.runs.gains import pairs
from sim.runs.paired import Plan
from sim.runs.wijken import IMPUTED, REASONS, Wijk
from sim.storage.csv_files import write_csv
from sim.storage.folder import write_table

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
        models: dict[str, float | None] = {}
        for model in nation.models:
            mean = _mean(nation, nation.of_model(name, model))["mean"]
            models[model] = None if mean is None else mean * (inhabitants / per)
        found[name] = {"unit": unit, "inhabitants": per, "models": models}
    return found


def _mean(nation: Nation, values: F8) -> dict[str, float | None]:
    """Mean and standard deviation over replications of the country's mean."""
    found = result(weighted(values, nation.weights), None, None)
    return {key: found[key] for key in ("mean", "sd")}


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


def write_wijken(folder: Path, table: pa.Table, nation: Nation) -> None:
    """``wijken.parquet``: a row per wijk, replication and model, with who and what it is."""
    row = {wijk.code: number for number, wijk in enumerate(nation.wijken)}
    at = np.array([row[code] for code in table["statcode"].to_pylist()])
    about = {name: np.array(column)[at] for name, column in about_columns(nation.wijken).items()}
    about["imputed"] = np.array([";".join(kinds) for kinds in nation.imputed])[at]
    rest = {name: table[name] for name in table.column_names if name != "statcode"}
    write_table(folder / "wijken.parquet", {**about, **rest})


def about_columns(wijken: Sequence[Wijk]) -> dict[str, list[Any]]:
    """Description of wijken, as published, by column."""
    return {
        "statcode": [wijk.code for wijk in wijken],
        "statname": [wijk.name for wijk in wijken],
        "gm_code": [wijk.municipality for wijk in wijken],
        "gm_name": [wijk.municipality_name for wijk in wijken],
        "year": [wijk.year for wijk in wijken],
        "inhabitants": [wijk.inhabitants for wijk in wijken],
    }


def write_map(folder: Path, every: Sequence[Wijk], nation: Nation) -> None:
    """``map.parquet`` and ``map.csv``: a row per wijk that was asked for, by ``statcode``.

    A wijk that was skipped or failed has its reason in ``status`` and no numbers.
    """
    row = {wijk.code: number for number, wijk in enumerate(nation.wijken)}
    at = [row.get(wijk.code) for wijk in every]

    def spread(values: Sequence[Any]) -> list[Any]:
        """Values of the simulated wijken over all that were asked for."""
        return [None if number is None else values[number] for number in at]

    columns = {
        **about_columns(every),
        "status": ["lived" if wijk.code in row else wijk.skipped or "failed" for wijk in every],
        "imputed": spread([";".join(kinds) for kinds in nation.imputed]),
        "imputed_domains": spread([int(number) for number in nation.domains]),
        "margins_off": spread(nation.margins_off),
    }
    for outcome, later, earlier in nation.headline_pairs():
        values = over_wijken(nation.difference(outcome, later, earlier))
        known = [float(value) if np.isfinite(value) else None for value in values]
        # Letters that every mapping program takes in the name of a column.
        name = f"{outcome}_{later}_minus_{earlier}".replace("+", "_")
        columns[name] = pa.array(spread(known), pa.float64())
    write_table(folder / "map.parquet", columns)
    rows = zip(*(pa.array(column).to_pylist() for column in columns.values()), strict=True)
    write_csv(folder / "map.csv", list(columns), rows, "plain")
