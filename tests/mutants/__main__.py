"""The table of faults: ``python -m tests.mutants [--side-by-side 2] [id ...]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants.bench import BrokenBenchError, Mutant, judge, mutants


def main(chosen: list[str], side_by_side: int) -> int:
    """Judge the chosen faults, or all; 1 when one survives or could not be judged."""
    unknown = sorted(set(chosen) - set(mutants()))
    if unknown:
        print(f"no such mutant: {', '.join(unknown)}", file=sys.stderr)
        return 2
    these = [mutants()[name] for name in chosen or mutants()]
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(side_by_side) as pool:
        folder = Path(name)

        def told(mutant: Mutant) -> tuple[str, float, bool]:
            """What is printed behind a fault, its seconds, and whether it was caught."""
            try:
                verdict = judge(mutant, folder / mutant.id, folder / "courses")
            except BrokenBenchError as error:
                return f"NOT JUDGED: {error}", 0.0, False
            return verdict.by or "SURVIVES", verdict.seconds, verdict.by is not None

        caught = 0
        for mutant, (by, seconds, was) in zip(these, pool.map(told, these), strict=True):
            caught += was
            print(f"{mutant.id:34} {seconds:6.1f} s  {by}", flush=True)
    print(f"caught: {caught} of {len(these)}")
    return 0 if caught == len(these) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--side-by-side", type=int, default=2, metavar="N")
    parser.add_argument("id", nargs="*")
    asked = parser.parse_args()
    raise SystemExit(main(asked.id, asked.side_by_side))
