"""A country of a few small wijken, lived through once for all tests that only read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiments import country as country_module
from tests.experiments.small import MODELS, small_country


@pytest.fixture(scope="session")
def country_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two replications, without any interruption."""
    out = tmp_path_factory.mktemp("country") / "out"
    with pytest.MonkeyPatch.context() as patch:
        # Compiling happens when the first wijk needs it.
        patch.setattr(country_module, "warm_up", lambda *_: None)
        sim.country(small_country(out, models=MODELS, replications=2))
    return out


@pytest.fixture(scope="session")
def country_document(country_folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((country_folder / "country.json").read_text())
    return found
