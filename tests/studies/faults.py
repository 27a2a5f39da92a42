"""Everything that can go wrong with a sweep, and whether what comes out is the same.

    python -m tests.studies.faults [RUNS] [KILLS] [PARENTS] [WORKERS]

lives so many runs undisturbed, then with every fault and on every number of processes, and says
of each how long it took and whether the rows are the same, bit for bit. Ends with 1 when not.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MODELS = ("fragmented", "wijkbudget")
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FAULTS = {3: "raise", 5: "hang", 7: "sleep"}  # points that fail or never end
KEPT = "unfinished/*.parquet"  # what a sweep keeps while it is lived
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

    Returns how often either was killed.
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
            # Without workers it has only just begun, and there is more to kill.
            elif own and killed["parents"] < size.parents and any(out.glob(KEPT)):
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


def killed(path: Path, out: Path, workers: int, size: Size) -> tuple[dict[str, int], int]:
    """Killed again and again, then left alone: how often, and the last exit code."""
    return disturbed(path, out, workers, size), lived(path, out, workers)


def broken(path: Path, out: Path, workers: int) -> int:
    """Some points raise and some never end; the exit code."""
    told = ",".join(f"{kind}={point}" for point, kind in FAULTS.items())
    return lived(path, out, workers, "--limit", "3",
                 WIJKSIM_FAULTS=told, PYTHONPATH=str(HERE / "faulty"))  # fmt: skip


def cut_short(path: Path, out: Path, workers: int) -> int:
    """The parent is killed and a file that it wrote is halved; then to its end: the exit code."""
    asked = command(path, out, workers)
    with subprocess.Popen(asked, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        _until_kept(process, out)
        process.kill()
    chunk = min(out.glob(KEPT))
    chunk.write_bytes(chunk.read_bytes()[: chunk.stat().st_size // 2])
    return lived(path, out, workers)


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


Cluster = tuple[str, list["subprocess.Popen[bytes]"]]


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """The address of a dask scheduler with two workers, and its processes, scheduler first."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"

    def begun(what: str, *more: str) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", f"distributed.cli.dask_{what}", *more, "--no-dashboard"]
        return subprocess.Popen(
            words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    processes = [begun("scheduler", "--host", "127.0.0.1", "--port", str(port))]
    processes += [begun("worker", address, "--nthreads", "1") for _ in range(2)]
    try:
        yield address, processes
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def on_cluster(path: Path, out: Path) -> int:
    """Lived by a scheduler and workers that are processes of their own: the exit code."""
    with cluster() as (address, _):
        return lived(path, out, 2, "--scheduler", address)


def deserted(path: Path, out: Path) -> tuple[int, str]:
    """The scheduler goes away when something is kept: the exit code, and what is said."""
    with cluster() as (address, (scheduler, *_)):
        asked = command(path, out, 2, "--scheduler", address)
        with subprocess.Popen(asked, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
            _until_kept(process, out)
            scheduler.kill()
            _, told = process.communicate(timeout=300.0)
        return process.returncode, told


def full(path: Path, out: Path, workers: int, room: int) -> tuple[int, int] | None:
    """On a disk of so many bytes, which is then made larger: both exit codes.

    None when nothing can be mounted here (it takes Linux, and rights).
    """
    disk = out.parent
    disk.mkdir(exist_ok=True)

    def mount(*options: str) -> bool:
        words = ["mount", *options, "-t", "tmpfs", "tmpfs", str(disk)]
        with contextlib.suppress(FileNotFoundError):
            return subprocess.run(words, stderr=subprocess.DEVNULL, check=False).returncode == 0
        return False

    if not mount("-o", f"size={room}"):
        return None
    try:
        first = lived(path, out, workers)
        assert mount("-o", "remount,size=1g")
        second = lived(path, out, workers)
        shutil.copytree(out, disk.with_name("copied"))
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    shutil.move(disk.with_name("copied"), out)
    return first, second


def _until_kept(process: subprocess.Popen[Any], out: Path) -> None:
    until = time.monotonic() + 300.0
    while not any(out.glob(KEPT)) and process.poll() is None:
        if time.monotonic() > until:
            raise TimeoutError("nothing was kept")
        time.sleep(0.05)


def _cases(path: Path, workers: int, size: Size, room: int) -> dict[str, Callable[[Path], str]]:
    """Every fault: what it does to a folder, and what it tells. room: bytes of a small disk."""

    def then_whole(told: object, out: Path) -> str:
        return f"{told}, then {lived(path, out, workers)}"

    return {
        "killed": lambda out: "{}, exit {}".format(*killed(path, out, workers, size)),
        "a file cut in half": lambda out: f"exit {cut_short(path, out, workers)}",
        "points that raise or never end": lambda out: then_whole(
            f"exit {broken(path, out, workers)}", out
        ),
        "a full disk, made larger": lambda out: f"exits {full(path, out, workers, room)}",
        "1 process": lambda out: f"exit {lived(path, out, 1)}",
        "8 processes": lambda out: f"exit {lived(path, out, 8)}",
        "dask": lambda out: f"exit {on_cluster(path, out)}",
        "a scheduler that goes away": lambda out: then_whole(f"exit {deserted(path, out)[0]}", out),
    }


def main() -> int:
    """Undisturbed, then every fault, and whether what comes out is the same."""
    numbers = [int(word) for word in sys.argv[1:]]
    runs, kills, parents, workers = (numbers + [10_000, 50, 5, 2][len(numbers) :])[:4]
    size = Size(runs, kills, parents)
    wrong = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = design(folder, size)
        began = time.monotonic()
        assert lived(path, folder / "whole", workers) == 0
        print(f"undisturbed: {time.monotonic() - began:.0f} s", flush=True)
        room = (folder / "whole" / "runs.parquet").stat().st_size // 2
        for number, (name, case) in enumerate(_cases(path, workers, size, room).items()):
            began, out = time.monotonic(), folder / f"case-{number}" / "out"
            told = case(out)
            if not out.exists():
                print(f"{name}: cannot be tried here", flush=True)
                continue
            equal = same(folder / "whole", out)
            wrong += not equal
            print(f"{name}: {told}; {time.monotonic() - began:.0f} s, same {equal}", flush=True)
            shutil.rmtree(out.parent)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
