"""The tables of a comparison: one row per replication and what it reports on, in Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.record.outcomes import STATES
from sim.runs.replicate import Replication
from sim.storage.folder import write_table

Row = tuple[Any, ...]


def _long(names: Sequence[str], rows: Iterator[Row]) -> dict[str, list[Any]]:
    """Rows as columns by name."""
    found = list(rows)
    return {name: [row[i] for row in found] for i, name in enumerate(names)}


def write_replications(folder: Path, done: Sequence[Replication]) -> None:
    """Every table of a comparison, one row per replication and what it reports on."""
    tables: dict[str, tuple[tuple[str, ...], Callable[[Replication], Iterator[Row]]]] = {
        "outcomes": (("model", "outcome", "value"), _outcomes),
        "groups": (("model", "by", "group", "outcome", "value"), _groups),
        "flows": (("model", "from", "to", "citizens"), _flows),
        "gains": (("pair", "group", "better", "worse", "same"), _gains),
        "drawn": (("parameter", "value"), _drawn),
        "levels": (("level", "value"), lambda item: iter(item.levels.items())),
        "levels_before": (("level", "value"), lambda item: iter(item.before.items())),
        "years": (("model", "year", "outcome", "value"), _years),
    }
    for name, (columns, rows_of) in tables.items():
        rows = ((item.kind, item.number, item.seed, *row) for item in done for row in rows_of(item))
        write_table(
            folder / f"{name}.parquet", _long(("sample", "replication", "seed", *columns), rows)
        )
    _write_weekly(folder, done)
    _write_citizens(folder, done)


def _write_weekly(folder: Path, done: Sequence[Replication]) -> None:
    """Time paths: a row per week, a column per series."""
    columns: dict[str, list[Any]] = {}
    for item in done:
        for model, run in item.models.items():
            weeks = len(next(iter(run.weekly.values()), ()))
            row = {"sample": item.kind, "replication": item.number, "model": model}
            same = {name: np.full(weeks, value) for name, value in row.items()}
            for name, values in {**same, "week": np.arange(weeks), **run.weekly}.items():
                columns.setdefault(name, []).append(values)
    write_table(folder / "weekly.parquet", {name: np.concatenate(x) for name, x in columns.items()})


def _outcomes(item: Replication) -> Iterator[Row]:
    for model, run in item.models.items():
        for name, value in run.outcomes.items():
            yield model, name, value


def _groups(item: Replication) -> Iterator[Row]:
    for model, run in item.models.items():
        for by, groups in run.groups.items():
            for group, outcomes in groups.items():
                for name, value in outcomes.items():
                    yield model, by, group, name, value


def _flows(item: Replication) -> Iterator[Row]:
    for model, run in item.models.items():
        for i, j in np.argwhere(run.flows > 0):
            yield model, STATES[i], STATES[j], int(run.flows[i, j])


def _gains(item: Replication) -> Iterator[Row]:
    for pair, groups in item.gains.items():
        for group, parts in groups.items():
            yield pair, group, parts["better"], parts["worse"], parts["same"]


def _drawn(item: Replication) -> Iterator[Row]:
    for key, value in item.drawn.items():
        yield key, float(value)


def _years(item: Replication) -> Iterator[Row]:
    for model, run in item.models.items():
        for name, values in run.years.items():
            for year, value in enumerate(values.tolist(), start=1):
                yield model, year, name, value


def _write_citizens(folder: Path, done: Sequence[Replication]) -> None:
    """Every resident under every model, in the first replication that has its citizens."""
    having = [item for item in done if any(run.citizens for run in item.models.values())]
    for item in having[:1]:
        columns: dict[str, list[Any]] = {"model": []}
        for model, run in item.models.items():
            columns["model"] += [model] * len(run.citizens["id"])
            for name, values in run.citizens.items():
                columns.setdefault(name, []).append(values)
        stacked = {
            name: values if name == "model" else np.concatenate(values)
            for name, values in columns.items()
        }
        write_table(folder / "citizens.parquet", stacked)
