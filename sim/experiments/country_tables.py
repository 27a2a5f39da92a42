"""The tables of a country: finished tasks as Parquet, all of them as one, and a map.

A finished task is a Parquet file of its own in ``unfinished``, there whole or not at all;
which wijken are done is read from these files, so that a run may go on with other workers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sim.experiments.country_run import Job, Row
from sim.experiments.csv_files import write_csv
from sim.experiments.kept import write_whole
from sim.experiments.ledger import Kept
from sim.experiments.national import Nation, over_wijken
from sim.experiments.store import told, write_table
from sim.experiments.wijken import Wijk

_KEY = b"wijksim.run"
_TEXT, _WHOLE = pa.string(), pa.int64()
_TYPES = {
    "statcode": _TEXT, "replication": _WHOLE, "seed": _WHOLE, "model": _TEXT,
    "residents": _WHOLE, "imputed_domains": _WHOLE, "margins_off": _TEXT, "flags": _TEXT,
    "digest": _TEXT,
}  # fmt: skip
_ORDER = tuple((name, "ascending") for name in ("statcode", "replication", "model"))


class FinishedTasks(Kept):
    """The rows of finished tasks, one Parquet file a task."""

    suffix = ".parquet"

    def keep(self, rows: Sequence[Row]) -> None:
        """Keep what a task gave. Raises InputError when it cannot be written."""
        if not rows:
            return
        names = dict.fromkeys(name for row in rows for name in row)
        columns = {name: [row.get(name) for row in rows] for name in names}
        types = [(name, _TYPES.get(name, pa.float64())) for name in names]
        sink = pa.BufferOutputStream()
        table = pa.table(columns, schema=pa.schema(types, {_KEY: self.key}))
        pq.write_table(table, sink, compression="zstd")
        jobs = "/".join(f"{row['statcode']} {row['replication']}" for row in rows)
        name = hashlib.sha256(jobs.encode()).hexdigest()[:16]
        with told(self.folder):
            write_whole(self.folder / f"{name}{self.suffix}", sink.getvalue().to_pybytes())

    def jobs(self) -> set[Job]:
        """The wijken and replications that are done; a damaged file is taken away."""
        done: set[Job] = set()
        for path in self.files():
            table = self._read(path)
            if table is None:
                path.unlink()
            else:
                codes, numbers = table["statcode"].to_pylist(), table["replication"].to_pylist()
                done |= {Job(*pair) for pair in zip(codes, numbers, strict=True)}
        return done

    def table(self, models: Sequence[str]) -> pa.Table:
        """Every row, by wijk, replication and model (in the given order)."""
        every = pa.concat_tables(
            [pq.read_table(path) for path in self.files()], promote_options="default"
        ).replace_schema_metadata()
        rank = pc.index_in(every["model"], pa.array(models))
        keys = pa.table(
            [every["statcode"], every["replication"], rank], [name for name, _ in _ORDER]
        )
        return every.take(pc.sort_indices(keys, sort_keys=_ORDER))

    def _read(self, path: Path) -> pa.Table | None:
        """A file; None when it is damaged or of another run."""
        try:
            table = pq.read_table(path)
        except (OSError, ValueError):
            return None
        return table if (table.schema.metadata or {}).get(_KEY) == self.key.encode() else None


def write_wijken(folder: Path, table: pa.Table, nation: Nation) -> None:
    """``wijken.parquet``: a row per wijk, replication and model, with who and what it is."""
    row = {wijk.code: number for number, wijk in enumerate(nation.wijken)}
    at = np.array([row[code] for code in table["statcode"].to_pylist()])
    about = {name: np.array(column)[at] for name, column in about_columns(nation.wijken).items()}
    about["imputed"] = np.array([";".join(kinds) for kinds in nation.imputed])[at]
    rest = {name: table[name] for name in table.column_names if name != "statcode"}
    write_table(folder / "wijken.parquet", {**about, **rest})


def about_columns(wijken: Sequence[Wijk]) -> dict[str, list[Any]]:
    """What a wijk is, as published, by column."""
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
        """Values of the wijken that were lived in over all that were asked for."""
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
        name = f"{outcome}_{_plain(later)}_minus_{_plain(earlier)}"
        columns[name] = pa.array(spread(known), pa.float64())
    write_table(folder / "map.parquet", columns)
    rows = zip(*(pa.array(column).to_pylist() for column in columns.values()), strict=True)
    write_csv(folder / "map.csv", list(columns), rows, "plain")


def _plain(model: str) -> str:
    """A model's id in letters that every mapping program takes in the name of a column."""
    return model.replace("+", "_")
