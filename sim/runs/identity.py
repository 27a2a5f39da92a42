"""All that the rows of a plan are a function of: what unfinished work is compared with."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sim.data import checksums
from sim.foundation.compiled import source_digest
from sim.inputs.files.folders import table_checksums
from sim.inputs.parameters.load import read_parameters
from sim.runs.paired import Plan
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
