"""Killed, failing and endless runs, a full disk, and a cluster: what comes out is the same."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.api import sweep
from sim.inputs.files.errors import InputError
from sim.storage import checkpoint
from tests.examples import examples
from tests.studies.faults import (
    FAULTS,
    Size,
    broken,
    cut_short,
    deserted,
    design,
    free_port,
    full,
    killed,
    lived,
    on_cluster,
    same,
)
from tests.studies.small import rows, small_sweep

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
    often, code = killed(whole / "faults.toml", whole / "killed", 2, SIZE)
    assert code == 0 and same(whole / "whole", whole / "killed") and often["parents"] >= 1
    keys = [(r["point"], r["replication"], r["model"]) for r in rows(whole / "killed")]
    assert len(keys) == len(set(keys)) == SIZE.runs // 4 * 4
    tell(f"{len(keys)} runs, killed {often}: the same, nothing double")


@pytest.mark.slow
def test_one_worker_and_eight(whole: Path) -> None:
    for workers in (1, 8):
        assert lived(whole / "faults.toml", whole / f"by-{workers}", workers) == 0
        assert same(whole / "whole", whole / f"by-{workers}")


@pytest.mark.slow
def test_a_file_that_was_cut_short_is_lived_again(whole: Path) -> None:
    assert cut_short(whole / "faults.toml", whole / "cut", 2) == 0
    assert same(whole / "whole", whole / "cut")


@pytest.mark.slow
@linux
def test_runs_that_fail_and_never_end_are_told_and_the_rest_is_kept(whole: Path) -> None:
    assert broken(whole / "faults.toml", whole / "broken", 2) == 4
    document = json.loads((whole / "broken" / "sweep.json").read_text())
    failures = {(f["point"], f["replication"]): f for f in document["failures"]}
    assert failures.keys() == {(p, n) for p in FAULTS for n in (0, 1)}
    assert "made to fail" in failures[3, 0]["message"]
    assert "not done after 3 seconds" in failures[5, 0]["message"]
    assert failures[5, 0]["code"] == failures[7, 1]["code"] == "too_long"
    assert len(rows(whole / "broken")) == len(rows(whole / "whole")) - 12
    assert lived(whole / "faults.toml", whole / "broken", 2) == 0
    assert same(whole / "whole", whole / "broken")


def test_a_full_disk_loses_what_is_in_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(path: Path, content: bytes) -> None:
        if len(list(path.parent.glob("*.parquet"))) == 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, content)

    from sim.runs import work

    real = checkpoint.write_whole
    monkeypatch.setattr(work, "TASK_SIZE", 1.0)
    monkeypatch.setattr(checkpoint, "write_whole", no_room)
    asked = small_sweep(tmp_path)
    with pytest.raises(InputError, match="No space left"):
        sweep(asked)
    assert len(list((tmp_path / "out" / "unfinished").glob("*.parquet"))) == 1
    monkeypatch.setattr(checkpoint, "write_whole", real)
    assert sweep(asked)["runs"] == 24


@pytest.mark.slow
@linux
def test_a_disk_that_is_really_full(whole: Path) -> None:
    out = whole / "disk" / "out"
    codes = full(
        whole / "faults.toml", out, 2, (whole / "whole" / "runs.parquet").stat().st_size // 2
    )
    if codes is None:
        pytest.skip("nothing can be mounted here")
    assert codes == (2, 0) and same(whole / "whole", out)


def test_two_writers_are_kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.runs import frame

    asked = small_sweep(tmp_path)
    real = frame.run_in_parts

    def again(*given: Any) -> Any:
        with pytest.raises(InputError, match="another run is writing"):
            sweep(asked)
        return real(*given)

    monkeypatch.setattr(frame, "run_in_parts", again)
    assert sweep(asked)["runs"] == 24


# --- a cluster: a real scheduler, and workers that are processes of their own


@pytest.mark.slow
def test_a_cluster_gives_the_same(whole: Path) -> None:
    pytest.importorskip("distributed")
    assert on_cluster(whole / "faults.toml", whole / "cluster") == 0
    assert same(whole / "whole", whole / "cluster")


@pytest.mark.slow
def test_a_scheduler_that_goes_away(whole: Path) -> None:
    pytest.importorskip("distributed")
    out = whole / "gone"
    code, told = deserted(whole / "faults.toml", out)
    assert code == 2 and "went away" in told
    assert lived(whole / "faults.toml", out, 2) == 0
    assert same(whole / "whole", out)


def test_a_scheduler_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(InputError) as caught:
        sweep(small_sweep(tmp_path, scheduler=address))
    assert caught.value.code == "no_scheduler"
