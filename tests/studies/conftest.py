"""Studies that live little, and compile nothing beforehand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sim.runs import estimate, frame


@pytest.fixture(autouse=True)
def cold(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test lives is compiled when it is lived; who asks for more says so."""
    for module in (frame, estimate):
        monkeypatch.setattr(module, "warm_up", lambda *_: None)
    yield
