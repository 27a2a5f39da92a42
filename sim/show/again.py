"""The page of a finished folder, written again: after it failed, or in the other language."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from sim.comparison.kept import SAMPLES, comparison_in
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.request import ReportRequest
from sim.inputs.scenarios.resolved import resolved_of
from sim.show import country_summary
from sim.show.report import write_report
from sim.show.studies.pages import KINDS, kind_of, write_page
from sim.storage import folder as store
from sim.storage.owned import OUTPUTS, altered, check_ours, damaged, read_manifest

Writer = Callable[[Path, str], object]


def report(request: ReportRequest) -> dict[str, Any]:
    """Write the page of a finished folder; returns the paths written.

    Raises InputError when nothing finished is there, it has no page, or a file was altered.
    """
    folder = request.folder
    manifest = read_manifest(folder)
    name = (manifest or {}).get("document")
    if manifest is None or name is None:
        raise InputError(
            code="missing_file",
            where=str(folder),
            allowed=Said.PAGE_FOLDER(),
            message="no finished results with a page are in this folder",
        )
    check_ours(folder, manifest["key"])
    read = [file for file in (name, SAMPLES) if file in manifest[OUTPUTS]]
    if wrong := altered(folder, manifest, read):
        raise damaged(folder / wrong)
    write = _writer(folder, manifest, name)
    with store.added(folder) as part:
        write(part, request.lang)
        written = sorted(path.name for path in part.iterdir())
    return {"written": [str(folder / file) for file in written]}


def _writer(folder: Path, manifest: Mapping[str, Any], name: str) -> Writer:
    """The writer of the page of this kind of results."""
    if SAMPLES in manifest[OUTPUTS]:
        return partial(write_report, comparison_in(folder, manifest))
    document = json.loads((folder / name).read_text(encoding="utf-8"))
    if (kind := kind_of(document)) == "country":
        resolved = resolved_of(manifest["scenario"], manifest["choices"])
        return partial(country_summary.write_summary, (document, resolved))
    if kind not in KINDS:
        raise InputError(
            code="usage",
            where=str(folder),
            found=kind,
            allowed=", ".join(("compare", "country", *KINDS)),
            message="these results have no page",
        )
    return partial(write_page, document)
