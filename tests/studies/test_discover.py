"""Conditions that were planted are found."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from sim.analysis.statement import statements
from sim.runs.arrays import Runs
from sim.runs.axis import Axis
from sim.runs.designs import Design
from sim.studies.discover import HIDDEN, About, Cases, cases_of, document_of

AXES = tuple(Axis(name, (), "world") for name in ("x", "y", "z"))
ABOUT = About(statements(["burden < 0"], "--statement"), "b", "a")


def planted(points: int) -> Cases:
    """The difference is below nought where x is above 0.6 and y below 0.5."""
    rows = np.random.default_rng(3).random((points, 3))
    holds = (rows[:, 0] > 0.6) & (rows[:, 1] < 0.5)
    table = [
        {"point": point, "replication": number, "model": model, "burden": burden, HIDDEN: hidden}
        for point, (row, good) in enumerate(zip(rows, holds, strict=True))
        for number in range(2)
        for model, burden in (("a", 0.0), ("b", (-1.0 if good else 1.0) + (number - 0.5)))
        for hidden in (float(row[2]),)
    ]
    runs = Runs(pa.Table.from_pylist(table), ["a", "b"])
    design = Design("stored", len(runs.points), AXES, rows[runs.points])
    return cases_of(runs, design, ABOUT)


def test_a_case_is_the_mean_over_its_replications() -> None:
    cases = planted(50)
    assert cases.rows.shape == (50, 3) and len(cases.holds) == 50
    assert cases.holds.tolist() == ((cases.rows[:, 0] > 0.6) & (cases.rows[:, 1] < 0.5)).tolist()
    np.testing.assert_allclose(cases.hidden, cases.rows[:, 2])


def test_the_planted_box_is_found_and_the_map_is_over_its_inputs() -> None:
    pytest.importorskip("sklearn")
    found = document_of(planted(400), ABOUT, 1)
    box = found["boxes"][0]
    assert {"x", "y"} <= set(box["limits"]) and box["density"] > 0.95
    assert box["limits"]["x"]["from"] == pytest.approx(0.6, abs=0.05)
    assert box["limits"]["y"]["to"] == pytest.approx(0.5, abs=0.05)
    assert set(found["map"]["inputs"]) == {"x", "y"}
    assert sum(map(sum, found["map"]["points"])) == 400
    assert {item["input"] for item in found["matters"]} >= {"x", "y"}
    assert sum(part["points"] for part in found["hidden_need"]) == 400
