"""Designs so small that a test can live them, again and again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from sim.inputs.study_request import SweepRequest
from sim.runs.study import RUNS

DESIGN = """
name = "small"
method = "{method}"
models = ["fragmented", "wijkbudget"]
{more}
[settings]
citizens = 120
weeks = 8
burn_in_weeks = 4
replications = {replications}
{inputs}
"""
INPUTS = """
[input."staff.fte"]
low = 0.5
high = 1.5
levels = 3

[input."outreach.presence"]
levels = 2
"""


def design(
    folder: Path,
    method: str = "grid",
    replications: int = 2,
    inputs: str = INPUTS,
    more: str = "",
) -> Path:
    """The file of a small design."""
    path = folder / "small.toml"
    text = DESIGN.format(method=method, replications=replications, inputs=inputs, more=more)
    path.write_text(text, encoding="utf-8")
    return path


def small_sweep(folder: Path, out: str = "out", **changes: Any) -> SweepRequest:
    """A sweep of six points and two kinds of luck, with some things changed."""
    path = changes.pop("design", None) or design(folder)
    return SweepRequest(design=path, out=folder / out, **{"workers": 1, **changes})


def rows(folder: Path) -> list[dict[str, Any]]:
    """Every row that a study left behind."""
    found: list[dict[str, Any]] = pq.read_table(folder / RUNS).to_pylist()
    return found
