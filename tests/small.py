"""A comparison so small that a test can make it: fragmented against itself, under another name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sim.inputs.request import CompareRequest, CountryRequest
from sim.runs import estimate, frame

TWIN = "desk+desks+separate_plans+silos+as_is"  # fragmented, spelled out
SMALL: dict[str, Any] = {
    "models": ("fragmented", TWIN),
    "citizens": 120,
    "weeks": 15,
    "replications": 2,
    "workers": 1,
    "ample": False,
    "set": {"burn_in_weeks": "8"},
}
# The same on the command line, but for replications and workers.
ASKED = {"--models": ",".join(SMALL["models"]), "--set": "burn_in_weeks=8"}
ASKED |= {f"--{name}": str(SMALL[name]) for name in ("citizens", "weeks")}
COMMAND = ["compare", *(word for asked in ASKED.items() for word in asked), "--no-ample"]


def small(out: Path | None = None, **changes: Any) -> CompareRequest:
    """The small comparison, with some things changed."""
    return CompareRequest(out=out, **{**SMALL, **changes})


# Four wijken of 5, 50, 65 and 115 inhabitants that lack different things, and two that nobody
# lives in: one without households, one without inhabitants.
LIVED = ("WK008037", "WK008069", "WK011908", "WK014804")
SKIPPED = ("WK003406", "WK008058")
MODELS = ("fragmented", "outreach+kitchen_table+one_plan+silos+as_is")
WEEKS: dict[str, Any] = {"weeks": 3, "set": {"burn_in_weeks": "2"}}


def small_country(out: Path | None = None, **changes: Any) -> CountryRequest:
    """These six wijken for three weeks, with some things changed."""
    whole: dict[str, Any] = {
        "places": LIVED + SKIPPED,
        "models": SMALL["models"],
        "workers": 1,
        **WEEKS,
    }
    return CountryRequest(out=out, **{**whole, **changes})


@contextmanager
def without_warm_up() -> Iterator[pytest.MonkeyPatch]:
    """Compiling happens at the first run, and not in processes beforehand."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (frame, estimate):
            patch.setattr(module, "warm_up", lambda *_: None)
        yield patch
