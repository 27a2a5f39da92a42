"""The tables of a comparison: one row per replication and what it reports on, in Parquet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.record.outcomes import STATES
from sim.runs.gains import SHARES
from sim.runs.replicate import Replication, named_without
from sim.storage.folder import write_table

Row = tuple[Any, ...]
COLUMNS = {
    "outcomes": ("model", "outcome", "value"),
    "groups": ("model", "by", "group", "outcome", "value"),
    "flows": ("model", "from", "to", "citizens"),
    "gains": ("pair", "group", *SHARES),
    "drawn": ("parameter", "value"),
    "levels": ("level", "value"),
    "levels_before": ("level", "value"),
    "years": ("model", "year", "outcome", "value"),
}


def write_replications(folder: Path, done: Sequence[Replication]) -> None:
    """Every table of a comparison, one row per replication and what it reports on."""
    rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for item in done:
        for name, row in _rows(item):
            rows[name].append((item.kind, item.number, item.seed, *row))
    for name, found in rows.items():
        columns = ("sample", "replication", "seed", *COLUMNS[name])
        table = {column: [row[i] for row in found] for i, column in enumerate(columns)}
        write_table(folder / f"{name}.parquet", table)
    _write_weekly(folder, done)
    _write_citizens(folder, done)


def _write_weekly(folder: Path, done: Sequence[Replication]) -> None:
    """Time paths: a row per week, a column per series."""
    parts = []
    for item in done:
        for model, run in (item.models | named_without(item)).items():
            weeks = len(next(iter(run.weekly.values()), ()))
            row = {"sample": item.kind, "replication": item.number, "model": model}
            same = {name: np.full(weeks, value) for name, value in row.items()}
            parts.append({**same, "week": np.arange(weeks), **run.weekly})
    _write_stacked(folder / "weekly.parquet", parts)


def _rows(item: Replication) -> Iterator[tuple[str, Row]]:
    """Every row of a replication, after the name of its table."""
    for model, run in (item.models | named_without(item)).items():
        for name, value in run.outcomes.items():
            yield "outcomes", (model, name, value)
        for by, divided in run.groups.items():
            for group, outcomes in divided.items():
                for name, value in outcomes.items():
                    yield "groups", (model, by, group, name, value)
        for i, j in np.argwhere(run.flows > 0):
            yield "flows", (model, STATES[i], STATES[j], int(run.flows[i, j]))
        for name, values in run.years.items():
            for year, value in enumerate(values.tolist(), start=1):
                yield "years", (model, year, name, value)
    for pair, groups in (item.gains | item.changed).items():
        for group, parts in groups.items():
            yield "gains", (pair, group, *(parts[share] for share in SHARES))
    for key, drawn in item.drawn.items():
        yield "drawn", (key, float(drawn))
    for level in item.levels.items():
        yield "levels", level
    for level in item.before.items():
        yield "levels_before", level


def _write_citizens(folder: Path, done: Sequence[Replication]) -> None:
    """Every resident under every model, in the first replication that has its citizens."""
    having = [item for item in done if any(run.citizens for run in item.models.values())]
    for item in having[:1]:
        parts = [
            {"model": np.full(len(run.citizens["id"]), model), **run.citizens}
            for model, run in item.models.items()
        ]
        _write_stacked(folder / "citizens.parquet", parts)


def _write_stacked(path: Path, parts: Sequence[Mapping[str, Any]]) -> None:
    """Tables of the same columns, one below the other."""
    names = dict.fromkeys(name for part in parts for name in part)
    write_table(path, {name: np.concatenate([part[name] for part in parts]) for name in names})
