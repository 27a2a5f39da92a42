"""Files in a folder that are ours: those that a manifest lists, by their content, and no others.

A manifest is sealed with the SHA-256 of itself. While files take their place in a folder that is
there already, ``placing.json`` lists them beside those that they replace: a writer that is killed
then leaves nothing behind that the next one would take for somebody else's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.storage.manifest import file_sha256

MANIFEST = "manifest.json"
CRATE = "ro-crate-metadata.json"
PLACING = "placing.json"
SEAL = "sealed_sha256"
OUTPUTS = "outputs_sha256"
# What commands write, so that a file in the way is told before the work and not after it.
NAMES = frozenset(
    {
        *(MANIFEST, CRATE, PLACING, "report.html", "summary.txt", "known_answers.html"),
        "comparison.xlsx",
        *("comparison.json", "country.json", "evidence.json", "known_answers.json"),
        *("population.json", "run.json", "samples.npz", "evidence.csv", "map.csv"),
        *(f"{name}.csv" for name in ("models", "differences", "flows", "gains")),
        *(f"{name}.json" for name in ("sweep", "explain", "sensitivity", "discover")),
        *(f"{name}.json" for name in ("robust", "structures", "curves", "search")),
        *(f"{name}.parquet" for name in ("runs", "points", "wijken", "map", "evidence")),
        *(f"{name}.parquet" for name in ("people", "households", "outcomes", "groups", "flows")),
        *(f"{name}.parquet" for name in ("gains", "drawn", "levels", "levels_before", "years")),
        *(f"{name}.parquet" for name in ("weekly", "citizens", "indices", "shares", "possible")),
    }
)


def sealed(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document as JSON holds it, with the SHA-256 of all the rest of it."""
    plain = json.loads(json.dumps(document, allow_nan=False, default=str))
    plain.pop(SEAL, None)
    text = json.dumps(plain, sort_keys=True)
    return {**plain, SEAL: hashlib.sha256(text.encode()).hexdigest()}


def read_sealed(path: Path) -> dict[str, Any] | None:
    """A sealed document; None when there is none. InputError when it is not as it was written."""
    try:
        found = json.loads(path.read_bytes())
        if found == sealed(found):
            return dict(found)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        pass
    raise damaged(path)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a finished folder; None when there is none. InputError when altered."""
    return read_sealed(folder / MANIFEST)


def damaged(path: Path, where: str | None = None) -> InputError:
    """A file that is not what was written there."""
    return InputError(
        code="damaged",
        where=where or str(path.parent),
        found=path.name,
        allowed=Said.WRITTEN_OR_AGAIN(),
        message="this file is not what was written there",
    )


def altered(folder: Path, manifest: Mapping[str, Any], names: Iterable[str]) -> str | None:
    """The first of these files that is not what a manifest says was written; None without."""
    return next((name for name in names if not _is_ours(folder / name, _listed(manifest))), None)


def check_ours(folder: Path, key: str, names: Iterable[str] = NAMES) -> None:
    """InputError when one of these files stands in a folder and is not one that a manifest of
    this run lists, with the content that it had."""
    ours: dict[str, set[str]] = {}
    for document in (read_manifest(folder), read_sealed(folder / PLACING)):
        if document is not None and document.get("key") != key:
            raise InputError(
                code="other_results",
                where="--out",
                found=str(folder),
                allowed=Said.SAME_RUN(),
                message="this folder holds the results of another run",
            )
        for name, digests in _listed(document or {}).items():
            ours.setdefault(name, set()).update(digests)
    for name in sorted({*names, *ours} - {MANIFEST, PLACING}):
        path = folder / name
        if (path.exists() or path.is_symlink()) and not _is_ours(path, ours):
            raise in_the_way(path)


def placing(folder: Path, key: str, outputs: Mapping[str, str]) -> dict[str, Any]:
    """The note of files that are about to take the place of others; sealed."""
    before = _listed(read_manifest(folder) or {})
    for name, digests in _listed(read_sealed(folder / PLACING) or {}).items():
        before.setdefault(name, []).extend(digests)
    names = sorted({*before, *outputs})
    both = {name: sorted({*before.get(name, ()), *_one(outputs, name)}) for name in names}
    return sealed({"schema": "wijksim/placing/1", "key": key, OUTPUTS: both})


def in_the_way(path: Path) -> InputError:
    """Something that is not ours stands where a file would go."""
    return InputError(
        code="in_the_way",
        where="--out",
        found=str(path),
        allowed=Said.MOVED_AWAY(folder=path.parent / "results"),
        message="a file that is not as this command wrote it stands in the way",
    )


def _one(outputs: Mapping[str, str], name: str) -> tuple[str, ...]:
    return (outputs[name],) if name in outputs else ()


def _listed(document: Mapping[str, Any]) -> dict[str, list[str]]:
    """The digests that a file may have, by its name."""
    found = document.get(OUTPUTS, {})
    return {name: [one] if isinstance(one, str) else list(one) for name, one in found.items()}


def _is_ours(path: Path, listed: Mapping[str, Iterable[str]]) -> bool:
    try:
        return not path.is_symlink() and file_sha256(path) in listed.get(path.name, ())
    except OSError:
        return False
