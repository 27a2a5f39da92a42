"""The results folder: tables in Parquet, the document, the report, the manifest.

Everything is written in a folder beside it and moved into place at the end, so that
neither a full disk nor Ctrl-C leaves half a result. A folder that holds another run, or a file
that is not ours where one of ours would go, is refused before the work begins.
"""

from __future__ import annotations

import contextlib
import glob
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.inputs.files.errors import InputError, no_path
from sim.storage.manifest import crate, file_sha256
from sim.storage.owned import (
    CRATE,
    MANIFEST,
    OUTPUTS,
    PLACING,
    check_ours,
    in_the_way,
    placing,
    read_manifest,
    sealed,
)

RESULTS = Path("results")


def folder_of(out: Path | None, scenario: str, key: str) -> Path:
    """The folder asked for, or ``results/<scenario>-<key>``: one per distinct run."""
    return RESULTS / f"{scenario}-{key[:12]}" if out is None else out


def check_folder(folder: Path, key: str) -> None:
    """InputError when the folder holds another run or a file that is not ours, or is no folder."""
    if folder.resolve() == folder.resolve().parent:
        raise no_path("--out", str(folder))
    if folder.exists() and not folder.is_dir():
        raise in_the_way(folder)
    check_ours(folder, key)


@contextlib.contextmanager
def staged(folder: Path, key: str) -> Iterator[Path]:
    """A folder to write in; what is in it takes its place when all went well.

    Raises InputError when nothing can be written there, or the disk is full.
    """
    check_folder(folder, key)
    with _beside(folder) as part:
        yield part
        with write_errors(folder):
            _move(part, folder, key)


@contextlib.contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder of this process beside another, gone at the end with what is still in it."""
    part = folder.parent / f"{_part(folder)}{os.getpid()}"
    try:
        with write_errors(folder, "nothing can be written there"):
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _part(folder: Path) -> str:
    return f".{folder.name or 'results'}.part-"


def sweep(folder: Path) -> None:
    """Take away what killed writers of a folder left beside it; call it under its lock."""
    for part in folder.parent.glob(glob.escape(_part(folder)) + "*"):
        shutil.rmtree(part, ignore_errors=True)


def _move(part: Path, folder: Path, key: str, whole: bool = True) -> None:
    """Into place: at once when the folder is new, else file by file, manifest last.

    whole: they are all of the results, so that without the last of them there are none.
    """
    if not folder.exists():
        part.replace(folder)
        return
    outputs = {path.name: file_sha256(path) for path in part.iterdir() if path.name != MANIFEST}
    check_ours(folder, key, outputs)
    note = placing(folder, key, outputs)
    write_whole(folder / PLACING, (json.dumps(note) + "\n").encode())
    if whole:
        for name in (MANIFEST, *(note[OUTPUTS].keys() - outputs.keys())):  # such as an old page
            (folder / name).unlink(missing_ok=True)
    for path in sorted(part.iterdir(), key=lambda p: (p.name == MANIFEST, p.name)):
        path.replace(folder / path.name)
    (folder / PLACING).unlink(missing_ok=True)


@contextlib.contextmanager
def added(folder: Path) -> Iterator[Path]:
    """A folder to write in; what is in it joins a finished folder, and its manifest."""
    there = read_manifest(folder)
    if there is None:
        raise _storage(folder, "no results are in this folder", "the folder of a finished run")
    with _beside(folder) as part:
        yield part
        with write_errors(folder):
            if new := {path.name: file_sha256(path) for path in part.iterdir()}:
                _list(part, there, {**there[OUTPUTS], **new})
                _move(part, folder, there["key"], whole=False)


@contextlib.contextmanager
def write_errors(folder: Path, message: str = "writing failed") -> Iterator[None]:
    """A failing write in this block is reported as an InputError that names the folder."""
    try:
        yield
    except OSError as error:
        raise _storage(folder, f"{message}: {error.strerror or error}") from error


def _storage(
    folder: Path, message: str, allowed: str = "a folder that can be written"
) -> InputError:
    found = str(folder)
    return InputError(code="storage", where="--out", found=found, allowed=allowed, message=message)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut."""
    partial = path.with_name(path.name + ".part")
    with partial.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(partial, path)


def write_json(path: Path, document: Mapping[str, Any]) -> None:
    """A document as JSON; refuses NaN and infinities."""
    text = json.dumps(document, indent=1, allow_nan=False, default=str)
    path.write_text(text + "\n", encoding="utf-8")


def columns_of(
    rows: Sequence[Mapping[str, Any]], names: Iterable[str] = ()
) -> dict[str, list[Any]]:
    """Rows as the columns of a table; without names every column that some row has."""
    every = tuple(names) or tuple(dict.fromkeys(name for row in rows for name in row))
    return {name: [row.get(name) for row in rows] for name in every}


def write_table(path: Path, columns: Mapping[str, Any]) -> None:
    """One Parquet file (zstd)."""
    # Imported here: pyarrow is slow to import and a run without a folder needs none.
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table(dict(columns)), path, compression="zstd")


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """The crate and, last of all, the manifest with the SHA-256 of every other file; sealed."""
    outputs = {path.name: file_sha256(path) for path in sorted(folder.iterdir())}
    _list(folder, manifest, outputs)


def _list(folder: Path, manifest: Mapping[str, Any], outputs: Mapping[str, str]) -> None:
    """The manifest of these outputs; a crate too, where a scenario was run."""
    found = {name: digest for name, digest in outputs.items() if name != CRATE}
    if "scenario" in manifest:
        write_json(folder / CRATE, crate(manifest, found))
        found[CRATE] = file_sha256(folder / CRATE)
    write_json(folder / MANIFEST, sealed({**manifest, OUTPUTS: dict(sorted(found.items()))}))
