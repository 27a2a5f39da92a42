"""The tables of a country: every wijk, and a map."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from sim.analysis.national import Nation, over_wijken
from sim.runs.wijken import Wijk
from sim.storage.csv_files import write_csv
from sim.storage.folder import write_table


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
        name = f"{outcome}_{_plain(later)}_minus_{_plain(earlier)}"
        columns[name] = pa.array(spread(known), pa.float64())
    write_table(folder / "map.parquet", columns)
    rows = zip(*(pa.array(column).to_pylist() for column in columns.values()), strict=True)
    write_csv(folder / "map.csv", list(columns), rows, "plain")


def _plain(model: str) -> str:
    """A model's id in letters that every mapping program takes in the name of a column."""
    return model.replace("+", "_")
