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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.inputs.files.errors import InputError
from sim.storage.manifest import crate, file_sha256

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
        message = "this folder holds the results of another run"
        raise _storage(folder, message, "a new folder, or that of the same run")


@contextlib.contextmanager
def staged(folder: Path, key: str) -> Iterator[Path]:
    """A folder to write in; what is in it takes its place when all went well.

    Raises InputError when nothing can be written there, or the disk is full.
    """
    check_folder(folder, key)
    part = folder.parent / f"{_part(folder)}{os.getpid()}"
    try:
        with write_errors(folder, "nothing can be written there"):
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
        yield part
        with write_errors(folder):
            _move(part, folder)
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
    """The crate and, last of all, the manifest with the SHA-256 of every other file."""
    names = [path.name for path in sorted(folder.iterdir())]
    write_json(folder / CRATE, crate(manifest, names))
    outputs = {name: file_sha256(folder / name) for name in sorted([*names, CRATE])}
    write_json(folder / MANIFEST, {**manifest, "outputs_sha256": outputs})


def intact(folder: Path, *names: str) -> bool:
    """True when these files of a finished folder are what its manifest says was written."""
    try:
        outputs = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["outputs_sha256"]
        return all(file_sha256(folder / name) == outputs[name] for name in names)
    except (OSError, ValueError, KeyError, TypeError):
        return False
