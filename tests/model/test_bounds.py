"""Compiled code looks at no row outside a table: there a negative row counts from the end
for nobody (foundation/table_code.py), so it must not be asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fresh import fresh_environment


@pytest.mark.slow
def test_a_comparison_stays_within_its_tables(tmp_path: Path) -> None:
    command = [
        sys.executable, "-m", "sim", "compare", "pilot", "--citizens", "300", "--weeks", "60",
        "--replications", "1", "--workers", "1", "--out", str(tmp_path / "out"),
    ]  # fmt: skip
    compiled = tmp_path / "compiled"
    checked = fresh_environment(compiled, NUMBA_BOUNDSCHECK="1")
    done = subprocess.run(command, env=checked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(list(compiled.rglob("*.nbc"))) > 100, "code that was compiled unchecked did the work"
