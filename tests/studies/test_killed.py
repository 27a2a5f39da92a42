"""Killed with -9 at any moment, from the start to the last file: resumed to the same bytes."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.storage.owned import altered, read_manifest
from tests.examples import examples
from tests.small import COMMAND, LIVED, MODELS
from tests.studies.small import design

ROOT = Path(__file__).parents[2]
COUNTRY = ["country", *LIVED, "--models", ",".join(MODELS), "--weeks", "3", "--replications", "3"]
KINDS = {
    "compare": [*COMMAND, "--replications", "4"],
    "country": [*COUNTRY, "--set", "burn_in_weeks=2"],
    "sweep": ["sweep", "small.toml"],
}
PATIENCE = 1200.0


def words(kind: str, folder: Path, out: Path) -> list[str]:
    """The command as one types it."""
    given = [str(folder / word) if word.endswith(".toml") else word for word in KINDS[kind]]
    return [sys.executable, "-m", "wijksim", *given, "--workers", "1", "--out", str(out)]


def lived(command: list[str], until: float = PATIENCE) -> bool:
    """Live a command, killed after so many seconds; True when it came to its end before."""
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            _, told = process.communicate(timeout=until)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return False
        assert process.returncode == 0, told
        return True


def tables(folder: Path) -> dict[str, bytes]:
    """Every table of a folder."""
    return {path.name: path.read_bytes() for path in folder.glob("*.parquet")}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
@pytest.mark.parametrize("kind", KINDS)
def test_killed_at_any_moment_it_ends_with_the_same_bytes(
    kind: str, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    design(tmp_path, replications=3)
    whole, chance = tmp_path / "whole", random.Random(kind)
    began = time.monotonic()
    assert lived(words(kind, tmp_path, whole))
    long, kills, ends = time.monotonic() - began, examples("kills"), 0
    out = tmp_path / "apart" / "out"
    command, killed = words(kind, tmp_path, out), 0
    while killed < kills:
        if lived(command, chance.uniform(0.2, 1.1) * long):
            ends += 1
            assert tables(out) == tables(whole)
            shutil.rmtree(out)
        else:
            killed += 1
    assert lived(command)
    assert tables(out) == tables(whole)
    manifest = read_manifest(out)
    assert manifest is not None
    assert altered(out, manifest, manifest["outputs_sha256"]) is None
    assert [path.name for path in out.parent.iterdir()] == ["out"]
    assert not (out / "unfinished").exists()
    tell(f"{kind}: {killed} kills, {ends + 1} ends, the same bytes")
