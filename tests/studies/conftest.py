"""Nothing is compiled beforehand; a country of a few small wijken, run once for all its readers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import sim
from tests.cold import cold
from tests.small import MODELS, small_country, without_warm_up

__all__ = ["cold"]


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
