"""Costs of many runs beside the runs themselves: time over the ideal, and memory that grows."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SIZES = (100, 1_000, 10_000)  # runs
MODELS = ("fragmented", "wijkbudget")
DESIGN = """
name = "pace"
method = "lhs"
size = {points}
models = {models}
[settings]
citizens = 300
weeks = 52
burn_in_weeks = 13
replications = 1
[input."outreach.presence"]
[input."staff.fte"]
"""
# The peak of the process that hands out the work, and of the largest that does it.
MEASURED = """
import json, resource, sys
from sim.cli import main
code = main(sys.argv[1:])
own, done = (resource.getrusage(who).ru_maxrss for who in
             (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps([code, own, done]), file=sys.stderr)
"""


def studies(sizes: tuple[int, ...] = SIZES) -> Iterator[dict[str, Any]]:
    """A row per number of runs; processes and compiled code are there when it is 100."""
    for runs in sizes:
        with tempfile.TemporaryDirectory() as folder:
            yield _one(runs, Path(folder))


def _one(runs: int, folder: Path) -> dict[str, Any]:
    design, out = folder / "pace.toml", folder / "out"
    text = DESIGN.format(points=runs // len(MODELS), models=list(MODELS))
    design.write_text(text, encoding="utf-8")
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "sweep", str(design), "--out", str(out), "--json"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    total = time.perf_counter() - began
    seconds = json.loads((out / "sweep.json").read_text())["seconds"]
    _, own, largest = json.loads(done.stderr.splitlines()[-1])
    return {
        "runs": runs,
        "seconds": round(total, 1),
        "cpu of the runs": round(seconds["cpu"], 1),
        "ratio": round(seconds["ratio"], 3),
        "over the ideal, ms a run": round(1e3 * (total - total / seconds["ratio"]) / runs, 2),
        "peak MB of the parent": round(own / 1024),
        "peak MB of a worker": round(largest / 1024),
    }
