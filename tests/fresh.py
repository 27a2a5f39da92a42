"""The environment of a process of its own, away from compiled code that others keep."""

from __future__ import annotations

import os
from pathlib import Path

INHERITED = ("NUMBA_CACHE_DIR", "NUMBA_DISABLE_JIT")  # set by this very process


def fresh_environment(cache: Path, **more: str) -> dict[str, str]:
    """Ours, with compiled code kept in ``cache`` and some variables more."""
    ours = {key: value for key, value in os.environ.items() if key not in INHERITED}
    return {**ours, "WIJKSIM_CACHE_DIR": str(cache), **more}
