"""A comparison so small that a test can make it: fragmented against itself, under another name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.inputs.request import CompareRequest

TWIN = "desk+desks+separate_plans+silos+as_is"  # fragmented, spelled out
SMALL: dict[str, Any] = {
    "models": ("fragmented", TWIN),
    "citizens": 120,
    "weeks": 15,
    "replications": 2,
    "workers": 1,
    "set": {"burn_in_weeks": "8"},
}
# The same on the command line, but for replications and workers.
COMMAND = [
    "compare", "--models", ",".join(SMALL["models"]), "--citizens", str(SMALL["citizens"]),
    "--weeks", str(SMALL["weeks"]), "--set", "burn_in_weeks=8",
]  # fmt: skip


def small(out: Path | None = None, **changes: Any) -> CompareRequest:
    """The small comparison, with some things changed."""
    return CompareRequest(out=out, **{**SMALL, **changes})
