"""The finished replications of a comparison, a file each, so that it can go on where it stopped."""

from __future__ import annotations

import hashlib
import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sim.data import checksums
from sim.foundation.compiled import source_digest
from sim.inputs.files.folders import table_checksums
from sim.inputs.parameters.load import read_parameters
from sim.runs.paired import Plan
from sim.runs.replicate import Replication, Task
from sim.runs.replication_file import packed, unpacked
from sim.storage.checkpoint import FOLDER, Kept, held
from sim.storage.manifest import versions


def identity(plan: Plan) -> dict[str, Any]:
    """All that a replication is a function of, as JSON holds it."""
    ranges = {
        key: [item.value, item.low, item.high, item.draw, item.direction]
        for key, item in read_parameters().items()
    }
    whole = {
        "code": source_digest(),
        "data": {**checksums(), **table_checksums()},
        "scenario": plan.resolved.document(),
        "ranges": ranges,
        "today": [plan.today.answers, dict(plan.today_values)],
        "place": hashlib.sha256(repr(plan.place).encode()).hexdigest(),
        "versions": versions(),
    }
    found: dict[str, Any] = json.loads(json.dumps(whole, default=str))
    # Where a value was stated changes no number; the command line says it anyway.
    for name in ("origin", "files", "title"):
        found["scenario"].pop(name, None)
    return found


class Ledger(Kept):
    """The finished replications in a folder; made by ``opened``."""

    def read(self, task: Task) -> Replication | None:
        """What this task gave before; None when it is still to do."""
        content = self.get(_name(task))
        return None if content is None else unpacked(content)

    def write(self, task: Task, item: Replication) -> None:
        """Keep what a task gave. Raises InputError when it cannot be written."""
        self.put(_name(task), packed(item))


def _name(task: Task) -> str:
    return f"{task.kind}-{task.number}" + ("-reverse" if task.reverse else "")


def opened(folder: Path, run: dict[str, Any]) -> AbstractContextManager[Ledger]:
    """The ledger of a results folder, for one writer at a time; see ``held``."""
    return held(Ledger(folder / FOLDER, run))
