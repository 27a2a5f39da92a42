"""The results folder: tables in Parquet, the document, the report, the manifest.

Everything is written in a folder beside it and moved into place at the end, so that
neither a full disk nor Ctrl-C leaves half a result. A folder that holds another run is
refused before the work begins.
"""

from __future__ import annotations

import contextlib
import glob
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.experiments.manifest import crate, file_sha256
from sim.experiments.replicate import Replication
from sim.inputs.errors import InputError
from sim.model.outcomes import STATES

MANIFEST = "manifest.json"
CRATE = "ro-crate-metadata.json"
RESULTS = Path("results")


def folder_of(out: Path | None, scenario: str, key: str) -> Path:
    """The folder asked for, or ``results/<scenario>-<key>``: one per distinct run."""
    return RESULTS / f"{scenario}-{key[:12]}" if out is None else out


def check_folder(folder: Path, key: str) -> None:
    """InputError when the folder holds another run, or is no folder."""
    if folder.exists() and not folder.is_dir():
        raise _storage(folder, "a file stands where the results would go")
    path = folder / MANIFEST
    if not path.is_file():
        return
    try:
        there = json.loads(path.read_text(encoding="utf-8")).get("key")
    except (OSError, ValueError, AttributeError):
        there = None
    if there != key:
        raise InputError(
            code="storage",
            where="--out",
            found=str(folder),
            allowed="a new folder, or that of the same run",
            message="this folder holds the results of another run",
        )


@contextlib.contextmanager
def staged(folder: Path, key: str) -> Iterator[Path]:
    """A folder to write in; what is in it takes its place when all went well.

    Raises InputError when nothing can be written there, or the disk is full.
    """
    check_folder(folder, key)
    part = folder.parent / f"{_part(folder)}{os.getpid()}"
    try:
        try:
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
        except OSError as error:
            raise _storage(folder, f"nothing can be written there: {error.strerror}") from error
        yield part
        try:
            _move(part, folder)
        except OSError as error:
            raise _storage(folder, f"writing failed: {error.strerror}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _part(folder: Path) -> str:
    return f".{folder.name or 'results'}.part-"


def sweep(folder: Path) -> None:
    """Take away what killed writers of a folder left beside it; call it under its lock."""
    for part in folder.parent.glob(glob.escape(_part(folder)) + "*"):
        shutil.rmtree(part, ignore_errors=True)


def _move(part: Path, folder: Path) -> None:
    """Into place: at once when the folder is new, else file by file, manifest last."""
    if not folder.exists():
        part.replace(folder)
        return
    (folder / MANIFEST).unlink(missing_ok=True)
    for path in sorted(part.iterdir(), key=lambda p: (p.name == MANIFEST, p.name)):
        path.replace(folder / path.name)


@contextlib.contextmanager
def told(folder: Path) -> Iterator[None]:
    """A failing write in this block is told as an InputError that names the folder."""
    try:
        yield
    except OSError as error:
        raise _storage(folder, f"writing failed: {error.strerror or error}") from error


def _storage(folder: Path, message: str) -> InputError:
    return InputError(
        code="storage",
        where="--out",
        found=str(folder),
        allowed="a folder that can be written",
        message=message,
    )


def write_json(path: Path, document: Mapping[str, Any]) -> None:
    """A document as JSON; refuses NaN and infinities."""
    text = json.dumps(document, indent=1, allow_nan=False, default=str)
    path.write_text(text + "\n", encoding="utf-8")


def write_table(path: Path, columns: Mapping[str, Any]) -> None:
    """One Parquet file (zstd)."""
    # Imported here: pyarrow is slow to import and a run without a folder needs none.
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table(dict(columns)), path, compression="zstd")


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """The crate and, last of all, the manifest with the SHA-256 of every other file."""
    names = [path.name for path in sorted(folder.iterdir())]
    write_json(folder / CRATE, crate(manifest, names))
    outputs = {name: file_sha256(folder / name) for name in sorted([*names, CRATE])}
    write_json(folder / MANIFEST, {**manifest, "outputs_sha256": outputs})


Row = tuple[Any, ...]


def _long(names: Sequence[str], rows: Iterator[Row]) -> dict[str, list[Any]]:
    """Rows as columns by name."""
    found = list(rows)
    return {name: [row[i] for row in found] for i, name in enumerate(names)}


def write_replications(folder: Path, done: Sequence[Replication]) -> None:
    """Every table of a comparison, one row per replication and what it tells."""
    tables: dict[str, tuple[tuple[str, ...], Callable[[Replication], Iterator[Row]]]] = {
        "outcomes": (("model", "outcome", "value"), _outcomes),
        "groups": (("model", "by", "group", "outcome", "value"), _groups),
        "flows": (("model", "from", "to", "citizens"), _flows),
        "gains": (("pair", "group", "better", "worse", "same"), _gains),
        "drawn": (("parameter", "value"), _drawn),
        "levels": (("level", "value"), _levels),
        "levels_before": (("level", "value"), _levels_before),
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
            told = {name: np.full(weeks, value) for name, value in row.items()}
            for name, values in {**told, "week": np.arange(weeks), **run.weekly}.items():
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


def _levels(item: Replication) -> Iterator[Row]:
    yield from item.levels.items()


def _levels_before(item: Replication) -> Iterator[Row]:
    yield from item.before.items()


def _years(item: Replication) -> Iterator[Row]:
    for model, run in item.models.items():
        for name, values in run.years.items():
            for year, value in enumerate(values.tolist(), start=1):
                yield model, year, name, value


def _write_citizens(folder: Path, done: Sequence[Replication]) -> None:
    """Every resident under every model, in the replication whose citizens were kept."""
    kept = [item for item in done if any(run.citizens for run in item.models.values())]
    for item in kept[:1]:
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
