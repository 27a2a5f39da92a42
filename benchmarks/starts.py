"""From nothing to a first answer: compiled code to be made, or kept from before."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.fresh import fresh_environment

COMMAND = ("run", "pilot", "--citizens", "300", "--weeks", "52", "--json")


def starts() -> Iterator[dict[str, Any]]:
    """A row for the first start after installation, and for a next one."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("cold", "warm"):
            yield {"start": name, "seconds": round(_seconds(Path(folder)), 1)}


def _seconds(folder: Path) -> float:
    environment = fresh_environment(folder / "compiled")
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "sim", *COMMAND, "--out", str(folder / f"{began}")],
        env=environment,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - began
