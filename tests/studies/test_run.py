"""One model, year by year."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.inputs.request import RunRequest
from sim.studies import run as run_module
from sim.studies.run import SCHEMA, run_command


def test_a_shorter_last_year_says_how_many_weeks_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "warm_up", lambda *_: None)
    out = tmp_path / "out"
    asked = RunRequest(citizens=100, weeks=60, set={"burn_in_weeks": "8"}, out=out)
    found = run_command(asked)
    assert found["schema"] == SCHEMA and [year["weeks"] for year in found["years"]] == [52, 8]
    assert json.loads((out / "run.json").read_text())["digest"] == found["digest"]
    assert json.loads((out / "manifest.json").read_text())["digest"] == found["digest"]
    assert run_command(asked)["digest"] == found["digest"]
