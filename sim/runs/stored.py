"""The runs that a study left in its folder, for another question than the one it was lived for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from sim.inputs.files.errors import InputError
from sim.runs.arrays import Runs
from sim.runs.axis import DESIGN, OWN, Axis
from sim.runs.designs import Design
from sim.runs.points_table import AT
from sim.runs.study import POINTS, RUNS
from sim.storage.folder import MANIFEST, intact

SAID = ("scenario", "place", "titles", "seed", "replications", "citizens", "whole", "weeks",
        "burn_in_weeks", "means", "interval")  # fmt: skip


@dataclass(frozen=True)
class Stored:
    """Runs on inputs; the rows of the design stand beside the runs, one for every job."""

    runs: Runs
    design: Design
    opening: dict[str, Any]


def stored(folder: Path) -> Stored:
    """What a study with inputs left behind. InputError when the folder holds none."""
    told = _document(folder)
    if told is None or not (folder / RUNS).is_file():
        raise InputError(
            code="missing_file",
            where="--runs",
            found=str(folder),
            allowed="the folder of a study that is finished",
            message="there are no runs of a study in this folder",
        )
    if not intact(folder, POINTS, RUNS, _named(folder)):
        raise InputError(
            code="damaged",
            where="--runs",
            found=str(folder),
            allowed="a folder as it was written",
            message="the files of this study are not what was written there",
        )
    points = pq.read_table(folder / POINTS)
    names = [name for name in points.column_names if name.startswith(AT)]
    if not names or "inputs" not in told:
        raise InputError(
            code="inconsistent",
            where="--runs",
            found=str(folder),
            allowed="a study in which inputs move: lhs, sobol, grid, saltelli or morris",
            message="the points of this study do not stand on inputs",
        )
    at = np.column_stack([points[name].to_numpy(zero_copy_only=False) for name in names])
    placed = np.isfinite(at.astype(np.float64)).all(axis=1)
    row = dict(zip(points["point"].to_numpy()[placed].tolist(), at[placed], strict=True))
    table = pq.read_table(folder / RUNS)
    table = table.filter([point in row for point in table["point"].to_pylist()])
    runs = Runs(table, list(dict.fromkeys(table["model"].to_pylist())))
    rows = np.array([row[number] for number in runs.points.tolist()], dtype=np.float64)
    axes = tuple(_axis(name.removeprefix(AT), told["inputs"]) for name in names)
    opening = {name: told[name] for name in SAID}
    return Stored(runs, Design("stored", len(rows), axes, rows), opening)


def _axis(name: str, inputs: dict[str, Any]) -> Axis:
    item = inputs.get(name, {"keys": [], "group": "luck", "unit": "", "low": 0.0, "high": 1.0,
                             "steps": [], "range": DESIGN})  # fmt: skip
    return Axis(
        name, tuple(item["keys"]), item["group"], item["unit"], item["low"], item["high"],
        tuple(item["steps"]), item["range"] != DESIGN, mixed=item["range"] == OWN,
        part=item.get("part", ""),
    )  # fmt: skip


def _named(folder: Path) -> str:
    """The file of the document, as the manifest names it."""
    found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return str(found["document"])


def _document(folder: Path) -> dict[str, Any] | None:
    """What a study said of itself; None where there is none."""
    try:
        text = (folder / _named(folder)).read_text(encoding="utf-8")
    except (OSError, ValueError, KeyError):
        return None
    found: dict[str, Any] = json.loads(text)
    return found
