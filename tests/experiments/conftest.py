"""A country of a few small wijken, lived through once for all tests that only read it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sim
from tests.experiments.small import MODELS, small_country, without_warm_up


@pytest.fixture(autouse=True)
def cold() -> Iterator[None]:
    """What a test lives is compiled when it is lived; who asks for more says so."""
    with without_warm_up():
        yield


@pytest.fixture(scope="session")
def country_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two replications, without any interruption."""
    out = tmp_path_factory.mktemp("country") / "out"
    with without_warm_up():
        sim.country(small_country(out, models=MODELS, replications=2))
    return out


@pytest.fixture(scope="session")
def country_document(country_folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((country_folder / "country.json").read_text())
    return found
