"""Small runs of ``wijksim evidence``, and what a terminal shows of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from sim.inputs.request import SIZES
from sim.show.evidence import Told

TINY: dict[str, Any] = {"citizens": 120, "weeks": 15, "workers": 1}


def shorten(patch: pytest.MonkeyPatch) -> None:
    """Eight weeks of burn-in."""
    for about, size in SIZES.items():
        patch.setitem(SIZES, about, size._replace(burn_in_weeks=8))


def lines(document: Mapping[str, Any], lang: str) -> str:
    """Everything a terminal would show."""
    told = Told(document, lang)
    rows = ["  ".join(row) for table in told.tables() for row in table]
    return "\n".join([*told.opening(), *rows, *told.closing()])
