"""Runs in the folder of a finished study, for another question than its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.option import options_of
from sim.inputs.study_request import StudyRequest
from sim.runs.arrays import Runs
from sim.runs.axis import DESIGN, OWN, Axis
from sim.runs.axis_names import LUCK
from sim.runs.designs import Design
from sim.runs.study import AT, POINTS, RUNS
from sim.storage.folder import MANIFEST, intact

OPENING = (
    *("scenario", "parent", "departures", "title", "place", "place_name", "titles"),
    *("seed", "replications", "citizens", "whole"),
    *("weeks", "burn_in_weeks", "means", "interval"),
)
RANDOM = {"keys": [], "group": LUCK, "unit": "", "low": 0.0, "high": 1.0, "steps": []}


@dataclass(frozen=True)
class Stored:
    """Runs on inputs; the rows of the design stand beside the runs, one for every job."""

    runs: Runs
    design: Design
    opening: dict[str, Any]
    folder: Path

    def document(self, schema: str, found: Mapping[str, Any]) -> dict[str, Any]:
        """A document of these runs, with the opening of the study that they are from."""
        about = {"schema": schema, **self.opening, **found, "runs": self.runs.count}
        return {**about, "out": str(self.folder), "failures": []}


def stored(folder: Path) -> Stored:
    """The runs of a finished study with inputs. InputError when the folder holds none."""
    refused = partial(InputError, where="--runs", found=str(folder))
    there = _document(folder)
    if there is None or not (folder / RUNS).is_file():
        raise refused(
            code="missing_file",
            allowed=Said.FINISHED_FOLDER(),
            message="there are no runs of a study in this folder",
        )
    if not intact(folder, POINTS, RUNS, there[0]):
        raise refused(
            code="damaged",
            allowed=Said.AS_WRITTEN(),
            message="the files of this study are not what was written there",
        )
    document = json.loads(there[1])
    points = pq.read_table(folder / POINTS)
    names = [name for name in points.column_names if name.startswith(AT)]
    if not names or "inputs" not in document:
        raise refused(
            code="inconsistent",
            allowed=Said.INPUTS_MOVE(),
            message="the points of this study do not stand on inputs",
        )
    at = np.column_stack([points[name].to_numpy(zero_copy_only=False) for name in names])
    placed = np.isfinite(at.astype(np.float64)).all(axis=1)
    row = dict(zip(points["point"].to_numpy()[placed].tolist(), at[placed], strict=True))
    table = pq.read_table(folder / RUNS)
    table = table.filter([point in row for point in table["point"].to_pylist()])
    runs = Runs(table, list(dict.fromkeys(table["model"].to_pylist())))
    rows = np.array([row[number] for number in runs.points.tolist()], dtype=np.float64)
    axes = tuple(_axis(name.removeprefix(AT), document["inputs"]) for name in names)
    opening = {name: document[name] for name in OPENING if name in document}
    return Stored(runs, Design("stored", len(rows), axes, rows), opening, folder)


def alone(request: StudyRequest, *uses: str) -> None:
    """InputError for an option that has no meaning for runs that were made: all but ``uses``."""
    options = options_of(request)
    usual = {item.name: item.default for item in fields(request)}
    told = (*uses, "runs", "lang")
    for name, option in options.items():
        value = getattr(request, name)
        unset = not value if usual[name] is MISSING else value == usual[name]
        if name not in told and not unset:
            flags = ", ".join(options[one].flag(one) for one in options if one in told)
            raise InputError(
                code="inconsistent",
                where=name if option.argument else option.flag(name),
                found=str(value),
                allowed=Said.WITH_RUNS(flags=flags),
                message=Said.NOT_WITH_RUNS(),
            )


def _axis(name: str, inputs: dict[str, Any]) -> Axis:
    item = inputs.get(name, {**RANDOM, "range": DESIGN})
    return Axis(
        name,
        keys=tuple(item["keys"]),
        steps=tuple(item["steps"]),
        by_file=item["range"] != DESIGN,
        mixed=item["range"] == OWN,
        part=item.get("part", ""),
        **{key: item[key] for key in ("group", "unit", "low", "high")},
    )


def _document(folder: Path) -> tuple[str, str] | None:
    """The file of a study's document, as its manifest names it, and its text; None without."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        name = str(manifest["document"])
        return name, (folder / name).read_text(encoding="utf-8")
    except (OSError, ValueError, KeyError):
        return None
