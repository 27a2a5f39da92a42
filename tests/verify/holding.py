"""Checks of which every one was made and holds."""

from __future__ import annotations

from collections.abc import Iterable

from sim.verify.check import Check


def all_hold(checks: Iterable[Check], at_least: int) -> bool:
    """Whether there are so many, and none failed or was skipped."""
    found = list(checks)
    return len(found) >= at_least and all(check.passed is True for check in found)
