"""A comparison in its folder, so that its page can be written again without a run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.comparison.comparison import Comparison, Sample
from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.files.sought import Sought
from sim.inputs.scenarios.resolved import resolved_of
from sim.storage.folder import write_whole
from sim.storage.owned import read_manifest
from sim.storage.packing import packed, unpacked

SAMPLES, DOCUMENT = "samples.npz", "comparison.json"


def keep(comparison: Comparison, folder: Path) -> None:
    """Write what the document of a comparison does not hold."""
    full, change = comparison.full, comparison.change
    tree = {
        "luck": vars(comparison.luck),
        "full": None if full is None else vars(full),
        "drawn": comparison.drawn,
        "population": comparison.population,
        "failures": comparison.failures,
        "command": comparison.command,
        "change": {str(i): vars(side) for i, side in enumerate(change or ()) if side is not None},
    }
    write_whole(folder / SAMPLES, packed(tree))


def manifest_of(folder: Path, where: str) -> dict[str, Any]:
    """The manifest of a finished comparison; InputError at ``where`` for any other folder."""
    manifest = read_manifest(folder)
    name = None if manifest is None else manifest.get("document")
    if manifest is None or name is None:
        raise InputError(
            code="missing_file",
            where=where,
            found=str(folder),
            allowed=Said.COMPARED(),
            message=Sought.NOT_FINISHED(),
        )
    if name != DOCUMENT:
        raise InputError(
            code="inconsistent",
            where=where,
            found=f"{folder} ({str(manifest['command']).removeprefix('wijksim ')})",
            allowed=Said.COMPARED(),
            message=Sought.NO_COMPARISON(),
        )
    return manifest


def comparison_in(folder: Path, manifest: Mapping[str, Any]) -> Comparison:
    """The comparison in a finished folder, of which the files are what was written there."""
    document = json.loads((folder / DOCUMENT).read_text(encoding="utf-8"))
    tree = unpacked((folder / SAMPLES).read_bytes())
    full, change = tree.pop("full"), [Sample(**side) for side in tree.pop("change", {}).values()]
    return Comparison(
        resolved=resolved_of(manifest["scenario"], manifest["choices"]),
        luck=Sample(**tree.pop("luck")),
        full=None if full is None else Sample(**full),
        document=document,
        accounts=document["accounts"],
        change=(change[0], change[1] if len(change) > 1 else None) if change else None,
        **tree,
    )
