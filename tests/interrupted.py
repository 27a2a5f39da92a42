"""Work that is stopped, killed or counted half-way, and what a clock cannot change."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
PATIENCE = 600.0  # seconds in which a first task must be done


def without_clock(document: Mapping[str, Any]) -> str:
    """The document but for what the clock and the folder add."""
    return json.dumps({k: v for k, v in document.items() if k not in ("seconds", "out")})


def watched(
    work: Callable[[T], R], seen: list[T], stop_after: int | None = None
) -> Callable[[T], R]:
    """The work, noting what is begun; Ctrl-C comes when so many tasks are done."""

    def watching(task: T) -> R:
        if len(seen) == stop_after:
            raise KeyboardInterrupt
        seen.append(task)
        return work(task)

    return watching


def killed_after_first(command: Sequence[str], kept: Path, files: str) -> None:
    """Start a command and kill -9 it as soon as it has kept something."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as first:
        until = time.monotonic() + PATIENCE
        while not list(kept.glob(files)) and first.poll() is None:
            assert time.monotonic() < until
            time.sleep(0.002)
        first.kill()
