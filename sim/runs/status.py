"""Progress of a study in a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sim.inputs.files.errors import InputError
from sim.runs.point_work import PointWork
from sim.storage.checkpoint import FOLDER, RUN, Checkpoint
from sim.storage.folder import MANIFEST

SCHEMA = "wijksim/status/1"


def status(folder: Path) -> dict[str, Any]:
    """State of a folder: ``done`` of ``points`` (in one replication each), and failures.

    Reads only, also while a study is under way there. Raises InputError when the folder holds
    no study.
    """
    manifest, unfinished = folder / MANIFEST, folder / FOLDER
    opening = {"schema": SCHEMA, "out": str(folder)}
    ended = json.loads(manifest.read_text(encoding="utf-8")) if manifest.is_file() else None
    if not (unfinished / RUN).is_file():
        if ended is None:
            raise InputError(
                code="missing_file",
                where="--status",
                found=str(folder),
                allowed="the folder of a study, finished or not",
                message="no study is in this folder",
            )
        return {**opening, "state": "finished", "failures": ended.get("failures", [])}
    run = json.loads((unfinished / RUN).read_text(encoding="utf-8"))["run"]
    about = run.get("study", {})
    own = Checkpoint(unfinished, run, PointWork.job, PointWork.types)
    return {
        **opening,
        "state": "unfinished",
        "study": about.get("name"),
        "done": len(own.done(tidy=False)),
        "points": about.get("jobs"),
        "failures": [] if ended is None else ended.get("failures", []),
    }
