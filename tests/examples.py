"""How many examples a generated test tries: ``tests/numbers.toml``, in one place."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("numbers.toml")


@cache
def _numbers() -> dict[str, dict[str, int]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def examples(name: str) -> int:
    """Number of examples of a test; KeyError for a test that the file does not name."""
    return _numbers()[name]["examples"]
