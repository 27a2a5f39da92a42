"""The map of a country: a row per wijk that was asked for, numbers where it was simulated."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.analysis.national import Nation
from sim.comparison.country import about_columns, write_map, write_wijken
from sim.record.headlines import HEADLINES
from sim.runs.wijken import Wijk

MODELS = ("first", "second+x")
FIRST = HEADLINES[0]


def wijk(code: str, inhabitants: int, skipped: str | None = None) -> Wijk:
    return Wijk(code, f"name of {code}", "GM1", "town", 2016, inhabitants, skipped, ())


EVERY = (wijk("WK1", 100), wijk("WK2", 0, "no_inhabitants"), wijk("WK3", 300))


def nation() -> Nation:
    """Two replications of WK1 alone: WK3 failed."""
    values = np.array([[[1.0, 4.0]], [[2.0, 7.0]]])  # [replications, wijken, models]
    return Nation(EVERY[:1], MODELS, {FIRST: values}, np.array([0]), ("",))


def test_a_wijk_without_numbers_says_why(tmp_path: Path) -> None:
    write_map(tmp_path, EVERY, nation())
    table = pq.read_table(tmp_path / "map.parquet").to_pydict()
    assert table["statcode"] == ["WK1", "WK2", "WK3"]
    assert table["status"] == ["lived", "no_inhabitants", "failed"]
    assert table["inhabitants"] == [100, 0, 300]
    differences = [name for name in table if name.startswith(FIRST)]
    assert differences == [f"{FIRST}_second_x_minus_first"]
    assert table[differences[0]] == [4.0, None, None]  # the mean of 3 and 5
    lines = (tmp_path / "map.csv").read_text("utf-8").splitlines()
    assert lines[0].split(",")[0] == "statcode" and len(lines) == 4


def test_every_row_of_the_table_says_which_wijk_it_is(tmp_path: Path) -> None:
    rows = pa.table({"statcode": ["WK1", "WK1"], "replication": [0, 1], FIRST: [1.0, 2.0]})
    write_wijken(tmp_path, rows, nation())
    table = pq.read_table(tmp_path / "wijken.parquet").to_pydict()
    assert table["statname"] == ["name of WK1"] * 2 and table["replication"] == [0, 1]
    assert table["inhabitants"] == [100, 100] and table[FIRST] == [1.0, 2.0]
    assert list(about_columns(EVERY)) == list(table)[: len(about_columns(EVERY))]
