"""Runs of a study that was done, taken for another question: enough of them, and nothing else."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from sim.analysis.series import part_of
from sim.inputs.files.errors import InputError
from sim.inputs.scenarios.design_file import Span
from sim.inputs.study_request import DiscoverRequest, Method, RobustRequest, SensitivityRequest
from sim.runs import stored as runs
from sim.runs.arrays import Runs
from sim.runs.axis import axes_of, replication_axis
from sim.runs.designs import Design, design_of
from sim.studies import sensitivity as study
from sim.studies.discover import discover
from sim.studies.robust import robust

INPUTS = {"staff.fte": Span(), "outreach.presence": Span()}
DONE = Path("done")


def made(points: int, replications: int = 1) -> runs.Stored:
    """Runs whose burden is the same under both models and in every run."""
    number = np.repeat(np.arange(points), 2 * replications)
    again = np.tile(np.repeat(np.arange(replications), 2), points)
    model = ["fragmented", "wijkbudget"] * points * replications
    table = pa.table(
        {"point": number, "replication": again, "model": model, "burden": 0.0 * number + 3.0}
    )
    design = design_of("lhs", axes_of(INPUTS), points, 1)
    rows = np.repeat(design.rows, replications, axis=0)
    own = Design("stored", len(rows), design.axes, rows)
    return runs.Stored(Runs(table, ["fragmented", "wijkbudget"]), own, {}, DONE, "key")


@pytest.mark.parametrize("method", ["rbd_fast", "pawn"])
def test_too_few_points_are_refused_however_often_each_was_run(
    method: Method, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study, "stored_for", lambda _: made(16, 10))
    asked = SensitivityRequest(method=method, runs=DONE, outcomes=("burden",))
    with pytest.raises(InputError) as caught:
        study.sensitivity(asked)
    assert (caught.value.where, caught.value.found) == ("--runs", "16")
    assert method in str(caught.value.allowed)


@pytest.mark.parametrize("method", ["rbd_fast", "pawn"])
def test_an_outcome_that_is_always_the_same_is_said_to_be(
    method: Method, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study, "stored_for", lambda _: made(64))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = study.sensitivity(
            SensitivityRequest(method=method, runs=DONE, outcomes=("burden",))
        )
    assert found["undefined"]["burden"]["code"] == "always_same"


@pytest.mark.parametrize("request_", [
    RobustRequest(runs=DONE, models=("fragmented", "wijkbudget")),
    RobustRequest(runs=DONE, weeks=3),
    RobustRequest(runs=DONE, scenario="null"),
    RobustRequest(runs=DONE, set={"staff.fte": 1.0}),
    DiscoverRequest(runs=DONE, size=20),
    DiscoverRequest(runs=DONE, limit=3.0),
    SensitivityRequest(runs=DONE, method="pawn", weeks=3),
    SensitivityRequest(runs=DONE, method="pawn", dry_run=True),
])  # fmt: skip
def test_what_has_no_meaning_for_stored_runs_is_refused(request_: object) -> None:
    with pytest.raises(InputError) as caught:
        if isinstance(request_, RobustRequest):
            robust(request_)
        elif isinstance(request_, DiscoverRequest):
            discover(request_)
        else:
            assert isinstance(request_, SensitivityRequest)
            study.sensitivity(request_)
    assert caught.value.code == "inconsistent" and "without --runs" in str(caught.value.allowed)


def test_the_share_of_luck_is_a_share_however_small_the_design() -> None:
    axes = (*axes_of(INPUTS), replication_axis())
    for seed in range(20):
        design = design_of("saltelli", axes, 4, seed)
        values = np.random.default_rng(seed).normal(size=len(design.rows))
        noise = part_of("sobol", design, values, seed).noise
        assert noise is None or 0.0 <= noise <= 1.0
