"""Tests by their node id."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@cache
def _tests(path: Path) -> frozenset[str]:
    """Names of the tests of a file; none when it is not there."""
    if not path.is_file():
        return frozenset()
    body = ast.parse(path.read_text(encoding="utf-8")).body
    functions = (item.name for item in body if isinstance(item, ast.FunctionDef))
    return frozenset(name for name in functions if name.startswith("test_"))


def is_a_test(node: str) -> bool:
    """Whether a node id names a test that exists, whatever its parameters."""
    file, _, function = node.partition("::")
    return function.partition("[")[0] in _tests(ROOT / file)
