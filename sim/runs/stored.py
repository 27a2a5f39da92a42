"""Runs in the folder of a finished study, for another question than its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow.parquet as pq

from sim.inputs.command_line import command_line
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.option import options_of
from sim.inputs.study_request import DiscoverRequest, RobustRequest, SensitivityRequest
from sim.runs.arrays import Runs
from sim.runs.axis import DESIGN, OWN, Axis
from sim.runs.axis_names import LUCK
from sim.runs.designs import Design
from sim.runs.frame import How, write_page
from sim.runs.study import AT, POINTS, RUNS
from sim.storage import folder as store
from sim.storage.manifest import brief
from sim.storage.owned import OUTPUTS, altered, damaged, read_manifest

Reading: TypeAlias = DiscoverRequest | RobustRequest | SensitivityRequest
# Options of a study that simulate; of runs that are there they could change nothing.
IDLE = (
    *("scenario", "place", "models", "weeks", "citizens", "bundles", "set", "replications"),
    *("uncertainty", "inputs", "size", "limit", "dry_run"),
)
OPENING = (
    *("scenario", "parent", "departures", "scenario_title", "place", "place_name", "titles"),
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
    key: str  # of the study that they are from

    def answer(
        self, schema: str, found: Mapping[str, Any], request: Reading, how: How
    ) -> dict[str, Any]:
        """A document of these runs, with the opening of the study that they are from; with
        ``out`` it is written there, with its page."""
        about = {"schema": schema, **self.opening, **found, "runs": self.runs.count}
        document = {**about, "out": str(self.folder), "failures": []}
        out = request.out
        if out is None:
            return document
        asked = command_line(request)
        document |= {"out": str(out), "command": asked}
        key = hashlib.sha256(f"{self.key} {asked}".encode()).hexdigest()
        name = f"{schema.split('/')[1]}.json"
        with store.staged(out, key) as part, store.write_errors(out):
            store.write_json(part / name, document)
            store.write_manifest(part, {**brief(request, key), "document": name, "failures": []})
        write_page(out, how, document, request.lang)
        return document


def stored_for(request: Reading) -> Stored:
    """The runs that a request names. InputError also when it asks for what they cannot give."""
    assert request.runs is not None
    usual = {item.name: item.default for item in fields(request)}
    idle = [name for name in IDLE if getattr(request, name, None) and name in usual]
    idle = [name for name in idle if getattr(request, name) != usual[name]]
    if idle:
        flags = [options_of(request)[name].flag(name) for name in idle]
        raise InputError(
            code="inconsistent",
            where="--runs",
            found=", ".join(flags),
            allowed=Said.WITHOUT_RUNS(),
            message=Said.NOT_WITH_RUNS(),
        )
    return stored(request.runs)


def stored(folder: Path) -> Stored:
    """The runs of a finished study with inputs. InputError when the folder holds none."""
    refused = partial(InputError, where="--runs", found=str(folder))
    manifest = read_manifest(folder)
    name = str((manifest or {}).get("document"))
    if manifest is None or not {name, POINTS, RUNS} <= manifest[OUTPUTS].keys():
        raise refused(
            code="missing_file",
            allowed=Said.FINISHED_FOLDER(),
            message="there are no runs of a study in this folder",
        )
    if wrong := altered(folder, manifest, (POINTS, RUNS, name)):
        raise damaged(folder / wrong, "--runs")
    document = json.loads((folder / name).read_text(encoding="utf-8"))
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
    design = Design("stored", len(rows), axes, rows)
    return Stored(runs, design, opening, folder, manifest["key"])


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
