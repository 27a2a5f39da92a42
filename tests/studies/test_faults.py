"""Killed, failing and endless runs, a full disk, and a cluster: what comes out is the same."""

from __future__ import annotations

import errno
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.experiments import kept_rows
from sim.inputs.errors import InputError
from sim.studies.sweep import sweep
from tests.examples import examples
from tests.studies.faults import ROOT, Size, command, design, disturbed, lived, same
from tests.studies.small import rows, small_sweep

HERE = Path(__file__).parent
SIZE = Size(runs=examples("fault_runs"), kills=6, parents=2, citizens=100, weeks=12)
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faults")
    assert lived(design(folder, SIZE), folder / "whole", 2) == 0
    return folder


@pytest.mark.slow
@linux
def test_workers_and_parents_that_are_killed(whole: Path, tell: Callable[[str], None]) -> None:
    killed = disturbed(whole / "faults.toml", whole / "killed", 2, SIZE)
    assert lived(whole / "faults.toml", whole / "killed", 2) == 0
    assert same(whole / "whole", whole / "killed") and killed["parents"] >= 1
    keys = [(r["point"], r["replication"], r["model"]) for r in rows(whole / "killed")]
    assert len(keys) == len(set(keys)) == SIZE.runs // 4 * 4
    tell(f"{len(keys)} runs, killed {killed}: the same, nothing double")


@pytest.mark.slow
def test_one_worker_and_eight(whole: Path) -> None:
    for workers in (1, 8):
        assert lived(whole / "faults.toml", whole / f"by-{workers}", workers) == 0
        assert same(whole / "whole", whole / f"by-{workers}")


@pytest.mark.slow
@linux
def test_runs_that_fail_and_never_end_are_told_and_the_rest_is_kept(whole: Path) -> None:
    code = lived(
        whole / "faults.toml", whole / "broken", 2, "--limit", "3",
        WIJKSIM_FAULTS="raise=3,hang=5,sleep=7", PYTHONPATH=str(HERE / "faulty"),
    )  # fmt: skip
    assert code == 4
    document = json.loads((whole / "broken" / "sweep.json").read_text())
    failures = {(f["point"], f["replication"]): f for f in document["failures"]}
    assert failures.keys() == {(p, n) for p in (3, 5, 7) for n in (0, 1)}
    assert "made to fail" in failures[3, 0]["message"]
    assert "not done after 3 seconds" in failures[5, 0]["message"]
    assert failures[7, 1]["code"] == "worker_died"
    assert len(rows(whole / "broken")) == len(rows(whole / "whole")) - 12
    assert lived(whole / "faults.toml", whole / "broken", 2) == 0
    assert same(whole / "whole", whole / "broken")


def test_a_full_disk_loses_what_is_in_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        if len(list(path.parent.glob("*.parquet"))) == 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, content)

    from sim.studies import living

    real = kept_rows.write_whole
    monkeypatch.setattr(living, "TASK_SIZE", 1.0)
    monkeypatch.setattr(kept_rows, "write_whole", full)
    asked = small_sweep(tmp_path)
    with pytest.raises(InputError, match="No space left"):
        sweep(asked)
    assert len(list((tmp_path / "out" / "unfinished").glob("*.parquet"))) == 1
    monkeypatch.setattr(kept_rows, "write_whole", real)
    assert sweep(asked)["runs"] == 24


def test_two_writers_are_kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.studies import study

    asked = small_sweep(tmp_path)
    real = study.live_all

    def again(*given: object) -> None:
        with pytest.raises(InputError, match="another run is writing"):
            sweep(asked)
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(study, "live_all", again)
    assert sweep(asked)["runs"] == 24


# --- a cluster: a real scheduler, and workers that are processes of their own


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler with two workers, and its processes."""
    pytest.importorskip("distributed")
    port = _free_port()
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT}
    dask = [sys.executable, "-m", "distributed.cli.dask_{}"]
    first = [dask[0], "-m", dask[2].format("scheduler"), "--host", "127.0.0.1", "--port",
             str(port), "--no-dashboard"]  # fmt: skip
    worker = [dask[0], "-m", dask[2].format("worker"), address, "--nthreads", "1",
              "--no-dashboard"]  # fmt: skip
    processes = [subprocess.Popen(words, **quiet) for words in (first, worker, worker)]  # type: ignore[call-overload]
    try:
        yield address, processes
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


@pytest.mark.slow
def test_a_cluster_gives_the_same(
    whole: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, _ = cluster
    code = lived(whole / "faults.toml", whole / "cluster", 2, "--scheduler", address)
    assert code == 0 and same(whole / "whole", whole / "cluster")


@pytest.mark.slow
def test_a_scheduler_that_goes_away(
    whole: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, (scheduler, *_) = cluster
    out = whole / "gone"
    asked = command(whole / "faults.toml", out, 2, "--scheduler", address)
    with subprocess.Popen(asked, cwd=ROOT, stderr=subprocess.PIPE) as process:
        until = time.monotonic() + 300.0
        while not list(out.glob("unfinished/*.parquet")) and process.poll() is None:
            assert time.monotonic() < until
            time.sleep(0.05)
        scheduler.kill()
        _, told = process.communicate(timeout=300.0)
    assert process.returncode == 2 and b"went away" in told
    assert lived(whole / "faults.toml", out, 2) == 0
    assert same(whole / "whole", out)


def test_a_scheduler_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    address = f"tcp://127.0.0.1:{_free_port()}"
    with pytest.raises(InputError) as caught:
        sweep(small_sweep(tmp_path, scheduler=address))
    assert caught.value.code == "no_scheduler"
