"""Tasks for the pool: at the top of a module, so that a spawned process can find them."""

from __future__ import annotations

import os
import time
from pathlib import Path


def double(number: int) -> int:
    return 2 * number


def odd_ones_fail(number: int) -> int:
    if number % 2:
        raise ValueError(f"odd: {number}")
    return number


def seven_kills(number: int) -> int:
    """Number 7 ends its process, every time."""
    if number == 7:
        os._exit(3)
    time.sleep(0.02)
    return number


def first_time_kills(marker: str) -> str:
    """Ends its process the first time it is tried (the marker is a file)."""
    path = Path(marker)
    if path.suffix == ".kill" and not path.exists():
        path.touch()
        os._exit(3)
    return path.name


def threads(_: int) -> str:
    return os.environ["OPENBLAS_NUM_THREADS"]


def says_who_and_waits(folder: str) -> None:
    """Leaves a file named after its process, then works for a long time."""
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(600.0)
