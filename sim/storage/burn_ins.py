"""Burn-ins that were simulated before, on disk: the next what-if begins at the fork.

A file is named after all that its burn-in is a function of, and ends in a digest of that name and
of its content. What is damaged, cut, of another burn-in or of another user is taken for nothing:
the burn-in is simulated, and its file written again. No code is in it, and nothing about keeping
it, a full disk or a folder that cannot be written among them, may stop a run.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa

from sim.foundation.cache_folder import ROOM, beside, of_ours
from sim.storage.packing import packed, unpacked
from sim.storage.situations import decoded, encoded, situation_of, tree_of
from sim.support.situation import Practice, Situation

Years: TypeAlias = tuple[dict[str, float], ...]  # levels of the last years before the fork
BurnIn: TypeAlias = tuple[Situation, Years]

FOLDER, SUFFIX = "burn-ins", ".burn-in"
# 5 MB of the 14,000 residents of the pilot, so that six usual comparisons fit.
MEGABYTES = 1000
# A usual comparison has up to so many burn-ins, with a change and without. Where they do not all
# fit, each would push out the one that is asked for next.
FILES = 80
_SIZE = hashlib.sha256().digest_size


def cached(key: str, practice: Practice, simulated: Callable[[], BurnIn]) -> BurnIn:
    """The burn-in of a key as it was kept, else simulated and kept.

    practice: that of the burn-in, which is not in the file.
    """
    most = room()
    folder = beside(FOLDER) if most else None
    if folder is None:
        return simulated()
    path = folder / f"{key}{SUFFIX}"
    found = _read(path, key, practice)
    if found is None:
        found = simulated()
        with contextlib.suppress(OSError, MemoryError):
            _write(path, _content(key, found), most)
            _make_room(folder, most)
    return found


def room() -> int:
    """Bytes that all files together may take; 0 when nothing is to be kept."""
    given = os.environ.get(ROOM, "").strip()
    return 1_000_000 * (int(given) if given.isdecimal() else MEGABYTES)


def _read(path: Path, key: str, practice: Practice) -> BurnIn | None:
    """The content of a file, now used last; None without a whole one of ours."""
    try:
        if not of_ours(path):
            return None
        content = path.read_bytes()
        if _sealed(key, content[:-_SIZE]) != content:
            return None
        os.utime(path)
        stream = pa.CompressedInputStream(pa.BufferReader(content[:-_SIZE]), "zstd")
        tree = unpacked(stream.read())
        return situation_of(tree["situation"], practice), decoded(tree["years"])
    except Exception:  # whatever a file that somebody made may raise
        return None


def _content(key: str, found: BurnIn) -> bytes:
    """A burn-in as the content of its file."""
    tree = {"situation": tree_of(found[0]), "years": encoded(found[1])}
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(packed(tree, compress=False))
    return _sealed(key, sink.getvalue().to_pybytes())


def _sealed(key: str, content: bytes) -> bytes:
    """Content with the digest of its key and itself behind it."""
    return content + hashlib.sha256(key.encode() + content).digest()


def _write(path: Path, content: bytes, most: int) -> None:
    """Write a file whole or not at all, unless it or the disk has no room for it."""
    if len(content) * FILES > most or shutil.disk_usage(path.parent).free < most:
        return
    handle, name = tempfile.mkstemp(suffix=SUFFIX, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _make_room(folder: Path, most: int) -> None:
    """Remove the files used longest ago, until the rest fits."""
    ages = []
    for path in folder.glob(f"*{SUFFIX}"):
        with contextlib.suppress(OSError):  # another process was first
            found = path.lstat()
            ages.append((found.st_mtime_ns, found.st_size, path))
    for _, size, path in sorted(ages, reverse=True):
        most -= size
        if most < 0:
            path.unlink(missing_ok=True)
