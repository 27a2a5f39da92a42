"""Speed and size: everything, or what is named."""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.floor import floor
from benchmarks.goals import goals
from benchmarks.oracle import oracle
from benchmarks.phases import phases
from benchmarks.sizes import PILOT, sizes
from benchmarks.starts import starts
from benchmarks.studies import studies

Rows = Iterator[dict[str, Any]]
WHAT: dict[str, tuple[str, Callable[[], Rows]]] = {
    "goals": ("What is aimed at, and what is found here", goals),
    "pilot": ("The pilot, mean of its three models, recorder included", lambda: sizes((PILOT,))),
    "phases": ("Where a week of the pilot goes", phases),
    "oracle": ("Engine against oracle under today's practice, without recorder", oracle),
    "sizes": ("From 1,000 to 1,000,000 residents", sizes),
    "starts": ("From the command to its answer, one process", starts),
    "studies": ("Many runs: time over the ideal, and memory", studies),
    "floor": ("The same rows and draws without rules (report only)", floor),
}


def main() -> None:
    """Measure what is named, or all of it."""
    told = "; ".join(f"{name}: {title}" for name, (title, _) in WHAT.items())
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, epilog=told)
    parser.add_argument("what", nargs="*", choices=[[], *WHAT], metavar="what")
    parser.add_argument("--json", type=Path, metavar="FILE")
    asked = parser.parse_args()
    found = {}
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    for name in asked.what or WHAT:
        title, measure = WHAT[name]
        print(f"\n{title}", flush=True)
        found[name] = list(measure())
        print(pd.DataFrame(found[name]).to_string(index=False), flush=True)
    if asked.json is not None:
        asked.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
