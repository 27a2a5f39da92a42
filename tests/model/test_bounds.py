"""Compiled code looks at no row outside a table: there a negative row counts from the end
for nobody (foundation/table_code.py), so it must not be asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_a_comparison_stays_within_its_tables(tmp_path: Path) -> None:
    command = [
        sys.executable, "-m", "sim", "compare", "pilot", "--citizens", "300", "--weeks", "60",
        "--replications", "1", "--workers", "1", "--out", str(tmp_path / "out"),
    ]  # fmt: skip
    checked = {"NUMBA_BOUNDSCHECK": "1", "WIJKSIM_CACHE_DIR": str(tmp_path / "compiled")}
    done = subprocess.run(command, env={**os.environ, **checked}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
