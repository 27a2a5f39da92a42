"""A sweep whose workers and parent are killed, again and again, until it is whole.

    python -m tests.studies.faults [RUNS] [KILLS] [PARENTS] [WORKERS]

lives so many runs undisturbed and disturbed and says whether they are the same.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

MODELS = ("fragmented", "wijkbudget")
ROOT = Path(__file__).parents[2]
PATIENCE = 0.2  # seconds between two looks at a sweep
MOST = 24 * 3600.0


@dataclass(frozen=True)
class Size:
    """How large a sweep is, and how often it is disturbed."""

    runs: int
    kills: int
    parents: int
    citizens: int = 300
    weeks: int = 52


def design(folder: Path, size: Size) -> Path:
    """The file of a design of about so many runs."""
    path = folder / "faults.toml"
    points = max(1, size.runs // (2 * len(MODELS)))
    path.write_text(
        'name = "faults"\nmethod = "sobol"\n'
        f"size = {points}\nmodels = {list(MODELS)}\n"
        f"[settings]\ncitizens = {size.citizens}\nweeks = {size.weeks}\n"
        "burn_in_weeks = 8\nreplications = 2\n"
        '[input."staff.fte"]\n[input."outreach.presence"]\n',
        encoding="utf-8",
    )
    return path


def command(path: Path, out: Path, workers: int, *more: str) -> list[str]:
    """The sweep as one types it."""
    words = [sys.executable, "-m", "sim", "sweep", str(path), "--out", str(out)]
    return [*words, "--workers", str(workers), *more]


def lived(path: Path, out: Path, workers: int, *more: str, **environment: str) -> int:
    """Live a sweep undisturbed; returns its exit code."""
    done = subprocess.run(
        command(path, out, workers, *more), cwd=ROOT, env={**os.environ, **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=MOST,
    )  # fmt: skip
    return done.returncode


def children(pid: int) -> list[int]:
    """Processes that a process began (Linux)."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().rpartition(")")
        except OSError:
            continue
        if int(rest.split()[1]) == pid and "resource_tracker" not in name:
            found.append(int(path.parent.name))
    return found


def disturbed(path: Path, out: Path, workers: int, size: Size, seed: int = 1) -> dict[str, int]:
    """Live a sweep whose workers are killed at random, and whose parent is; then to its end.

    Returns how often either was killed. Between two kills at least one task is kept, so that
    it comes to an end.
    """
    chance, killed = random.Random(seed), {"workers": 0, "parents": 0}
    while killed["workers"] < size.kills or killed["parents"] < size.parents:
        process = subprocess.Popen(
            command(path, out, workers), cwd=ROOT, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        here = size.kills // max(1, size.parents) + 1
        while process.poll() is None:
            time.sleep(PATIENCE + chance.random())
            own = children(process.pid)
            if here > 0 and killed["workers"] < size.kills and own:
                _kill(chance.choice(own))
                killed["workers"] += 1
                here -= 1
            elif killed["parents"] < size.parents and list(out.glob("unfinished/*.parquet")):
                _kill(process.pid)
                killed["parents"] += 1
                process.wait()
                break
        if process.returncode == 0:
            return killed
    return killed


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # it ended by itself
        os.kill(pid, signal.SIGKILL)


def same(one: Path, other: Path) -> bool:
    """The same rows, bit for bit."""
    return (one / "runs.parquet").read_bytes() == (other / "runs.parquet").read_bytes()


def main() -> int:
    """Both ways, then whether they are the same."""
    numbers = [int(word) for word in sys.argv[1:]]
    runs, kills, parents, workers = (numbers + [10_000, 50, 5, 2][len(numbers) :])[:4]
    size = Size(runs, kills, parents)
    folder = Path(tempfile.mkdtemp())
    path = design(folder, size)
    began = time.monotonic()
    assert lived(path, folder / "whole", workers) == 0
    print(f"undisturbed: {time.monotonic() - began:.0f} s", flush=True)
    began = time.monotonic()
    killed = disturbed(path, folder / "killed", workers, size)
    code = lived(path, folder / "killed", workers)
    equal = same(folder / "whole", folder / "killed")
    print(f"killed {killed}: {time.monotonic() - began:.0f} s, exit {code}, same {equal}")
    shutil.rmtree(folder)
    return 0 if equal and code == 0 else 1


if __name__ == "__main__":
    raise SystemExit(main())
