"""Finished results as one Excel workbook, a sheet per table."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.comparison.comparison import Comparison
from sim.comparison.kept import DOCUMENT, SAMPLES, comparison_in, manifest_of
from sim.inputs.files.errors import InputError
from sim.inputs.files.sheet_said import SheetSaid
from sim.inputs.parameters.load import read_parameters
from sim.inputs.request import ExportRequest
from sim.show.change import view_of_change
from sim.show.reading import View
from sim.show.sheets import about, outcomes
from sim.show.sheets.tables import table_sheets
from sim.storage.folder import staged, write_errors, write_manifest, write_whole
from sim.storage.manifest import brief
from sim.storage.owned import altered, damaged, read_manifest
from sim.storage.xlsx_files import Sheet, workbook

FOLDER, FILE_NAME = "xlsx", "comparison.xlsx"


def export_workbook(request: ExportRequest) -> Path:
    """Write the workbook of finished results in their folder ``xlsx``, or in ``out``.

    A comparison has the sheets of its page; anything else one per table. Raises InputError for a
    folder without results, for a file of it that was altered, for a table that no sheet holds, and
    where a file that is not ours stands in the way.
    """
    if request.style != "excel":
        raise InputError(
            code="usage",
            where="--style",
            found=request.style,
            allowed=SheetSaid.ONE_OF_BOTH(),
            message=SheetSaid.STYLE_OF_CSV(),
        )
    folder = request.folder
    manifest = read_manifest(folder)
    if manifest is None or manifest.get("document") in (None, DOCUMENT):
        manifest, name = manifest_of(folder, str(folder)), FILE_NAME
        if wrong := altered(folder, manifest, (DOCUMENT, SAMPLES)):
            raise damaged(folder / wrong)
        found = sheets(comparison_in(folder, manifest), manifest, request.lang)
    else:
        name = f"{Path(manifest['document']).stem}.xlsx"
        found = table_sheets(folder, manifest, request.lang)
    target = folder / FOLDER if request.out is None else request.out
    key = hashlib.sha256(f"export xlsx {manifest['key']}".encode()).hexdigest()
    with staged(target, key) as part, write_errors(target):
        write_whole(part / name, workbook(found))
        write_manifest(part, brief(request, key))
    return target / name


def sheets(comparison: Comparison, manifest: Mapping[str, Any], lang: str) -> list[Sheet]:
    """The sheets of a comparison, in the order of its page."""
    view = View(comparison, lang, read_parameters())
    changed = view_of_change(view)
    return [
        about.departures(view),
        about.answer(view),
        *([] if changed is None else [outcomes.differences(changed, "change")]),
        outcomes.differences(view),
        outcomes.levels(view),
        outcomes.payers(view),
        outcomes.gains(view),
        about.today(view),
        about.parameters(view),
        about.provenance(view, manifest),
    ]
