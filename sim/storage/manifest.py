"""The manifest of a results folder: what was run, with what, and what came out."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sim import __version__
from sim.data import checksums
from sim.foundation.compiled import source_digest
from sim.inputs.command_line import command_line
from sim.inputs.files.folders import table_checksums
from sim.inputs.scenarios.resolved import Resolved
from sim.inputs.study_request import Request, Writing

SCHEMA = "wijksim/manifest/2"
LIBRARIES = ("numpy", "scipy", "numba", "pandas", "pyarrow", "mesa", "matplotlib")


def run_key(resolved: Resolved, command: str, without: Resolved | None = None) -> str:
    """Key of a run, equal for the same scenario, values, seed, tables and code (hex, 64).

    without: the scenario that it is compared with, if any.
    """
    whole = {
        "command": command,
        "scenario": resolved.document(),
        "code": source_digest(),
        "tables": table_checksums(),
    }
    if without is not None:
        whole["without"] = without.document()
    text = json.dumps(whole, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def versions() -> dict[str, str]:
    """Versions of the package, Python, the platform and the libraries that are there."""
    found = {
        "wijksim": __version__,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
    }
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def manifest(
    resolved: Resolved, request: Request, key: str, found: Mapping[str, Any]
) -> dict[str, Any]:
    """Everything but the files; ``found``: digest, seeds, times, failures and the like."""
    return {
        **brief(request, key),
        "data_sha256": {**checksums(), **table_checksums()},
        "scenario": resolved.document(),
        "choices": resolved.choices(),
        **found,
    }


def brief(request: Writing, key: str) -> dict[str, Any]:
    """A manifest of files that rest on no run of a scenario: what made them, and when."""
    return {
        "schema": SCHEMA,
        "key": key,
        "command": command_line(request),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "code_sha256": source_digest(),
        "versions": versions(),
    }


def file_sha256(path: Path) -> str:
    """SHA-256 (hex) of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def crate(manifest: Mapping[str, Any], files: Iterable[str]) -> dict[str, Any]:
    """The folder as an RO-Crate (Process Run Crate 0.5)."""
    names = sorted([*files, "manifest.json"])
    parts = [{"@id": name} for name in names]
    run = {
        "@id": f"#{str(manifest['key'])[:12]}",
        "@type": "CreateAction",
        "name": manifest["command"],
        "endTime": manifest["finished"],
        "instrument": {"@id": "#wijksim"},
        "result": parts,
        "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
    }
    tool = {
        "@id": "#wijksim",
        "@type": "SoftwareApplication",
        "name": "wijksim",
        "softwareVersion": __version__,
    }
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"wijksim: {manifest['scenario']['id']}",
        "description": manifest["scenario"]["title"]["en"],
        "datePublished": str(manifest["finished"])[:10],
        "license": {"@id": "https://spdx.org/licenses/MIT"},
        "conformsTo": {"@id": "https://w3id.org/ro/wfrun/process/0.5"},
        "hasPart": parts,
        "mentions": {"@id": run["@id"]},
    }
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    entries = [{"@id": name, "@type": "File", "name": name} for name in names]
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [descriptor, root, tool, run, *entries],
    }
