"""No flipped bit of what a study keeps, or has finished, is read as another number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.api import export, sweep
from sim.inputs.files.errors import InputError
from sim.inputs.request import ExportRequest
from sim.runs import frame
from sim.runs.point_work import PointWork
from sim.runs.stored import stored
from sim.runs.study import status
from sim.runs.work import do
from sim.storage.checkpoint import FOLDER, Checkpoint, read_run
from tests.examples import examples
from tests.interrupted import watched
from tests.studies.small import small_sweep


def flips(folder: Path, count: int, look: Callable[[Path], object]) -> tuple[int, int]:
    """Flip so many bits, one at a time, in the files of a folder: how often that was refused or
    left out, and how often what is read is as it was. Anything else fails."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    files = [path for path in files if path.suffix in (".json", ".parquet")]
    rng, refused, equal, whole = np.random.default_rng(11), 0, 0, look(folder)
    for _ in range(count):
        path = files[int(rng.integers(len(files)))]
        content = path.read_bytes()
        place = int(rng.integers(8 * len(content)))
        flipped = bytearray(content)
        flipped[place // 8] ^= 1 << (place % 8)
        path.write_bytes(flipped)
        try:
            assert look(folder) == whole, (path.name, place)
            equal += 1
        except InputError as error:
            assert error.code == "damaged"
            refused += 1
        finally:
            path.write_bytes(content)
    assert look(folder) == whole
    return refused, equal


@pytest.mark.slow
def test_of_a_finished_study(tmp_path: Path, tell: Callable[[str], None]) -> None:
    sweep(small_sweep(tmp_path))

    def look(folder: Path) -> object:
        """What another study and the command export read."""
        found = stored(folder)
        (path,) = (p for p in export(ExportRequest(folder, out=tmp_path / "csv"))["written"]
                   if p.endswith("runs.csv"))  # fmt: skip
        state = status(folder)
        numbers = repr((found.runs.table.to_pylist(), found.opening, state))  # also of NaN
        return numbers, Path(path).read_bytes()

    refused, equal = flips(tmp_path / "out", examples("flipped_results") // 2, look)
    assert refused > equal  # files that nobody reads back: the crate
    tell(f"finished: {refused} flipped bits refused, {equal} in what is not read back")


@pytest.mark.slow
def test_of_an_unfinished_study(
    tmp_path: Path, tell: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "do", watched(do, [], 3))
    with pytest.raises(KeyboardInterrupt):
        sweep(small_sweep(tmp_path))
    kept = tmp_path / "out" / FOLDER
    run = read_run(kept / "run.json")
    assert run is not None
    rows = Checkpoint(kept, run, PointWork.job, PointWork.types).table().to_pylist()

    def look(folder: Path) -> object:
        """Whether everything that is read is as it was kept; a file may be left out."""
        found = read_run(folder / "run.json")
        assert found == run
        own = Checkpoint(folder, run, PointWork.job, PointWork.types)
        if len(own.done(tidy=False)) < len({(row["point"], row["replication"]) for row in rows}):
            raise InputError(code="damaged", message="left out")
        return repr(own.table().to_pylist()) == repr(rows)

    refused, equal = flips(kept, examples("flipped_results") // 2, look)
    assert equal <= refused
    tell(f"unfinished: {refused} flipped bits left out or refused, {equal} changed nothing")


def test_a_damaged_run_is_told_and_loses_no_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(frame, "do", watched(do, [], 2))
        sweep(small_sweep(tmp_path))
    path = tmp_path / "out" / FOLDER / "run.json"
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(InputError) as error:
        status(tmp_path / "out")
    assert (error.value.code, error.value.found) == ("damaged", "run.json")
    with pytest.raises(InputError) as error:
        sweep(small_sweep(tmp_path, weeks=9))
    assert error.value.code == "damaged" and len(list(path.parent.glob("*.parquet"))) == 2
    sweep(small_sweep(tmp_path, progress=True))
    said = capsys.readouterr().err
    assert "run.json was damaged and is written anew" in said and "were done before" in said
