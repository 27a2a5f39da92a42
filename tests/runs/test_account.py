"""What must be equal between models before the first week, and what need not be."""

from __future__ import annotations

from typing import Any

import pytest

from sim.inputs.files.errors import InputError
from sim.runs.account import check_account


def has(**origin: int) -> dict[str, Any]:
    return {
        "cents_per_year": {"total": {"wmo": 100}},
        "minutes_per_week": {"origin": {"wmo": 10, "youth": 20, **origin}},
    }


def test_temporary_workers_are_no_means_that_must_be_equal() -> None:
    check_account({"one": has(hired=5), "other": has(hired=7)}, "equal_hours")


def test_own_hours_must_be_equal_to_the_minute() -> None:
    with pytest.raises(InputError, match="do not have the same means"):
        check_account({"one": has(), "other": has(wmo=11)}, "equal_hours")
    check_account({"one": has(), "other": has(wmo=11)}, "equal")
