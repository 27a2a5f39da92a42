"""Outcomes by their place in the report, as ``outcomes_shown.toml`` has them."""

from __future__ import annotations

import tomllib
from pathlib import Path

from sim.support.contract import PAYERS

_SHOWN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

BURDEN = "burden"
COST = "public_cost"
PAYER_COSTS = {payer: f"cost_payer_{payer}" for payer in PAYERS}
PERSPECTIVES: list[str] = _SHOWN["perspectives"]
SERIES: list[str] = _SHOWN["series"]
CLAIMS: dict[str, list[str]] = _SHOWN["claims"]
CRITERIA: dict[str, list[str]] = _SHOWN["criteria"]
TODAY: dict[str, str] = _SHOWN["today"]


def is_share(level: str) -> bool:
    """True for a level of today that is a share, which is shown in per cent."""
    return "_share" in level or level in _SHOWN["other_shares"]
