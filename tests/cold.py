"""A fixture for tests that run little: nothing is compiled beforehand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.small import without_warm_up

__all__ = ["cold"]


@pytest.fixture(autouse=True)
def cold() -> Iterator[None]:
    """Compile at the first run; a test that asks for more says so."""
    with without_warm_up():
        yield
