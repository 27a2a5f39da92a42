"""A comparison and a country by the workers of a scheduler are those of one process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sim
from tests.small import small, small_country
from tests.studies.faults import cluster

CLOCK = ("seconds", "cpu")  # in names of columns that a clock fills


def table(path: Path) -> pd.DataFrame:
    """A table of results without what a clock fills."""
    found = pd.read_parquet(path)
    return found[[name for name in found if not any(word in name for word in CLOCK)]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("run", "asked", "name"),
    [
        (sim.compare, small, "outcomes.parquet"),
        (sim.country, small_country, "wijken.parquet"),
    ],
    ids=["compare", "country"],
)
def test_a_cluster_gives_the_same_table(
    run: Callable[[Any], Any],
    asked: Callable[..., Any],
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr("sim.show.report.write_report", lambda *_: None)
    run(asked(tmp_path / "here"))
    with cluster() as (address, processes):
        with distributed.Client(address, timeout=60) as client:
            client.wait_for_workers(len(processes) - 1, timeout=60)
        run(asked(tmp_path / "there", workers=None, scheduler=address))
    here, there = table(tmp_path / "here" / name), table(tmp_path / "there" / name)
    assert len(here) > 0
    pd.testing.assert_frame_equal(here, there)
